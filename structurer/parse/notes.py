"""Keeping account of printed text: what goes to a field, and what is set aside with a reason."""

import re
from collections.abc import Iterable

from structurer.models import Cell, Place, Unread, Why
from structurer.text import is_blank, tidy

_TAG = re.compile(r"</?(?:p|br|div|span)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG_BREAK = re.compile(r"\s*(?:</p>\s*<p(?:\s[^<>]*)?>|</div>\s*<div(?:\s[^<>]*)?>|<br\s*/?>)\s*", re.IGNORECASE)


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

    def set_aside_lines(self, lines: Iterable[tuple[Place, str]], why: Why) -> None:
        """Note lines below each other as one unread text."""
        kept = [(place, text.strip()) for place, text in lines if not is_blank(text)]
        if kept:
            self.append(Unread(kept[0][0], "\n".join(text for _, text in kept), why))
