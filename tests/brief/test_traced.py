"""Every number of a briefing is computed or printed, and stands in the appendix with where it comes from."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import pytest
from docx.table import Table

from briefed import (
    all_results,
    bare,
    blocks,
    budget,
    cells,
    changed,
    numbers,
    printed,
    result,
    results,
    text_of,
)
from structurer.figures.figure import Figure, Ref, Unit
from structurer.lexicon.authorities import authorities
from structurer.models import Project
from structurer.models.result import Result
from structurer.write.brief import Wish, compose, figures_of, to_docx

# A place is no figure: 第3行, row 3, 第2张目标表.
ADDRESS = re.compile(r"第(\d+)(?:行|张目标表)|(?:row|target table) (\d+)")
SETS = {
    "one": ["roads_pdf.txt"],
    "some": ["clinics_word.txt", "schools_pdf.txt", "training_word.txt"],
    "all": None,
}


def chosen(name: str) -> list[Result]:
    names = SETS[name]
    return all_results() if names is None else results(*names)


@cache
def document(name: str, lang: str) -> bytes:
    return to_docx(compose(chosen(name), Wish(lang, projects=name == "some")))  # type: ignore[arg-type]


def parts(data: bytes, lang: str) -> tuple[list[str], list[list[str]]]:
    """The texts before the appendix, and the rows of its list of figures."""
    heading = {"zh": "附录：数字的来源", "en": "Appendix: where the figures come from"}[lang]
    every = list(blocks(data))
    start = next(place for place, block in enumerate(every) if text_of(block).strip() == heading)
    tables = [block for block in every[start:] if isinstance(block, Table)]
    return [text_of(block) for block in every[:start]], cells(tables[0])[1:]


def as_decimals(texts: Sequence[str]) -> set[Decimal]:
    return {Decimal(number.replace(",", "")) for number in numbers(texts)}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", SETS)
def test_each_number_of_the_text_is_in_the_appendix_or_printed(name: str, lang: str) -> None:
    given = chosen(name)
    body, appendix = parts(document(name, lang), lang)
    rows = max(len(project.indicators) for one in given for project in one.submission.projects)
    for text in body:
        assert all(0 < int(one[1] or one[2]) <= rows for one in ADDRESS.finditer(text))
    explained = as_decimals([row[2] for row in appendix])
    source = as_decimals(
        [printed(one.submission for one in given), *(one.title for one in authorities().values())]
    )
    names = as_decimals([one.name for one in given])
    stated = as_decimals([ADDRESS.sub("", text) for text in body])
    assert len(stated) > 20
    assert stated - explained - source - names == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_invented_number_would_be_noticed(lang: str) -> None:
    body, appendix = parts(document("one", lang), lang)
    explained = as_decimals([row[2] for row in appendix])
    source = as_decimals([printed(one.submission for one in chosen("one"))])
    assert as_decimals([*body, "共77.31万元"]) - explained - source >= {Decimal("77.31")}


@pytest.mark.parametrize("name", SETS)
def test_the_appendix_states_what_the_text_states(name: str) -> None:
    _, appendix = parts(document(name, "zh"), "zh")
    figures = figures_of(compose(chosen(name), Wish("zh", projects=name == "some")))
    assert len(appendix) == len(figures)
    assert [row[0] for row in appendix] == [f"F{number}" for number in range(1, len(figures) + 1)]
    assert all(all(cell.strip() for cell in row) for row in appendix)


@pytest.mark.parametrize("name", SETS)
def test_no_two_figures_share_a_name(name: str) -> None:
    figures = figures_of(compose(chosen(name), Wish(projects=name == "some")))
    assert len({one.name.zh for one in figures}) == len({one.name.en for one in figures}) == len(figures)


@pytest.mark.parametrize("name", SETS)
def test_each_figure_is_what_its_places_say(name: str) -> None:
    given = chosen(name)
    projects = {(one.name, project.index): project for one in given for project in one.submission.projects}
    figures = figures_of(compose(given, Wish(projects=name == "some")))
    assert {one.unit for one in figures} >= {Unit.YUAN, Unit.COUNT, Unit.SHARE}
    for one in figures:
        assert recomputed(one, projects), one


def recomputed(figure: Figure, projects: dict[tuple[str, int], Project]) -> bool:
    """Compute the value anew from the places, by other means than the program's."""
    if figure.unit is Unit.COUNT:
        return figure.value == len(figure.basis)
    if figure.unit is Unit.YUAN:
        return figure.value == sum(amount_at(ref, projects) for ref in figure.basis)
    if figure.unit is Unit.SHARE:
        return 0 <= figure.number <= 100
    if figure.unit is Unit.DATE and figure.basis[0].row is not None:
        [ref] = figure.basis
        [row] = [row for row in projects[ref.document, ref.project or 0].indicators if row.row == ref.row]
        return any(figure.value in {target.date_to, target.date_from} for target in row.value.targets)
    return bool(figure.basis)


