"""Fill: what rows leave out, and the project's category, each with verbatim evidence."""

import re
from contextlib import suppress
from typing import NamedTuple

from structurer.assist.answers import COMPARATORS, CategoryProposal, Filling, FillProposal
from structurer.assist.cells import header_texts, row_texts
from structurer.assist.converse import RejectedError, converse
from structurer.assist.fence import fence
from structurer.assist.ground import misquoted
from structurer.errors import AnswerError
from structurer.lexicon.instructions import speaks_to_program
from structurer.lexicon.numerals import numbers_in
from structurer.llm.model import Model, Reply, Task
from structurer.models import Indicator, Project
from structurer.models.proposal import CategoryChoice, Fill
from structurer.models.value import Comparator, Evidence, Kind, Provenance
from structurer.prompts import Prompt
from structurer.text import fold

_LONGEST_UNIT = 8  # characters
_YEAR = re.compile(r"20\d\d")
_SHARES = re.compile("(?:(?<![效频速功汇])率|比例|占比|比重|满意度)$")  # a name like this asks for a share
_COUNTS = re.compile(
    "(?:数量|个数|次数|人数|户数|台数|套数|期数|场次|人次|面积)$"
)  # and one like this for a count
_BOUND_ROWS = ("时效", "满意", "成本")


class Filled(NamedTuple):
    """The proposals for a project that hold: fills by row number, and the category."""

    fills: dict[int, tuple[Fill, ...]]
    category: CategoryChoice | None


def gaps(row: Indicator) -> tuple[str, ...]:
    """What a row's value leaves out, or gets evidently wrong, and its words may say: `unit`, `comparator`, `year`."""
    found = []
    name = fold(row.level3)
    for target in row.value.targets:
        is_share = target.kind is Kind.PERCENTAGE
        is_odd = (target.kind is Kind.QUANTITY and _SHARES.search(name)) or (
            is_share and _COUNTS.search(name)
        )
        if target.number is not None and (target.unit is None or is_odd):
            found.append("unit")
        is_bound = any(word in row.level2 for word in _BOUND_ROWS)
        if target.comparator is Comparator.EQ and target.kind is not Kind.DATE and is_bound:
            found.append("comparator")
        if any(day and day.startswith("--") for day in (target.date_from, target.date_to)):
            found.append("year")
    return tuple(dict.fromkeys(found))


async def fill(model: Model, prompt: Prompt, project: Project, document: str, year: int | None) -> Filled:
    """Ask for the category of a project and for what its rows leave out.

    Args:
        year: The budget year; a year may be filled with it, or with one that the project prints.

    Returns:
        What holds. An answer that does not is asked for again; after the last one, what held of any is kept.

    Raises:
        ModelError: the model could not be asked.
    """
    header = {name: text for name, text in header_texts(project).items() if not speaks_to_program(text)}
    asked = {
        f"r{row.row}": row
        for row in project.indicators
        if gaps(row) and not any(map(speaks_to_program, row_texts(row).values()))
    }
    shown = [{"row": name, "missing": gaps(row), **row_texts(row)} for name, row in asked.items()]
    proposals = _Proposals(asked, header, year, prompt.name)
    messages = prompt.messages(data=fence({"project": header, "rows": shown}))
    with suppress(RejectedError, AnswerError):  # what held is kept; a proposal less is no harm
        await converse(model, Task(prompt.name, document), messages, Filling, proposals.problems)
    return Filled({number: tuple(fills) for number, fills in proposals.fills.items()}, proposals.category)


class _Proposals:
    """Collects what holds of several answers."""

    def __init__(
        self, rows: dict[str, Indicator], header: dict[str, str], year: int | None, prompt: str
    ) -> None:
        self._rows = rows
        self._header = header
        self._year = year
        self._prompt = prompt
        self.fills: dict[int, list[Fill]] = {}
        self.category: CategoryChoice | None = None

    def problems(self, reply: Reply[Filling]) -> list[str]:
        """Keep what holds of an answer and say what does not."""
        provenance = Provenance(prompt=self._prompt, model=reply.model, request=reply.request)
        found = [] if self.category else self._take_category(reply.answer.category, provenance)
        for proposal in reply.answer.fills:
            found += [f"{proposal.row} {proposal.field}: {one}" for one in self._take(proposal, provenance)]
        return found

    def _take_category(self, proposal: CategoryProposal, provenance: Provenance) -> list[str]:
        problems = [f"category: {one}" for one in misquoted(proposal.evidence, {}, self._header)]
        if not problems:
            self.category = CategoryChoice(
                value=proposal.value,
                evidence=tuple(Evidence(field=one.field, quote=one.quote) for one in proposal.evidence),
                reason=proposal.reason,
                provenance=provenance,
            )
        return problems

    def _take(self, proposal: FillProposal, provenance: Provenance) -> list[str]:
        row = self._rows.get(proposal.row)
        if row is None:
            return ["you were not asked about this row"]
        taken = self.fills.setdefault(row.row, [])
        if any(one.field == proposal.field for one in taken):
            return []  # said again, or answered twice: the first that held stays
        problems = misquoted(proposal.evidence, row_texts(row), self._header)
        if proposal.field not in gaps(row):
            problems.append(f"the row does not miss a {proposal.field}")
        if wrong := self._wrong_value(proposal, row):
            problems.append(wrong)
        if not problems:
            taken.append(
                Fill(
                    field=proposal.field,
                    value=proposal.value,
                    evidence=tuple(Evidence(field=one.field, quote=one.quote) for one in proposal.evidence),
                    reason=proposal.reason,
                    confidence=proposal.confidence,
                    provenance=provenance,
                )
            )
        return problems

    def _wrong_value(self, proposal: FillProposal, row: Indicator) -> str | None:
        """Why the proposed value cannot be, whatever the evidence says."""
        value = proposal.value
        if proposal.field == "comparator":
            return None if value in COMPARATORS else f"a comparator is one of {', '.join(COMPARATORS)}"
        if proposal.field == "unit":
            is_unit = bool(value) and len(value) <= _LONGEST_UNIT and not numbers_in(value)
            return None if is_unit else "a unit is a short word without numbers"
        printed = {*self._header.values(), *row_texts(row).values(), str(self._year or "")}
        is_year = _YEAR.fullmatch(value) and any(value in text for text in printed)
        return (
            None
            if is_year
            else "a year has four digits and is printed in the row, the header or is the budget year"
        )
