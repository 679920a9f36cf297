"""Deadlines and what can be checked, as figures."""

from decimal import Decimal

import pytest

from cases import Case, CaseProject, CaseRow
from structurer.figures.figure import Figure
from structurer.figures.owned import Owned, owned
from structurer.figures.promises import checkable, promises
from structurer.models.result import Result
from structurer.models.submission import FiscalYear
from structurer.normalize import normalize


def project_of(*values: str, level2: str = "时效指标", year: int | None = 2026) -> list[Owned]:
    rows = [
        CaseRow(level2=level2, level3=f"事项{number}", value=value) for number, value in enumerate(values, 1)
    ]
    [submission] = Case(fires=False, project=CaseProject(), rows=rows).submissions()
    read = normalize(submission)
    known = FiscalYear.model_validate({"value": year, "from": "texts"}) if year else None
    return owned([Result("a.txt", read.model_copy(update={"fiscal_year": known}))])


def values(*figures: Figure) -> list[int]:
    return [int(one.number) for one in figures]


def test_deadlines_are_in_the_order_of_the_calendar() -> None:
    seen = promises(project_of("2026年12月20日前", "2026年9月底前", "4月20日前", "2027年1月5日前"))
    assert [one.date.value for one in seen.dated] == ["--04-20", "2026-09", "2026-12-20", "2027-01-05"]
    assert values(seen.dated_count, seen.no_year) == [4, 1]


def test_a_date_without_any_year_comes_last() -> None:
    seen = promises(project_of("4月20日前", "2027年1月5日前", year=None))
    assert [one.date.value for one in seen.dated] == ["2027-01-05", "--04-20"]
    assert [one.month for one in seen.by_month] == ["2027-01", "--04"]


def test_a_month_ends_after_its_days() -> None:
    seen = promises(project_of("2026年9月底前", "2026年9月5日前"))
    assert [one.date.value for one in seen.dated] == ["2026-09-05", "2026-09"]


def test_deadlines_are_counted_by_month_with_and_without_a_year() -> None:
    seen = promises(project_of("2026年9月底前", "2026年9月5日前", "9月20日前"))
    [month] = seen.by_month
    assert month.month == "2026-09"
    assert values(month.with_year, month.without_year) == [2, 1]


@pytest.mark.parametrize("value", ["每月10日前", "合同签订后45日内", "≤3个工作日"])
def test_a_time_that_is_no_date_is_a_limit(value: str) -> None:
    seen = promises(project_of(value))
    assert not seen.dated
    assert [one.row.value.text for one in seen.limits] == [value]
    assert seen.without.number == 0


@pytest.mark.parametrize(
    ("value", "level2"), [("≥8年", "质量指标"), ("≥6小时/日", "质量指标"), ("≥95%", "质量指标")]
)
def test_how_long_something_lasts_is_no_deadline(value: str, level2: str) -> None:
    seen = promises(project_of(value, level2=level2))
    assert not seen.dated
    assert not seen.limits
    assert seen.without.number == 1


def test_rows_are_counted_by_kind_and_by_whether_they_can_be_checked() -> None:
    seen = checkable(project_of("≥95%", "明显提高", "≥80%", "显著", level2="质量指标"))
    assert values(seen.rows, seen.can, seen.cannot, seen.unknown) == [4, 2, 2, 0]
    assert seen.can_share is not None
    assert seen.can_share.value == Decimal("50.0")
    assert [(one.kind, *values(one.can, one.cannot)) for one in seen.by_kind] == [
        ("graded", 0, 2),
        ("percentage", 2, 0),
    ]
    assert [ref.row for ref in seen.cannot.basis] == [2, 4]


def test_a_project_without_rows_has_no_share() -> None:
    assert checkable(project_of()).can_share is None
