"""What the parts of a workbook say about its cells beside their values: number formats, formulas, what is hidden.

Spreadsheet libraries give values; how a number is shown, and that a row is hidden, stands in the XML alone. The XML is
also where a workbook that would fill the memory is told before a library has opened it.
"""

from dataclasses import dataclass, field
from typing import Protocol

from structurer.errors import InputError

MOST_COLUMNS = 1_024  # of a sheet, from the first one used to the last
MOST_AREA = 1_500_000  # cells from the first ones used of each sheet to the last, blank ones too: they take memory as well
MOST_NUMBERS = 500_000  # numbers, dates and errors
MOST_TEXT = 64 << 20  # bytes: a text stands in its file once, and in as many cells as it likes

Range = tuple[tuple[int, int], tuple[int, int]]  # first and last row and column, from 0


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, as it is typed; `value_known` says that the file holds what it comes to."""

    row: int
    column: int
    text: str
    value_known: bool


@dataclass(slots=True)
class Marks:
    """What is known of one sheet; rows and columns count from 0. `merges` is null where the library tells them."""

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: list[Formula] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Range] | None = None


class Marked(Protocol):
    """A workbook whose sheets have marks."""

    def marks(self, sheet: str) -> Marks:
        """Return the marks of the sheet of that name.

        Raises:
            InputError: the sheet is larger than a limit.
        """
        ...


class Limits:
    """What was met so far in a workbook; refuses it as soon as it is larger than a limit.

    All sheets count together: some libraries read them all at once, and the document holds them all.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._numbers = self._text = self._area = 0
        self.next_sheet()

    def next_sheet(self) -> None:
        """Begin another sheet."""
        self._finished = self._area
        self._top = self._left = 1 << 32
        self._bottom = self._right = -1

    def cells(self, top: int, bottom: int, left: int, right: int) -> None:
        """Count the cells from the first to the last row and column, and the blank ones between them and others.

        Raises:
            InputError: the cells span more than a limit.
        """
        self._top, self._bottom = min(self._top, top), max(self._bottom, bottom)
        self._left, self._right = min(self._left, left), max(self._right, right)
        width = self._right - self._left + 1
        self._area = self._finished + width * (self._bottom - self._top + 1)
        if width > MOST_COLUMNS:
            raise too_large(f"has a sheet {width:,} columns wide, and the limit is {MOST_COLUMNS:,}")
        if self._area > MOST_AREA:
            raise too_large(
                f"has more than {MOST_AREA:,} cells from the first ones used to the last, blank ones too"
            )

    def number(self) -> None:
        """Count a number.

        Raises:
            InputError: there are more than the limit.
        """
        self._numbers += 1
        if self._numbers > MOST_NUMBERS:
            raise too_large(f"has more than {MOST_NUMBERS:,} numbers")

    def text(self, size: int) -> None:
        """Count the bytes of the text of a cell.

        Raises:
            InputError: they are more than the limit.
        """
        self._text += size
        if self._text > MOST_TEXT:
            raise too_large(f"has more than {MOST_TEXT >> 20} MB of text in its cells")


def too_large(message: str) -> InputError:
    """The error about a workbook that is larger than a limit."""
    return InputError(message, hint="delete what stands far from the tables, or divide the workbook")


def locked() -> InputError:
    """The error about a workbook that is encrypted."""
    return InputError("is protected by a password", hint="save it without the password")
