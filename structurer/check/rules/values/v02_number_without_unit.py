"""V02."""

from collections.abc import Iterator

from structurer.check.measures import says, sole_target
from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Kind


@rule(
    "V02",
    "number-without-unit",
    Severity.ERROR,
    starred=True,
    authority=("A7",),
    zh="指标值“{value}”缺少计量单位。",
    en="The value “{value}” is a number without a unit.",
    suggestion="补充计量单位",
)
def number_without_unit(row: RowView) -> Iterator[Draft]:
    """The value is a bare number.

    **Why it matters** 12 of what? Platforms store sign, number and unit apart and refuse a number without a unit;
    the unit is not guessed from the name.

    **Flagged** `≥12` and nothing else, `≥955` on a row 群众满意度.

    **Fine** Dates (`2026.7`), units of any kind (TPS, 次/日, 台（套）), a number inside a sentence, a ratio. A
    measure that has no unit: PUE, pH, an index.
    """
    target = sole_target(row, Kind.QUANTITY)
    if target is None or target.unit is not None or target.per is not None:
        return
    if says("unitless", row.name):
        return
    start, end = target.span
    text = row.value.text
    is_whole = not any(char.isalnum() for char in text[:start] + text[end:])
    if is_whole:
        yield Draft((row.spot("value"),), {"value": row.shown_value})
