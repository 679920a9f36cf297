"""Appraise: a reviewer's judgement of a project as a whole; candidates of rules, and questions only a reader answers."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from structurer.assist.answers import Appraisal, RemarkAnswer, RemarkQuoted
from structurer.assist.cells import row_texts
from structurer.assist.converse import RejectedError, converse
from structurer.assist.fence import fence
from structurer.errors import AnswerError
from structurer.lexicon.instructions import speaks_to_program
from structurer.llm.model import Model, Reply, Task
from structurer.models import Project
from structurer.models.finding import Finding, Remark, RemarkQuote
from structurer.prompts import Prompt


class Questions(NamedTuple):
    """What a model is asked, by rule id: about candidates of rules, and about every project."""

    of_candidates: Mapping[str, str]
    open: Mapping[str, str]


async def appraise(
    model: Model,
    prompt: Prompt,
    project: Project,
    document: str,
    *,
    candidates: Sequence[Finding],
    questions: Questions,
) -> tuple[Remark, ...]:
    """Ask about candidates of this project, and the closed questions.

    Args:
        candidates: Findings that wait for a judgement.
        questions: Those of the candidates' rules, and those that only a reader can answer.

    Returns:
        The remarks that hold: their quotes are verbatim, their rows exist. A candidate without a remark stays
        unconfirmed.

    Raises:
        ModelError: the model could not be asked.
    """
    cells = _cells(project)
    shown = {
        "project": cells[None],
        "rows": [{"row": name, **texts} for name, texts in cells.items() if name is not None],
        "candidates": [
            {
                "rule": one.rule,
                "rows": _names(one.rows),
                "suspicion": one.message_en,
                "question": questions.of_candidates[one.rule],
            }
            for one in candidates
        ],
    }
    remarks = _Remarks(cells, candidates, questions.open)
    messages = prompt.messages(data=fence(shown), questions=questions.open)
    with suppress(RejectedError, AnswerError):  # what held is kept; the other candidates stay unconfirmed
        await converse(model, Task(prompt.name, document), messages, Appraisal, remarks.problems)
    return tuple(remarks.taken.values())


def _cells(project: Project) -> dict[str | None, dict[str, str]]:
    """What is shown and may be quoted: the header under null, the rows by their ids; cells that give orders left out."""
    header = {
        "project_name": project.project_name,
        "unit_name": project.unit_name,
        "budget_total": project.budget.total.text,
        "fund_purpose": project.fund_purpose,
        "goals": project.goals_text,
    }
    cells: dict[str | None, dict[str, str]] = {None: {name: text for name, text in header.items() if text}}
    cells |= {f"r{row.row}": row_texts(row) for row in project.indicators}
    return {
        row: {name: text for name, text in texts.items() if not speaks_to_program(text)}
        for row, texts in cells.items()
    }


def _names(rows: Sequence[int]) -> list[str]:
    return [f"r{number}" for number in rows]


class _Remarks:
    """Collects what holds of several answers."""

    def __init__(
        self,
        cells: dict[str | None, dict[str, str]],
        candidates: Sequence[Finding],
        questions: Mapping[str, str],
    ) -> None:
        self._cells = cells
        self._candidates = {(one.rule, tuple(_names(one.rows))) for one in candidates}
        self._questions = questions
        self.taken: dict[tuple[str, tuple[str, ...]], Remark] = {}

    def problems(self, reply: Reply[Appraisal]) -> list[str]:
        """Keep what holds of an answer and say what does not."""
        found = [problem for remark in reply.answer.remarks for problem in self._take(remark)]
        waiting = sorted(self._candidates - set(self.taken))
        return found + [
            f"{rule} {', '.join(rows) or 'project'}: no remark on this candidate" for rule, rows in waiting
        ]

    def _take(self, remark: RemarkAnswer) -> list[str]:
        key = (remark.rule, tuple(sorted(remark.rows, key=_row_order)))
        where = f"{remark.rule} {', '.join(remark.rows) or 'project'}"
        if key in self.taken:
            return []
        if key not in self._candidates and remark.rule not in self._questions:
            return [f"{where}: that is neither a candidate nor a question"]
        if unknown := [name for name in remark.rows if name not in self._cells]:
            return [f"{where}: there is no row {', '.join(unknown)}"]
        if wrong := [quote for quote in remark.quotes if not self._is_printed(quote)]:
            return [
                f"{where}: {one.field} of {one.row or 'the header'} does not print {one.quote!r}"
                for one in wrong
            ]
        if key not in self._candidates and not remark.holds:
            return []  # a question that finds nothing needs no remark
        self.taken[key] = Remark(
            rule=remark.rule,
            rows=tuple(_row_order(name) for name in key[1]),
            holds=remark.holds,
            quotes=tuple(
                RemarkQuote(
                    row=None if one.row is None else _row_order(one.row), field=one.field, quote=one.quote
                )
                for one in remark.quotes
            ),
            reason=remark.reason,
        )
        return []

    def _is_printed(self, quote: RemarkQuoted) -> bool:
        return bool(quote.quote.strip()) and quote.quote in self._cells.get(quote.row, {}).get(
            quote.field, ""
        )


def _row_order(name: str) -> int:
    return int(name[1:]) if name[1:].isdigit() else 0
