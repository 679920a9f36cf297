"""What the parts of a workbook say about its cells beside their values: number formats, formulas, what is hidden.

Spreadsheet libraries give values; how a number is shown, and that a row is hidden, stands in the XML alone. The XML is
also where a workbook that would fill the memory is told before a library has opened it.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Protocol
from zipfile import ZipFile, ZipInfo

from lxml import etree

from structurer.errors import InputError

MOST_UNPACKED = 128 << 20  # bytes of all parts together
MOST_COLUMNS = 1_024  # of a sheet, from the first one used to the last
MOST_AREA = 1_500_000  # cells from the first ones used of each sheet to the last, blank ones too: they take memory as well
MOST_NUMBERS = 500_000  # numbers, dates and errors
MOST_TEXT = 64 << 20  # bytes: a text stands in its file once, and in as many cells as it likes
CHUNK = 1 << 16
_KEPT = 1_000  # elements that were read and emptied: to take each out at once would cost more than to read it
_MEDIA = ("xl/media/", "xl/embeddings/", "Pictures/", "Thumbnails/", "Object ")  # parts that nobody reads

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

    def cells(self, row: int, first: int, last: int) -> None:
        """Count the cells of `row` from column `first` to `last` that are not empty, and the blank ones between rows.

        Raises:
            InputError: the cells span more than a limit.
        """
        self._top, self._bottom = min(self._top, row), max(self._bottom, row)
        self._left, self._right = min(self._left, first), max(self._right, last)
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


def check_unpacked(archive: ZipFile) -> None:
    """Unpack every part once, for its size cannot be believed; also finds parts that are damaged.

    Raises:
        InputError: the parts are larger than the limit, or are encrypted.
        BadZipFile, zlib.error: a part is damaged.
    """
    left = MOST_UNPACKED
    for info in archive.infolist():
        if info.filename.startswith(_MEDIA):
            continue
        with open_part(archive, info) as part:
            while chunk := part.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise too_large(f"unpacks to more than {MOST_UNPACKED >> 20} MB")


def open_part(archive: ZipFile, part: str | ZipInfo) -> IO[bytes]:
    """Open a part to the end of its packed data, whatever size the archive says it has.

    Raises:
        InputError: it is encrypted.
        KeyError: there is no such part.
    """
    info = archive.getinfo(part) if isinstance(part, str) else part
    if info.flag_bits & 1:
        raise locked()
    info.file_size = MOST_UNPACKED + 1  # what the archive says may be a lie
    return archive.open(info)


def rows_of(archive: ZipFile, part: str, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of `part` with these local names as they end, and empty each afterwards."""
    with open_part(archive, part) as file:
        wanted = [f"{{*}}{tag}" for tag in tags]
        parsed = etree.iterparse(file, tag=wanted, resolve_entities=False, no_network=True)
        for number, (_, element) in enumerate(parsed):
            yield element
            element.clear()
            if number % _KEPT == 0 and (parent := element.getparent()) is not None:
                # What stands behind it has been parsed ahead and is still to be yielded.
                del parent[: parent.index(element)]


def relations(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of `part` ("" is the package): kind and name of the part they lead to, by identity."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}
    for one in rows_of(archive, posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target.lstrip("/"))
    return found
