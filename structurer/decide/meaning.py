"""What a person says a value means: the reading that stands, or another one, with the targets that fit it."""

from structurer.models.decision import Meaning
from structurer.models.fit import MAY_HAVE_TARGETS, MEASURED, reading_of, retyped
from structurer.models.value import Direction, Grade, IndicatorValue, Kind, Target


def standing_meaning(value: IndicatorValue) -> Meaning:
    """What the value says now, to be accepted.

    Raises:
        ValueError: it says nothing: it was not normalized, or a person rejected its readings.
    """
    if value.kind is None:
        raise ValueError("there is no reading to accept")
    return Meaning(
        kind=value.kind,
        targets=value.targets,
        grade=value.grade,
        direction=value.direction,
        checkable=value.checkable,
        evidence=value.evidence,
    )


def corrected(
    value: IndicatorValue,
    *,
    kind: Kind | None = None,
    grade: Grade | None = None,
    direction: Direction | None = None,
    checkable: bool | None = None,
) -> Meaning:
    """What the value means with what a person says of it; null leaves that part as it is.

    Args:
        value: The value as the person saw it; what it beat before is in its history.
        kind: Another kind brings its own targets: those of the rules' candidate reading of that kind, else those of the
            value that fit. Targets that do not fit are dropped; nothing is made up for a kind that wants one.
        grade: For kind graded only; another kind loses its grade.
        direction: Which way is better.
        checkable: Whether a third party could decide it.

    Raises:
        ValueError: there is a grade and the kind is not graded, or nobody says the kind.
    """
    said = kind or value.kind
    if said is None:
        raise ValueError("nobody has said what kind this value is; say the kind")
    return Meaning(
        kind=said,
        targets=value.targets if said is value.kind else _targets_as(value, said),
        grade=grade or (value.grade if said is Kind.GRADED else None),
        direction=direction or value.direction,
        checkable=value.checkable if checkable is None else checkable,
    )


def undecided(value: IndicatorValue) -> IndicatorValue:
    """The value as it was before a person decided; what the model quoted for it is not kept and is empty."""
    if value.decided_by != "human" or not value.history:
        return value
    *earlier, last = value.history
    before: dict[str, object] = {name: getattr(last, name) for name in type(last).model_fields}
    empty = {"evidence": (), "reason": None, "confidence": None, "provenance": None, "ruling": None}
    return value.model_copy(update=before | empty | {"history": tuple(earlier)})


def _targets_as(value: IndicatorValue, kind: Kind) -> tuple[Target, ...]:
    """What rules or a model read in the value that is a target of that kind, richest reading first."""
    if kind not in MAY_HAVE_TARGETS:
        return ()
    asked = (value.ambiguous, *(one.ambiguous for one in reversed(value.history)))
    for ambiguous in asked:
        if reading := reading_of(value.model_copy(update={"ambiguous": ambiguous}), kind):
            return reading.targets
    known = (value.targets, *(one.targets for one in reversed(value.history)))
    return next((fitting for targets in known if (fitting := _fitting(targets, kind))), ())


def _fitting(targets: tuple[Target, ...], kind: Kind) -> tuple[Target, ...]:
    if kind not in MEASURED:
        return targets
    typed = tuple(retyped(target, kind) for target in targets)
    return tuple(target for target in typed if target.kind == kind)
