"""N11."""

import re
from collections.abc import Iterator
from itertools import groupby

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import LABELS, cited
from structurer.check.view import ProjectView, Spot
from structurer.models.finding import Remark, Severity
from structurer.text import is_blank

_TITLES = re.compile("《[^》]*》")


@rule(
    "N11",
    "wrong-characters",
    Severity.INFO,
    method=Method.LLM,
    authority=("practice",),
    zh="{field}中的“{quote}”疑有错字、漏字或多余符号，请核对。",
    en="“{quote}” in the {field_en} seems to hold a wrong, missing or stray character.",
    suggestion="更正文字",
    question=(
        "Is a character wrong, missing or doubled, is there a stray mark, or a word that does not exist, in a header "
        "text, a name, a description or a value? Report each (holds) with the shortest verbatim quote that shows it, "
        "with its row, or no row for the header. Do not report names of laws, systems, units and places, blanks or "
        "line breaks, missing final punctuation, numbers, or a wording that is only clumsy."
    ),
)
def wrong_characters(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """Characters are wrong, missing or doubled.

    **Why it matters** A published table with slips was not read by anyone; a wrong character can change what is promised.

    **Flagged** `满足度` for 满意度, `可言项目` for 科研项目, a stray `’` inside a sentence.

    **Fine** Names of laws, systems and places, what stands in 《》, and blanks that come from text extraction (N07).
    """
    spots = [
        spot for spot in project.quoted(remark) if not is_blank(spot.quote) and not _in_title(project, spot)
    ]
    for row, group in groupby(sorted(spots, key=_row_number), key=_row_number):
        found = tuple(group)
        zh, en = LABELS[found[0].cell.field]
        words = {"field": f"第{row}行{zh}" if row else zh, "field_en": f"{en} of row {row}" if row else en}
        yield Draft(found, {**words, "quote": cited(found[0].quote)})


def _row_number(spot: Spot) -> int:
    return spot.cell.row or 0


def _in_title(project: ProjectView, spot: Spot) -> bool:
    """Tell whether a quote stands inside the title of a law or document."""
    row = project.row(spot.cell.row) if spot.cell.row else None
    text = (row or project).text(spot.cell.field)
    end = spot.start + len(spot.quote)
    return any(title.start() <= spot.start and end <= title.end() for title in _TITLES.finditer(text))
