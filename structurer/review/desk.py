"""The rows of a folder on one desk: which are doubtful, which are decided, and deciding one."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from structurer.decide import (
    LOG_NAME,
    DecisionLog,
    corrected,
    docket,
    row_ref,
    ruling,
    standing_meaning,
)
from structurer.models import IndicatorValue
from structurer.models.decision import Act, Meaning, Ruling
from structurer.models.result import Result
from structurer.models.value import Direction, Grade, Kind
from structurer.results import load_results
from structurer.review.seat import Seat, seats_of
from structurer.text import fold

State = Literal["todo", "doubtful", "decided", "all"]


class ConflictError(Exception):
    """Somebody decided the row since it was shown."""


class RefusedError(Exception):
    """A decision that cannot be: the message says why, in Chinese, for the page."""


class Wish(BaseModel):
    """What a person wants done about a row; `seen` is the last entry about it that was shown, null for none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    act: Act
    seen: str | None
    kind: Kind | None = None
    grade: Grade | None = None
    direction: Direction | None = None
    checkable: bool | None = None
    note: str | None = Field(None, max_length=2000)


class Filter(BaseModel):
    """Which rows are looked at; `reason` is a code of a doubt, or a rule's id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document: str | None = None
    reason: str | None = None
    state: State = "todo"
    query: str = ""


class Desk:
    """The results of a folder and the decisions on them; what other windows and programs decide is seen too."""

    def __init__(self, folder: Path, who: str, clock: Callable[[], datetime]) -> None:
        """Read the results and the log.

        Raises:
            InputError: there is no result.
            SetupError: the log cannot be read.
        """
        found = load_results(folder)
        self.results = found.results
        self.problems = found.problems
        self.who = who
        self._clock = clock
        self._log = DecisionLog(folder / LOG_NAME)
        self.seats = tuple(seats_of(self.results))
        self._by_result: dict[str, dict[tuple[int, int], int]] = {one.name: {} for one in self.results}
        for seat in self.seats:
            self._by_result[seat.result.name][seat.project.index, seat.row.row] = seat.number
        self._standing: dict[int, Ruling] = {}
        self._entries: dict[int, list[Ruling]] = {}
        self._known = 0
        self.stale: dict[str, tuple[Ruling, ...]] = {}
        self.changes: list[int] = []
        self.refresh()

    def refresh(self) -> None:
        """Take in what was decided since, by whomever; `changes` gets the numbers of the rows concerned."""
        rulings = self._log.read()
        if len(rulings) < self._known:  # the log was replaced
            self._known = 0
            self.changes.extend(self._entries)
            for kept in (self._entries, self._standing, self.stale):
                kept.clear()
        new = rulings[self._known :]
        self._known = len(rulings)
        names, digests = {one.row.document for one in new}, {one.row.sha256 for one in new}
        for result in self.results:
            if result.name in names or result.submission.source.sha256 in digests:
                self._hear(result, new)

    def _hear(self, result: Result, new: Sequence[Ruling]) -> None:
        """Take in new rulings, some of them about this result."""
        places = self._by_result[result.name]
        found = docket(result.submission, self._log.rulings, result.name)
        self.stale[result.name] = found.stale
        for number in places.values():
            self._standing.pop(number, None)
        self._standing.update({places[key]: one for key, one in found.standing.items()})
        for one in new:
            is_own = result.name == one.row.document or result.submission.source.sha256 == one.row.sha256
            at = places.get((one.row.project, one.row.row))
            if is_own and at is not None:
                self._entries.setdefault(at, []).append(one)
                self.changes.append(at)

    @property
    def log_problems(self) -> list[str]:
        """What could not be read of the log."""
        return [f"{LOG_NAME}: {problem}" for problem in self._log.problems]

    def standing(self, number: int) -> Ruling | None:
        """The decision that holds for a row."""
        return self._standing.get(number)

    def entries(self, number: int) -> list[Ruling]:
        """Everything decided about a row, also what was taken back, in order."""
        return self._entries.get(number, [])

    def find(self, wanted: Filter) -> list[Seat]:
        """The rows that a filter lets through, in printed order."""
        query = fold(wanted.query).casefold()
        return [
            seat
            for seat in self.seats
            if (wanted.document is None or seat.result.name == wanted.document)
            and self._has_state(seat, wanted.state)
            and (wanted.reason is None or wanted.reason in seat.codes)
            and query in seat.words
        ]

    def _has_state(self, seat: Seat, state: State) -> bool:
        is_decided = seat.number in self._standing
        match state:
            case "todo":
                return seat.is_doubtful and not is_decided
            case "doubtful":
                return seat.is_doubtful
            case "decided":
                return is_decided
            case _:
                return True

    def progress(self, wanted: Filter) -> tuple[int, int]:
        """How many of the doubtful rows are decided, whatever their state, and how many there are."""
        doubtful = self.find(wanted.model_copy(update={"state": "doubtful"}))
        return sum(seat.number in self._standing for seat in doubtful), len(doubtful)

    def reasons(self) -> Counter[str]:
        """How many doubtful rows there are for each reason, and rows for each rule with findings."""
        return Counter(code for seat in self.seats for code in set(seat.codes))

    def decide(self, number: int, wish: Wish) -> Ruling:
        """Append a decision.

        Raises:
            ConflictError: somebody else decided the row since; nothing was written.
            RefusedError: it cannot be.
            SetupError: the log cannot be written.
        """
        seat = self.seats[number]
        with self._log.locked():
            self.refresh()
            if wish.seen != self.last_entry(number):
                raise ConflictError
            made = self._ruling(seat, wish)
            self._log.append(made)
        self.refresh()
        return made

    def last_entry(self, number: int) -> str | None:
        """The id of the last thing decided about a row."""
        entries = self.entries(number)
        return entries[-1].id if entries else None

    def _ruling(self, seat: Seat, wish: Wish) -> Ruling:
        row = row_ref(seat.result.name, seat.result.submission, seat.project.index, seat.row)
        who, when, note = self.who, self._clock(), (wish.note or "").strip() or None
        value = seat.row.value
        if wish.act is Act.REJECT:
            return ruling(Act.REJECT, row, who, when, note=note)
        if wish.act is Act.UNDO:
            if (standing := self.standing(seat.number)) is None:
                raise RefusedError("这一行没有可以撤销的决定")
            return ruling(Act.UNDO, row, who, when, undoes=standing.id, note=note)
        try:
            accepted = standing_meaning(value) if value.kind else None
            meaning = accepted if wish.act is Act.ACCEPT else _corrected(value, wish)
        except ValueError:
            raise RefusedError("程度只用于“程度描述”类；先选好类型") from None
        if meaning is None:
            raise RefusedError("没有可以接受的读法；请更正或驳回")
        is_same = accepted is not None and meaning == accepted.model_copy(
            update={"evidence": meaning.evidence}
        )
        if is_same and accepted is not None:  # a correction that changes nothing accepts
            return ruling(Act.ACCEPT, row, who, when, meaning=accepted, made_by=value.decided_by, note=note)
        return ruling(Act.CORRECT, row, who, when, meaning=meaning, note=note)


def _corrected(value: IndicatorValue, wish: Wish) -> Meaning:
    return corrected(
        value, kind=wish.kind, grade=wish.grade, direction=wish.direction, checkable=wish.checkable
    )
