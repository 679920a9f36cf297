"""Labelled values: one JSON object a line, in evals/datasets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from structurer.errors import InputError
from structurer.models.base import Model
from structurer.models.value import Direction, Grade, Kind, Target


class Label(Model):
    """What a value means, as the labelling guide (the value model) asks it."""

    kind: Kind
    grade: Grade | None
    direction: Direction
    checkable: bool
    targets: tuple[Target, ...]


class Disagreement(Model):
    """A field on which the two passes differ: what each said, and why the label is as it is."""

    a: Any
    b: Any
    why: str


class LabelledValue(Model):
    """The label of one indicator row, by document, project and row.

    `value` repeats the printed text where the document is our own. `disagreements` holds, by field of the label, what
    the two independent passes said where they differ; on all other fields they said what the label says.
    """

    document: str
    project: int
    row: int
    value: str | None = None
    label: Label
    disagreements: dict[str, Disagreement] = {}  # noqa: RUF012 - pydantic copies defaults


def load_values(path: Path) -> list[LabelledValue]:
    """Read a dataset.

    Raises:
        InputError: a line is not as the dataset's schema says.
    """
    return list(_lines(path))


def _lines(path: Path) -> Iterator[LabelledValue]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            yield LabelledValue.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise InputError(
                f"line {number}, {place or 'line'}: {first['msg']}", hint="correct the label", where=str(path)
            ) from None
