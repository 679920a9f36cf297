"""Rulings to rows: which one holds for a row, and what it changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from structurer.models import Indicator, ReviewCode, Submission
from structurer.models.decision import Act, RowRef, Ruling

RowKey = tuple[int, int]
"""Project and row, counted from 1."""


class Docket(NamedTuple):
    """The rulings that hold for a submission, by row, and those that do not: their row prints something else now."""

    standing: Mapping[RowKey, Ruling]
    stale: tuple[Ruling, ...]


class Applied(NamedTuple):
    """A submission as people decided, and the rulings that could not be applied."""

    submission: Submission
    stale: tuple[Ruling, ...]


def apply(submission: Submission, rulings: Sequence[Ruling], document: str | None = None) -> Applied:
    """Let what people decided hold: human beats model beats rule.

    An accepted or corrected reading stands with `decided_by` "human", and nothing stays open, so that no model is asked.
    A rejected row keeps its printed text alone: its kind is null, and it is marked to be reviewed by whoever wrote it.
    What was beaten goes into the history.

    Args:
        submission: With its values normalized.
        rulings: In the order they were made; of other documents too.
        document: The name its results go by in the run; by default that of its file.
    """
    found = docket(submission, rulings, document)
    if not found.standing:
        return Applied(submission, found.stale)
    projects = tuple(
        project.model_copy(
            update={
                "indicators": tuple(
                    _ruled(row, found.standing.get((project.index, row.row))) for row in project.indicators
                )
            }
        )
        for project in submission.projects
    )
    return Applied(submission.model_copy(update={"projects": projects}), found.stale)


def docket(submission: Submission, rulings: Iterable[Ruling], document: str | None = None) -> Docket:
    """Find the rulings about a submission: those of its name, and those of the same file under another name."""
    name, sha256 = document or submission.source.name, submission.source.sha256
    own = (one for one in rulings if name == one.row.document or sha256 == one.row.sha256)
    rows = {(project.index, row.row): row for project in submission.projects for row in project.indicators}
    standing, stale = {}, []
    for key, one in latest(own).items():
        if (row := rows.get(key)) is not None and _prints_the_same(row, one.row):
            standing[key] = one
        else:
            stale.append(one)
    return Docket(standing, tuple(stale))


def latest(rulings: Iterable[Ruling]) -> dict[RowKey, Ruling]:
    """The ruling that holds for each row of one document: the last that was not taken back."""
    rows: dict[RowKey, list[Ruling]] = {}
    for one in rulings:
        made = rows.setdefault((one.row.project, one.row.row), [])
        if one.act is Act.UNDO:
            made[:] = [earlier for earlier in made if earlier.id != one.undoes]
        else:
            made.append(one)
    return {key: made[-1] for key, made in rows.items() if made}


def _prints_the_same(row: Indicator, ref: RowRef) -> bool:
    return (row.level3, row.value.text) == (ref.level3, ref.text)


def _ruled(row: Indicator, ruling: Ruling | None) -> Indicator:
    if ruling is None or row.value.ruling == ruling.id:
        return row
    meaning = ruling.meaning
    value = row.value.model_copy(
        update={
            "kind": meaning and meaning.kind,
            "targets": meaning.targets if meaning else (),
            "grade": meaning and meaning.grade,
            "direction": meaning and meaning.direction,
            "checkable": meaning and meaning.checkable,
            "decided_by": "human",
            "ambiguous": (),
            "history": (*row.value.history, row.value.as_decision()),
            "evidence": meaning.evidence if meaning else (),
            "reason": ruling.note,
            "confidence": None,
            "provenance": None,
            "ruling": ruling.id,
        }
    )
    codes = row.needs_review if meaning else (*row.needs_review, ReviewCode.REFUSED)
    return row.model_copy(update={"value": value, "needs_review": codes})
