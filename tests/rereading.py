"""Reads a cell of a source file again at its place, with other libraries than the program's readers."""

import csv
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import docx
import openpyxl
import pdfplumber
from lxml import etree, html

from structurer import Place
from structurer.read.encoding import decode

Grid = list[list[str]]
Check = Callable[[Place, str], bool]
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def rereading(path: Path, folder: Path) -> Check:
    """What tells whether the file at `path` prints a text at a place; `folder` is for files on the way."""
    match path.suffix:
        case ".docx":
            return _in_tables(_of_docx(path))
        case ".doc" | ".rtf":
            return _in_tables(_of_docx(_as_docx(path, folder)))
        case ".xlsx":
            return _of_xlsx(path)
        case ".csv":
            return _in_tables([_of_csv(path)])
        case ".html":
            return _in_tables(_of_html(path))
        case ".odt":
            return _in_tables(_of_odt(path))
        case ".pdf":
            return _Pdf(path).begins
        case ".txt":
            return _of_text(path)
    raise AssertionError(path)


def _in_tables(tables: list[Grid]) -> Check:
    def stands(place: Place, text: str) -> bool:
        assert place.table
        assert place.row
        assert place.column
        return squeezed(tables[place.table - 1][place.row - 1][place.column - 1]) == squeezed(text)

    return stands


def _of_text(path: Path) -> Check:
    lines = decode(path.read_bytes())[0].splitlines()

    def stands(place: Place, text: str) -> bool:
        assert place.line
        rest = "".join(lines[place.line - 1 : place.line + text.count("\n")])
        return squeezed(text) in squeezed(rest)

    return stands


def _of_docx(path: Path) -> list[Grid]:
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(str(path)).tables
    ]


def _as_docx(path: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.docx"


def _of_xlsx(path: Path) -> Check:
    book = openpyxl.load_workbook(path, data_only=True)

    def stands(place: Place, text: str) -> bool:
        value = book[place.sheet].cell(place.row, place.column).value
        return squeezed("" if value is None else str(value)) == squeezed(text)

    return stands


def _of_csv(path: Path) -> Grid:
    text, _ = decode(path.read_bytes())
    rows = list(csv.reader(StringIO(text), csv.Sniffer().sniff(text[:5000], ",;\t|")))
    return [row for row in rows if row]


def _of_html(path: Path) -> list[Grid]:
    tree = html.fromstring(path.read_bytes())
    return [_expanded(_html_rows(table)) for table in tree.iter("table")]


def _html_rows(table: html.HtmlElement) -> Iterator[list[tuple[str, int, int]]]:
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        yield [
            ("".join(map(str, cell.itertext())), int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)))
            for cell in cells
        ]


def _expanded(rows: Iterator[list[tuple[str, int, int]]]) -> Grid:
    """Every cell of the grid, a merged one again wherever it reaches."""
    grid: dict[tuple[int, int], str] = {}
    for i, row in enumerate(rows):
        j = 0
        for text, height, width in row:
            while (i, j) in grid:
                j += 1
            grid |= {(i + down, j + right): text for down in range(height) for right in range(width)}
    last = max(i for i, _ in grid)
    wide = max(j for _, j in grid)
    return [[grid.get((i, j), "") for j in range(wide + 1)] for i in range(last + 1)]


def _of_odt(path: Path) -> list[Grid]:
    root = etree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    tables = root.iter(_ODF % ("table", "table"))
    return [[_odt_row(row) for row in table.iter(_ODF % ("table", "table-row"))] for table in tables]


def _odt_row(row: etree._Element) -> list[str]:
    texts: list[str] = []
    for cell in row:
        times = int(cell.get(_ODF % ("table", "number-columns-repeated"), 1))
        texts += ["".join(map(str, cell.itertext()))] * times
    return texts


class _Pdf:
    """The tables that pdfplumber finds on each page, and which of its rows ours are.

    Our rows go on over page ends, so all that can be said of a page is how far its rows lie apart: the first place that
    is asked for fixes where the rows of its page begin, and how many cells stand to the right.
    """

    def __init__(self, path: Path) -> None:
        with pdfplumber.open(path) as document:
            self._pages = [[table.extract() for table in page.find_tables()] for page in document.pages]
        self._begun: dict[tuple[int, int], set[tuple[int, int, int]]] = {}

    def begins(self, place: Place, text: str) -> bool:
        """Tell whether a cell at `place` begins as `text` does; the rest may stand on the next page."""
        assert place.page
        assert place.table
        assert place.row
        found = {
            (number, place.row - i, sum(other is not None for other in row[j + 1 :]))
            for number, rows in enumerate(self._pages[place.page - 1])
            for i, row in enumerate(rows)
            for j, cell in enumerate(row)
            if cell and squeezed(text).startswith(squeezed(cell))
        }
        begun = self._begun.setdefault((place.page, place.table), found)
        begun &= found
        return bool(begun)
