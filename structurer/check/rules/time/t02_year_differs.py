"""T02."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Skip, rule
from structurer.check.view import RowView, SubmissionView
from structurer.check.years import dated_years
from structurer.models.finding import FieldName, Severity

_CELLS: tuple[tuple[FieldName, str, Severity], ...] = (
    ("value", "指标值", Severity.ERROR),
    ("description", "绩效指标描述", Severity.WARNING),
    ("level3", "三级指标", Severity.INFO),
)
_FAR = 5  # years: nobody plans or looks back that far in a target of the year


@rule(
    "T02",
    "year-differs",
    Severity.ERROR,
    starred=True,
    authority=("A10",),
    zh="{field}中的年份“{year}”与预算年度{budget_year}不一致。",
    en="The year “{year}” ({cell}) differs from the budget year {budget_year}.",
    suggestion="按预算年度更新",
)
def year_differs(submission: SubmissionView) -> Iterator[Draft]:
    """A year that dates a target is not the budget year.

    **Why it matters** The table is about one budget year; another year in it was usually left over from an earlier
    table, and the target cannot be assessed in the year that the money is for.

    **Flagged** `2023年9月底前完工` in a table of 2024: in the value an error, in the description a warning, in the name
    for information. More than five years away it is probably a slip.

    **Fine** Plain numbers (`≥2000家`). Years to compare with (较2023年下降). Spans that hold the budget year
    (2023-2025年). Bonds and plans (2022年一般债券), laws and standards, things that date from earlier
    (2022年购置的设备). The rule is skipped where no budget year can be found.
    """
    year = submission.submission.fiscal_year
    if year is None:
        raise Skip("the budget year is not known: neither the title nor the names and texts agree on one")
    for project in submission.projects:
        for row in project.rows:
            yield from _row(row, year.value)


def _row(row: RowView, budget_year: int) -> Iterator[Draft]:
    for field, label, severity in _CELLS:
        for dated in dated_years(row.text(field)):
            if dated.covers(budget_year):
                continue
            year = dated.first if dated.first > budget_year else dated.last
            yield Draft(
                (row.spot(field, dated.quote, dated.start),),
                {"field": label, "year": year, "budget_year": budget_year, "cell": field},
                severity=severity,
                suggestion="按预算年度更新，疑为笔误" if abs(year - budget_year) > _FAR else None,
            )
            return
