"""Rulings as they are drawn to rulings as they are meant: snapped, joined, and in groups that hang together."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from structurer.read.pdf.printed import Ruling

SNAP = 3.0  # points: lines closer than that are one line (a double one), and ends closer than that meet
_SHORTEST = 3.0  # points, when its pieces are joined: anything shorter is a dot or the corner of a border


def cluster(values: Iterable[float]) -> list[float]:
    """The `values` in order, those closer than `SNAP` as one."""
    found: list[float] = []
    last = float("-inf")
    for value in sorted(values):
        if value - last > SNAP:
            found.append(value)
        last = value
    return found


def nearest(edges: list[float], value: float) -> int:
    """The index of the edge that is nearest to `value`."""
    after = bisect_right(edges, value)
    if after == len(edges) or (after and value - edges[after - 1] <= edges[after] - value):
        return after - 1
    return after


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Snap rulings side by side to one, and join those end to end, dashes and dots too."""
    rulings = list(rulings)
    heights = cluster(ruling.at for ruling in rulings)
    by_height: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for ruling in rulings:
        by_height[heights[bisect_right(heights, ruling.at) - 1]].append((ruling.start, ruling.end))
    found: list[Ruling] = []
    for at, pieces in sorted(by_height.items()):
        start, end = min(pieces)
        for next_start, next_end in sorted(pieces):
            if next_start > end + SNAP:
                found.append(Ruling(at, start, end))
                start, end = next_start, next_end
            end = max(end, next_end)
        found.append(Ruling(at, start, end))
    return [ruling for ruling in found if ruling.end - ruling.start >= _SHORTEST]


def hanging_together(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of rulings that cross or meet, directly or by way of others."""
    heights = [ruling.at for ruling in across]
    groups = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while groups[i] != i:
            groups[i] = groups[groups[i]]
            i = groups[i]
        return i

    for j, column in enumerate(down, len(across)):
        for i in range(bisect_right(heights, column.start - SNAP), bisect_right(heights, column.end + SNAP)):
            if across[i].start - SNAP <= column.at <= across[i].end + SNAP:
                groups[root(i)] = root(j)
    found: defaultdict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, ruling in enumerate((*across, *down)):
        found[root(i)][i >= len(across)].append(ruling)
    return [group for group in found.values() if group[0] and group[1]]
