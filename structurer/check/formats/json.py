"""The report as JSON; its schema is schemas/check.schema.json."""

from collections.abc import Sequence

from structurer.check.report import Checked, summed_up


def to_json(checked: Sequence[Checked]) -> str:
    """One object: documents, findings, suppressed, unjudged, counts."""
    return summed_up(checked).model_dump_json(indent=2) + "\n"
