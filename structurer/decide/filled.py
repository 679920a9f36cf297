"""Rulings out of what people filled in elsewhere: each line is held against the results it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from structurer.decide.meaning import corrected, standing_meaning
from structurer.decide.ruling import Said, row_ref, ruling
from structurer.models import Indicator, IndicatorValue, Submission
from structurer.models.decision import Act, Meaning, Ruling
from structurer.models.filled import Filled, RowKey
from structurer.models.result import Result
from structurer.models.value import Kind


class Taken(NamedTuple):
    """What came of the lines: new rulings, how many were in the log already, and a sentence for each that cannot hold."""

    rulings: tuple[Ruling, ...]
    known: int
    problems: tuple[str, ...]


class _LineError(Exception):
    """A line that cannot hold; the message says why and what to do."""


def take(
    lines: Sequence[Filled],
    results: Sequence[Result],
    rulings: Sequence[Ruling],
    *,
    when: datetime,
    who: str | None = None,
) -> Taken:
    """Make rulings of what was filled in, leaving out what the log has.

    Args:
        lines: What people filled in.
        results: What the lines are about, as it is now.
        rulings: All that were made so far. One that says the same as a line, even if it was beaten or undone since,
            came from that line: it is not made again.
        when: The time of the new rulings, with its zone.
        who: Who decided the lines that name nobody.
    """
    said = _Said(results, rulings)
    made: list[Ruling] = []
    known, problems = 0, []
    kept, clashes = _once_a_row(lines)
    for line in kept:
        try:
            one = said.ruling_of(line, line.who or who, when)
        except _LineError as error:
            problems.append(f"{line.where}: {error}")
            continue
        known += one is None
        made += [one] if one else []
    return Taken(tuple(made), known, (*clashes, *problems))


def _once_a_row(lines: Iterable[Filled]) -> tuple[list[Filled], list[str]]:
    """Each row's line once, and what is wrong with rows that several lines decide differently."""
    rows: dict[RowKey, list[Filled]] = {}
    for line in lines:
        rows.setdefault(line.key, []).append(line)
    kept, clashes = [], []
    for first, *others in rows.values():
        other = next((one for one in others if one._replace(where=first.where) != first), None)
        if other is None:
            kept.append(first)
        else:
            clashes.append(f"{first.where}: {other.where} decides the same row otherwise; keep one of them")
    return kept, clashes


class _Said:
    """What results and log say, to hold lines against."""

    def __init__(self, results: Iterable[Result], rulings: Iterable[Ruling]) -> None:
        self._submissions = {result.name: result.submission for result in results}
        self._rulings: dict[tuple[str, int, int], list[Ruling]] = {}
        for one in rulings:
            self._rulings.setdefault((one.row.sha256, one.row.project, one.row.row), []).append(one)

    def ruling_of(self, line: Filled, who: str | None, when: datetime) -> Ruling | None:
        """The ruling that a line asks for; null where the log has it."""
        _require_sense(line)
        if not who:
            raise _LineError("nobody is named; fill in who decided, or name the person with --who")
        submission, row = self._row(line.key)
        made = self._rulings.get((line.key.sha256, line.key.project, line.key.row), ())
        if any(_says_the_same(one, line, who) for one in made):
            return None
        if RowKey.of(line.key.document, submission, line.key.project, row) != line.key:
            raise _LineError(
                "the row says something else than when the workbook was written; decide it in a fresh workbook"
            )
        said: Said = {"note": line.note} if line.note else {}
        if line.act is not Act.REJECT:
            said["meaning"] = _meaning(line, row.value)
        if line.act is Act.ACCEPT:
            said["made_by"] = row.value.decided_by
        ref = row_ref(line.key.document, submission, line.key.project, row)
        return ruling(line.act, ref, who, when, **said)

    def _row(self, key: RowKey) -> tuple[Submission, Indicator]:
        submission = self._submissions.get(key.document)
        if submission is None:
            raise _LineError(
                f"there is no result of {key.document!r} here; is it the workbook of another run?"
            )
        if submission.source.sha256 != key.sha256:
            raise _LineError(
                f"the result of {key.document!r} is of other content; is it the workbook of another run?"
            )
        rows = (
            row
            for project in submission.projects
            if project.index == key.project
            for row in project.indicators
        )
        row = next((row for row in rows if row.row == key.row), None)
        if row is None:
            raise _LineError(
                f"{key.document!r} has no row {key.row} in project {key.project}; its hidden key was changed"
            )
        return submission, row


def _require_sense(line: Filled) -> None:
    parts = (line.kind, line.grade, line.direction)
    if line.act is Act.CORRECT and not any(parts):
        raise _LineError("a correction says what is right: choose a kind, a grade or a direction")
    if line.act is not Act.CORRECT and any(parts):
        raise _LineError(
            "a kind, a grade or a direction goes with a correction only; choose 更正, or empty them"
        )


def _says_the_same(one: Ruling, line: Filled, who: str) -> bool:
    if (one.act, one.note, one.who) != (line.act, line.note, who):
        return False
    meaning = one.meaning
    if line.act is not Act.CORRECT or meaning is None:
        return True
    said = ((line.kind, meaning.kind), (line.grade, meaning.grade), (line.direction, meaning.direction))
    return all(filled is None or filled == held for filled, held in said)


def _meaning(line: Filled, value: IndicatorValue) -> Meaning:
    if line.act is Act.ACCEPT and value.kind is None:
        raise _LineError("there is no reading to accept; correct or reject it")
    if line.act is Act.ACCEPT:
        return standing_meaning(value)
    if (line.kind or value.kind) is None:
        raise _LineError("nobody has said what kind this value is; choose the kind too")
    if line.grade and (line.kind or value.kind) is not Kind.GRADED:
        raise _LineError(
            "only a value of kind graded (程度描述) has a grade; choose that kind, or empty the grade"
        )
    return corrected(value, kind=line.kind, grade=line.grade, direction=line.direction)
