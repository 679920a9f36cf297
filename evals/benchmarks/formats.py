"""How fast each format is read, beside the plain way to its cells; on the files of the corpus.

Writes its block of BENCHMARKS.md. Every round takes all files of a format once through each job, one job after the
other, so that a slow moment meets both; figures are medians of rounds, ratios medians of the ratios of one round.
"""

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import structurer
from page import Row, table, write_block
from peers import (
    Reading,
    bare_pdf,
    bare_word,
    bare_workbook,
    converter,
    reading_of_markdown,
    reading_of_projects,
    word_texts,
    word_tree,
)
from structurer.read import Source, read
from structurer.text import fold

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("STRUCTURER_CORPUS", ROOT.parent / "shared" / "corpus")) / "formats"
ROUNDS, SLOW_ROUNDS = 25, 5
FORMATS = ("docx", "xlsx", "pdf", "html", "odt", "csv")
PREPARED = "the same, unzipped and parsed beforehand"

PROBE = """
import re, sys, structurer
from pathlib import Path
for path in sys.argv[1:]:
    structurer.parse(Path(path).read_bytes())
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""

Job = Callable[[Any], object]


class Timed(NamedTuple):
    """Seconds of two jobs over the same files, and how many times the first is the second."""

    first: float
    second: float
    ratio: float


def blocks(path: Path) -> object:
    """The read stage: from bytes to all blocks, one after the other, as the parser takes them."""
    return deque(read(Source(path.name, path.read_bytes())).blocks, maxlen=0)


def whole(path: Path) -> object:
    """All that turns bytes into data."""
    return structurer.parse(path.read_bytes(), name=path.name)


def of_bytes(job: Callable[[bytes], object]) -> Callable[[Path], object]:
    """Make a job on bytes one on paths; reading the file is in the time of either side."""
    return lambda path: job(path.read_bytes())


def spent(job: Job, inputs: Iterable[object]) -> float:
    """Processor seconds of one job over all inputs, without those of other threads and programs."""
    begin = time.thread_time()
    for one in inputs:
        job(one)
    return time.thread_time() - begin


def paired(
    jobs: tuple[Job, Job],
    inputs: tuple[list[Any], list[Any]],
    rounds: int = ROUNDS,
) -> Timed:
    """Time both jobs in turn; a round before the first is not counted."""
    for job, files in zip(jobs, inputs, strict=True):
        spent(job, files[:1])
    gc.freeze()  # what the process holds for other jobs is not searched in the time of these
    found = [tuple(spent(job, files) for job, files in zip(jobs, inputs, strict=True)) for _ in range(rounds)]
    first, second = (statistics.median(times) for times in zip(*found, strict=True))
    return Timed(first, second, statistics.median(one / other for one, other in found))


def truth(paths: list[Path]) -> Reading:
    """The rows that the files print."""
    listed = json.loads((CORPUS / "truth.json").read_text("utf-8"))
    names = {path.name for path in paths}
    return Counter(
        (fold(row["level3"]), fold(row["value"]))
        for file in listed
        if file["file"] in names
        for project in file["projects"]
        for row in project["indicators"]
    )


def against_plain_ways(paths: dict[str, list[Path]]) -> list[Row]:
    """The read stage beside what one would write without it."""
    docx, trees = paths["docx"], [word_tree(path.read_bytes()) for path in paths["docx"]]
    compared = (
        ("docx", of_bytes(bare_word), docx, ROUNDS, "unzip, lxml, walk over tr, tc and t", 4.0),
        ("docx", word_texts, trees, ROUNDS, PREPARED, None),
        ("xlsx", of_bytes(bare_workbook), paths["xlsx"], ROUNDS, "python-calamine, sheets to lists", 3.0),
        ("pdf", of_bytes(bare_pdf), paths["pdf"], SLOW_ROUNDS, "pdfplumber, extract_tables", 1 / 3),
    )
    found: list[Row] = []
    for kind, job, inputs, rounds, name, bar in compared:
        timed = paired((blocks, job), (paths[kind], inputs), rounds)
        is_faster = bar is not None and bar < 1
        figure = f"{1 / timed.ratio:.1f} times as fast" if is_faster else f"{timed.ratio:.2f} times as long"
        times = f"{timed.first * 1000:,.0f} and {timed.second * 1000:,.0f} ms, {figure}"
        said = "" if bar is None else f"at least {1 / bar:.0f}" if is_faster else f"{bar:.0f} at most"
        found.append((f"{kind} read stage, and {name}", times, said))
    return found


def against_converter(paths: list[Path]) -> list[Row]:
    """The whole parse beside markitdown: time, and rows whose value stands below its label."""
    convert = converter()
    if convert is None:
        print("markitdown is not installed (it is the dependency group bench): it is left out.")
        return [("docx to data, and markitdown", "not installed, not measured", "at least 25")]
    timed = paired((whole, of_bytes(convert)), (paths, paths), SLOW_ROUNDS)
    expected = truth(paths)
    ours: Reading = Counter()
    theirs: Reading = Counter()
    for path in paths:
        ours += reading_of_projects(structurer.parse(path.read_bytes()).projects)
        theirs += reading_of_markdown(convert(path.read_bytes()))
    times = f"{timed.first * 1000:,.0f} and {timed.second * 1000:,.0f} ms"
    right = [f"{(expected & found).total()} of {expected.total()}" for found in (ours, theirs)]
    return [
        (
            "docx to data, and markitdown to Markdown",
            f"{times}, {1 / timed.ratio:.0f} times as fast",
            "at least 25",
        ),
        ("rows with level 3 and value in their columns", f"{right[0]}, markitdown {right[1]}", ""),
    ]


def alone(paths: dict[str, list[Path]]) -> list[Row]:
    """Rows a second and peak memory of every format."""
    found: list[Row] = []
    for kind in FORMATS:
        files = paths[kind]
        timed = paired((blocks, whole), (files, files), SLOW_ROUNDS if kind == "pdf" else ROUNDS)
        rows = truth(files).total()
        rates = f"{rows / timed.first:,.0f} and {rows / timed.second:,.0f} rows/s"
        found.append(
            (f"{kind}, {len(files)} files: read, and to data", f"{rates}, peak {peak(files):.0f} MiB", "")
        )
    return found


def peak(paths: list[Path]) -> float:
    """MiB at most that a process of its own takes, which turns one file after the other into data.

    It says so itself: what the system says of a process that has ended counts the one that started it too.
    """
    command = [sys.executable, "-c", PROBE, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a literal, and files
    return int(done.stdout) / 1024


def main() -> None:
    """Measure, print, write."""
    if not CORPUS.is_dir():
        print("Office formats: left out, the corpus of real submissions is not at hand.")
        return
    paths = {kind: sorted(CORPUS.glob(f"*.{kind}")) for kind in FORMATS}
    found = [*against_plain_ways(paths), *against_converter(paths["docx"]), *alone(paths)]
    about = (
        f"All files of a format in the corpus, in each of {ROUNDS} rounds ({SLOW_ROUNDS} where the other is slow); "
        f"Python {platform.python_version()}. Processor seconds of one thread, which leaves out what markitdown does "
        "in others; peak memory is that of a process that turns all files of the format into data."
    )
    write_block("Office formats", f"{about}\n\n{table(found)}")


if __name__ == "__main__":
    main()
