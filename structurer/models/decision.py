"""What a person decides about a row: one line of `decisions.jsonl`."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, model_validator

from structurer.models.base import Model
from structurer.models.value import Direction, Evidence, Grade, Kind, Target


class Act(StrEnum):
    """What a person does about a row."""

    ACCEPT = "accept"  # the reading that was shown holds
    CORRECT = "correct"  # another one holds
    REJECT = "reject"  # none holds: the value says nothing that can be used
    UNDO = "undo"  # takes an earlier decision back


class RowRef(Model):
    """The row decided on, and what it printed then.

    `document` is the name its results go by in the run, `sha256` that of the file; project and row count from 1.
    A ruling holds only while the row still prints this `level3` and `text`.
    """

    document: str
    sha256: str
    project: int
    row: int
    level3: str
    text: str


class Meaning(Model):
    """What a value means, as a person says; `evidence` is what an accepted reading rests on."""

    kind: Kind
    targets: tuple[Target, ...] = ()
    grade: Grade | None = None
    direction: Direction | None = None
    checkable: bool | None = None
    evidence: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _has_grade_where_graded(self) -> "Meaning":
        if self.grade is not None and self.kind is not Kind.GRADED:
            raise ValueError(f"kind {self.kind} has no grade; only graded has one")
        return self


class Ruling(Model):
    """A decision of a person.

    `meaning` is what holds from now on: of an accepted reading the whole of it, so that a ruling needs no model to be
    applied; null for reject and undo. `made_by` says whose reading was accepted. `undoes` is the `id` of the ruling that
    an undo takes back. `when` is ISO 8601 with its zone. `id` follows from all else (`structurer.decide.ruling`).
    """

    id: str
    act: Act
    row: RowRef
    meaning: Meaning | None = None
    made_by: Literal["rule", "llm", "human"] | None = None
    undoes: str | None = None
    note: str | None = None
    who: str
    when: AwareDatetime

    @model_validator(mode="after")
    def _says_what_its_act_needs(self) -> "Ruling":
        if (self.meaning is not None) != (self.act in (Act.ACCEPT, Act.CORRECT)):
            raise ValueError("accept and correct have a meaning, reject and undo have none")
        if (self.undoes is not None) != (self.act is Act.UNDO):
            raise ValueError("undo, and nothing else, names the ruling that it takes back")
        return self
