"""Cutting a document into its target tables.

A table is known by the words of its form alone: a header row has a label such as 项目名称, a head of columns stands
above the indicators. What stands before the first of them and after the last row of the table before it is its prelude.
"""

from dataclasses import replace
from itertools import chain, pairwise

from structurer.models import Block, Cell, Document, Paragraph, Place, Row, Unread, Why
from structurer.parse.columns import Head
from structurer.parse.flat import FlatProject, FlatTable
from structurer.parse.forms import LONGEST_LABEL, Forms
from structurer.parse.headings import is_caption, is_heading, is_numbered, is_page_number, states_currency
from structurer.parse.heads import HeadFinder
from structurer.parse.labels import (
    Label,
    first_printed,
    label_of,
    printed_cells,
    prints_more,
    starts_indicator,
)
from structurer.parse.notes import Notes
from structurer.parse.pairs import read_pairs, spread
from structurer.parse.pieces import go_on, split_headings
from structurer.parse.tables import BEGIN_PROJECTS, IndicatorRows, Section, Sections, is_founded, says_project
from structurer.text import fold

_LONGEST_SEARCH = 50_000  # blocks: a file with that many and no target table has none


def cut_into_sections(document: Document, forms: Forms, notes: Notes) -> Sections:
    """Cut `document` into its target tables; page numbers and labels of columns go to `notes`."""
    return _Cutter(forms, notes, cells_are_whole=document.cells_are_whole).cut(document)


