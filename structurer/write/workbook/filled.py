"""The sheet 待复核 read back: whatever program saved it, and whatever was sorted, filtered or deleted in it."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from python_calamine import CalamineError, CalamineWorkbook

from structurer.errors import InputError
from structurer.models.filled import Filled, FilledLines, RowKey
from structurer.text import fold
from structurer.write.words import DIRECTION_ZH, GRADE_ZH, KIND_ZH
from structurer.write.workbook.layout import REVIEW
from structurer.write.workbook.review import (
    ACT_TITLE,
    ACT_ZH,
    DIRECTION_TITLE,
    GRADE_TITLE,
    KEY_TITLES,
    KIND_TITLE,
    NOTE_TITLE,
    SEEN_TITLES,
    WHO_TITLE,
)

_DECISION = (ACT_TITLE, KIND_TITLE, GRADE_TITLE, DIRECTION_TITLE, NOTE_TITLE)
_NEEDED = (*SEEN_TITLES, *_DECISION, WHO_TITLE, *KEY_TITLES)

Line = Mapping[str, str]
"""The texts of a line by the titles of their columns."""
Word = TypeVar("Word", bound=StrEnum)


class _LineError(Exception):
    """A line that cannot be used; the message says why and what to do."""


def read_filled(path: Path) -> FilledLines:
    """Read what a person filled in on the sheet 待复核 of a workbook; a line without any decision is none.

    Raises:
        InputError: the file is no workbook, or its sheet is not the one that was written.
    """
    lines, problems = [], []
    for number, line in _lines(path):
        if not any(line[title] for title in _DECISION):
            continue  # a name alone, filled down, decides nothing
        where = f"{REVIEW} row {number}"
        try:
            lines.append(_filled(where, line))
        except _LineError as error:
            problems.append(f"{where}: {error}")
    return FilledLines(tuple(lines), tuple(problems))


def _lines(path: Path) -> Iterator[tuple[int, Line]]:
    """The lines below the header, each with its number in the sheet, counted from 1."""
    rows = _cells(path)
    top = next((at for at, row in enumerate(rows) if ACT_TITLE in row), None)
    if top is None:
        if len(rows) <= 1:  # the sheet that says that there is nothing to decide
            return
        raise _not_ours(path, f"sheet {REVIEW} has no column {ACT_TITLE!r}")
    titles = rows[top]
    if missing := [title for title in _NEEDED if title not in titles]:
        raise _not_ours(path, f"sheet {REVIEW} has no column {missing[0]!r}")
    for number, row in enumerate(rows[top + 1 :], top + 2):
        yield number, {title: text for title, text in zip(titles, row, strict=True) if title}


def _cells(path: Path) -> list[list[str]]:
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheet = workbook.get_sheet_by_name(REVIEW)
    except (CalamineError, OSError) as error:
        raise _not_ours(path, " ".join(str(error).split())) from None
    return [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(value: object) -> str:
    """A cell as text; programs save 3 as 3.0."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").strip()


def _not_ours(path: Path, what: str) -> InputError:
    hint = "name a workbook that structurer run --format xlsx wrote, with its columns as they were"
    return InputError(f"cannot be read as a workbook of decisions: {what}", hint=hint, where=str(path))


def _filled(where: str, line: Line) -> Filled:
    key = _key(line)
    act = _chosen(line, ACT_TITLE, ACT_ZH)
    if act is None:
        raise _LineError(f"{ACT_TITLE} is empty; choose {' or '.join(ACT_ZH.values())}, or empty the line")
    return Filled(
        where=where,
        key=key,
        act=act,
        kind=_chosen(line, KIND_TITLE, KIND_ZH),
        grade=_chosen(line, GRADE_TITLE, GRADE_ZH),
        direction=_chosen(line, DIRECTION_TITLE, DIRECTION_ZH),
        note=line[NOTE_TITLE] or None,
        who=line[WHO_TITLE] or None,
    )


def _chosen(line: Line, title: str, words: Mapping[Word, str]) -> Word | None:
    """What a cell chooses among `words`; null where it is empty."""
    said = fold(line[title])
    if not said:
        return None
    for one, word in words.items():
        if said == fold(word):
            return one
    raise _LineError(f"{title} {line[title]!r} is not known; choose one of {'、'.join(words.values())}")


def _key(line: Line) -> RowKey:
    """The key of a line, which must go with what stands in it for people to see."""
    document, sha256, project, row, text, mark = (line[title] for title in KEY_TITLES)
    if not all((document, sha256, project, row, mark)):
        raise _LineError("its hidden key is empty; decide it in a fresh workbook")
    if not (project.isdecimal() and row.isdecimal()):
        raise _LineError("its hidden key was changed; decide it in a fresh workbook")
    for title, kept in zip(SEEN_TITLES, (document, project, row, text), strict=True):
        if line[title] != kept:
            raise _LineError(
                f"column {title} does not go with the hidden key: it was changed, or sorted without the hidden columns; "
                "decide it in a fresh workbook"
            )
    return RowKey(document, sha256, int(project), int(row), mark)
