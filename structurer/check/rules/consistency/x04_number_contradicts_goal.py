"""X04."""

from collections.abc import Iterator
from typing import Final

from structurer.check.figures import Figure, figures, is_about, same_unit
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView, RowView
from structurer.models.finding import FieldName, Severity
from structurer.models.value import LOWER_BOUNDS, UPPER_BOUNDS, Comparator, Target

_LABELS: Final[dict[FieldName, str]] = {
    "goals": "绩效目标",
    "fund_purpose": "资金用途",
    "description": "绩效指标描述",
}


def _points_other_way(one: Comparator, other: Comparator) -> bool:
    return (one in LOWER_BOUNDS and other in UPPER_BOUNDS) or (one in UPPER_BOUNDS and other in LOWER_BOUNDS)


def _contradicting(found: list[Figure], target: Target) -> Figure | None:
    """The figure that contradicts a target; none where one agrees, or where parts add up to it."""
    agreeing = [one for one in found if one.target.base_value == target.base_value]
    if agreeing:
        turned = (one for one in agreeing if _points_other_way(one.target.comparator, target.comparator))
        return next(turned, None) if len(agreeing) == len(found) else None
    total = sum(one.target.base_value or 0 for one in found)
    return None if not found or total == target.base_value else found[0]


def _own(row: RowView) -> Target | None:
    """The one number of a row that something else may contradict."""
    target = row.target
    return None if target is None or target.base_value is None or target.number_max is not None else target


def _in_header(project: ProjectView) -> list[tuple[FieldName, Figure]]:
    return [(field, one) for field in ("goals", "fund_purpose") for one in figures(project.text(field))]


def _draft(row: RowView, field: FieldName, figure: Figure) -> Draft:
    cell = row if field == "description" else row.project
    spots = (cell.spot(field, figure.quote, figure.start), row.spot("value"))
    words = {
        "field": _LABELS[field],
        "quote": cited(figure.quote),
        "value": row.shown_value,
        "name": row.shown_name,
    }
    return Draft(spots, words)


@rule(
    "X04",
    "number-contradicts-goal",
    Severity.WARNING,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A2",),
    zh="{field}中为“{quote}”，指标值为“{value}”，两处不一致。",
    en="“{quote}” and the value “{value}” of “{name}” disagree.",
    suggestion="统一数值和方向",
    question=(
        "Does the quoted figure in the goal, the purpose or the description state the target for the very "
        "same thing and period as this indicator, so that number or direction disagree? Confirm (holds) if "
        "it is the same thing; clear it only with a verbatim quote that shows that the figure is about "
        "another thing, a part of it, another period or a state already reached."
    ),
)
def number_contradicts_goal(project: ProjectView) -> Iterator[Draft]:
    """Goal, purpose or description state another figure than the value of the indicator.

    **Why it matters** Where two figures are promised for one thing, the smaller one is the one that will be
    met.

    **Flagged** The same thing in the same unit with another number, or a floor on one side and a cap on the
    other: the goal says `开展不少于6场培训`, the value of 培训场次 is `≥4场`. A model confirms that it is the
    same thing.

    **Fine** Equal figures in whatever spelling (`12个月` and `≤12月`, Chinese numerals), figures in another
    unit (93台 beside a rate), parts that add up to the value, baselines (上年, 已), what each one gets
    (每期), list numbers, years, and the numbers of laws and places.
    """
    stated = _in_header(project)
    for row in project.rows:
        target = _own(row)
        if target is None:
            continue
        own: list[tuple[FieldName, Figure]] = [
            ("description", one) for one in figures(row.text("description"))
        ]
        about = [
            (field, one)
            for field, one in stated + own
            if same_unit(one, target, row.name) and is_about(one, row.name)
        ]
        wrong = _contradicting([one for _, one in about], target)
        if wrong is not None:
            yield _draft(row, next(field for field, one in about if one is wrong), wrong)
