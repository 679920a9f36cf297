"""Submissions for the tests of the report: one with everything in it, one that is hostile, and many of them."""

from collections.abc import Iterable, Sequence

from cases import Case, CaseProject, CaseRow
from structurer.check import check
from structurer.models import Indicator, Place, ReviewCode, Submission, Unread, Why
from structurer.models.finding import CellRef, Finding, Quote, Severity
from structurer.models.proposal import Category, CategoryChoice, Fill, Summary
from structurer.models.result import Result
from structurer.models.value import Decision, Evidence, IndicatorValue, Provenance

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</script><script>document.title='owned'</script>",
    "<!--<script>",
    "]]><img src=x onerror=\"document.title='owned'\">",
    "' onmouseover='document.title=1' x='",
    '=HYPERLINK("http://hostile.invalid/","点我")',
    "{{ 7 * 7 }}{% raw %}",
    "甲\u202e乙\u2066丙\u200f",
    "空\x00铃\x07退\x1b[31m删\x7f",
    "\u2028\u2029\\u003cscript\\u003e",
    "javascript:document.title='owned'",
    "长" * 10_000,
    "w" * 10_000,
)
"""Texts that would do harm, or break a page, if they were taken for anything but text."""

_BY = Provenance(prompt="classify/v001", model="甲模型", request="0f" * 16)
_ROWS = (
    CaseRow(
        level3="新建服务点数量", description="年内建成的服务点", value="≥20个", weight="20", basis="年度计划"
    ),
    CaseRow(level2="质量指标", level3="验收与投诉", value="验收合格率≥95%，投诉不超过3件"),
    CaseRow(level2="时效指标", level3="完成时间", value="≤6月"),
    CaseRow(level1="效益指标", level2="社会效益指标", level3="服务能力", value="显著提升"),
    CaseRow(level1="满意度指标", level2="服务对象满意度指标", level3="居民满意度", value="≤90%"),
)


def submission_of(rows: Sequence[CaseRow], project: CaseProject | None = None) -> Submission:
    """One project with these rows, its values normalized, and checked."""
    [submission] = Case(fires=False, project=project or CaseProject(), rows=list(rows)).submissions()
    report = check(submission)
    return submission.model_copy(update={"findings": report.findings, "unjudged": report.unjudged})


def with_rows(submission: Submission, rows: Iterable[Indicator], **changes: object) -> Submission:
    """The submission with other rows, and with `changes` to its only project."""
    project = submission.projects[0].model_copy(update={"indicators": tuple(rows), **changes})
    return submission.model_copy(update={"projects": (project,)})


def rich() -> Submission:
    """A project with everything that the page can show."""
    submission = submission_of(_ROWS)
    first, second, third, fourth, fifth = submission.projects[0].indicators
    rows = (
        first.model_copy(update={"level1_printed": "", "extra": {"备注栏": "含改造"}}),
        second.model_copy(update={"needs_review": (ReviewCode.PIECES,)}),
        third,
        fourth.model_copy(update={"value": decided(fourth.value, "说的是程度。"), "fills": (_fill("％"),)}),
        fifth.model_copy(update={"suggested_level2": "质量指标"}),
    )
    unread = (Unread(Place(page=2, line=40), "附件另行报送", Why.NO_TARGET_TABLE),)
    made = with_rows(submission, rows, category=_category("用于改造"), summary=_summary("建二十个服务点"))
    return made.model_copy(update={"unread": unread})


def decided(value: IndicatorValue, reason: str) -> IndicatorValue:
    """The value as a model decided it, unsure, over the rules."""
    before = Decision(
        kind=value.kind,
        targets=value.targets,
        grade=value.grade,
        direction=value.direction,
        checkable=value.checkable,
        decided_by="rule",
        ambiguous=value.ambiguous,
    )
    said = {
        "decided_by": "llm",
        "confidence": "low",
        "reason": reason,
        "evidence": (Evidence(field="value", quote=value.text[:4]), Evidence(field="goals", quote="3万人次")),
        "history": (before,),
        "ambiguous": (),
        "provenance": _BY,
    }
    return value.model_copy(update=said)


def _fill(value: str) -> Fill:
    evidence = (Evidence(field="level3", quote="服务能力"),)
    return Fill(
        field="unit", value=value, evidence=evidence, reason="原文如此", confidence="high", provenance=_BY
    )


def _category(reason: str) -> CategoryChoice:
    evidence = (Evidence(field="fund_purpose", quote="改造与设备购置"),)
    return CategoryChoice(value=Category.EQUIPMENT, evidence=evidence, reason=reason, provenance=_BY)


def _summary(headline: str) -> Summary:
    return Summary(
        headline=headline,
        text="共50万元，建成20个服务点。",
        key_rows=(1, 5),
        lang="zh",
        decided_by="llm",
        provenance=_BY,
    )


def hostile(text: str) -> Submission:
    """A submission that says `text` wherever a document or a model can say something."""
    cells = dict.fromkeys(("level1", "level2", "level3", "description", "value", "basis", "weight"), text)
    submission = submission_of([CaseRow(**cells, extra={text: text})], _hostile_header(text))
    (row,) = submission.projects[0].indicators
    changed = row.model_copy(
        update={
            "value": decided(row.value, text),
            "fills": (_fill(text),),
            "suggested_level2": text,
            "place": Place(sheet=text, row=1),
        }
    )
    made = with_rows(submission, [changed], category=_category(text), summary=_summary(text))
    said = {
        "document_title": text,
        "findings": (*submission.findings, _finding(text)),
        "unread": (Unread(Place(sheet=text), text, Why.NO_COLUMN),),
        "source": submission.source.model_copy(update={"name": text, "encoding": text}),
    }
    return made.model_copy(update=said)


def _hostile_header(text: str) -> CaseProject:
    names = ("title", "project_name", "unit_code", "unit_name", "currency_unit", "project_code")
    return CaseProject(
        **dict.fromkeys((*names, "fund_purpose", "goals_text"), text),
        budget={"total": text, "fiscal": "1", "other": None},
        goals=[text],
        payment_plan={text: ""},
        extra={text: text},
    )


def _finding(text: str) -> Finding:
    cells = tuple(CellRef(document=text, project=1, row=row, field="value") for row in (None, 1))
    return Finding(
        rule="V01",
        name="malformed-value",
        starred=True,
        severity=Severity.ERROR,
        project=1,
        rows=(1,),
        message_zh=text,
        message_en=text,
        cells=cells,
        evidence=(Quote(cell=1, quote=text, start=0, end=len(text)),),
        authority=("A2",),
        suggestion=text,
    )


def many(rows: int, departments: int = 1) -> list[Result]:
    """One document with at least so many rows, five a project, of so many departments."""
    document = rich()
    [project] = document.projects
    projects = tuple(
        project.model_copy(
            update={
                "index": index,
                "unit_name": f"第{index % departments}局",
                "project_name": f"项目{index:04}",
            }
        )
        for index in range(1, -(-rows // len(project.indicators)) + 1)
    )
    found = [
        one.model_copy(update={"project": index})
        for index in range(1, len(projects) + 1)
        for one in document.findings
    ]
    return [Result("many.txt", document.model_copy(update={"projects": projects, "findings": tuple(found)}))]
