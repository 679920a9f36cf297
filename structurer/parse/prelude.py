"""What stands above a target table: document title, contents list, heading, unit, currency."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from structurer.models import Block, Cell, Paragraph, Place, Unread, Why
from structurer.parse.forms import Forms
from structurer.parse.headings import (
    CURRENCY_LINE,
    LIST_NUMBER,
    currency_of,
    is_contents_entry,
    is_contents_title,
    is_heading,
    is_numbered,
    is_page_number,
    states_currency,
)
from structurer.parse.labels import label_of
from structurer.parse.notes import Notes
from structurer.text import fold, is_blank

_HEADING_LINES = 3  # lines a heading may be broken over
_YEAR_LINE = re.compile(r"^\(?(?:19|20)\d\d年度?\)?$")
_UNIT = re.compile(r"^\s*(\d{3,20})\s*((?!年)(?=.*[\u4e00-\u9fff])[^\d\s].*?)\s*$", re.DOTALL)
_LONGEST_TITLE_LINE = 40
_MOST_TITLE_LINES = 6
_ENDS_A_SENTENCE = tuple("。；，：、.;,:")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line above a table; `group` numbers the paragraph or row it belongs to."""

    text: str
    place: Place
    group: int


@dataclass(slots=True)
class Prelude:
    """What the lines above a table say about it; `front` are the lines above its heading."""

    heading: str | None = None
    title: str | None = None
    unit_code: str | None = None
    unit_name: str | None = None
    currency_unit: str | None = None
    place: Place | None = None
    front: list[Line] = field(default_factory=list)


def read_prelude(blocks: list[Block], project_name: str | None, forms: Forms, notes: Notes) -> Prelude:
    """Read what stands above a table whose project is called `project_name`."""
    lines = list(_lines(blocks))
    at = _last_line(lines, is_heading)
    if at is None and project_name:
        name = fold(project_name)
        at = _last_line(
            lines, lambda line: name in fold(line) and len(line) <= len(name) + _LONGEST_TITLE_LINE
        )
    if at is None:
        start = below = len(lines)
        while below and _is_of_unit(lines[below - 1].text, forms):
            start = below = below - 1
    else:
        start, below = _first_line(lines, at, project_name), at + 1
        if below < len(lines) and _YEAR_LINE.match(fold(lines[below].text)):
            below += 1
    prelude = Prelude(front=lines[:start])
    if heading := lines[start:below]:
        prelude.place = heading[0].place
        prelude.heading = "\n".join(line.text.strip() for line in heading)
        prelude.title = _title("".join(line.text.strip() for line in heading), project_name)
    for line in lines[below:]:
        _read_unit(line, prelude, forms, notes)
    return prelude


def read_front(lines: list[Line], notes: Notes) -> str | None:
    """Return the document title that stands first in `lines`; contents list and all else go to `notes`."""
    title: list[Line] = []
    for line in lines:
        if len(title) == _MOST_TITLE_LINES or not _may_be_title(line.text):
            break
        title.append(line)
    in_contents = False
    for why, line in ((_why(line.text), line) for line in lines[len(title) :]):
        in_contents |= why is Why.CONTENTS
        _note(line, Why.CONTENTS if in_contents and why is Why.NO_TARGET_TABLE else why, notes)
    return "\n".join(line.text.strip() for line in title) or None


def set_aside_blocks(blocks: list[Block], notes: Notes) -> None:
    """Note what stands below the last table."""
    for line in _lines(blocks):
        _note(line, Why.PAGE_NUMBER if is_page_number(line.text) else Why.NO_TARGET_TABLE, notes)


def set_aside_front(lines: list[Line], notes: Notes) -> None:
    """Note lines between two tables."""
    for line in lines:
        _note(line, _why(line.text), notes)


def _lines(blocks: list[Block]) -> Iterator[Line]:
    for group, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for i, text in enumerate(block.text.split("\n")):
                if not is_blank(text):
                    yield Line(text, block.place.below(i), group)
        else:
            for cell in block.cells:
                if not is_blank(cell.text):
                    yield Line(cell.text, cell.place, group)


