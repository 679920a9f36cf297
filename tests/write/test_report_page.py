"""The report page, read back with lxml."""

import base64
import hashlib
import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement

from cases import CaseProject, CaseRow
from conftest import SAMPLES
from helpers import structurer
from reported import HOSTILE, hostile, many, rich, submission_of, with_rows
from structurer import Submission, structure
from structurer.models import Amount, Budget
from structurer.models.result import Result
from structurer.write.html import content_policy
from structurer.write.report import to_page
from structurer.write.report.cards import cards
from structurer.write.report.marks import Mark, marked, pieces_in
from structurer.write.report.page import ROWS_A_PAGE, ROWS_A_PIECE
from structurer.write.report.plots import money_in_words
from structurer.write.visible import visible

PRINTED = {
    "p.path > span[1]": "level1",
    "p.path > span[2]": "level2",
    "p.level3": "level3",
    "p.description": "description",
}
EVERY_WORD = (
    "数量", "复合目标", "百分比", "≥95%", "不低于", "≤3件", "越高越好", "越低越好", "可核查", "不可核查",
    "程度：显著", "时长", "待定", "规则", "模型，把握低", "权重：20", "依据：年度计划", "备注栏：含改造",
    "说的是程度。", "此前由规则判为：程度描述", "“N月”是月数还是月份", "日期：", "建议补充计量单位", "％",
    "原文如此", "建议归入", "质量指标", "本行由断开的文字拼合而成", "模型判定，把握低", "类型待定", "设备购置",
    "用于改造", "建二十个服务点", "模型摘要", "最重要的行：第1行、第5行", "50.00", "500,000 元", "万元", "空白",
    "财预〔2015〕88号", "D02", "改为≥或具体目标值", "甲模型", "classify/v001",
    "第1张表，表内第1行，第5列，原文第1行", "附件另行报送", "第2页，原文第40行", "目标表以外的文字",
    "未能判断的规则", "需由模型判断", "规则判断，待核实", "SHA-256",
)  # fmt: skip


def parsed(*results: Result) -> HtmlElement:
    return lxml.html.document_fromstring(to_page(results)["report.html"].decode())


def report(submission: Submission, name: str = "甲.txt") -> HtmlElement:
    return parsed(Result(name, submission))


@cache
def told(sample: Path) -> tuple[Submission, HtmlElement]:
    """A sample and its page; several tests look at it."""
    submission = structure(sample)
    return submission, report(submission)


def css(element: HtmlElement, selector: str) -> list[HtmlElement]:
    """The elements below `element` that match: tags, #ids, .classes, children; conditions in [] are those of XPath."""
    path = "."
    for step in re.findall(r"(?:\[[^]]*\]|\S)+", selector):
        if step == ">":
            path += "/"
            continue
        tag, rest = re.fullmatch(r"(\*|\w*)(.*)", step).groups()  # type: ignore[union-attr]
        path += ("" if path.endswith("/") else "//") + (tag or "*")
        for sign, name, condition in re.findall(r"([.#])([\w-]+)|(\[.*\])", rest):
            named = f'[contains(concat(" ", @class, " "), " {name} ")]' if sign == "." else f'[@id="{name}"]'
            path += condition or named
    return list(element.xpath(path))


def kept(page: HtmlElement, name: str) -> HtmlElement:
    """What the script would make of a kept piece."""
    return lxml.html.fragment_fromstring(page.get_element_by_id(name).text, create_parent="div")


def printed(element: HtmlElement) -> str:
    """The text of the only printed cell in it."""
    (cell,) = css(element, "bdi")
    return str(cell.text_content())


def test_every_printed_cell_of_every_sample_is_on_the_page_character_by_character(sample: Path) -> None:
    submission, page = told(sample)
    for number, project in enumerate(submission.projects, 1):
        card = kept(page, f"card-{number}")
        assert printed(css(card, "h3")[0]) == project.project_name
        bodies = css(card, "tbody")
        assert len(bodies) == len(project.indicators)
        for body, row in zip(bodies, project.indicators, strict=True):
            for place, name in PRINTED.items():
                text = getattr(row, name)
                if text:
                    assert printed(css(body, place)[0]) == text
            if row.value.text:
                assert printed(css(body, "p.value")[0]) == row.value.text