def amount_at(ref: Ref, projects: dict[tuple[str, int], Project]) -> Decimal:
    part = (ref.field or "").removeprefix("budget_")
    amount = projects[ref.document, ref.project or 0].model_dump()["budget"][part]["amount"]
    assert isinstance(amount, Decimal)
    return amount


def test_totals_are_those_of_the_documents() -> None:
    """Added up from the JSON of the results, without the program's figures."""
    given = all_results()
    dumped = [project for one in given for project in one.submission.model_dump(mode="json")["projects"]]
    rows = [row for project in dumped for row in project["indicators"]]
    shown = [
        finding
        for one in given
        for finding in one.submission.model_dump(mode="json")["findings"]
        if finding["starred"] and finding["severity"] != "info" and finding["suppressed"] is None
    ]
    _, appendix = parts(document("all", "zh"), "zh")
    stated = {row[1]: row[2] for row in appendix}

    def yuan(part: str) -> str:
        amounts = [Decimal(one["budget"][part]["amount"] or 0) for one in dumped]
        total = sum(amounts, Decimal(0))
        return f"{total / 10000:,.2f}万元\n{total:,.0f}元"

    assert stated["预算数合计"] == yuan("total")
    assert stated["财政资金合计"] == yuan("fiscal")
    assert stated["其他资金合计"] == yuan("other")
    assert stated["其他资金不明的项目"] == str(
        sum(one["budget"]["other"]["amount"] is None for one in dumped)
    )
    assert stated["项目数"] == str(len(dumped))
    assert stated["指标数"] == f"{len(rows):,}"
    assert stated["可核查的指标"] == str(sum(row["value"]["checkable"] is True for row in rows))
    assert stated["不可核查的指标"] == str(sum(row["value"]["checkable"] is False for row in rows))
    assert stated["审核意见"] == str(len(shown))
    assert stated["审核意见：错误"] == str(sum(one["severity"] == "error" for one in shown))
    rule = [one for one in shown if one["rule"] == "K01"]
    assert stated["规则提出的意见：K01 (错误)"] == str(len(rule))


def test_a_share_is_the_part_of_the_whole() -> None:
    _, appendix = parts(document("some", "zh"), "zh")
    stated = {row[1]: row for row in appendix}
    part = Decimal(
        stated["预算数合计：部门“青河市教育局”"][2].split("\n")[1].replace(",", "").removesuffix("元")
    )
    whole = Decimal(stated["预算数合计"][2].split("\n")[1].replace(",", "").removesuffix("元"))
    assert stated["占预算合计的比重：部门“青河市教育局”"][2] == f"{part * 100 / whole:.1f}%"


def test_a_number_that_a_rule_worked_out_names_its_cells() -> None:
    figures = figures_of(compose([result("homes_word.txt")], Wish(projects=True)))
    worked_out = [one for one in figures if one.unit is Unit.NUMBER]
    assert worked_out
    for one in worked_out:
        assert one.basis
        assert all(ref.field for ref in one.basis)


def test_a_project_that_says_nothing_has_a_briefing() -> None:
    body, appendix = parts(to_docx(compose([bare()])), "zh")
    text = "\n".join(body)
    assert "共1个项目，都没有可以识读的预算数。" in text
    assert "表中没有写明资金用途。" in text
    assert "没有指标写明日期或时限。" in text
    assert "没有审核意见。" in text or "没有审核记录" in text
    assert len(appendix) > 3


def test_a_budget_of_nothing_is_shown_and_a_sum_of_nothing_known_is_not() -> None:
    one = changed(result("roads_pdf.txt"), budget=budget("0"))
    text = "\n".join(parts(to_docx(compose([one])), "zh")[0])
    assert "农村公路灾毁修复工程（0.00万元）：" in text
    nothing = "\n".join(parts(to_docx(compose([bare()])), "zh")[0])
    assert "0.00万元" not in nothing
    assert "1个项目没有可以识读的预算数，不计入。" in nothing


def test_an_unknown_budget_is_said_and_not_counted_as_nothing() -> None:
    one = changed(result("roads_pdf.txt"), budget=bare().submission.projects[0].budget)
    text = "\n".join(parts(to_docx(compose([one])), "zh")[0])
    assert "另有1个项目的预算不明，不在合计之内。" in text
    assert "农村公路灾毁修复工程（预算不明）：" in text
