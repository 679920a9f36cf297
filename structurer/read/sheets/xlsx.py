"""The marks of .xlsx workbooks."""

from functools import cached_property

from structurer.errors import InputError
from structurer.read.package import Package
from structurer.read.sheets.formats import NumberFormats
from structurer.read.sheets.marks import MOST_TEXT, Limits, Marks
from structurer.read.sheets.xlsx_sheet import SheetScan, tags

_BOOK = "xl/workbook.xml"  # the library knows it by no other name


class XlsxMarks:
    """The marks of an .xlsx workbook."""

    def __init__(self, package: Package) -> None:
        """Read what concerns the workbook as a whole.

        Raises:
            InputError: it lacks a part that every workbook has, or the part is damaged.
        """
        self._package = package
        self._limits = Limits()
        self._strings_met = 0
        self._parts: dict[str, str] = {}
        related = list(package.relations(_BOOK))
        by_kind = {one.kind: one.target for one in related}
        self._strings = by_kind.get("sharedStrings")
        self._styles = by_kind.get("styles")
        self._from_1904 = False
        self._read_book({one.identity: one.target for one in related})

    def marks(self, sheet: str) -> Marks:
        """Return the marks of `sheet`; see `Marked.marks`."""
        if sheet not in self._parts:
            raise InputError(
                f"is damaged: there is no sheet {sheet!r}", hint="check that it is the right file"
            )
        name = self._parts[sheet]
        self._limits.next_sheet()
        scan = SheetScan(self._show, self._limits)
        part = self._package.small(name)
        if part is None or not scan.read_plain(part):
            for element in self._package.children(name, tags("sheetData", "cols")):
                scan.read(element)
        self._strings_met += scan.strings
        if self._strings_met * self._longest_string > MOST_TEXT:
            self._count_text(name)
        return scan.marks

    def _show(self, stored: str, style: str | None) -> str:
        return self._formats.show(stored, style)

    @cached_property
    def _formats(self) -> NumberFormats:
        """Read when the first number is met: many workbooks of texts have none."""
        elements = self._package.children(self._styles, tags("styleSheet")) if self._styles else ()
        return NumberFormats.from_styles(elements, from_1904=self._from_1904)

    def _read_book(self, related: dict[str, str]) -> None:
        """Read which part each sheet is, and whether dates count from 1904."""
        for element in self._package.children(_BOOK, tags("workbook")):
            if element.tag.endswith("}workbookPr"):
                self._from_1904 = element.get("date1904") in ("1", "true")
            elif element.tag.endswith("}sheets"):
                for sheet in element:
                    identity = next(
                        (value for key, value in sheet.items() if str(key).endswith("/relationships}id")), ""
                    )  # the name space is another one in the strict dialect
                    self._parts[sheet.get("name", "")] = related.get(str(identity), "")

    @cached_property
    def _longest_string(self) -> int:
        """The bytes of the longest shared string, or more: quicker than parsing them, and mostly good enough."""
        if self._strings is None:
            return 0
        longest = run = 0
        for chunk in self._package.chunks(self._strings):
            first, *others = chunk.split(b"si>")
            run += len(first)
            if others:
                longest = max(longest, run, *map(len, others[:-1]))
                run = len(others[-1])
        return max(longest, run)

    @cached_property
    def _string_sizes(self) -> list[int]:
        strings = self._package.children(self._strings, tags("sst")) if self._strings else ()
        return [sum(len(str(text).encode()) for text in one.itertext()) for one in strings]

    def _count_text(self, part: str) -> None:
        """Count what the cells of a sheet hold when each has a copy of its shared string."""
        for row in self._package.children(part, tags("sheetData")):
            for cell in row:
                if cell.get("t") == "s":
                    self._limits.text(self._string_sizes[int(cell.findtext("{*}v") or 0)])