def test_the_span_of_every_target_is_marked_in_the_printed_value(sample: Path) -> None:
    submission, page = told(sample)
    for number, project in enumerate(submission.projects, 1):
        for body, row in zip(css(kept(page, f"card-{number}"), "tbody"), project.indicators, strict=True):
            seen = "".join(mark.text_content() for mark in css(body, "p.value mark.target"))
            covered = {at for one in row.value.targets for at in range(*one.span)}
            assert seen == "".join(char for at, char in enumerate(row.value.text) if at in covered)


@pytest.mark.parametrize("said", EVERY_WORD)
def test_everything_about_a_row_is_said_in_words(said: str) -> None:
    assert said in css(report(rich()), "main")[0].text_content()


def test_several_targets_are_numbered_in_the_value_and_beside_it() -> None:
    body = css(report(rich()), "#r1-2")[0]
    assert [(mark.get("data-n"), mark.text_content()) for mark in css(body, ".value mark")] == [
        ("1", "≥95%"),
        ("2", "不超过3件"),
    ]
    assert [one.text for one in css(body, ".goal b.n")] == ["1", "2"]


def test_evidence_is_marked_in_the_cell_that_it_quotes() -> None:
    page = report(rich())
    marks = [mark.text_content() for mark in css(page, "main mark.evidence")]
    assert marks == ["改造与设备购置", "3万人次", "服务能力", "显著提升"]


def test_a_finding_stands_at_its_row_and_what_it_quotes_is_underlined() -> None:
    body = css(report(rich()), "#r1-5")[0]
    note = next(one for one in css(body, ".note") if "D02" in one.text_content())
    assert css(note, "b.sev.error")[0].text == "错误"
    assert css(body, ".value mark.error")[0].text_content() == "≤90%"


def test_a_finding_about_several_rows_is_told_in_full_at_the_last_of_them() -> None:
    rows = [CaseRow(level3="重复的名称", value="≥10个"), CaseRow(level3="重复的名称", value="≥20个")]
    page = report(submission_of(rows))
    assert "N06" in css(page, "#r1-2 .note")[0].text_content()
    told = [one.text_content() for one in css(page, "#r1-1 .see")]
    assert any("N06 与第2行一并说明" in " ".join(one.split()) for one in told)
    assert "第1行三级指标重复的名称" in css(page, "#r1-2 .note")[0].text_content()


def test_secondary_findings_are_folded_and_an_accepted_one_says_why() -> None:
    submission = rich()
    accepted = [one.model_copy(update={"suppressed": "已核实，同意"}) for one in submission.findings]
    page = report(submission.model_copy(update={"findings": tuple(accepted)}))
    assert not css(page, "main .notes > .note")
    assert "已接受：已核实，同意" in css(page, "main details.others")[0].text_content()


def test_a_level_that_was_carried_down_is_told_from_one_that_is_printed() -> None:
    page = report(rich())
    assert css(page, "#r1-1 .carried")[0].text_content() == "产出指标"
    assert not css(page, "#r1-2 .carried")


def test_goals_are_a_list_unless_they_do_not_stand_verbatim_in_the_cell() -> None:
    text = "1.建成20个点。\n2.服务3万人。"
    listed = submission_of(
        [CaseRow(value="≥20个")], CaseProject(goals_text=text, goals=["建成20个点。", "服务3万人。"])
    )
    assert [one.text_content() for one in css(report(listed), "main dd li")] == [
        "建成20个点。",
        "服务3万人。",
    ]
    whole = submission_of([CaseRow(value="≥20个")], CaseProject(goals_text=text, goals=["另一个目标"]))
    assert text in css(report(whole), "main dl.fields")[0].text_content()


