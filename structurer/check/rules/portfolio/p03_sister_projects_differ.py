"""P03."""

import re
from collections.abc import Iterator
from decimal import Decimal

from structurer.check.likeness import by_year, comparable_rows, label, lasting_name, unit
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import Portfolio, ProjectView, RowView
from structurer.models.finding import Severity

_SHORTEST = 4  # characters; what is left of 办公经费 names no project
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def _promise(row: RowView) -> frozenset[object]:
    """What a row's targets say; empty where there are only words."""
    return frozenset(
        (one.comparator, one.base_value, one.unit_code, one.date_from, one.date_to, one.condition)
        for one in row.targets
    )


def _figures(row: RowView) -> list[Decimal]:
    return [Decimal(figure) for figure in _FIGURE.findall(row.value.text.replace(",", ""))]


def _differ(one: RowView, other: RowView) -> bool:
    """Tell whether two rows promise different things; a cell that prints a further figure does so as well."""
    if _promise(one) != _promise(other):
        return True
    before, now = _figures(one), _figures(other)
    return bool(before and now) and before != now


def _differing(earlier: ProjectView, later: ProjectView) -> list[tuple[RowView, RowView]]:
    before, now = comparable_rows(earlier), comparable_rows(later)
    both = [(before[key], now[key]) for key in reversed(now) if key in before]
    return [(one, other) for one, other in both if _differ(one, other)]


@rule(
    "P03",
    "sister-projects-differ",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("practice",),
    zh="“{later}”与“{earlier}”应为同一项目，“{name}”的指标值却分别为“{value}”和“{other}”。",
    en="“{later}” and “{earlier}” seem to be one project, but “{name}” is “{value}” in one and “{other}” in the other.",
    suggestion="核对两张表，统一同一项目的目标值，或说明各自承担的内容",
    question=(
        "Are these two tables about one and the same real project that is paid from two funding lines or "
        "years of funds, so that its targets should agree? Confirm (holds) if so; clear it only with a "
        "verbatim quote that shows that they are different phases, parts or places."
    ),
)
def sister_projects_differ(portfolio: Portfolio) -> Iterator[Draft]:
    """One real project under two funding lines has different targets.

    **Why it matters** The work is done once; if its two tables promise different things, one of them is
    wrong.

    **Flagged** Projects of one unit and year whose names are equal after removing funding suffix
    (`-2023年一般债券`), year and 项目, with different targets in a row of the same name outside 成本. A model
    confirms that they are one project.

    **Fine** Different phases (一期, 二期), equal targets, and rows without any target on both sides.
    """
    for projects in by_year(portfolio):
        latest: dict[tuple[str, str], ProjectView] = {}
        for project in projects:
            name = lasting_name(project)
            if len(name) < _SHORTEST:
                continue
            key = (unit(project), name)
            earlier = latest.get(key)
            latest[key] = project
            if earlier is None or not (rows := _differing(earlier, project)):
                continue
            spots = [one.spot("value") for one, _ in rows] + [other.spot("value") for _, other in rows]
            one, other = rows[0]
            words = {"name": other.shown_name, "value": other.shown_value, "other": one.shown_value}
            yield Draft(tuple(spots), {"earlier": label(earlier), "later": label(project), **words})
