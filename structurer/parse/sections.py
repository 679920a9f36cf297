"""Cutting a document into its target tables.

A table is known by the words of its form alone: a header row has a label such as 项目名称, a column row heads the
indicators. What stands before the first of them and after the last row of the table before it is its prelude.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from structurer.models import Block, Cell, Document, Paragraph, Row, Unread, Why
from structurer.parse.flat import FlatProject, FlatTable, flat_table
from structurer.parse.forms import Column, Forms
from structurer.parse.headings import is_heading, is_numbered, is_page_number, states_currency
from structurer.parse.notes import Notes
from structurer.text import fold, is_blank

_LONGEST_SEARCH = 50_000  # blocks: a file with that many and no target table has none


@dataclass(slots=True)
class IndicatorRows:
    """Rows below one column row; `pieces` are the indexes of those that a paragraph below them was added to."""

    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)
    pieces: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Section:
    """One target table: what stands above it, its header rows, and its indicators, once for each column row.

    Of a flat table each project is one, with what the rows print of it in `flat`.
    """

    prelude: list[Block] = field(default_factory=list)
    header: list[Row] = field(default_factory=list)
    header_in_pieces: bool = False
    indicators: list[IndicatorRows] = field(default_factory=list)
    flat: FlatProject | None = None


@dataclass(slots=True)
class Sections:
    """The tables of a document in order; `rest` is what stands below the last one."""

    tables: list[Section] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def cut_into_sections(document: Document, forms: Forms, notes: Notes) -> Sections:
    """Cut `document` into its target tables; page numbers and labels of columns go to `notes`."""
    return _Cutter(forms, notes).cut(document)


class _Cutter:
    def __init__(self, forms: Forms, notes: Notes) -> None:
        self._forms = forms
        self._notes = notes
        self._done = Sections()
        self._waiting: list[Block] = []  # blocks of which it is not yet known to which table they belong
        self._between_tables = True
        self._running_heads: set[str] = set()

    def cut(self, document: Document) -> Sections:
        for block in _split_headings(document.blocks):
            if isinstance(block, Paragraph):
                self._waiting.append(block)
                self._between_tables |= self._announces_table(block)
            elif table := flat_table(block, self._forms):
                self._open_flat(block, table)
            elif columns := self._forms.table_columns(block):
                self._open_columns(block, columns)
            elif self._is_header(block):
                self._open_header(block)
            elif not all(is_blank(cell.text) for cell in block.cells):
                self._other(block)
            if len(self._waiting) > _LONGEST_SEARCH and not self._done.tables:
                break
        self._done.rest = self._waiting
        return self._done

    @property
    def _last(self) -> Section | None:
        return self._done.tables[-1] if self._done.tables else None

    @property
    def _current(self) -> Section | None:
        return None if self._between_tables else self._last

    def _announces_table(self, paragraph: Paragraph) -> bool:
        """Tell whether `paragraph` holds a heading, and not one that is printed again on top of a page."""
        headings = (line for line in paragraph.text.split("\n") if is_heading(line))
        return any(fold(line) not in self._running_heads for line in headings)

    def _is_header(self, row: Row) -> bool:
        first = next((cell for cell in row.cells if not is_blank(cell.text)), None)
        return first is not None and label_of(first, self._forms)[0] is not None

    def _start(self) -> Section:
        section = Section(prelude=self._waiting)
        for block in self._waiting:
            if isinstance(block, Paragraph):
                lines = (line for line in block.text.split("\n") if is_heading(line))
                self._running_heads.update(fold(line) for line in lines if not is_numbered(line))
        self._waiting = []
        self._between_tables = False
        self._done.tables.append(section)
        return section

    def _open_columns(self, row: Row, columns: tuple[Column, ...]) -> None:
        section = self._current
        if section is None or section.flat:
            section = self._start()
        self._absorb(section)
        section.indicators.append(IndicatorRows(columns))
        self._notes.set_aside(row.cells, Why.LABEL)

    def _open_flat(self, row: Row, table: FlatTable) -> None:
        section = self._current
        if section is None or section.flat is None or not section.flat.table.goes_on_in(table):
            section = self._start()
            section.flat = FlatProject(table)
        self._absorb(section)
        section.indicators.append(IndicatorRows(table.indicators))
        self._notes.set_aside(row.cells, Why.LABEL)

    def _add_flat(self, section: Section, project: FlatProject, row: Row) -> None:
        """Give a row of a flat table to its project, which it may be the first of."""
        project, indicator = project.read(row, self._notes)
        if project is not section.flat:
            columns = section.indicators[-1].columns
            section = Section(indicators=[IndicatorRows(columns)], flat=project)
            self._done.tables.append(section)
        if indicator:
            section.indicators[-1].rows.append(indicator)

    def _open_header(self, row: Row) -> None:
        section = self._current
        if section is None or (section.indicators and self._names_project(row)):
            section = self._start()
        self._absorb(section)
        section.header.append(row)

    def _names_project(self, row: Row) -> bool:
        return any(label_of(cell, self._forms)[0] in ("project_name", "project_code") for cell in row.cells)

    def _other(self, row: Row) -> None:
        section = self._current
        if section is None and self._last and self._last.indicators and starts_indicator(row, self._forms):
            section = self._last  # what looked like a heading was a line on top of a page
            self._between_tables = False
        if section and not any(states_currency(cell.text, self._forms) for cell in row.cells):
            self._absorb(section)
            if section.flat:
                self._add_flat(section, section.flat, row)
            else:
                (section.indicators[-1].rows if section.indicators else section.header).append(row)
        else:
            self._between_tables = True
            self._waiting.append(row)

    def _absorb(self, section: Section) -> None:
        """Give waiting paragraphs to the table they stand in: a cell may go on below blank lines or a page end."""
        for block in self._waiting:
            if isinstance(block, Row):
                self._notes.set_aside(block.cells, Why.NO_TARGET_TABLE)
            elif is_page_number(block.text):
                self._notes.append(Unread(block.place, block.text.strip(), Why.PAGE_NUMBER))
            elif is_heading(block.text):
                self._notes.append(Unread(block.place, block.text.strip(), Why.RUNNING_HEAD))
            elif not _continue(section, block):
                self._notes.append(Unread(block.place, block.text.strip(), Why.NO_TARGET_TABLE))
        self._waiting = []


def starts_indicator(row: Row, forms: Forms) -> bool:
    """Tell whether `row` begins as an indicator row does: with a term of level 1, or of level 2 beside a merged cell."""
    texts = [cell.text for cell in row.cells[:2]]
    if forms.is_level1(texts[0]) or forms.is_level2(texts[0]):
        return True
    return len(texts) > 1 and is_blank(texts[0]) and forms.is_level2(texts[1])


def label_of(cell: Cell, forms: Forms) -> tuple[str | None, str, str]:
    """Return the header field that `cell` labels, the label as printed, and what follows it in the same cell."""
    text = cell.text
    if header_field := forms.header_field(text):
        return header_field, text, ""
    head, colon, tail = text.partition("：") if "：" in text else text.partition(":")
    if colon and not is_blank(tail) and (header_field := forms.header_field(head)):
        return header_field, head + colon, tail
    return None, "", text


def _continue(section: Section, paragraph: Paragraph) -> bool:
    """Add `paragraph` to the last cell above it; false when there is none."""
    rows = section.indicators[-1].rows if section.indicators else section.header
    if not rows:
        return False
    if section.indicators:
        section.indicators[-1].pieces.add(len(rows) - 1)
    else:
        section.header_in_pieces = True
    last = rows[-1].cells[-1]
    rows[-1] = Row((*rows[-1].cells[:-1], last._replace(text=f"{last.text}\n{paragraph.text}")))
    return True


def _split_headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Where a file has lost its blank lines, the next heading sticks to the last cell of a table: take it off."""
    for block in blocks:
        if isinstance(block, Row) and "\n" in block.cells[-1].text and "绩" in block.cells[-1].text:
            yield from _split_heading(block)
        else:
            yield block


def _split_heading(row: Row) -> Iterator[Block]:
    last = row.cells[-1]
    lines = last.text.split("\n")
    at = next((i for i, line in enumerate(lines) if i and is_heading(line)), None)
    if at is None:
        yield row
        return
    yield Row((*row.cells[:-1], last._replace(text="\n".join(lines[:at]))))
    yield Paragraph("\n".join(lines[at:]), last.place.below(at))
