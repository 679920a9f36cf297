"""A second reading of pages of which pdfium cannot name all characters, with pdfplumber.

It knows more ways in which a file may name them: in the font itself, in encodings that pdfium does not have, in maps
that are written a little wrong. In all else the first reading stands: it sees what is clipped away and what was typed
into forms.
"""

import io
import logging
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from structurer.read.pdf.frame import Frame, inverse, joined, moved
from structurer.read.pdf.printed import UNKNOWN, Char, Printed

if TYPE_CHECKING:
    from pdfplumber.page import Page as PlumberPage
    from pdfplumber.pdf import PDF

_MOST_PAGES = 200  # of one file: each takes ten times as long as in the first reading
_MOST_DRAWN = 20_000  # characters and rulings of a page, for the same reason
_SAME_PLACE = 0.3  # of the height of a character
_UNNAMED = "(cid:"


class SecondReading:
    """Reads pages of one file again, few and small ones only; the file is opened when the first is asked for."""

    def __init__(self, data: bytes) -> None:
        """Nothing is read yet."""
        self._data = data
        self._left = _MOST_PAGES
        self._file: PDF | None = None

    def completed(self, printed: Printed, number: int) -> Printed:
        """`printed`, the first reading of page `number`, with the characters that it does not name, as far as known."""
        if not any(char.text == UNKNOWN for char in printed.chars):
            return printed
        drawn = len(printed.chars) + len(printed.across) + len(printed.down)
        if not self._left or drawn > _MOST_DRAWN:
            return printed
        self._left -= 1
        known = self._chars(number, printed.frame)
        chars = _filled(printed.chars, known)
        if chars is None:
            chars = known if _is_better(known, printed.chars) else printed.chars
        return printed._replace(chars=chars)

    def _chars(self, number: int, frame: Frame) -> list[Char]:
        """The characters of page `number`, none where the file is too damaged for pdfplumber."""
        try:
            page = self._opened().pages[number - 1]
            try:
                return list(_chars(page, frame))
            finally:
                page.close()
        except Exception:  # noqa: BLE001 - pdfminer raises whatever it trips over in a damaged file
            self._left = 0
            return []

    def _opened(self) -> "PDF":
        if not self._file:
            # Imported here: few files need it, and it takes as long to import as three are to read.
            import pdfplumber  # noqa: PLC0415 - see above

            logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # what it would say helps nobody
            self._file = pdfplumber.open(io.BytesIO(self._data))
        return self._file


def _chars(page: "PlumberPage", frame: Frame) -> Iterator[Char]:
    """The characters as `frame` sees the page; pdfplumber sees all of the sheet, turned as the file says."""
    turned = Frame.of(*page.page_obj.mediabox, turns=page.rotation // 90)
    left, top = page.mediabox[:2]
    matrix = joined(inverse(turned.matrix), frame.matrix)
    for char in page.dedupe_chars().chars:
        x0, y0 = moved(char["x0"] - left, char["top"] - top, matrix)
        x1, y1 = moved(char["x1"] - left, char["bottom"] - top, matrix)
        _, base = moved(char["matrix"][4], turned.height - char["matrix"][5], matrix)
        yield Char(_text_of(char), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), base)


def _text_of(char: dict[str, Any]) -> str:
    text: str = char["text"].replace("\0", "")
    return UNKNOWN if text.startswith(_UNNAMED) or not text else text


def _filled(chars: list[Char], known: list[Char]) -> list[Char] | None:
    """`chars` with the texts that `known` has in the places of unknown ones; null where the places do not agree.

    They do not where pdfium does not know how many bytes a character has.
    """
    known = sorted(known, key=attrgetter("base"))
    bases = [char.base for char in known]
    places = [_place(char, known, bases) for char in chars if char.text == UNKNOWN]
    found = [place for place in places if place is not None]
    if len(set(found)) < len(places):
        return None
    texts = (known[place].text for place in found)
    return [char._replace(text=next(texts)) if char.text == UNKNOWN else char for char in chars]


def _place(char: Char, known: list[Char], bases: list[float]) -> int | None:
    """Which of `known`, that stand on `bases`, stands where `char` does."""
    reach = _SAME_PLACE * (char.bottom - char.top)
    level = range(bisect_left(bases, char.base - reach), bisect_right(bases, char.base + reach))
    apart = ((abs(known[i].x0 + known[i].x1 - char.x0 - char.x1) / 2, i) for i in level)
    distance, place = min(apart, default=(inf, -1))
    return place if distance <= reach else None


def _is_better(known: list[Char], chars: list[Char]) -> bool:
    """Tell whether `known` names more, and all that is named in `chars`."""
    more, less = (Counter(char.text for char in some if not char.text.isspace()) for some in (known, chars))
    return more.pop(UNKNOWN, 0) < less.pop(UNKNOWN, 0) and less <= more
