"""What others do with the files that the readers take: the plain way to get at the cells, and a general converter."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from zipfile import ZipFile

import pdfplumber
from lxml import etree
from python_calamine import CalamineWorkbook

from structurer import Project
from structurer.text import fold

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BARS = re.compile(r"(?<!\\)\|")
_VALUE_LABEL = fold("指标值")

Texts = list[list[str]]
Reading = Counter[tuple[str, str]]
"""Rows of indicators, by the text of level 3 and of the value, folded."""


def word_tree(data: bytes) -> etree._Element:
    """Unzip and parse the body of a Word file, nothing else."""
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def word_texts(root: etree._Element) -> Texts:
    """Walk over the rows of a parsed body: every `tr`, every `tc` in it, the texts of every `t` in that joined."""
    return [
        ["".join([text.text or "" for text in cell.iter(f"{_WORD}t")]) for cell in row.iter(f"{_WORD}tc")]
        for row in root.iter(f"{_WORD}tr")
    ]


def bare_word(data: bytes) -> Texts:
    """Unzip, parse and walk."""
    return word_texts(word_tree(data))


def bare_workbook(data: bytes) -> list[object]:
    """Open a workbook and turn every sheet into Python lists."""
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def bare_pdf(data: bytes) -> list[list[list[str | None]]]:
    """Find and read the tables of every page."""
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [table for page in pdf.pages for table in page.extract_tables()]


def converter() -> Callable[[bytes], str] | None:
    """markitdown, which turns Word files into Markdown; null where it is not installed."""
    if find_spec("markitdown") is None or find_spec("mammoth") is None:
        return None
    module = import_module("markitdown")
    program, about = module.MarkItDown(), module.StreamInfo(extension=".docx")
    return lambda data: str(program.convert_stream(BytesIO(data), stream_info=about).markdown)


def reading_of_projects(projects: Iterable[Project]) -> Reading:
    """The rows as they are parsed."""
    rows = (row for project in projects for row in project.indicators)
    return Counter((fold(row.level3), fold(row.value.text)) for row in rows)


def reading_of_markdown(text: str) -> Reading:
    """The rows of Markdown tables, each cell told by the label that stands above it in the same column."""
    found: Reading = Counter()
    columns: dict[str, int] = {}
    for line in text.splitlines():
        cells = [fold(cell.replace("*", "")) for cell in _BARS.split(line.strip())[1:-1]]
        if _VALUE_LABEL in cells:
            columns = {label: at for at, label in enumerate(cells) if label}
        elif columns:
            names = ("三级指标", "指标值")
            level3, value = (_cell(cells, columns.get(fold(name), len(cells))) for name in names)
            found[level3, value] += 1
    return found


def _cell(cells: list[str], at: int) -> str:
    return cells[at] if at < len(cells) else ""
