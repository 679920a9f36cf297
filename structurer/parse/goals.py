"""Goals (绩效目标) as a list: one item a line or a list number."""

import re

_ITEM = re.compile(r"(?:^|(?<=[\s。；;！]))(?:(\d{1,2})[.、．](?!\d*[%％元万])\s*)+", re.MULTILINE)


def split_goals(text: str | None) -> tuple[str, ...]:
    """Split the goals cell into its items, numbers left out.

    A number begins an item at the start of a line, or inside a line where it is the next in the count.
    """
    items: list[str] = []
    for line in (text or "").split("\n"):
        items.extend(_split_line(line))
    return tuple(item for item in items if item)


def _split_line(line: str) -> list[str]:
    cuts: list[tuple[int, int]] = []
    expected = 0
    for match in _ITEM.finditer(line):
        number = int(match[1])
        if match.start() == 0 or number == expected:
            cuts.append(match.span())
            expected = number + 1
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(line)]
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
