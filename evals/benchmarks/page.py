"""The page the benchmarks write: one block each."""

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parent / "BENCHMARKS.md"
Row = tuple[str, str, str]


def table(rows: Sequence[Row]) -> str:
    """What was measured, the figure and the bar, as Markdown."""
    lines = "\n".join(f"| {what} | {figure} | {bar} |" for what, figure, bar in rows)
    return f"| what | measured | bar |\n| --- | --- | --- |\n{lines}\n"


def write_block(title: str, text: str) -> None:
    """Put `text` under the heading `title`, in place of what stood there, and print it."""
    page = PAGE.read_text("utf-8") if PAGE.exists() else "# Benchmarks\n\nWritten by `make bench`.\n"
    block = f"## {title}\n\n{text.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    replaced, count = pattern.subn(lambda _: block + "\n", page)
    PAGE.write_text((replaced if count else f"{page.rstrip()}\n\n{block}").rstrip() + "\n", "utf-8")
    print(block)
