"""The runner: whose finding it is, what could not be judged, rules that break."""

import pytest

from cases import Case, CaseRow
from made import broken, every_value, made, maybe_same, model_only, no_year, same_purpose
from structurer import CheckSettings, SetupError
from structurer.check import check, check_all
from structurer.check.catalogue import ALL_RULES
from structurer.models.finding import Cause, Remark, RemarkQuote


def test_findings_about_two_documents_of_one_name_go_to_the_right_one() -> None:
    documents = [made(purpose="甲"), made(purpose="乙"), made(purpose="甲")]
    reports = check_all(documents, rules=[same_purpose])
    assert [len(one.findings) for one in reports] == [0, 0, 1]
    [found] = reports[2].findings
    assert [cell.document for cell in found.cells] == ["a.txt", "a.txt~3"]
    assert [quote.cell for quote in found.evidence] == [0, 1]
    assert [one.document for one in reports] == ["a.txt", "a.txt~2", "a.txt~3"]


def test_a_name_that_looks_told_apart_already_stays_distinct() -> None:
    names = ["a.txt~2", "a.txt", "a.txt"]
    reports = check_all([made(name=name) for name in names], rules=[])
    assert [one.document for one in reports] == ["a.txt~2", "a.txt", "a.txt~3"]


def test_many_documents_of_one_name_take_no_time() -> None:
    one = made()
    assert check_all([one] * 5_000, rules=[])[-1].document == "a.txt~5000"


@pytest.mark.parametrize(
    ("value", "name", "expected"),
    [
        ("≥**%", "项目成本", {"S05"}),  # the blank form says it all: not V01, K05
        ("项目总成本", "项目总成本", {"V10"}),  # not V01
        ("38*24小时", "响应时间", {"V01"}),
    ],
)
def test_what_is_said_of_a_cell_is_not_said_again(value: str, name: str, expected: set[str]) -> None:
    row = CaseRow(level2="成本指标", level3=name, value=value)
    [submission] = Case(fires=True, rows=[row]).submissions()
    rules = [one for one in ALL_RULES if one.id in ("S05", "V01", "V10")]
    assert {one.rule for one in check(submission, rules=rules).findings} == expected


def test_text_of_the_form_in_one_cell_does_not_hide_what_another_says() -> None:
    row = CaseRow(level3="响应时间", description="同上", value="38*24小时")
    [submission] = Case(fires=True, rows=[row]).submissions()
    assert {"S05", "V01"} <= {one.rule for one in check(submission).findings}


def test_no_document_is_no_finding() -> None:
    assert check_all([], rules=[same_purpose, broken]) == []


def test_a_rule_that_breaks_costs_itself_and_is_named() -> None:
    report = check(made("1%", "2%"), rules=[broken, every_value])
    assert [one.rule for one in report.findings] == ["K01", "K01"]
    assert [(one.rule, one.cause, one.project) for one in report.unjudged] == [("V01", Cause.FAILED, 1)]
    assert report.unjudged[0].why == "the rule failed: ZeroDivisionError: 1%"


def test_a_rule_about_a_portfolio_that_breaks_is_named_for_every_document() -> None:
    nothing = made().model_copy(update={"projects": ()})
    reports = check_all([nothing, nothing], rules=[maybe_same])
    said = [[(one.rule, one.project) for one in report.unjudged] for report in reports]
    assert said == [[("P03", None)]] * 2


def test_what_holds_for_all_projects_is_said_once() -> None:
    report = check(made("1%", projects=3), rules=[model_only, no_year])
    assert [(one.rule, one.cause, one.project) for one in report.unjudged] == [
        ("T02", Cause.SKIPPED, 1),
        ("X01", Cause.NO_MODEL, None),
    ]


def test_a_model_settles_candidates_about_a_portfolio_too() -> None:
    documents = [made(), made(purpose="丙")]

    def said(*, holds: bool) -> list[dict[int, tuple[Remark, ...]]]:
        quote = RemarkQuote(row=None, field="fund_purpose", quote="丙")
        remark = Remark(rule="P03", rows=(), holds=holds, quotes=(quote,), reason="...")
        return [{}, {1: (remark,)}]

    [_, open_one] = check_all(documents, rules=[maybe_same])
    assert open_one.findings[0].confirmed is None
    assert open_one.findings[0].message_zh == "疑似相同。（待核实）"
    [_, confirmed] = check_all(documents, remarks=said(holds=True), rules=[maybe_same])
    assert (confirmed.findings[0].confirmed, confirmed.findings[0].decided_by) == (True, "llm")
    [_, cleared] = check_all(documents, remarks=said(holds=False), rules=[maybe_same])
    assert cleared.findings == ()


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"severity": {"K1": "off"}}, "check.severity"),
        ({"severity": {"cost-above": "off"}}, "check.severity"),
        ({"suppress": [{"rule": "k01", "reason": "looked at"}]}, "check.suppress"),
    ],
)
def test_settings_that_name_no_rule_are_refused_with_the_nearest(
    settings: dict[str, object], where: str
) -> None:
    with pytest.raises(SetupError, match="there is no rule") as caught:
        check(made(), CheckSettings.model_validate(settings))
    assert "the nearest is K01 (cost-above-budget)" in str(caught.value)
    assert caught.value.where == where
