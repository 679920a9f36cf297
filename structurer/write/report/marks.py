"""Printed text as HTML: isolated, with pieces of it marked, and with nothing in it that cannot be seen or steers."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from structurer.write.visible import visible

_LONG = 600  # characters, from which on a cell scrolls


class Mark(NamedTuple):
    """A piece [start, end) of a text; `look` are class names, `number` stands before it where several are told apart."""

    start: int
    end: int
    look: str
    number: str = ""


def marked(text: str, marks: Iterable[Mark] = (), start: int = 0, end: int | None = None) -> Markup:
    """The piece [start, end) of `text` as HTML, `marks` (offsets into the whole text) around what they mark.

    Marks may overlap: each stretch between two of their ends carries the looks of all that cover it.
    """
    end = len(text) if end is None else end
    within = [one for one in marks if one.start < end and one.end > start and one.start < one.end]
    ends = {max(start, one.start) for one in within} | {min(end, one.end) for one in within}
    cuts = sorted({start, end} | ends)
    pieces = (_piece(text, a, b, within) for a, b in pairwise(cuts))
    long = Markup(' class="long"') if end - start > _LONG else ""
    return Markup("<bdi{}>{}</bdi>").format(long, Markup("").join(pieces))


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> Markup | str:
    over = [one for one in marks if one.start <= start and end <= one.end]
    if not over:
        return escape(visible(text[start:end]))
    looks = " ".join(sorted({word for one in over for word in one.look.split()}))
    numbers = "".join(one.number for one in over if one.start == start)
    shown = Markup(' data-n="{}"').format(numbers) if numbers else ""
    return Markup('<mark class="{}"{}>{}</mark>').format(looks, shown, visible(text[start:end]))


def pieces_in(text: str, pieces: Iterable[str]) -> list[tuple[int, int]] | None:
    """Where each of `pieces` stands in `text`, one behind the other; null where one does not stand there verbatim."""
    found, at = [], 0
    for piece in pieces:
        start = text.find(piece, at)
        if start < 0:
            return None
        at = start + len(piece)
        found.append((start, at))
    return found
