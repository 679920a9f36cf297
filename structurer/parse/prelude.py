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
from structurer.parse.labels import Label
from structurer.parse.notes import Notes, add_text
from structurer.parse.pairs import is_currency, read_pairs
from structurer.text import fold, is_blank

_HEADING_LINES = 3  # lines a heading may be broken over
_YEAR_LINE = re.compile(r"^\(?(?:19|20)\d\d年度?\)?$")
_UNIT = re.compile(r"^\s*(\d{3,20})\s*((?!年)(?=.*[\u4e00-\u9fff])[^\d\s].*?)\s*$", re.DOTALL)
_LONGEST_TITLE_LINE = 40
_MOST_TITLE_LINES = 6
_ENDS_A_SENTENCE = tuple("。；，：、.;,:")
_LONG_TEXTS = frozenset({"fund_purpose", "goals", "goals_second"})  # may go on in the lines below
_NOTES = ("说明", "备注")  # what labels of remarks end with
_MOST_LINES_OF_TEXT = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line above a table; `group` numbers the paragraph or row it belongs to."""

    text: str
    place: Place
    group: int


@dataclass(slots=True)
class Prelude:
    """What the lines above a table say about it; `front` are the lines above its heading.

    `fields` and `extra` are those of lines such as 项目名称：某项目, of the header where the table does not say them.
    """

    heading: str | None = None
    title: str | None = None
    unit_code: str | None = None
    unit_name: str | None = None
    currency_unit: str | None = None
    place: Place | None = None
    front: list[Line] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    currencies: set[str] = field(default_factory=set)  # that labels state
    long_goals: str = ""  # the label of goals_second, which give way to goals


def read_prelude(blocks: list[Block], project_name: str | None, forms: Forms, notes: Notes) -> Prelude:
    """Read what stands above a table whose project is called `project_name`."""
    lines = list(_lines(blocks))
    at = _last_line(lines, is_heading)
    if at is None and project_name:
        name = fold(project_name)
        longest = len(name) + _LONGEST_TITLE_LINE
        at = _last_line(
            lines, lambda line: len(line) <= longest and name in fold(line) and not read_pairs(line, forms)
        )
    if at is None:
        start = below = _first_of_table(lines, forms)
    else:
        start, below = _first_line(lines, at, project_name), at + 1
        if below < len(lines) and _YEAR_LINE.match(fold(lines[below].text)):
            below += 1
    prelude = Prelude(front=lines[:start])
    if heading := lines[start:below]:
        prelude.place = heading[0].place
        prelude.heading = "\n".join(line.text.strip() for line in heading)
        prelude.title = _title("".join(line.text.strip() for line in heading), project_name)
    reader = _LineReader(prelude, forms, notes)
    for line in lines[below:]:
        reader.read(line)
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


def _first_of_table(lines: list[Line], forms: Forms) -> int:
    """Find the first of the last lines that say something of the table, where no heading stands above it."""
    first = at = len(lines)
    while at and first - at <= _MOST_LINES_OF_TEXT:
        at -= 1
        pairs = read_pairs(lines[at].text, forms)
        if _says_field(lines[at].text, pairs, forms):
            if not all(_may_follow(line, lines[at], pairs, forms) for line in lines[at + 1 : first]):
                break
            first = at
    return first


def _says_field(text: str, pairs: list[Label], forms: Forms) -> bool:
    if any(pair.word.field or is_currency(pair, forms) for pair in pairs):
        return True
    return states_currency(text, forms) or _UNIT.match(text) is not None


def _may_follow(line: Line, above: Line, pairs: list[Label], forms: Forms) -> bool:
    """Tell whether `line` may stand between the lines about a table: it has a label, or is how a long text goes on."""
    if read_pairs(line.text, forms):
        return True
    is_long = bool(pairs) and pairs[-1].field in _LONG_TEXTS
    return is_long and (line.group == above.group or is_numbered(line.text) or is_blank(pairs[-1].rest))


class _LineReader:
    """Reads the lines between the heading and the table: unit, currency, labels with their values."""

    def __init__(self, prelude: Prelude, forms: Forms, notes: Notes) -> None:
        self._prelude = prelude
        self._forms = forms
        self._notes = notes
        self._goes_on: tuple[str, int] | None = None  # a long text, and the group of its last line

    def read(self, line: Line) -> None:
        """Read the next line."""
        text = self._without_currency(line)
        if (unit := _UNIT.match(text)) and self._prelude.unit_name is None:
            self._prelude.unit_code, self._prelude.unit_name = unit[1], unit[2]
        elif pairs := read_pairs(text, self._forms):
            self._goes_on = None
            for pair in pairs:
                self._read_pair(line, pair)
        elif self._goes_on and self._is_more(line, *self._goes_on):
            self._goes_on = (self._goes_on[0], line.group)
            add_text(self._prelude.fields, self._goes_on[0], self._notes.take(_cell(line, text)))
        elif not is_blank(text):
            _note(replace(line, text=text), _why(text), self._notes)

    def _is_more(self, line: Line, name: str, group: int) -> bool:
        is_text = not is_page_number(line.text) and not is_blank(line.text)
        is_text = is_text and not self._forms.word(line.text).is_label
        return is_text and (
            line.group == group or is_numbered(line.text) or not self._prelude.fields.get(name)
        )

    def _without_currency(self, line: Line) -> str:
        """Take 单位：万元 off the end of a line."""
        found = CURRENCY_LINE.match(line.text)
        if not found or not currency_of(found[3], self._forms) or self._prelude.currency_unit is not None:
            return line.text
        self._prelude.currency_unit = found[3]
        self._notes.append(Unread(line.place, found[2].strip(), Why.LABEL))
        return found[1]

    def _read_pair(self, line: Line, pair: Label) -> None:
        """Read a label with its value, such as 填报单位：某局; one that is known already is set aside."""
        name, text, prelude = pair.word.field, pair.rest.strip(), self._prelude
        if is_currency(pair, self._forms):
            is_new = prelude.currency_unit is None
            prelude.currency_unit = prelude.currency_unit or text
        elif name in ("unit_name", "unit_code"):
            is_new = getattr(prelude, name) is None and bool(text)
            setattr(prelude, name, text if is_new else getattr(prelude, name))
        elif name is None and not pair.text.rstrip("：: ").endswith(_NOTES):
            self._keep(line, pair)
            return
        else:
            is_new = name not in (None, "payment_plan", *prelude.fields)
            if is_new and name:
                self._set(line, pair, name)
        if is_new:
            label = pair.text.strip()
            kept = self._prelude.long_goals if name == "goals_second" else ""
            self._notes.append(Unread(line.place, label[len(kept) :].strip(), Why.LABEL))
        else:
            _note(replace(line, text=f"{pair.text}{pair.rest}"), Why.NO_TARGET_TABLE, self._notes)

    def _keep(self, line: Line, pair: Label) -> None:
        """Keep a label without a field of its own, and its value."""
        label = pair.text.strip()
        name = label.rstrip("：:").rstrip()
        self._notes.append(Unread(line.place, label[len(name) :].strip(), Why.LABEL))
        self._notes.take_pair(_cell(line, name), _cell(line, pair.rest), self._prelude.extra)

    def _set(self, line: Line, pair: Label, name: str) -> None:
        self._prelude.fields[name] = self._notes.take(_cell(line, pair.rest))
        if name == "goals_second":
            self._prelude.long_goals = pair.text.strip().rstrip("：:").rstrip()
        if name in _LONG_TEXTS:
            self._goes_on = (name, line.group)
        if pair.word.currency:
            self._prelude.currencies.add(pair.word.currency)


def _cell(line: Line, text: str) -> Cell:
    return Cell(text, line.place, None, None)


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
