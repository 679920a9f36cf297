"""The arm without rules, which evaluations hold the others against: a model alone reads every value of a project.

No run uses this. What the model says is taken as it is, as a program without rules and without checks would take it: only
rows that are missing, or a number that is none, are asked for again.
"""

from collections.abc import Sequence
from contextlib import suppress

from pydantic import ValidationError

from structurer.assist.answers import RowReading, TargetReading, WholeReading
from structurer.assist.cells import header_texts, row_texts
from structurer.assist.converse import RejectedError, converse
from structurer.assist.fence import fence
from structurer.errors import ModelError
from structurer.llm.model import Model, Reply, Task
from structurer.models import Indicator, IndicatorValue, Project
from structurer.models.value import Evidence, Provenance, Target
from structurer.prompts import Prompt


async def read_alone(model: Model, prompt: Prompt, project: Project, document: str) -> Project:
    """Return `project` with the values a model reads by itself; a row it never answers keeps no kind.

    Args:
        model: Who answers.
        prompt: A version of `read`.
        project: As it was parsed; what rules said of its values is not used and not shown.
        document: Whose turn it is to be served.
    """
    readings = _Readings(project.indicators, prompt.name)
    shown = [{"row": f"r{row.row}", **row_texts(row)} for row in project.indicators]
    messages = prompt.messages(data=fence({"project": header_texts(project), "rows": shown}))
    with suppress(RejectedError, ModelError):  # what came is kept; the rest counts as not answered
        await converse(model, Task(prompt.name, document), messages, WholeReading, readings.problems)
    rows = tuple(
        row.model_copy(update={"value": readings.taken.get(row.row, IndicatorValue(text=row.value.text))})
        for row in project.indicators
    )
    return project.model_copy(update={"indicators": rows})


class _Readings:
    """Collects what can be read of several answers."""

    def __init__(self, rows: Sequence[Indicator], prompt: str) -> None:
        self._rows = {f"r{row.row}": row for row in rows}
        self._prompt = prompt
        self.taken: dict[int, IndicatorValue] = {}

    def problems(self, reply: Reply[WholeReading]) -> list[str]:
        """Keep what can be read of an answer, and say what cannot."""
        provenance = Provenance(prompt=self._prompt, model=reply.model, request=reply.request)
        found = []
        for reading in reply.answer.rows:
            row = self._rows.get(reading.row)
            if row is None:
                found.append(f"{reading.row}: there is no such row")
            elif row.row not in self.taken:
                try:
                    self.taken[row.row] = _value(row.value.text, reading, provenance)
                except ValidationError as error:
                    found.append(f"{reading.row}: {error.errors()[0]['msg']}")
        waiting = [name for name, row in self._rows.items() if row.row not in self.taken]
        return found + [f"{name}: no answer" for name in waiting] if waiting else []


def _value(text: str, reading: RowReading, provenance: Provenance) -> IndicatorValue:
    return IndicatorValue(
        text=text,
        kind=reading.kind,
        targets=tuple(_target(text, one) for one in reading.targets),
        grade=reading.grade,
        direction=reading.direction,
        checkable=reading.checkable,
        decided_by="llm",
        evidence=tuple(Evidence(field=one.field, quote=one.quote) for one in reading.evidence),
        reason=reading.reason,
        confidence=reading.confidence,
        provenance=provenance,
    )


def _target(text: str, reading: TargetReading) -> Target:
    return Target.model_validate(reading.model_dump() | {"span": (0, len(text))})
