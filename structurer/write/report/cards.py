"""A project as the page shows it: its cells with what is marked in them, and the findings at their rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from structurer.models import Finding, Indicator, Project, Submission
from structurer.models.finding import CellRef
from structurer.models.result import Result
from structurer.models.value import Evidence
from structurer.write.report.marks import Mark, marked, pieces_in
from structurer.write.words import FIELD_ZH

HEADER = 0
"""The number under which the notes of a project's header stand; rows count from 1."""

_LONGEST_QUOTE = 60
_LOOKS = 6  # colours that targets of one value are told apart by
_Cells = dict[tuple[int, str], list[Mark]]


class Cited(NamedTuple):
    """A cell that a finding is about, in words, and what it quotes there; empty where the cell is blank."""

    where: str
    quotes: tuple[str, ...]


class Note(NamedTuple):
    """A finding at one of its rows; it is told in full at the last one, `told_at`."""

    finding: Finding
    told_at: int
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A project with the number it has in the run; `document` is the number of its document."""

    number: int
    document: int
    submission: Submission
    project: Project
    notes: Mapping[int, Sequence[Note]]
    marks: _Cells = field(repr=False)

    def cell(self, row: int, name: str, text: str | None) -> Markup:
        """A cell's text with what is marked in it; empty where the form has no such cell."""
        return marked(text, self.marks.get((row, name), ())) if text else Markup("")

    def goals(self) -> list[Markup]:
        """The goals, marked, without their numbers; as one where they do not stand verbatim in the cell."""
        text = self.project.goals_text or ""
        places = pieces_in(text, self.project.goals) or [(0, len(text))] * bool(text)
        return [marked(text, self.marks.get((HEADER, "goals"), ()), *place) for place in places]

    def shown(self, row: int) -> list[Note]:
        """The notes of a row in the default view."""
        return [note for note in self.notes.get(row, ()) if note.finding.is_shown]

    def others(self, row: int) -> list[Note]:
        """All other notes of a row: of unstarred rules, at info level, or accepted by a person."""
        return [note for note in self.notes.get(row, ()) if not note.finding.is_shown]


def cards(results: Sequence[Result]) -> Iterator[Card]:
    """The projects of a run in order."""
    number = 0
    for document, result in enumerate(results, 1):
        findings: dict[int, list[Finding]] = defaultdict(list)
        for finding in result.submission.findings:
            findings[finding.project].append(finding)
        for project in result.submission.projects:
            number += 1
            yield _card(number, document, result.submission, project, findings[project.index])


def _card(
    number: int, document: int, submission: Submission, project: Project, findings: Iterable[Finding]
) -> Card:
    notes: dict[int, list[Note]] = defaultdict(list)
    marks: _Cells = defaultdict(list)
    _mark_evidence(marks, project)
    for row in project.indicators:
        _mark_row(marks, row, project)
    for finding in findings:
        told_at = max(finding.rows, default=HEADER)
        note = Note(finding, told_at, tuple(_cited(finding, told_at)))
        for at in finding.rows or (HEADER,):
            notes[at].append(note)
        if finding.is_shown:
            _mark_finding(marks, finding)
    return Card(number, document, submission, project, dict(notes), dict(marks))


def _mark_evidence(marks: _Cells, project: Project) -> None:
    if project.category:
        _mark_quotes(marks, project.category.evidence, _header_texts(project), HEADER)


def _mark_row(marks: _Cells, row: Indicator, project: Project) -> None:
    many = len(row.value.targets) > 1
    for number, target in enumerate(row.value.targets, 1):
        look = f"target t{(number - 1) % _LOOKS + 1}"
        marks[row.row, "value"].append(Mark(*target.span, look, str(number) if many else ""))
    evidence = [*row.value.evidence, *(one for fill in row.fills for one in fill.evidence)]
    if evidence:
        _mark_quotes(marks, evidence, _row_texts(row), row.row)
        _mark_quotes(marks, evidence, _header_texts(project), HEADER)


def _mark_quotes(
    marks: _Cells, evidence: Iterable[Evidence], texts: Mapping[str, str | None], row: int
) -> None:
    for one in evidence:
        at = (texts.get(one.field) or "").find(one.quote)
        if at >= 0:
            marks[row, one.field].append(Mark(at, at + len(one.quote), "evidence"))


def _header_texts(project: Project) -> dict[str, str | None]:
    return {
        "project_name": project.project_name,
        "fund_purpose": project.fund_purpose,
        "goals": project.goals_text,
    }


def _row_texts(row: Indicator) -> dict[str, str | None]:
    return {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.level3,
        "description": row.description,
        "value": row.value.text,
        "basis": row.basis,
    }


def _mark_finding(marks: _Cells, finding: Finding) -> None:
    own = finding.cells[-1]
    for quote in finding.evidence:
        cell = finding.cells[quote.cell]
        if (cell.document, cell.project) == (own.document, own.project):
            look = f"found {finding.severity.value}"
            marks[cell.row or HEADER, cell.field].append(Mark(quote.start, quote.end, look))


def _cited(finding: Finding, told_at: int) -> Iterator[Cited]:
    own = finding.cells[-1]
    for number, cell in enumerate(finding.cells):
        quotes = (one.quote for one in finding.evidence if one.cell == number)
        yield Cited(_where(cell, own, told_at), tuple(map(_short, quotes)))


def _where(cell: CellRef, own: CellRef, told_at: int) -> str:
    words = [f"“{cell.document}”"] * (cell.document != own.document)
    is_elsewhere = (cell.document, cell.project) != (own.document, own.project)
    words += [f"项目{cell.project}"] * is_elsewhere
    if cell.row is None and (told_at != HEADER or is_elsewhere):
        words.append("表头")
    elif cell.row is not None and (cell.row != told_at or is_elsewhere):
        words.append(f"第{cell.row}行")
    return "".join([*words, FIELD_ZH[cell.field]])


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE - 1]}…"
