"""Adding what a person decided in a review to the labelled set, with who and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import Field, ValidationError

from structurer.errors import InputError
from structurer.evaluate.dataset import Corrected, Label, LabelledValue
from structurer.models import Submission
from structurer.models.base import Model


class Decision(Model):
    """One line of a decisions file: what a person says a value means (人工复核).

    `text` is the printed cell that was decided about, so that a decision never lands on another one. `at` is an ISO 8601
    time with its offset.
    """

    document: str
    project: int = Field(ge=1)
    row: int = Field(ge=1)
    text: str
    label: Label
    by: str = Field(min_length=1)
    at: datetime
    note: str | None = None


def load_decisions(path: Path) -> list[Decision]:
    """Read a decisions file, one JSON object a line.

    Raises:
        InputError: it cannot be read, or a line is no decision.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", hint="name a decisions file", where=str(path)
        ) from None
    return [_decision(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _decision(path: Path, number: int, line: str) -> Decision:
    try:
        return Decision.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "line"
        raise InputError(
            f"line {number}, {place}: {first['msg']}", hint="correct the decision", where=str(path)
        ) from None


def with_decisions(
    rows: Sequence[LabelledValue], decisions: Sequence[Decision], submissions: Mapping[str, Submission]
) -> list[LabelledValue]:
    """Return `rows` with the labels that people decided, new rows among them, in order of document, project and row.

    What two labelling passes said of a row stays with it. The last decision about a row counts.

    Args:
        rows: The labelled set.
        decisions: In the order they were made.
        submissions: The documents of the set, by name.

    Raises:
        InputError: a decision names a row that does not exist, or one that prints something else.
    """
    known = {(row.document, row.project, row.row): row for row in rows}
    for decision in decisions:
        _require_printed(decision, submissions)
        key = (decision.document, decision.project, decision.row)
        changes = {
            "label": decision.label,
            "corrected": Corrected(by=decision.by, at=decision.at.isoformat(), note=decision.note),
        }
        old = known.get(key) or LabelledValue(
            document=key[0], project=key[1], row=key[2], value=decision.text, label=decision.label
        )
        known[key] = old.model_copy(update=changes)
    return [known[key] for key in sorted(known)]


def _require_printed(decision: Decision, submissions: Mapping[str, Submission]) -> None:
    where = f"{decision.document} project {decision.project} row {decision.row}"
    submission = submissions.get(decision.document)
    if submission is None:
        raise InputError(f"{where}: the set has no such document", hint="put the document into the set first")
    projects = {project.index: project for project in submission.projects}
    project = projects.get(decision.project)
    row = next((one for one in project.indicators if one.row == decision.row), None) if project else None
    if row is None:
        raise InputError(f"{where}: there is no such row", hint="check project and row")
    if row.value.text != decision.text:
        raise InputError(
            f"{where} prints {row.value.text!r}, not {decision.text!r}",
            hint="the decision is about another version of the document",
        )


def to_lines(rows: Sequence[LabelledValue]) -> str:
    """The rows as a dataset file holds them; what is not set is left out."""
    return "".join(row.model_dump_json(exclude=_unset(row)) + "\n" for row in rows)


def _unset(row: LabelledValue) -> set[str]:
    return {name for name in ("value", "disagreements", "corrected") if not getattr(row, name)}
