"""P05."""

from collections.abc import Iterator

from structurer.check.likeness import essence, label, lasting_name, unit
from structurer.check.rule import Draft, Skip, rule
from structurer.check.view import Portfolio, ProjectView, RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Direction, Target
from structurer.text import fold

Key = tuple[str, str, int]


def _key(project: ProjectView, year: int) -> Key:
    return unit(project), lasting_name(project), year


def _one(row: RowView) -> Target | None:
    target = row.targets[0] if len(row.targets) == 1 else None
    return target if target and target.base_value is not None else None


def _is_lowered(before: RowView, now: RowView) -> bool:
    """Tell whether a target asks for less than the year before, in the direction in which better is."""
    one, other = _one(before), _one(now)
    if one is None or other is None or (one.unit_code, one.per) != (other.unit_code, other.per):
        return False
    if one.base_value is None or other.base_value is None or before.value.direction != now.value.direction:
        return False
    if now.value.direction is Direction.HIGHER:
        return other.base_value < one.base_value
    return now.value.direction is Direction.LOWER and other.base_value > one.base_value


def _rows(project: ProjectView) -> dict[tuple[Section | None, str], RowView]:
    """The rows by section and name; what a year costs is decided anew each year."""
    rows = reversed([row for row in project.rows if row.section is not Section.COST])
    return {(row.section, row.name): row for row in rows}


def _is_unchanged(before: ProjectView, now: ProjectView) -> bool:
    """Tell whether goal and all rows outside 成本 say the same as the year before."""
    goal = essence(now.text("goals"))
    return (
        bool(goal)
        and goal == essence(before.text("goals"))
        and [(row.name, fold(row.value.text)) for row in _rows(before).values()]
        == [(row.name, fold(row.value.text)) for row in _rows(now).values()]
    )


def _compared(before: ProjectView, now: ProjectView) -> Iterator[Draft]:
    name = label(now)
    if _is_unchanged(before, now):
        words = {
            "what": f"“{name}”的绩效目标和指标与上年完全相同，未结合本年工作调整",
            "what_en": f"“{name}” repeats last year's goal and indicators word for word",
        }
        yield Draft((before.spot("goals"), now.spot("goals")), words)
    earlier = _rows(before)
    for key, row in _rows(now).items():
        old = earlier.get(key)
        if old is not None and _is_lowered(old, row):
            words = {
                "what": f"“{row.name}”的目标值由上年“{old.value.text}”放宽为“{row.value.text}”",
                "what_en": f"“{row.name}” was “{old.value.text}” last year and is “{row.value.text}” now",
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

    **Fine** First-year projects, targets that rise, costs, and rows whose unit changed. Needs the submissions
    of two years.
    """
    if len({project.year for project in portfolio.projects if project.year is not None}) < 2:
        raise Skip("needs the tables of two budget years")
    tables: dict[Key, ProjectView] = {}
    for project in portfolio.projects:
        if project.year is not None and lasting_name(project):
            tables.setdefault(_key(project, project.year), project)
    for project in portfolio.projects:
        if project.year is not None and (before := tables.get(_key(project, project.year - 1))):
            yield from _compared(before, project)
