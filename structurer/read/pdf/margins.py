"""Page numbers and running heads: what the margins of the pages repeat."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from statistics import median_high

from structurer.models import Place, Unread, Why
from structurer.read.pdf.layout import Page
from structurer.read.pdf.lines import Line

_HEAD = 62.0  # points from the upper edge: a line above that is a running head where it is repeated
_FOOT = 85.0  # points from the lower edge, the same
_PAGE_NUMBER = re.compile(r"\W*\d{1,4}\W*|\W*第\s*\d{1,4}\s*页(\W*共\s*\d{1,4}\s*页)?\W*")
_NAMED_PAGE = re.compile(r"第\s*\d{1,4}\s*页")
_DIGITS = re.compile(r"\d+")
_LARGEST = 1.15  # of the height of most text: what is larger is a heading


class Margins:
    """The lines that most pages have in their margins, but for the digits in them."""

    def __init__(self, pages: Iterable[Page]) -> None:
        """Learn them from `pages`."""
        texts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        count = 0
        for page in pages:
            count += 1
            for key, text in {(_key(line), line.text) for line in _in_margins(page)}:
                texts[key][text] += 1
        self._repeated = {
            key: Why.PAGE_NUMBER if len(found) > 1 else Why.RUNNING_HEAD
            for key, found in texts.items()
            if found.total() > max(1, count // 2)
        }

    def take_off(self, page: Page) -> Iterator[Unread]:
        """Take page numbers and running heads off `page`, and yield them; a number at the foot is always one."""
        found = [(line, why) for line in _in_margins(page) if (why := self._why(page, line))]
        page.lines = [line for line in page.lines if all(line is not one for one, _ in found)]
        for line, why in found:
            yield Unread(Place(page=page.number), line.text, why)

    def _why(self, page: Page, line: Line) -> Why | None:
        is_foot = line.base > page.height / 2
        if is_foot and _PAGE_NUMBER.fullmatch(line.text.strip()):
            return Why.PAGE_NUMBER
        why = self._repeated.get(_key(line))
        if why is Why.PAGE_NUMBER and not is_foot and not _NAMED_PAGE.search(line.text):
            return None  # headings may be numbered, too
        return why


def _key(line: Line) -> str:
    return _DIGITS.sub("0", "".join(line.text.split()))


def _in_margins(page: Page) -> list[Line]:
    """The lines in the upper or lower margin, above or below all tables, in print no larger than the rest."""
    found = [
        line
        for line in page.lines
        if (line.base < _HEAD and all(line.base <= table.top for table in page.tables))
        or (page.height - line.base < _FOOT and all(line.base >= table.bottom for table in page.tables))
    ]
    if not found:
        return found
    inside = [line for table in page.tables for box in table.boxes for line in box.lines]
    largest = median_high(line.height for line in (*page.lines, *inside)) * _LARGEST
    return [line for line in found if line.height <= largest or _PAGE_NUMBER.fullmatch(line.text.strip())]
