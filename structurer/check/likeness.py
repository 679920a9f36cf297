"""Projects compared with each other: keys that like ones share, so that no pair is ever looked for by trying all."""

import math
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from structurer.check.texts import LIST_NUMBER, bare, cited, shown
from structurer.check.view import Portfolio, ProjectView, RowView, Section
from structurer.text import fold

_POSTINGS = 32  # tables kept for one common element, the latest ones: what thousands share tells nothing
_CANDIDATES = 64  # tables that one table is compared with
_FUNDING = re.compile(
    r"[-—–(（](?:20\d\d年?)?(?:[^-—–()（）]{0,8})?(?:债券|债券利息|资金|国债|转移支付|结转|专项债)[)）]?$"
)
_YEAR = re.compile(r"20\d\d(?:-20\d\d)?(?:年度|年)?(?![\d号])")
_KIND_OF_WORK = re.compile(r"(?:(?:建设|实施)?(?:项目|工程))+(?=$|[一二三四五六七八九十]期|\()")
_PLACE = re.compile(r"^(.{2,3}?)[省市县区]")


class Line(NamedTuple):
    """One item of a goal: how it is compared, and where it is printed."""

    bare: str
    quote: str
    start: int


def lines(text: str) -> Iterator[Line]:
    """The items of a goal, cut at line breaks and list numbers."""
    cuts = {0, len(text)}
    cuts.update(found.start() for found in LIST_NUMBER.finditer(text))
    cuts.update(at + 1 for at, sign in enumerate(text) if sign == "\n")
    for start, end in pairwise(sorted(cuts)):
        number = LIST_NUMBER.match(text, start, end)
        begin = number.end() if number else start
        quote = text[begin:end].strip()
        if quote:
            yield Line(bare(quote), quote, text.index(quote, begin))


def label(project: ProjectView) -> str:
    """How a project is named in a message."""
    return (
        cited(shown(project.text("project_name")))
        or cited(shown(project.text("title")))
        or f"第{project.index}个项目"
    )


def unit(project: ProjectView) -> str:
    """The unit of a project, as it is compared."""
    return fold(project.text("unit_name"))


def lasting_name(project: ProjectView) -> str:
    """What stays of a project's name over years and funding lines; phases stay, for they are other work."""
    name = _FUNDING.sub("", fold(project.text("project_name")))
    name = _KIND_OF_WORK.sub("", _YEAR.sub("", name)).strip("-—–()")
    return _PLACE.sub(r"\1", name)


def comparable_rows(project: ProjectView) -> dict[tuple[Section | None, str], RowView]:
    """The rows by section and name; what a project costs is decided anew each year and for each funding line."""
    rows = reversed([row for row in project.rows if row.section is not Section.COST])
    return {(row.section, row.name): row for row in rows}


def by_year(portfolio: Portfolio) -> list[list[ProjectView]]:
    """The projects of each budget year, in order: what a project shares with last year's is another question."""
    years: dict[int | None, list[ProjectView]] = defaultdict(list)
    for project in portfolio.projects:
        years[project.year].append(project)
    return list(years.values())


class Pair(NamedTuple):
    """Two sets that are alike, by position, and the share of their elements that both have."""

    earlier: int
    later: int
    share: float


def alike(sets: Sequence[frozenset[str]], threshold: float, *, fewest: int) -> Iterator[Pair]:
    """For each set of at least `fewest` elements, the earlier one most like it, if their Jaccard share suffices.

    Equal sets meet in a dictionary. Of the others, two can only be alike if they share one of their rarest elements
    (prefix filtering), so those alone are indexed; each set is compared with a bounded number of the latest ones
    found there. Time grows with the number of sets, not of pairs.
    """
    frequency = Counter(element for one in sets for element in one)
    equal: dict[frozenset[str], int] = {}
    index: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_POSTINGS))
    for later, one in enumerate(sets):
        if len(one) < fewest:
            continue
        if one in equal:
            yield Pair(equal[one], later, 1.0)
            continue
        rarest_first = sorted(one, key=lambda element: (frequency[element], element))
        prefix = rarest_first[: len(one) - math.ceil(threshold * len(one)) + 1]
        best = _best(one, later, prefix, sets, index)
        if best is not None and best.share >= threshold:
            yield best
        equal[one] = later
        for element in prefix:
            index[element].append(later)


def _best(
    one: frozenset[str],
    later: int,
    prefix: Sequence[str],
    sets: Sequence[frozenset[str]],
    index: dict[str, deque[int]],
) -> Pair | None:
    candidates: dict[int, None] = {}
    for element in prefix:
        if element in index:
            candidates.update(dict.fromkeys(index[element]))
        if len(candidates) >= _CANDIDATES:
            break
    pairs = (
        Pair(earlier, later, len(one & sets[earlier]) / len(one | sets[earlier])) for earlier in candidates
    )
    return max(pairs, key=lambda pair: (pair.share, -pair.earlier), default=None)
