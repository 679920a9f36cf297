"""Indicators in the making."""

import re
from dataclasses import dataclass, field

from structurer.models import Cell, ReviewCode
from structurer.parse.columns import LEVELS, Part
from structurer.parse.forms import Forms
from structurer.parse.notes import add_text
from structurer.text import is_blank

_INLINE = re.compile(
    r"(?P<name>.+?)\s*(?P<value>(?:>=|<=|[≥≤=><≧≦＝＞＜])\s*\S+)(?:\s+(?P<weight>\d+(?:\.\d+)?))?"
)


@dataclass(slots=True)
class Draft:
    """One indicator in the making: texts by field, columns without a field by label.

    `has_own` says that the row prints something in columns that no list beside this one shares; `shared` are the fields
    whose cells belong to the list before this one. `above` are levels that stand on a line of their own above the row.
    """

    first: Cell
    cells: dict[str, Cell] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    review: set[ReviewCode] = field(default_factory=set)
    period: str | None = None
    above: tuple[str, str] = ("", "")
    has_own: bool = True
    shared: frozenset[str | None] = frozenset()

    def go_on(self, more: "Draft") -> None:
        """Add a row without levels: its cells go on in this one."""
        for name, text in more.texts.items():
            add_text(self.texts, name, text)
            if text and name in more.cells:
                self.cells.setdefault(name, more.cells[name])
        for label, text in more.extra.items():
            add_text(self.extra, label, text)
        self.review |= {*more.review, ReviewCode.PIECES}


def split_inline(draft: Draft) -> None:
    """Divide a cell with name, operator, figure and points in one: 足额保障率=100% 22.5."""
    found = _INLINE.fullmatch(draft.texts.get("level3", ""))
    if found and "level3" in draft.cells:
        draft.texts["level3"], draft.texts["value"] = found["name"], found["value"]
        if found["weight"]:
            draft.texts["weight"] = found["weight"]
        draft.cells["value"] = draft.cells["level3"]


def read_telling_columns(drafts: list[Draft], part: Part, forms: Forms) -> None:
    """Read columns without a field whose cells all are terms: periods, and levels where no column is labelled so."""
    first = drafts[0] if drafts else None
    if first is None or first.period:
        return
    for label, text in list(first.extra.items()):
        word = forms.word(text)
        cells = [forms.word(one) for draft in drafts if not is_blank(one := draft.extra.get(label, ""))]
        if word.is_band and word.period and all(cell.period for cell in cells):
            _carry_period(drafts, label, forms)
        elif word.level2 and part.fields.isdisjoint(LEVELS[:2]) and all(cell.level2 for cell in cells):
            for draft in drafts:
                draft.texts["level2"] = draft.extra.pop(label, "")


def _carry_period(drafts: list[Draft], label: str, forms: Forms) -> None:
    period: str | None = None
    for draft in drafts:
        draft.period = period = forms.word(draft.extra.get(label, "")).period or period