def test_unread_text_is_folded_at_the_end_of_its_document() -> None:
    page = report(rich())
    last = css(page, "main > *")[-1]
    assert last.tag == "footer"
    assert "附件另行报送" in css(last, "details[not(@open)]")[0].text_content()


def test_an_amount_that_cannot_be_read_says_so() -> None:
    project = rich().projects[0]
    budget = Budget(total=Amount(text="五十左右"), fiscal=Amount(text=""), other=Amount())
    page = report(with_rows(rich(), project.indicators, budget=budget))
    money = css(page, "main dl.money")[0].text_content()
    assert "五十左右" in money
    assert "无法折算成元" in money
    assert "空白" in money
    assert "其他资金" not in money


def test_a_rejected_summary_of_a_model_says_why() -> None:
    project = rich().projects[0]
    assert project.summary
    summary = project.summary.model_copy(
        update={"decided_by": "template", "rejected": "a number is invented"}
    )
    page = report(with_rows(rich(), project.indicators, summary=summary))
    text = css(page, ".summary")[0].text_content()
    assert "程序摘要" in text
    assert "a number is invented" in text


def test_a_project_without_rows_has_a_card() -> None:
    page = report(with_rows(rich(), ()))
    assert len(css(page, "main article")) == 1
    assert not css(page, "main tbody tr td.name")


def test_the_policy_lets_one_script_and_one_style_pass_and_nothing_else_is_there() -> None:
    page = report(rich())
    (policy,) = (one.get("content") for one in css(page, 'meta[@http-equiv="Content-Security-Policy"]'))
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    run = [one for one in page.iter("script") if one.get("type") is None]
    for (element,) in (run, list(page.iter("style"))):
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_a_policy_names_the_hash_of_each_text() -> None:
    empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert content_policy(script="", style="").count(empty) == 2


def everything(page: HtmlElement) -> list[HtmlElement]:
    """All elements, also those that the script would make."""
    texts = [one.text for one in css(page, 'script[@type="text/html"]')]
    found = [*page.iter(lxml.html.etree.Element)]
    return found + [
        one for text in texts for one in lxml.html.fragment_fromstring(text, create_parent="div").iter()
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12].encode("unicode-escape").decode())
def test_hostile_text_is_text_wherever_a_document_or_a_model_says_it(text: str) -> None:
    page = report(hostile(text), name=text[:60])
    plain = {one.tag for one in everything(report(rich()))}
    for element in everything(page):
        assert element.tag in plain
        for name, value in element.attrib.items():
            assert not name.startswith(("on", "style", "src"))
            assert name != "href" or value.startswith("#")
    assert not [one for one in css(page, "script") if one.text and re.search(r"</?script|<!--", one.text)]
    assert css(page, "main h3")[0].text_content() == visible(text)
    json.loads(page.get_element_by_id("index").text)


def test_a_page_without_results_of_a_rule_or_a_model_is_made_all_the_same() -> None:
    bare = structure(next(SAMPLES.glob("*.txt"))).model_copy(update={"findings": (), "unjudged": ()})
    assert css(report(bare), "main article")


def test_the_same_results_give_the_same_bytes() -> None:
    results = [Result("甲.txt", rich())]
    assert to_page(results) == to_page(results)


@pytest.mark.parametrize("departments", [1, 60])
def test_budgets_are_drawn_for_one_department_and_for_many(departments: int) -> None:
    page = parsed(*many(5 * 60, departments))
    bars = css(page, "#plot-unit li")
    assert len(bars) == departments
    assert css(bars[0], "rect.fill")[0].get("width") == "100.00%"
    assert bars[0].text_content().count("50.00万元" if departments == 60 else "3,000.00万元") == 1
    shown = [one for one in bars if not one.xpath("ancestor::details")]
    assert len(shown) == (1 if departments == 1 else 6)


