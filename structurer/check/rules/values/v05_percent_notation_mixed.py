"""V05."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, Spot
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.text import fold

_NOTATIONS = ("%", "百分比")


@rule(
    "V05",
    "percent-notation-mixed",
    Severity.INFO,
    authority=("practice",),
    zh="同一项目的指标值既写“{first}”又写“{second}”，百分比写法不统一。",
    en="Shares of one project are written both as “{first}” and as “{second}”.",
    suggestion="建议统一使用“%”",
)
def percent_notation_mixed(project: ProjectView) -> Iterator[Draft]:
    """% and 百分比 are both used in one project.

    **Why it matters** Two notations in one table look like two measures, and have to be made one before anything
    can be compared.

    **Flagged** `≥90%` in one row and `100百分比` in another of the same project. Reported where the second notation
    appears first.

    **Fine** One notation throughout a project, whatever the other projects of the document use.
    """
    seen: dict[str, Spot] = {}
    for row in project.rows:
        for target in row.targets:
            unit = fold(target.unit or "")
            if target.kind is Kind.PERCENTAGE and unit in _NOTATIONS and unit not in seen:
                start, end = target.span
                seen[unit] = row.spot("value", row.value.text[start:end], start)
    if len(seen) == len(_NOTATIONS):
        first, second = seen.values()
        yield Draft((first, second), {"first": first.quote, "second": second.quote})
