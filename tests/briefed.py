"""Submissions for the tests of the briefing, and what a reader of a file sees of it."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from conftest import SAMPLES
from helpers import accounted_texts
from structurer.models import Amount, Budget, Submission
from structurer.models.result import Result
from structurer.pipeline import run
from structurer.read import Source
from structurer.settings import Settings

NUMBER = re.compile(r"(?<![A-Za-z0-9+])\d[\d,]*(?:\.\d+)?")


@cache
def result(name: str) -> Result:
    """A sample as a run without a model leaves it."""
    return Result(name, asyncio.run(run(Source.from_path(SAMPLES / name), Settings())))


def results(*names: str) -> list[Result]:
    return [result(name) for name in names]


def all_results() -> list[Result]:
    return results(*sorted(path.name for path in SAMPLES.glob("*.txt")))


def changed(one: Result, **changes: object) -> Result:
    """The result with its first project changed."""
    first, *rest = one.submission.projects
    projects = (first.model_copy(update=changes), *rest)
    return Result(one.name, one.submission.model_copy(update={"projects": projects}))


def bare() -> Result:
    """One project that prints little more than its name; checked, with nothing found."""
    submission = result("clinics_word.txt").submission
    project = submission.projects[0].model_copy(
        update={
            "budget": Budget(total=Amount(), fiscal=Amount(), other=Amount()),
            "indicators": (),
            "fund_purpose": None,
            "goals": (),
            "goals_text": None,
            "unit_name": None,
            "summary": None,
            "payment_plan": None,
        }
    )
    one = submission.model_copy(update={"projects": (project,), "findings": (), "fiscal_year": None})
    return Result("bare.txt", one)


def budget(total: str | None) -> Budget:
    return Budget(total=Amount(text=total, amount=Decimal(total) if total else None))


def blocks(data: bytes) -> Iterator[Paragraph | Table]:
    """What the body of a Word file holds, in order."""
    document = Document(BytesIO(data))
    for element in document.element.body:
        if element.tag == qn("w:p"):
            yield Paragraph(element, document._body)  # noqa: SLF001 - as the library's own recipe does
        elif element.tag == qn("w:tbl"):
            yield Table(element, document._body)  # noqa: SLF001


def text_of(block: Paragraph | Table) -> str:
    """All text of a block, that of links too."""
    return "".join(
        "\n" if one.tag in {qn("w:p"), qn("w:tc")} else one.text or ""
        for one in block._element.iter(qn("w:t"), qn("w:p"), qn("w:tc"))  # noqa: SLF001
    )


def cells(table: Table) -> list[list[str]]:
    """The rows of a table as the texts of their cells."""
    rows = table._element.iter(qn("w:tr"))  # noqa: SLF001
    return [["\n".join(map(_text, cell.iter(qn("w:p")))) for cell in row.iter(qn("w:tc"))] for row in rows]


def _text(element: Any) -> str:  # noqa: ANN401 - lxml's elements
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def numbers(texts: Iterable[str]) -> set[str]:
    """Every number in digits, as it is written."""
    return {found[0].rstrip(",") for text in texts for found in NUMBER.finditer(text)}


def printed(submissions: Iterable[Submission]) -> str:
    """Everything that the submissions print, as one text."""
    return "\n".join(text or "" for one in submissions for text in accounted_texts(one))
