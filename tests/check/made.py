"""Small submissions and rules for the tests of the check's frame."""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from structurer import Indicator, IndicatorValue, Place, Submission, parse
from structurer.check.report import Checked, View, check_documents
from structurer.check.rule import Draft, Method, Rule, Skip, rule
from structurer.check.view import Portfolio, ProjectView, RowView
from structurer.models.finding import Remark, Severity
from structurer.settings import CheckSettings


class Texts(TypedDict):
    """What all rules here say alike."""

    authority: tuple[str, ...]
    suggestion: str


TEXTS: Texts = {"authority": ("practice",), "suggestion": "核对"}


def made(*values: str, name: str = "a.txt", projects: int = 1, purpose: str = "甲") -> Submission:
    """A submission with so many projects, each with a row for every value, one a line from line 1."""
    bare = parse("项目名称\t社区服务点建设\n", name=name)
    rows = tuple(_row(number, value) for number, value in enumerate(values, 1))
    said = {"fund_purpose": purpose, "place": Place(line=1), "indicators": rows}
    parts = tuple(
        bare.projects[0].model_copy(update={"index": index, **said}) for index in range(1, projects + 1)
    )
    return bare.model_copy(update={"projects": parts})


def _row(number: int, value: str) -> Indicator:
    return Indicator(
        row=number,
        level1="产出指标",
        level1_printed="产出指标",
        level2="质量指标",
        level2_printed="质量指标",
        level3="验收通过率",
        value=IndicatorValue(text=value),
        place=Place(line=number),
        row_place=Place(line=number),
    )


def seen(
    *documents: tuple[str, Submission],
    rules: Sequence[Rule],
    view: View | None = None,
    settings: CheckSettings | None = None,
) -> list[Checked]:
    """What a person is shown of the documents, by default everything."""
    view = view or View.of("all", rules=rules)
    return check_documents(documents, settings or CheckSettings(), view, rules)


@rule(
    "K01",
    "every-value",
    Severity.ERROR,
    starred=True,
    zh="“{value}”不妥。",
    en="“{value}” is not fit.",
    **TEXTS,
)
def every_value(row: RowView) -> Iterator[Draft]:
    """Every value."""
    yield Draft((row.spot("value"),), {"value": row.value.text})


@rule("K02", "every-value-info", Severity.INFO, starred=True, zh="备注。", en="A remark.", **TEXTS)
def every_value_info(row: RowView) -> Iterator[Draft]:
    """Every value, at info level."""
    yield Draft((row.spot("value"),))


@rule("Q01", "every-grade", Severity.WARNING, starred=True, zh="“{value}”没有标准。", en="No scale.", **TEXTS)
def every_grade(row: RowView) -> Iterator[Draft]:
    """Every value, said once a project to people."""
    yield Draft((row.spot("value"),), {"value": row.value.text})


@rule("S01", "every-purpose", Severity.WARNING, zh="用途不妥。", en="The purpose is not fit.", **TEXTS)
def every_purpose(project: ProjectView) -> Iterator[Draft]:
    """Every purpose; not starred."""
    yield Draft((project.spot("fund_purpose"),))


@rule("P02", "same-purpose", Severity.WARNING, starred=True, zh="用途相同。", en="The same purpose.", **TEXTS)
def same_purpose(portfolio: Portfolio) -> Iterator[Draft]:
    """Two projects with the same purpose."""
    first: dict[str, ProjectView] = {}
    for project in portfolio.projects:
        other = first.setdefault(project.text("fund_purpose"), project)
        if other is not project:
            yield Draft((other.spot("fund_purpose"), project.spot("fund_purpose")))


@rule(
    "P03",
    "maybe-same",
    Severity.WARNING,
    method=Method.RULE_LLM,
    question="Is it the same?",
    zh="疑似相同。",
    en="Maybe the same.",
    **TEXTS,
)
def maybe_same(portfolio: Portfolio) -> Iterator[Draft]:
    """A candidate about the last project."""
    yield Draft((portfolio.projects[-1].spot("fund_purpose"),))


@rule("V01", "broken", Severity.WARNING, starred=True, zh="无。", en="None.", **TEXTS)
def broken(row: RowView) -> Iterator[Draft]:
    """A rule with a fault."""
    if row.number:
        raise ZeroDivisionError(row.value.text)
    yield from ()


@rule("T02", "no-year", Severity.WARNING, starred=True, zh="无。", en="None.", **TEXTS)
def no_year(project: ProjectView) -> Iterator[Draft]:
    """A rule that cannot judge the first project."""
    if project.index == 1:
        raise Skip("the budget year is unknown")
    yield from ()


@rule(
    "X01",
    "model-only",
    Severity.WARNING,
    starred=True,
    method=Method.LLM,
    question="Which items have no row?",
    zh="无。",
    en="None.",
    **TEXTS,
)
def model_only(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A rule that only a model can judge."""
    yield Draft(project.quoted(remark))
