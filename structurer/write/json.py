"""JSON, the format of record."""

from structurer.models import Submission


def to_json(submission: Submission) -> bytes:
    """The submission as indented JSON in UTF-8; the same submission always gives the same bytes."""
    return submission.model_dump_json(indent=2).encode() + b"\n"


def to_json_line(submission: Submission) -> bytes:
    """The submission on one line, as JSON Lines wants it."""
    return submission.model_dump_json().encode() + b"\n"
