"""The marks of one sheet of an .xlsx workbook."""

from collections.abc import Callable

from lxml.etree import _Element as Element

from structurer.read.sheets.marks import MOST_COLUMNS, Formula, Limits, Marks
from structurer.read.sheets.xlsx_plain import column_number, plain_sheet

_DIGITS = "0123456789"
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",  # the strict form of the standard
)
_NUMBERS = frozenset({"", "n"})  # kinds of cells
_SHOWN_AS_STORED = frozenset({"d", "e"})  # dates and errors


def tags(*names: str) -> frozenset[str]:
    """The tags of elements of SpreadsheetML, in both its name spaces."""
    return frozenset(f"{{{space}}}{name}" for space in _SPACES for name in names)


class SheetScan:
    """The marks of one sheet in the making; `strings` counts its cells with shared strings."""

    def __init__(self, show: Callable[[str, str | None], str], limits: Limits) -> None:
        """Begin a sheet; `show` gives a stored number as it is shown in a cell of some style."""
        self.marks = Marks()
        self.strings = 0
        self._show_number = show
        self._limits = limits
        self._row = -1

    def read_plain(self, part: bytes) -> bool:
        """Read a whole sheet of plain cells; tell, with nothing read, when it is none.

        Raises:
            InputError: the sheet is larger than a limit.
        """
        sheet = plain_sheet(part)
        if sheet is None:
            return False
        self._limits.cells(sheet.top, sheet.bottom, sheet.left, sheet.right)
        self.strings = sheet.strings
        for row, column, stored, kind, style in sheet.values:
            self._show((row, column), stored, kind, style)
        return True

    def read(self, element: Element) -> None:
        """Read a row, or the properties of some columns.

        Raises:
            InputError: the sheet is larger than a limit.
            ValueError: it is damaged.
        """
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

    def _read_cells(self, row: Element) -> None:
        at = self._row, -1
        filled: list[tuple[int, int]] = []
        for cell in row:
            reference = cell.get("r")
            at = _position(reference) if reference else (at[0], at[1] + 1)
            children = len(cell)
            if not children:
                continue
            filled.append(at)
            kind = cell.get("t", "")
            if kind == "s" and children == 1:
                self.strings += 1
            elif kind != "inlineStr":
                self._read_cell(cell, kind, at)
        if filled:
            rows, columns = zip(*filled, strict=True)
            self._limits.cells(min(rows), max(rows), min(columns), max(columns))

    def _read_cell(self, cell: Element, kind: str, at: tuple[int, int]) -> None:
        value: str | None = None
        formula: Element | None = None
        for child in cell:
            if child.tag.endswith("}v"):
                value = child.text
            elif child.tag.endswith("}f"):
                formula = child
        if formula is not None:
            self._read_formula(formula, at, value_known=value is not None or kind == "str")
        if value is not None:
            self._show(at, value, kind, cell.get("s"))

    def _show(self, at: tuple[int, int], stored: str, kind: str, style: str | None) -> None:
        """Keep how a number, date or error is shown; other values are left to the library."""
        if kind in _NUMBERS:
            stored = self._show_number(stored, style)
        elif kind not in _SHOWN_AS_STORED:
            return
        self._limits.number()
        self.marks.shown[at] = stored

    def _read_formula(self, formula: Element, at: tuple[int, int], *, value_known: bool) -> None:
        """Keep a formula; one that is shared by a range is kept at its first cell, with the range."""
        if formula.text or not value_known:
            range_ = formula.get("ref")
            text = f"={formula.text or ''}" + (f" ({range_})" if range_ else "")
            self.marks.formulas.append(Formula(*at, text, value_known))


def _position(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a cell such as B7."""
    letters = reference.rstrip(_DIGITS)
    return int(reference[len(letters) :]) - 1, column_number(letters)
