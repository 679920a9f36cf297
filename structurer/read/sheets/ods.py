"""The marks of .ods workbooks."""

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from structurer.read.package import Package
from structurer.read.sheets.marks import MOST_COLUMNS, Formula, Limits, Marks, locked

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SPACES = {
    "calcext": "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
    "office": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "table": _TABLE,
}
_ROW, _COLUMN = f"{_TABLE}table-row", f"{_TABLE}table-column"
_GROUPS = frozenset(
    f"{_TABLE}table-{name}"
    for name in ("header-rows", "rows", "row-group", "header-columns", "columns", "column-group")
)


class OdsMarks:
    """The marks of an .ods workbook; the text of a cell that holds a number is the number as it is shown."""

    def __init__(self, package: Package) -> None:
        """Read the marks of all sheets.

        Raises:
            InputError: a sheet is larger than a limit, or the workbook is locked or damaged.
        """
        if package.holds("META-INF/manifest.xml", b"encrypt"):
            raise locked()
        self._scans: dict[str, _OdsScan] = {}
        limits = Limits()
        for child in package.children("content.xml", {f"{_TABLE}table"}):
            table = child.getparent()
            name = "" if table is None else _ods(table, "name") or ""
            if name not in self._scans:
                limits.next_sheet()
                self._scans[name] = _OdsScan(limits)
            for element in _rows_and_columns([child]):
                self._scans[name].read(element)

    def marks(self, sheet: str) -> Marks:
        """Return the marks of `sheet`; see `Marked.marks`."""
        return self._scans[sheet].marks if sheet in self._scans else Marks(merges=[])


class _OdsScan:
    """The marks of one sheet of an .ods workbook in the making."""

    def __init__(self, limits: Limits) -> None:
        self.marks = Marks(merges=[])
        self._limits = limits
        self._row = self._column = 0

    def read(self, element: Element) -> None:
        """Read a row, or the properties of some columns."""
        hidden = _ods(element, "visibility") in ("collapse", "filter")
        if element.tag == _COLUMN:
            times = _times(element, "number-columns-repeated")
            if hidden:
                self.marks.hidden_columns.update(range(self._column, self._column + min(times, MOST_COLUMNS)))
            self._column += times
            return
        times = _times(element, "number-rows-repeated")
        if self._read_cells(element, times) and hidden:
            self.marks.hidden_rows.update(range(self._row, self._row + times))
        self._row += times

    def _read_cells(self, row: Element, times: int) -> bool:
        """Read the cells of `row`, which stands there several times; tell whether it holds anything."""
        column, found = 0, False
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            width = _times(cell, "number-columns-repeated")
            if len(cell) or _ods(cell, "formula"):
                found = True
                self._limits.cells(self._row, self._row + times - 1, column, column + width - 1)
                self._read_cell(cell, range(self._row, self._row + times), range(column, column + width))
            column += width
        return found

    def _read_cell(self, cell: Element, rows: range, columns: range) -> None:
        text = "\n".join("".join(map(str, line.itertext())) for line in cell.iterfind("{*}p"))
        self._limits.text(len(text.encode()) * len(rows) * len(columns))
        kind = _ods(cell, "value-type")
        is_error = _ods(cell, "value-type", "calcext") == "error"
        if text and (is_error or kind not in (None, "string")):
            for row in rows:
                for column in columns:
                    self._limits.number()
                    self.marks.shown[row, column] = text
        if formula := _ods(cell, "formula"):
            text = formula.partition(":")[2] or formula
            self.marks.formulas.append(Formula(rows[0], columns[0], text, kind is not None))
        down, across = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if down * across > 1 and self.marks.merges is not None:
            last = (rows[0] + down - 1, columns[0] + across - 1)
            self.marks.merges.append(((rows[0], columns[0]), last))


def _rows_and_columns(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield rows and columns, also those that are grouped."""
    for element in elements:
        if element.tag in (_ROW, _COLUMN):
            yield element
        elif element.tag in _GROUPS:
            yield from _rows_and_columns(element)


def _ods(element: Element, name: str, space: str = "") -> str | None:
    """The attribute of that name, of the space `office` for a value and `table` for all else."""
    space = space or ("office" if name.startswith("value") else "table")
    return element.get(_SPACES[space] + name)


def _times(element: Element, name: str) -> int:
    return max(1, int(_ods(element, name) or 1))
