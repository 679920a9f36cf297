"""A folder of results, a server on it, and a window."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from reviewing import OPEN, SETTLED, Served, changed, labelled, put, read, serving, window
from structurer.models import ReviewCode


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two results: rows 0 and 2 are open, row 3 has a label the model was not sure of, row 5 was shifted."""
    second = labelled(read("运转有序", SETTLED, OPEN, name="b.txt"), 1, "运转")
    second = changed(
        second, 3, needs_review=(ReviewCode.SHIFTED,), value=read(SETTLED).projects[0].indicators[0].value
    )
    return put(tmp_path / "out", read(OPEN, SETTLED, "≤6月"), second)


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as one:
        yield one


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with window(served) as one:
        yield one
