"""P05."""

from collections.abc import Iterator

from structurer.check.likeness import comparable_rows, label, lasting_name, unit
from structurer.check.rule import Draft, rule
from structurer.check.view import Portfolio, ProjectView, RowView
from structurer.models.finding import Severity
from structurer.models.value import Direction
from structurer.text import fold

Key = tuple[str, str, int]


def _key(project: ProjectView, year: int) -> Key:
    return unit(project), lasting_name(project), year


def _is_lowered(before: RowView, now: RowView) -> bool:
    """Tell whether a target asks for less than the year before, in the direction in which better is."""
    one, other = before.target, now.target
    if one is None or other is None or (one.unit_code, one.per) != (other.unit_code, other.per):
        return False
    if one.base_value is None or other.base_value is None or before.value.direction != now.value.direction:
        return False
    if now.value.direction is Direction.HIGHER:
        return other.base_value < one.base_value
    return now.value.direction is Direction.LOWER and other.base_value > one.base_value


def _is_unchanged(before: ProjectView, now: ProjectView) -> bool:
    """Tell whether goal and all rows outside 成本 say the same as the year before."""
    return (
        now.goals != ""
        and now.goals == before.goals
        and [(row.name, fold(row.value.text)) for row in comparable_rows(before).values()]
        == [(row.name, fold(row.value.text)) for row in comparable_rows(now).values()]
    )


def _compared(before: ProjectView, now: ProjectView) -> Iterator[Draft]:
    name = label(now)
    if _is_unchanged(before, now):
        words = {
            "what": f"“{name}”的绩效目标和指标与上年完全相同，未结合本年工作调整",
            "what_en": f"“{name}” repeats last year's goal and indicators word for word",
        }
        yield Draft((before.spot("goals"), now.spot("goals")), words)
    earlier = comparable_rows(before)
    for key, row in comparable_rows(now).items():
        old = earlier.get(key)
        if old is not None and _is_lowered(old, row):
            words = {
                "what": f"“{row.shown_name}”的目标值由上年“{old.shown_value}”放宽为“{row.shown_value}”",
                "what_en": f"“{row.shown_name}” was “{old.shown_value}” last year and is “{row.shown_value}” now",
            }
            yield Draft((old.spot("value"), row.spot("value")), words)


@rule(
    "P05",
    "year-on-year",
    Severity.WARNING,
    authority=("A8", "A14"),
    zh="与上年相比，{what}。",
    en="Compared with the year before, {what_en}.",
    suggestion="参考上年完成情况设置目标，降低或沿用的请说明理由",
)
def year_on_year(portfolio: Portfolio) -> Iterator[Draft]:
    """Against last year's table a target is lowered, or nothing is changed.

    **Why it matters** A target that falls where the work stays the same is set to be easy; a table copied
    from last year was not thought about.

    **Flagged** The same project of the same unit in two budget years that follow each other: a row of the
    same name that asks for less than before (`≥95%` after `≥98%`, `≤4小时` after `≤2小时`), or goal and all
    rows outside 成本 word for word as before.

    **Fine** First-year projects, targets that rise, costs, and rows whose unit changed. It compares
    submissions of two years that are checked together; with one year it says nothing.
    """
    if len({project.year for project in portfolio.projects if project.year is not None}) < 2:
        return
    tables: dict[Key, ProjectView] = {}
    for project in portfolio.projects:
        if project.year is not None and lasting_name(project):
            tables.setdefault(_key(project, project.year), project)
    for project in portfolio.projects:
        if project.year is not None and (before := tables.get(_key(project, project.year - 1))):
            yield from _compared(before, project)
