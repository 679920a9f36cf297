"""Which targets a value of some kind has, when somebody else than the rules says what kind it is."""

from structurer.models.value import IndicatorValue, Kind, Reading, Target

MEASURED = frozenset({Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION, Kind.DATE, Kind.FREQUENCY, Kind.QUANTITY})
"""The kinds that are told by one number or time."""

MAY_HAVE_TARGETS = MEASURED | {Kind.COMPOSITE, Kind.REFERENCE, Kind.ZERO_EVENT}


def reading_of(value: IndicatorValue, kind: Kind) -> Reading | None:
    """The rules' candidate reading of that kind that states targets, where they left the value open."""
    readings = (reading for one in value.ambiguous for reading in one.readings)
    return next((reading for reading in readings if reading.kind is kind and reading.targets), None)


def retyped(target: Target, kind: Kind) -> Target:
    """The target; a bare number, or a number of times, is of the kind that is said, for no unit of it says otherwise."""
    is_open = target.kind is Kind.QUANTITY and (target.unit is None or kind is Kind.FREQUENCY)
    if kind not in MEASURED or not is_open:
        return target
    return target.model_validate(target.model_dump() | {"kind": kind})
