"""Classify: what the values mean that rules left open, asked of a model for all such rows of a project at once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from structurer.assist.answers import Classification, RowVerdict
from structurer.assist.cells import header_texts, row_texts
from structurer.assist.converse import RejectedError, converse
from structurer.assist.fence import fence
from structurer.assist.ground import misquoted
from structurer.assist.targets import ReadValue, targets_of
from structurer.errors import AnswerError, ModelError
from structurer.lexicon.instructions import speaks_to_program
from structurer.llm.model import Model, Reply, Task
from structurer.models import Indicator, IndicatorValue, Project, ReviewCode
from structurer.models.fit import MEASURED
from structurer.models.value import Evidence, Kind, Provenance, Target
from structurer.prompts import Prompt

_COMPOSITE_LEAST = 2


class Verdict(NamedTuple):
    """An answer about a row that holds, with its targets read, and where it comes from."""

    answer: RowVerdict
    targets: tuple[Target, ...]
    provenance: Provenance


Outcome = Verdict | ReviewCode
"""What became of an open row: a verdict, or why there is none."""


def open_rows(project: Project) -> list[Indicator]:
    """The rows whose value the rules left open."""
    return [row for row in project.indicators if row.value.ambiguous]


class Classifier:
    """Asks a model about the open rows of projects."""

    def __init__(self, model: Model, prompt: Prompt, read_value: ReadValue, rows_per_request: int) -> None:
        """Keep what every request needs."""
        self._model = model
        self._prompt = prompt
        self._read_value = read_value
        self._most = rows_per_request

    async def classify(self, project: Project, document: str) -> dict[int, Outcome]:
        """The outcome for each open row, by row number. Rows that print the same are asked about once.

        A row that holds instructions travels alone, so that they reach no other row.
        """
        alike: dict[tuple[tuple[str, str], ...], list[Indicator]] = {}
        for row in open_rows(project):
            alike.setdefault(tuple(row_texts(row).items()), []).append(row)
        asked = [rows[0] for rows in alike.values()]
        loud = [row for row in asked if any(map(speaks_to_program, row_texts(row).values()))]
        quiet = [row for row in asked if row not in loud]
        batches = [quiet[at : at + self._most] for at in range(0, len(quiet), self._most)]
        batches += [[row] for row in loud]
        header = {name: text for name, text in header_texts(project).items() if not speaks_to_program(text)}
        task = Task(self._prompt.name, document)
        done = await asyncio.gather(*(self._ask(task, header, batch) for batch in batches))
        outcomes = {number: outcome for one in done for number, outcome in one.items()}
        return {row.row: outcomes[rows[0].row] for rows in alike.values() for row in rows}

    async def _ask(self, task: Task, header: dict[str, str], rows: Sequence[Indicator]) -> dict[int, Outcome]:
        """Ask about `rows` together; what does not hold is asked in halves until the bad row stands alone."""
        answers = _Answers(rows, header, self._read_value, self._prompt.name)
        shown = [{"row": _id(row), "open": _questions(row), **row_texts(row)} for row in rows]
        messages = self._prompt.messages(data=fence({"project": header, "rows": shown}))
        try:
            await converse(self._model, task, messages, Classification, answers.problems)
        except (RejectedError, AnswerError):
            rest = answers.missing
            if len(rows) == 1:
                return {rows[0].row: ReviewCode.MODEL_REJECTED}
            middle = (len(rest) + 1) // 2
            halves = [half for half in (rest[:middle], rest[middle:]) if half]
            for one in await asyncio.gather(*(self._ask(task, header, half) for half in halves)):
                answers.outcomes.update(one)
        except ModelError:
            answers.outcomes.update({row.row: ReviewCode.MODEL_UNAVAILABLE for row in answers.missing})
        return answers.outcomes


class _Answers:
    """Collects what holds of several answers about the same rows."""

    def __init__(
        self, rows: Sequence[Indicator], header: dict[str, str], read_value: ReadValue, prompt: str
    ) -> None:
        self._rows = {_id(row): row for row in rows}
        self._header = header
        self._read_value = read_value
        self._prompt = prompt
        self.outcomes: dict[int, Outcome] = {}

    @property
    def missing(self) -> list[Indicator]:
        """The rows without an answer that holds."""
        return [row for row in self._rows.values() if row.row not in self.outcomes]

    def problems(self, reply: Reply[Classification]) -> list[str]:
        """Keep what holds of an answer, and say what does not; empty once every row has its verdict."""
        asked = {_id(row) for row in self.missing}
        given = Counter(verdict.row for verdict in reply.answer.rows)
        found = [f"{name}: you were not asked about this row" for name in given if name not in self._rows]
        found += [
            f"{name}: answered {times} times" for name, times in given.items() if times > 1 and name in asked
        ]
        found += [f"{name}: no answer" for name in self._rows if name in asked and not given[name]]
        for verdict in reply.answer.rows:
            if verdict.row in asked and given[verdict.row] == 1:
                found += [f"{verdict.row}: {problem}" for problem in self._take(verdict, reply)]
        return found if self.missing else []

    def _take(self, verdict: RowVerdict, reply: Reply[Classification]) -> list[str]:
        row = self._rows[verdict.row]
        problems = misquoted(verdict.evidence, row_texts(row), self._header)
        targets = targets_of(verdict, row, self._read_value)
        problems += _inconsistencies(verdict, row, targets)
        if not problems:
            provenance = Provenance(prompt=self._prompt, model=reply.model, request=reply.request)
            self.outcomes[row.row] = Verdict(verdict, targets, provenance)
        return problems


def _inconsistencies(verdict: RowVerdict, row: Indicator, targets: tuple[Target, ...]) -> list[str]:
    """What makes a verdict impossible, whatever the words mean."""
    problems = [
        f"the target {quote!r} is not in the value cell"
        for quote in verdict.targets
        if quote not in row.value.text
    ]
    if (verdict.grade is not None) != (verdict.kind is Kind.GRADED):
        problems.append("grade must be set for kind graded, and null for every other kind")
    if verdict.kind in MEASURED and not any(target.kind == verdict.kind for target in targets):
        problems.append(
            f"kind {verdict.kind} needs a number or time printed in the value cell, named in targets"
        )
    if verdict.kind is Kind.COMPOSITE and len(targets) < _COMPOSITE_LEAST:
        problems.append(
            "kind composite needs two or more targets printed in the value cell, named in targets"
        )
    return problems


def merged(value: IndicatorValue, verdict: Verdict) -> IndicatorValue:
    """The value as the model decided it; the rule's guess goes into the history, the printed text stays."""
    answer = verdict.answer
    decided = {
        "kind": answer.kind,
        "targets": verdict.targets,
        "grade": answer.grade,
        "direction": answer.direction,
        "checkable": answer.checkable,
        "decided_by": "llm",
        "ambiguous": (),
        "history": (*value.history, value.as_decision()),
        "evidence": tuple(Evidence(field=cited.field, quote=cited.quote) for cited in answer.evidence),
        "reason": answer.reason,
        "confidence": answer.confidence,
        "provenance": verdict.provenance,
    }
    return value.model_copy(update=decided)


def _id(row: Indicator) -> str:
    return f"r{row.row}"


def _questions(row: Indicator) -> list[str]:
    return [one.question.value for one in row.value.ambiguous]
