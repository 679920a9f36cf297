"""Keeping account of printed text: what goes to a field, and what is set aside with a reason."""

import re
from collections.abc import Iterable

from structurer.models import Cell, Unread, Why
from structurer.text import is_blank, tidy

_TAG = re.compile(r"</?(?:p|br|div|span)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG_BREAK = re.compile(
    r"\s*(?:</p>\s*<p(?:\s[^<>]*)?>|</div>\s*<div(?:\s[^<>]*)?>|<br\s*/?>)\s*", re.IGNORECASE
)


class Notes(list[Unread]):
    """The unread texts met so far."""

    def set_aside(self, cells: Iterable[Cell], why: Why) -> None:
        """Note `cells` that stand together as one unread text, tabs between them; blank ones say nothing."""
        printed = [cell for cell in cells if not is_blank(cell.text)]
        if printed:
            self.append(Unread(printed[0].place, "\t".join(cell.text.strip() for cell in printed), why))

    def take(self, cell: Cell) -> str:
        """Return the text of `cell` for a field: trimmed, without blank lines, editor tags set aside."""
        text = cell.text
        if "<" in text and (tags := _TAG.findall(text)):
            self.append(Unread(cell.place, "".join(tags), Why.MARKUP))
            text = _TAG.sub("", _TAG_BREAK.sub("\n", text))
        return tidy(text)

    def take_pair(self, label: Cell, value: Cell, texts: dict[str, str]) -> None:
        """Take a label without a field of its own, and its value; a label printed again is set aside."""
        name = self.take(label)
        if name in texts:
            self.set_aside([label._replace(text=name)], Why.LABEL)
        add_text(texts, name, self.take(value))


def add_text(texts: dict[str, str], name: str, text: str) -> None:
    """Set `name`; a second text for the same name goes below the first."""
    before = texts.get(name, "")
    texts[name] = f"{before}\n{text}" if before and text else before or text
