"""Making a ruling. Who and when come from whoever asks: no clock is read here."""

import hashlib
from datetime import datetime
from typing import Literal, TypedDict, Unpack

from structurer.models import Indicator, Submission
from structurer.models.decision import Act, Meaning, RowRef, Ruling

_ID_LENGTH = 16  # hexadecimal digits: 64 bits tell apart all that people ever decide


class Said(TypedDict, total=False):
    """What a ruling says beside its act; see `Ruling`."""

    meaning: Meaning
    made_by: Literal["rule", "llm", "human"] | None
    undoes: str
    note: str | None


def row_ref(document: str, submission: Submission, project: int, row: Indicator) -> RowRef:
    """Name a row of the result that goes by `document`, with what it prints."""
    return RowRef(
        document=document,
        sha256=submission.source.sha256,
        project=project,
        row=row.row,
        level3=row.level3,
        text=row.value.text,
    )


def ruling(act: Act, row: RowRef, who: str, when: datetime, **said: Unpack[Said]) -> Ruling:
    """A ruling with the id that follows from what it says: the same decision twice has the same id.

    Args:
        act: What is done.
        row: About which row (`row_ref`).
        who: The person's name.
        when: With its zone.
        said: The meaning (accept, correct), whose reading is accepted, what is undone, a note.

    Raises:
        ValueError: the parts do not go together (pydantic's ValidationError is one), or `when` has no zone.
    """
    draft = Ruling(id="", act=act, row=row, who=who, when=when, **said)
    content = draft.model_dump_json(exclude={"id"})
    return draft.model_copy(update={"id": hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]})