def _last_line(lines: list[Line], is_wanted: Callable[[str], bool]) -> int | None:
    return next((i for i in range(len(lines) - 1, -1, -1) if is_wanted(lines[i].text)), None)


def _first_line(lines: list[Line], at: int, project_name: str | None) -> int:
    """Find where the heading that ends at line `at` begins: converters break long ones over lines."""
    candidates = [at]
    while len(candidates) < _HEADING_LINES and not is_numbered(lines[candidates[-1]].text):
        above = candidates[-1] - 1
        if above < 0 or lines[above].group != lines[at].group or is_heading(lines[above].text):
            break
        candidates.append(above)
    for start in candidates:
        text = "".join(line.text for line in lines[start : at + 1])
        if project_name and fold(LIST_NUMBER.sub("", text, count=1)).startswith(fold(project_name)):
            return start
    return next((start for start in candidates if is_numbered(lines[start].text)), at)


def _title(heading: str, project_name: str | None) -> str:
    """Leave out the list number, but not a number that the project's name begins with."""
    if project_name and fold(heading).startswith(fold(project_name)):
        return heading
    return LIST_NUMBER.sub("", heading, count=1)


def _is_of_unit(text: str, forms: Forms) -> bool:
    if states_currency(text, forms) or _UNIT.match(text) is not None:
        return True
    label = label_of(Cell(text, Place(), None, None), forms)
    return label.field in ("unit_name", "unit_code") and bool(label.rest)


def _read_unit(line: Line, prelude: Prelude, forms: Forms, notes: Notes) -> None:
    text = line.text
    if (
        (found := CURRENCY_LINE.match(text))
        and currency_of(found[3], forms)
        and prelude.currency_unit is None
    ):
        prelude.currency_unit = found[3]
        notes.append(Unread(line.place, found[2].strip(), Why.LABEL))
        text = found[1]
    if (unit := _UNIT.match(text)) and prelude.unit_name is None:
        prelude.unit_code, prelude.unit_name = unit[1], unit[2]
    elif not is_blank(text) and not _read_label(line, text, prelude, forms, notes):
        _note(replace(line, text=text), _why(text), notes)


def _read_label(line: Line, text: str, prelude: Prelude, forms: Forms, notes: Notes) -> bool:
    """Read a line such as 填报单位：某局."""
    label = label_of(Cell(text, line.place, None, None), forms)
    if (
        not label.rest
        or label.field not in ("unit_name", "unit_code")
        or getattr(prelude, label.field) is not None
    ):
        return False
    setattr(prelude, label.field, label.rest.strip())
    notes.append(Unread(line.place, label.text.strip(), Why.LABEL))
    return True


def _may_be_title(text: str) -> bool:
    text = text.strip()
    return (
        len(text) <= _LONGEST_TITLE_LINE
        and not text.endswith(_ENDS_A_SENTENCE)
        and not (is_numbered(text) and is_heading(text))
        and not is_contents_title(text)
        and not is_page_number(text)
    )


def _why(text: str) -> Why:
    if is_page_number(text):
        return Why.PAGE_NUMBER
    return Why.CONTENTS if is_contents_title(text) or is_contents_entry(text) else Why.NO_TARGET_TABLE


def _note(line: Line, why: Why, notes: Notes) -> None:
    """Note one line; lines that stand together for the same reason become one entry."""
    text = line.text.strip()
    last = notes[-1] if notes else None
    if last and last.why is why and _follows(last, line):
        notes[-1] = replace(last, text=f"{last.text}\n{text}")
    else:
        notes.append(Unread(line.place, text, why))


def _follows(last: Unread, line: Line) -> bool:
    """Tell whether `line` is printed directly below `last`."""
    if last.place.line is None or line.place.line is None:
        return False
    return (
        last.place.line + last.text.count("\n") + 1 == line.place.line
        and last.place.table == line.place.table
    )