def test_plots_say_kinds_and_rules_with_their_numbers_and_link_to_their_filter() -> None:
    page = report(rich())
    kinds = [css(one, ".line")[0].text_content() for one in css(page, "#plot-kind li")]
    assert "时长1" in kinds
    links = [one.get("href") for one in css(page, "#plot-rule a")]
    assert "#rule=D02&severity=error" in links
    assert css(page, "#plot-category a")[0].get("href").startswith("#category=%E8%AE%BE")


def test_the_first_page_holds_what_fits_and_the_index_holds_everything() -> None:
    page = parsed(*many(1000))
    rows = len(css(page, "main tbody"))
    assert 0 < rows <= ROWS_A_PAGE
    index = json.loads(page.get_element_by_id("index").text)
    assert sum(len(one["rows"]) for one in index["projects"]) == 1000
    assert len(css(page, 'script[starts-with(@id, "card-")]')) == 200
    assert "翻页" in css(page, "noscript")[0].text_content()


def test_a_project_of_very_many_rows_goes_over_several_pages() -> None:
    page = report(submission_of([CaseRow(level3=f"指标{number}", value="≥1个") for number in range(300)]))
    assert len(css(page, "main tbody")) == ROWS_A_PIECE
    assert not css(page, "main footer")


def test_a_page_that_shows_everything_says_so_where_no_script_runs() -> None:
    assert "全部内容已列在下面" in css(report(rich()), "noscript")[0].text_content()


def test_what_is_searched_is_folded() -> None:
    submission = submission_of([CaseRow(level3="验收 合格率", value="≥９５％")])
    index = json.loads(report(submission).get_element_by_id("index").text)
    kind, _, _, text = index["projects"][0]["rows"][0]
    assert kind == "percentage"
    assert "验收合格率" in text
    assert "≥95%" in text


def test_marks_that_overlap_share_the_stretch_and_keep_the_text() -> None:
    html = marked("甲乙丙丁", [Mark(0, 3, "target t1", "1"), Mark(2, 4, "found error")])
    assert html == (
        '<bdi><mark class="t1 target" data-n="1">甲乙</mark>'
        '<mark class="error found t1 target">丙</mark><mark class="error found">丁</mark></bdi>'
    )


def test_a_piece_of_a_text_carries_the_marks_that_reach_into_it() -> None:
    assert marked("甲乙丙丁", [Mark(0, 2, "found")], 1, 3) == '<bdi><mark class="found">乙</mark>丙</bdi>'


def test_pieces_are_found_one_behind_the_other() -> None:
    assert pieces_in("1.甲2.甲", ["甲", "甲"]) == [(2, 3), (5, 6)]
    assert pieces_in("1.甲", ["甲", "甲"]) is None


def test_a_quote_of_another_document_names_it() -> None:
    submission = rich()
    own = next(one for one in submission.findings if one.rule == "D02")
    other = own.cells[0].model_copy(update={"document": "乙.txt", "project": 4, "row": 7})
    finding = own.model_copy(update={"cells": (other, own.cells[0]), "evidence": ()})
    (card,) = cards([Result("甲.txt", submission.model_copy(update={"findings": (finding,)}))])
    (note,) = card.shown(5)
    assert [one.where for one in note.cited] == ["“乙.txt”项目4第7行指标值", "指标值"]


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("864000", "86.40万元"),
        ("123456789", "1.23亿元"),
        ("0.5", "0.5元"),
        ("-20000", "-2.00万元"),
        ("0", "0元"),
    ],
)
def test_money_is_said_in_the_size_that_people_use(yuan: str, said: str) -> None:
    assert money_in_words(Decimal(yuan)) == said


def test_the_program_writes_one_page_for_a_run(tmp_path: Path) -> None:
    files = sorted(SAMPLES.glob("*.txt"))[:2]
    done = structurer("run", *files, "-o", tmp_path / "out", "--format", "html", "--llm", "off")
    assert done.returncode == 0, done.stderr.decode()
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["report.html"]
    page = lxml.html.document_fromstring((tmp_path / "out" / "report.html").read_bytes().decode())
    assert css(page, "main h2")[0].text_content() == files[0].name
