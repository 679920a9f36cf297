"""The labelled set: rows and projects, one JSON object a line, in evals/datasets; and which documents are for what."""

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from structurer.assist.answers import Level2
from structurer.errors import InputError
from structurer.models.base import Model
from structurer.models.proposal import Category
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


class Corrected(Model):
    """Who corrected a label, when, and why, where a person did."""

    by: str
    at: str
    note: str | None = None


class LabelledValue(Model):
    """The label of one indicator row, by document, project and row.

    `value` repeats the printed text where the document is our own. `disagreements` holds, by field of the label, what
    the two independent passes said where they differ; on all other fields they said what the label says. `corrected`
    is set where a person's decision replaced the label.
    """

    document: str
    project: int
    row: int
    value: str | None = None
    label: Label
    disagreements: dict[str, Disagreement] = {}  # noqa: RUF012 - pydantic copies defaults
    corrected: Corrected | None = None


class Misfiled(Model):
    """A row under the wrong 二级指标, and the right one."""

    row: int
    value: Level2


class Gap(Model):
    """What a row leaves out and the words of the project prove."""

    row: int
    field: Literal["unit", "comparator", "year"]
    value: str


class Expected(Model):
    """A finding that a careful reviewer would make; `row` is null for the header or the project as a whole."""

    rule: str
    row: int | None


class TellingFact(Model):
    """A fact of a project, and pieces of text of which any proves that a summary says it."""

    fact: str
    any_of: tuple[str, ...]


class ProjectLabel(Model):
    """What a reader concludes from a project as a whole; GUIDE.md says how."""

    level2: tuple[Misfiled, ...]
    fills: tuple[Gap, ...]
    category: Category
    findings: tuple[Expected, ...]
    must: tuple[TellingFact, ...]
    must_not: tuple[TellingFact, ...]


class Settled(Model):
    """An entry of a label that one of the two passes made and the other did not, and what the third reading said.

    `entry` is the entry as it stands in the label; of a category, what the other pass said. `by` is the pass.
    """

    field: Literal["level2", "fills", "category", "findings", "must", "must_not"]
    entry: Any
    by: Literal["a", "b"]
    kept: bool
    why: str


class LabelledProject(Model):
    """The label of one project, by document and project. What no entry of `settled` names, both passes said."""

    document: str
    project: int
    label: ProjectLabel
    settled: tuple[Settled, ...] = ()


class Split(StrEnum):
    """What a document is for: working on the rules, working on the prompts, or the record alone."""

    RULES = "rules"
    DEV = "dev"
    TEST = "test"


class Dataset(NamedTuple):
    """The labels of some documents. `documents` are file names, in order."""

    folder: Path
    documents: tuple[str, ...]
    values: tuple[LabelledValue, ...]
    projects: tuple[LabelledProject, ...]

    def path(self, document: str) -> Path:
        """Where the document itself is."""
        return self.folder / "documents" / document


Line = TypeVar("Line", bound=Model)


def load_values(path: Path) -> list[LabelledValue]:
    """Read labelled values.

    Raises:
        InputError: the file is missing, or a line is not as the dataset's schema says.
    """
    return list(_lines(path, LabelledValue))


def load_projects(path: Path) -> list[LabelledProject]:
    """Read labelled projects.

    Raises:
        InputError: as `load_values`.
    """
    return list(_lines(path, LabelledProject))


def load_dataset(folder: Path, *splits: Split) -> Dataset:
    """Read the labels of the documents of some splits, of all where none is named.

    Args:
        folder: Holds documents/ and datasets/ with values.jsonl, projects.jsonl and splits.json.

    Raises:
        InputError: a file is missing or broken.
    """
    chosen = load_splits(folder / "datasets" / "splits.json")
    documents = tuple(sorted(name for split in splits or tuple(Split) for name in chosen[split]))
    wanted = set(documents)
    return Dataset(
        folder,
        documents,
        tuple(one for one in load_values(folder / "datasets" / "values.jsonl") if one.document in wanted),
        tuple(one for one in load_projects(folder / "datasets" / "projects.jsonl") if one.document in wanted),
    )


def load_splits(path: Path) -> dict[Split, tuple[str, ...]]:
    """Read which documents are for what.

    Raises:
        InputError: the file is missing or broken.
    """
    try:
        return TypeAdapter(dict[Split, tuple[str, ...]]).validate_python(json.loads(_text(path)))
    except (ValidationError, json.JSONDecodeError) as error:
        raise InputError(
            f"is no list of documents by split: {str(error).splitlines()[0]}",
            hint="correct it",
            where=str(path),
        ) from None


def _lines(path: Path, model: type[Line]) -> Iterator[Line]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        try:
            yield model.model_validate_json(line)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            raise InputError(
                f"line {number}, {place or 'line'}: {first['msg']}", hint="correct the label", where=str(path)
            ) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", hint="name the folder of an evaluation set", where=str(path)
        ) from None