class _Cutter:
    def __init__(self, forms: Forms, notes: Notes, *, cells_are_whole: bool) -> None:
        self._forms = forms
        self._notes = notes
        self._heads = HeadFinder(forms)
        self._cells_are_whole = cells_are_whole
        self._done = Sections()
        self._waiting: list[Block] = []  # blocks of which it is not yet known to which table they belong
        self._between_tables = True
        self._running_heads: set[str] = set()
        self._above = Place()  # of the last row
        self._is_apart = False  # a blank row or 表3 stands above the rows that no table has taken since
        self._own: _Table | None = None  # the table in which the last row of a section stands
        self._foreign: _Table | None = None  # a table that is none of the form
        self._is_below = False  # the last header row stands below the indicators: signatures and the like
        self._period: str | None = None  # what a line above the next indicators says

    def cut(self, document: Document) -> Sections:
        blocks = document.blocks if self._cells_are_whole else split_headings(document.blocks)
        is_read = False
        for block, below in pairwise(chain(blocks, (None,))):
            if block is None or is_read:
                is_read = False
            elif isinstance(block, Paragraph):
                self._add_paragraph(block)
            else:
                is_read = self._add_row(block, below if isinstance(below, Row) else None)
            if len(self._waiting) > _LONGEST_SEARCH and not self._done.tables:
                break
        self._drop_unfounded()
        self._done.rest = self._waiting
        return self._done

    @property
    def _last(self) -> Section | None:
        return self._done.tables[-1] if self._done.tables else None

    @property
    def _current(self) -> Section | None:
        return None if self._between_tables else self._last

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        text, place = paragraph
        if place.line is None and place.row is None:
            place = replace(place, table=self._above.table, row=self._above.row)
        if self._tells_period(text):
            self._notes.append(Unread(place, text.strip(), Why.LABEL))
            return
        self._waiting.append(Paragraph(text, place))
        self._between_tables |= self._announces_table(text) or self._names_next_project(text)

    def _add_row(self, row: Row, below: Row | None) -> bool:
        """Add `row`; return whether `below` was read with it."""
        self._above = row.cells[0].row
        if found := self._heads.find(row, below):
            head, height = found
            self._open_head(row, head)
            self._notes.set_aside(row.cells, Why.LABEL)
            if height > 1 and below is not None:
                self._notes.set_aside(below.cells, Why.LABEL)
            return height > 1
        first = first_printed(row)
        if first is None:
            self._is_apart = True
            return False
        if (self._cells_are_whole or self._forms.word(first.text).is_band) and self._stands_alone(
            first, row, below
        ):
            return False
        if self._is_header(row, first):
            self._open_header(row)
        else:
            self._other(row)
        return False

    def _stands_alone(self, cell: Cell, row: Row, below: Row | None) -> bool:
        """Read the only cell of a row that is a heading inside a table, or tells the period of what stands below."""
        if prints_more(row):
            return False
        section = self._current
        in_list = bool(section and section.indicators) and below is not None
        if self._tells_period(
            cell.text, in_list=in_list and below is not None and len(printed_cells(below)) > 2
        ):
            self._notes.set_aside([cell], Why.LABEL)
            self._begin_period()
            return True
        if self._cells_are_whole and self._announces_table(cell.text):
            self._waiting.append(Row((cell,)))
            self._between_tables = True
            return True
        return False

    def _tells_period(self, text: str, *, in_list: bool = False) -> bool:
        """Note the period that `text` tells; 年度目标 heads the goals, but within a list the indicators below it."""
        word = self._forms.word(text)
        if word.is_band and word.period and (in_list or not word.header):
            self._period = word.period
            return True
        return False

    def _begin_period(self) -> None:
        """Begin the list whose period was told in a row below the head: the first one, or the next."""
        section = self._current
        if not section or not section.indicators or section.flat:
            return
        last = section.indicators[-1]
        if last.rows:
            section.indicators.append(IndicatorRows(self._of_period(last.head)))
        else:
            last.head = self._of_period(last.head)

    def _of_period(self, head: Head) -> Head:
        """Give the period that was told above the table to its only list."""
        period, self._period = self._period, None
        if period and len(head.parts) == 1:
            return replace(head, parts=(replace(head.parts[0], period=period),))
        return head

    def _announces_table(self, text: str) -> bool:
        """Tell whether `text` holds a heading, and not one that is printed again on top of a page."""
        headings = (line for line in text.split("\n") if is_heading(line))
        return any(fold(line) not in self._running_heads for line in headings)

    def _names_next_project(self, text: str) -> bool:
        """Tell whether a paragraph below indicators names the project of the next ones."""
        section = self._current
        if not (section and section.indicators) or not text[:LONGEST_LABEL].replace(":", "：").count("："):
            return False
        return any(pair.field in BEGIN_PROJECTS for pair in read_pairs(text, self._forms))

    def _is_header(self, row: Row, first: Cell) -> bool:
        """Tell whether `row` begins with a label; one without a field of its own opens no table."""
        label = label_of(first, self._forms)
        section = self._current
        if label.field is None or (section and section.indicators and self._is_indicator(label, row)):
            return False
        return label.word.field is not None or (section is not None and self._own == _table(row))

    def _is_indicator(self, label: Label, row: Row) -> bool:
        """Tell whether a row that begins with a label goes on with indicators: it adds up, or has a term of a level."""
        words = [self._forms.word(cell.text) for cell in row.cells]
        return label.word.is_total or any(word.level1 or word.level2 for word in words)

    def _start(self) -> Section:
        self._drop_unfounded()
        section = Section(prelude=self._waiting)
        for block in self._waiting:
            text = block.text if isinstance(block, Paragraph) else block.cells[0].text
            lines = (line for line in text.split("\n") if is_heading(line))
            self._running_heads.update(fold(line) for line in lines if not is_numbered(line))
        self._waiting = []
        self._between_tables = False
        self._is_below = False
        self._done.tables.append(section)
        return section

    def _drop_unfounded(self) -> None:
        """Give up the last table when it turns out to be none of the form: it names neither indicators nor a project."""
        section = self._last
        if section and not section.indicators and not is_founded(section, self._forms):
            self._done.tables.pop()
            self._waiting = [*section.prelude, *section.header, *self._waiting]

    def _enter(self, section: Section, row: Row) -> None:
        """Note that `row` belongs to `section`, and what waits above it with it."""
        if self._waiting:
            self._absorb(section)
        self._own, self._foreign, self._is_apart = _table(row), None, False

    def _open_head(self, row: Row, head: Head) -> None:
        section = self._current
        flat = section.flat if section else None
        if section is None or (flat and not (head.names_projects and flat.head.goes_on_in(head))):
            section, flat = self._start(), None
        elif head.names_projects and not flat and (section.indicators or says_project(section, self._forms)):
            section = self._start()
        if head.names_projects and not flat:
            section.flat = FlatProject(FlatTable(head, row.cells[0].place))
        self._enter(section, row)
        self._is_below = False
        section.indicators.append(IndicatorRows(self._of_period(head)))

    def _add_flat(self, section: Section, project: FlatProject, row: Row) -> None:
        """Give a row of a flat table to its project, which it may be the first of."""
        project, indicator = project.read(row, self._notes)
        if project is not section.flat:
            head = section.indicators[-1].head
            section = Section(indicators=[IndicatorRows(head)], flat=project)
            self._done.tables.append(section)
        if indicator:
            section.indicators[-1].rows.append(indicator)

    def _open_header(self, row: Row) -> None:
        row = spread(row, self._forms)
        section = self._current
        if section is None or self._begins_project(section, row):
            section = self._start()
        self._enter(section, row)
        self._is_below = bool(section.indicators)
        section.header.append(row)

    def _begins_project(self, section: Section, row: Row) -> bool:
        is_elsewhere = self._own != _table(row)
        if section.indicators:
            return (self._cells_are_whole and is_elsewhere) or self._names_project(row)
        return is_elsewhere and self._names_project(row) and says_project(section, self._forms)

    def _names_project(self, row: Row) -> bool:
        return any(label_of(cell, self._forms).field in BEGIN_PROJECTS for cell in row.cells)

    def _other(self, row: Row) -> None:
        section = self._current
        if section is None and self._last and self._last.indicators and starts_indicator(row, self._forms):
            section = self._last  # what looked like a heading was a line on top of a page
            self._between_tables = False
        if section is None or self._states_currency_of_next(section, row):
            self._between_tables = True
            self._waiting.append(row)
        elif self._stands_apart(row) and self._is_foreign(section, row):
            self._foreign = _table(row)
            self._waiting.append(row)
        else:
            self._enter(section, row)
            self._add_to(section, row)

    def _states_currency_of_next(self, section: Section, row: Row) -> bool:
        """Tell whether a row such as 单位：万元 stands above the next table, and not in the header of this one."""
        for cell in row.cells:
            if "单" in cell.text and states_currency(cell.text, self._forms):
                break
        else:
            return False
        return bool(section.indicators) or not self._cells_are_whole or _table(row) != self._own

    def _stands_apart(self, row: Row) -> bool:
        """Tell whether a row stands in another table, or apart from what stands below the indicators of this one."""
        table = _table(row)
        if table != self._own or table == self._foreign:
            return True
        if not (self._is_below and self._cells_are_whole):
            return False
        return self._is_apart or is_caption(row.cells[0].text)

    def _add_to(self, section: Section, row: Row) -> None:
        if section.flat:
            self._add_flat(section, section.flat, row)
        elif section.indicators and not (self._is_below and not starts_indicator(row, self._forms)):
            section.indicators[-1].rows.append(row)
        elif self._is_below and len(printed_cells(row)) == 1:
            self._notes.set_aside(row.cells, Why.NO_TARGET_TABLE)
        else:
            section.header.append(row)

    def _is_foreign(self, section: Section, row: Row) -> bool:
        """Tell whether `row` stands in a table of its own that has no word of the form where one should be."""
        if _table(row) == self._foreign:
            return True
        if not section.indicators:
            return self._cells_are_whole
        head = section.indicators[-1].head
        return not head.fits(row, self._forms)

    def _absorb(self, section: Section) -> None:
        """Give waiting paragraphs to the table they stand in: in text a cell may go on below blank lines or a page end."""
        for block in self._waiting:
            if isinstance(block, Row):
                self._notes.set_aside(block.cells, Why.NO_TARGET_TABLE)
            elif is_page_number(block.text):
                self._notes.append(Unread(block.place, block.text.strip(), Why.PAGE_NUMBER))
            elif is_heading(block.text):
                self._notes.append(Unread(block.place, block.text.strip(), Why.RUNNING_HEAD))
            elif self._cells_are_whole or not go_on(section, block):
                self._notes.append(Unread(block.place, block.text.strip(), Why.NO_TARGET_TABLE))
        self._waiting = []


_Table = tuple[str | None, int | None]


def _table(row: Row) -> _Table:
    place = row.cells[0].row
    return place.sheet, place.table
