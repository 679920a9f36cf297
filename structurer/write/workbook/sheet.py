"""Tables on sheets: columns with their readers, widths that fit Chinese, cells that cannot act."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from structurer.errors import SetupError
from structurer.models import Severity
from structurer.models.base import plain_decimal
from structurer.write.visible import visible

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from structurer.write.workbook.book import Book

T = TypeVar("T")

FILL = "fill"
_HEADERS = {
    "index": "centred header",
    "count": "right header",
    "number": "right header",
    "amount": "right header",
    "amount as printed": "right header",
}
LONGEST_TEXT = 32_767  # UTF-16 units that Excel holds in a cell
MOST_ROWS = 1_048_576  # of a sheet
MOST_LINKS = 65_530  # that Excel opens on one sheet
LONGEST_COMMENT = 1_000  # characters; the sheet of findings has all of it
_ROOM_FOR_NOTE = 60
_NARROWEST = 6
_MARGIN = 2  # units beside a text; the button of the filter has as much room in the header
_LINE, _LEADING = 15, 3  # points
_MOST_LINES = 16
_LONGEST_LINE = 200  # characters: no column is wider
_COMMENT_LINE, _COMMENT_WIDTH = 16, 42  # pixels, half-width characters


class Spot(NamedTuple):
    """A cell of a sheet, counted from 0."""

    sheet: str
    row: int
    column: int


class Cell(NamedTuple):
    """What stands in a cell, and how: coloured for a severity, with a comment, with a link to another cell."""

    value: "str | int | Decimal | None"
    severity: Severity | None = None
    comment: str = ""
    link: Spot | None = None


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column: its title, what it reads of a row, its widest (in half-width characters), and its style.

    `hidden` is a column that no person reads. One in which nothing stands is hidden too unless it is `to_fill_in`, so
    that every workbook has the same columns and none is empty.
    """

    title: str
    read: "Callable[[T], Cell | str | int | Decimal | None]"
    widest: int = 30
    style: str = "text"
    hidden: bool = False

    @property
    def to_fill_in(self) -> bool:
        """Whether it is for a person to write in."""
        return self.style == FILL


def held(text: str) -> str:
    """Return `text` as a cell can hold it: nothing unseen, and where it is too long, cut with a mark that says so."""
    safe = visible(text)
    if len(safe) * 2 <= LONGEST_TEXT or _units(safe) <= LONGEST_TEXT:
        return safe
    whole = len(text)
    kept = safe.encode("utf-16-le")[: (LONGEST_TEXT - _ROOM_FOR_NOTE) * 2].decode("utf-16-le", "ignore")
    return f"{kept}……〔已截断：全文{whole:,}字，见“位置”所示的原文〕"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def width(text: str) -> int:
    """The width of the longest line in half-width characters; a Chinese one is two."""
    return max(len(line.encode("gbk", "replace")) for line in text.split("\n"))


def write_table(
    book: "Book", sheet: "Worksheet", columns: Sequence[Column[T]], rows: Iterable[T], *, top: int = 0
) -> int:
    """Write a header at row `top` and a line for each of `rows` below it; return how many.

    Raises:
        SetupError: a sheet cannot hold so many lines.
    """
    table = [[cell_of(column.read(row)) for column in columns] for row in rows]
    if top + len(table) >= MOST_ROWS:
        raise SetupError(
            f"sheet {sheet.name} of the workbook cannot hold {len(table):,} lines",
            hint="run structurer on fewer inputs at once, or write another format",
        )
    widths = [_fitting(column, [line[at] for line in table]) for at, column in enumerate(columns)]
    _write_header(book, sheet, top, columns)
    for at, (column, wide) in enumerate(zip(columns, widths, strict=True)):
        is_hidden = column.hidden or (_is_empty(table, at) and not column.to_fill_in)
        sheet.set_column(at, at, wide, None, {"hidden": is_hidden})
    writer = CellWriter(book, sheet)
    for down, line in enumerate(table, top + 1):
        sheet.set_row(down, _height(columns, line, widths))
        for at, (column, cell) in enumerate(zip(columns, line, strict=True)):
            writer.write(down, at, cell, column.style)
    sheet.autofilter(top, 0, top + max(len(table), 1), len(columns) - 1)
    return len(table)


