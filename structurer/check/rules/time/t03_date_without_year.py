"""T03."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.rules.time.t01_month_ambiguous import month_ambiguous
from structurer.check.view import RowView
from structurer.models.finding import Severity

# 年底 and the like belong to the budget year without saying so; every month or year has no year of its own.
_PRINTED = re.compile(r"(?:\d|[一二三四五六七八九十])\s*月|[一二三四1-4]\s*季度|[上下]半年")
_EVERY = re.compile("每|逐")
_NO_YEAR = re.compile(r"--\d")


@rule(
    "T03",
    "date-without-year",
    Severity.INFO,
    authority=("practice",),
    zh="指标“{name}”的时间“{value}”没有写明年份。",
    en="The time “{value}” of “{name}” has no year.",
    suggestion="补充年份，写为××××年×月×日前",
)
def date_without_year(row: RowView) -> Iterator[Draft]:
    """A calendar date or period has no year.

    **Why it matters** A table outlives its year in the files and is copied into the next; a date without a year then
    says nothing.

    **Flagged** A month, quarter or half-year without a year: `6月-8月`, `10月中旬`, `第三季度`.

    **Fine** A printed year, also before another date of the cell. 年底. What comes again (每月10日前). N月 that may be
    a length (T01).
    """
    dates = [date for target in row.targets for date in (target.date_from, target.date_to) if date]
    if not any(_NO_YEAR.match(date) for date in dates):
        return
    text = row.value.text
    if not _PRINTED.search(text) or _EVERY.search(text) or next(month_ambiguous.find(row), None):
        return
    yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
