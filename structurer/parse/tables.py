"""A target table as it stands in a document: what stands above it, its header rows, its indicators."""

from dataclasses import dataclass, field
from itertools import chain

from structurer.models import Block, Paragraph, Place, Row
from structurer.parse.columns import Head
from structurer.parse.flat import FlatProject
from structurer.parse.forms import Forms
from structurer.parse.headings import is_heading
from structurer.parse.labels import Label, label_of, printed_cells
from structurer.text import is_blank

BEGIN_PROJECTS = frozenset({"project_name", "project_code"})
_FOUND = frozenset({*BEGIN_PROJECTS, "goals", "goals_second"})


@dataclass(slots=True)
class IndicatorRows:
    """Rows below one head; `pieces` are the indexes of those that a paragraph below them was added to."""

    head: Head
    rows: list[Row] = field(default_factory=list)
    pieces: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Section:
    """One target table: what stands above it, its header rows, and its indicators, once for each head.

    Of a table that names projects in its rows each project is one, with what the rows print of it in `flat`.
    """

    prelude: list[Block] = field(default_factory=list)
    header: list[Row] = field(default_factory=list)
    header_in_pieces: bool = False
    indicators: list[IndicatorRows] = field(default_factory=list)
    flat: FlatProject | None = None

    @property
    def place(self) -> Place:
        """The place of its first row."""
        rows = chain(self.header, *(part.rows for part in self.indicators))
        return next((row.cells[0].place for row in rows), Place())


@dataclass(slots=True)
class Sections:
    """The tables of a document in order; `rest` is what stands below the last one."""

    tables: list[Section] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def is_founded(section: Section, forms: Forms) -> bool:
    """Tell whether a table without indicators is one of the form: it has a heading, or says a project's name or goals."""
    texts = (block.text if isinstance(block, Paragraph) else block.cells[0].text for block in section.prelude)
    return any(is_heading(line) for text in texts for line in text.split("\n")) or says_project(
        section, forms
    )


def says_project(section: Section, forms: Forms) -> bool:
    """Tell whether header rows say a project's name or goals; a list of projects has rows without labels below its own."""
    for at, row in enumerate(section.header):
        labels = [label_of(cell, forms) for cell in printed_cells(row)]
        for label, following in zip(labels, [*labels[1:], None], strict=True):
            is_said = label.rest or (following is not None and following.field is None)
            if label.field in _FOUND and is_said:
                return not _is_list(section.header[at : at + 3], forms)
        if _stands_above(labels, section.header[at + 1 : at + 3], forms):
            return True
    return False


def _stands_above(labels: list[Label], below: list[Row], forms: Forms) -> bool:
    """Tell whether labels, a project's name among them, have one row of values below them."""
    if not all(label.field for label in labels) or _FOUND.isdisjoint(label.field for label in labels):
        return False
    have_labels = [label_of(row.cells[0], forms).field is not None for row in below]
    return have_labels in ([False], [False, True])


def _is_list(rows: list[Row], forms: Forms) -> bool:
    """Tell whether below the first row stand rows that are filled from the first cell on and have no label."""
    below = [
        [label_of(cell, forms).field for cell in row.cells[:2]]
        for row in rows[1:]
        if not is_blank(row.cells[0].text)
    ]
    return len(below) > 1 and all(fields == [None, None] for fields in below)