def _write_header(book: "Book", sheet: "Worksheet", top: int, columns: Sequence[Column[T]]) -> None:
    sheet.set_row(top, _LINE * 2)
    for at, column in enumerate(columns):
        sheet.write_string(top, at, column.title, book.formats[_HEADERS.get(column.style, "header")])


def _is_empty(table: Sequence[Sequence[Cell]], at: int) -> bool:
    return bool(table) and all(line[at].value in (None, "") and not line[at].severity for line in table)


def cell_of(read: "Cell | str | int | Decimal | None") -> Cell:
    """What is read of a row as a cell that can hold it."""
    cell = read if isinstance(read, Cell) else Cell(read)
    if not isinstance(cell.value, str):
        return cell
    safe = held(cell.value)
    return cell if safe is cell.value else cell._replace(value=safe)


def _fitting(column: Column[T], cells: Sequence[Cell]) -> int:
    if column.to_fill_in:
        return column.widest
    texts = {cell.value if isinstance(cell.value, str) else f"{cell.value:,}" for cell in cells if cell.value}
    longest = max((width(text[:_LONGEST_LINE]) for text in texts), default=0)
    return max(min(longest, column.widest), width(column.title) + _MARGIN, _NARROWEST) + _MARGIN


def _height(columns: Sequence[Column[T]], line: Sequence[Cell], widths: Sequence[int]) -> float:
    """The points that a row needs; no long text fills the screen. Not every program finds the height itself."""
    shown = zip(columns, line, widths, strict=True)
    lines = max((lines_of(cell.value, wide) for column, cell, wide in shown if not column.hidden), default=1)
    return _LINE * min(lines, _MOST_LINES) + _LEADING


def lines_of(value: "str | int | Decimal | None", wide: int) -> int:
    """How many lines a value takes in a column so wide."""
    if not isinstance(value, str) or (len(value) * 2 <= wide and "\n" not in value):
        return 1
    return sum(max(1, -(-width(part) // wide)) for part in value.split("\n"))


class CellWriter:
    """Writes cells by what they hold; text is only ever text."""

    def __init__(self, book: "Book", sheet: "Worksheet") -> None:
        """Count the links of one sheet: more than it can hold are text."""
        self._book = book
        self._sheet = sheet
        self._links = 0

    def write(self, row: int, column: int, cell: Cell, style: str) -> None:
        """Write one cell in a style of the book."""
        value = _exact(cell.value)
        if style == "number" and isinstance(value, float) and value.is_integer():
            style = "count"
        is_linked = cell.link is not None and self._links < MOST_LINKS
        look = self._book.look(style, cell.severity, is_link=is_linked)
        if cell.link is not None and is_linked:
            self._links += 1
            # The cell's value is written over the text of the link, which stays behind it.
            self._sheet.write_url(row, column, self._book.address(cell.link), look, str(cell.value))
        if value is None or value == "":
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, look)
        else:
            self._sheet.write_number(row, column, value, look)
        if cell.comment:
            self._comment(row, column, cell.comment)

    def _comment(self, row: int, column: int, text: str) -> None:
        said = held(text)
        if len(said) > LONGEST_COMMENT:
            said = said[:LONGEST_COMMENT] + "……（全文见“问题清单”）"
        height = 20 + _COMMENT_LINE * lines_of(said, _COMMENT_WIDTH)
        self._sheet.write_comment(row, column, said, {"width": 320, "height": height, "font_size": 9})


def _exact(value: "str | int | Decimal | None") -> "str | float | None":
    """The value as a cell holds it: a number that a cell would round is written as text."""
    if value is None or isinstance(value, str):
        return value
    number = float(value)
    return number if Decimal(repr(number)) == value else plain_decimal(Decimal(value))
