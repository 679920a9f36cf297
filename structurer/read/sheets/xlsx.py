"""The marks of .xlsx workbooks."""

import re
from functools import cached_property, lru_cache
from zipfile import ZipFile

from lxml import etree

from structurer.read.sheets.formats import NumberFormats
from structurer.read.sheets.marks import (
    CHUNK,
    MOST_COLUMNS,
    MOST_TEXT,
    Formula,
    Limits,
    Marks,
    open_part,
    relations,
    rows_of,
)

_DIGITS = "0123456789"
_RELATION_ID = re.compile(r"\{.*/relationships\}id$")  # the space has another name in the strict dialect


class XlsxMarks:
    """The marks of an .xlsx workbook."""

    def __init__(self, archive: ZipFile) -> None:
        """Read what concerns the workbook as a whole.

        Raises:
            KeyError, XMLSyntaxError: it lacks a part that every workbook has, or the part is damaged.
        """
        self._archive = archive
        self._limits = Limits()
        self._strings_met = 0
        root = relations(archive, "")
        book = next((part for kind, part in root.values() if kind == "officeDocument"), "xl/workbook.xml")
        related = relations(archive, book)
        by_kind = dict(related.values())
        self._strings = by_kind.get("sharedStrings")
        self._parts: dict[str, str] = {}
        from_1904 = False
        for element in rows_of(archive, book, "sheet", "workbookPr"):
            if etree.QName(element).localname == "workbookPr":
                from_1904 = element.get("date1904") in ("1", "true")
            else:
                identity = next(
                    (str(value) for key, value in element.items() if _RELATION_ID.match(str(key))), ""
                )
                self._parts[element.get("name", "")] = related[identity][1]
        self._formats = _read_formats(archive, by_kind.get("styles"), from_1904=from_1904)

    def marks(self, sheet: str) -> Marks:
        """Return the marks of `sheet`; see `Marked.marks`."""
        part = self._parts[sheet]
        self._limits.next_sheet()
        scan = _XlsxScan(self._formats, self._limits)
        for element in rows_of(self._archive, part, "row", "col"):
            scan.read(element)
        self._strings_met += scan.strings
        if self._strings_met * self._longest_string > MOST_TEXT:
            self._count_text(part)
        return scan.marks

    @cached_property
    def _longest_string(self) -> int:
        """The bytes of the longest shared string, or more: quicker than parsing them, and mostly good enough."""
        if self._strings is None:
            return 0
        longest = run = 0
        with open_part(self._archive, self._strings) as part:
            while chunk := part.read(CHUNK):
                first, *others = chunk.split(b"si>")
                run += len(first)
                if others:
                    longest = max(longest, run, *map(len, others[:-1]))
                    run = len(others[-1])
        return max(longest, run)

    @cached_property
    def _string_sizes(self) -> list[int]:
        strings = rows_of(self._archive, self._strings, "si") if self._strings else ()
        return [sum(len(str(text).encode()) for text in one.itertext()) for one in strings]

    def _count_text(self, part: str) -> None:
        """Count what the cells of a sheet hold when each has a copy of its shared string."""
        for row in rows_of(self._archive, part, "row"):
            for cell in row:
                if cell.get("t") == "s":
                    self._limits.text(self._string_sizes[int(cell.findtext("{*}v") or 0)])


def _read_formats(archive: ZipFile, part: str | None, *, from_1904: bool) -> NumberFormats:
    if part is None:
        return NumberFormats(from_1904=from_1904)
    with open_part(archive, part) as file:
        tree = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True))
    return NumberFormats.from_styles(tree.getroot(), from_1904=from_1904)


class _XlsxScan:
    """The marks of one sheet of an .xlsx workbook in the making; `strings` counts its cells with shared strings."""

    def __init__(self, formats: NumberFormats, limits: Limits) -> None:
        self.marks = Marks()
        self.strings = 0
        self._formats = formats
        self._limits = limits
        self._row = -1

    def read(self, element: etree._Element) -> None:
        """Read a row, or the properties of some columns."""
        hidden = element.get("hidden") in ("1", "true")
        if element.tag.endswith("}col"):
            if hidden:
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                self.marks.hidden_columns.update(range(first - 1, min(last, first + MOST_COLUMNS)))
            return
        number = element.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        if hidden and len(element):
            self.marks.hidden_rows.add(self._row)
        self._read_cells(element)

    def _read_cells(self, row: etree._Element) -> None:
        column, first, last = -1, MOST_COLUMNS**2, -1
        for cell in row:
            reference = cell.get("r")
            column = _column(reference.rstrip(_DIGITS)) if reference else column + 1
            children = len(cell)
            if not children:
                continue
            first = column if column < first else first
            last = column if column > last else last
            kind = cell.get("t")
            if kind == "s" and children == 1:
                self.strings += 1
            elif kind != "inlineStr":
                self._read_cell(cell, kind, column)
        if last >= 0:
            self._limits.cells(self._row, first, last)

    def _read_cell(self, cell: etree._Element, kind: str | None, column: int) -> None:
        value: str | None = None
        formula: etree._Element | None = None
        for child in cell:
            if child.tag.endswith("}v"):
                value = child.text
            elif child.tag.endswith("}f"):
                formula = child
        if formula is not None:
            self._read_formula(formula, column, value_known=value is not None or kind == "str")
        if value is None or kind not in (None, "n", "d", "e"):
            return
        number = kind in (None, "n")
        shown = self._formats.show(value, cell.get("s")) if number else value
        self._limits.number()
        self.marks.shown[self._row, column] = shown

    def _read_formula(self, formula: etree._Element, column: int, *, value_known: bool) -> None:
        """Keep a formula; one that is shared by a range is kept at its first cell, with the range."""
        if formula.text or not value_known:
            range_ = formula.get("ref")
            text = f"={formula.text or ''}" + (f" ({range_})" if range_ else "")
            self.marks.formulas.append(Formula(self._row, column, text, value_known))


@lru_cache(maxsize=MOST_COLUMNS)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
