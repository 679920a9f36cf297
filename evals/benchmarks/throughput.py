"""How fast and how large: text to JSON, memory over many inputs, a large text without a table.

Writes its block of BENCHMARKS.md beside this file. Every figure is the median of ROUNDS runs; memory is the
peak resident size of the whole process, read from the operating system.
"""

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from page import Row, table, write_block
from structurer import RowContext, Submission, load_settings, normalize_value, structure
from structurer.normalize.targets import find_short_targets
from structurer.parse import Forms, parse_document
from structurer.pipeline import extract, run
from structurer.read import Source, read
from structurer.read.encoding import decode
from structurer.write import to_json

HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parent / "documents").glob("*.txt"))
ROUNDS = 3
REPEATS = 10  # of all rows in one timed round of values
TIMES = 20  # how much larger the large input is
NO_TABLE_MIB = 50


def rows_a_second(job: Callable[[Source], Submission], paths: list[Path]) -> float:
    """Indicator rows a second from files to JSON bytes, one core, in this process."""
    figures = []
    for _ in range(ROUNDS):
        start, rows = time.perf_counter(), 0
        for path in paths:
            submission = job(Source.from_path(path))
            to_json(submission)
            rows += sum(len(project.indicators) for project in submission.projects)
        figures.append(rows / (time.perf_counter() - start))
    return statistics.median(figures)


def values_a_second() -> float:
    """Values normalized a second, every one with the words of its row, one core, in this process."""
    rows = [
        (row.value.text, RowContext(row.level1, row.level2, row.level3, row.description or ""))
        for path in SAMPLES
        for project in structure(path).projects
        for row in project.indicators
    ]
    figures = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(REPEATS):
            find_short_targets.cache_clear()  # readings are kept, and a repeat must not find those of the one before
            for text, context in rows:
                normalize_value(text, context)
        figures.append(len(rows) * REPEATS / (time.perf_counter() - start))
    return statistics.median(figures)


def measure(*args: str | Path) -> tuple[float, float, int]:
    """Seconds, peak MiB and exit code of the program, medians."""
    seconds, sizes, code = [], [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        command = [sys.executable, "-m", "structurer", *map(str, args)]
        silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
        pid = os.posix_spawn(sys.executable, command, os.environ, file_actions=silent)
        _, status, usage = os.wait4(pid, 0)
        seconds.append(time.perf_counter() - start)
        sizes.append(usage.ru_maxrss / 1024)
        code = os.waitstatus_to_exitcode(status)
    return statistics.median(seconds), statistics.median(sizes), code


def folder_of_copies(folder: Path, times: int) -> Path:
    """The samples, `times` times."""
    folder.mkdir()
    for path in SAMPLES:
        for number in range(times):
            (folder / f"{number:03d}_{path.name}").write_bytes(path.read_bytes())
    return folder


def bench(work: Path) -> list[Row]:
    """All figures: what, measured, bar."""
    found: list[Row] = []
    few, lots = folder_of_copies(work / "few", 1), folder_of_copies(work / "lots", TIMES)
    forms, settings = Forms.build(), load_settings()
    for dialect, name in (("_word", "out of Word"), ("_pdf", "out of PDF")):
        paths = sorted(lots.glob(f"*{dialect}*"))
        parsed = rows_a_second(lambda source: parse_document(read(source), forms), paths)
        found.append(
            (f"text to JSON, {name}, values as printed", f"{parsed:,.0f} rows/s", "at least 10,000 rows/s")
        )
        valued = rows_a_second(lambda source: extract(source, settings), paths)
        found.append((f"text to JSON, {name}, values normalized", f"{valued:,.0f} rows/s", ""))
        with asyncio.Runner() as runner:
            whole = rows_a_second(lambda source: runner.run(run(source, settings)), paths)
        found.append((f"text to JSON, {name}, checked by all rules", f"{whole:,.0f} rows/s", ""))
    found.append(("values normalized", f"{values_a_second():,.0f} values/s", "at least 20,000 values/s"))

    one = measure("run", few, "-o", work / "out1", "-q")
    many = measure("run", lots, "-o", work / "out2", "-q")
    found.append((f"peak memory, {len(SAMPLES)} files", f"{one[1]:.1f} MiB", ""))
    found.append((f"peak memory, {len(SAMPLES) * TIMES} files", f"{many[1]:.1f} MiB", "flat"))
    found.append((f"ratio of the two ({TIMES} times the input)", f"{many[1] / one[1]:.2f}", "1.1 at most"))

    text = decode(SAMPLES[0].read_bytes())[0]
    (work / "large.txt").write_text(text * TIMES, "utf-8")
    large = measure("run", work / "large.txt", "-o", work / "out3", "-q")
    size = (work / "large.txt").stat().st_size / 2**20
    found.append(
        (f"one file of {size:.1f} MiB, {TIMES} times a sample", f"{large[0]:.2f} s, {large[1]:.1f} MiB", "")
    )

    line = "这一行没有表格，只有文字，用来看看大文件要多久。\n".encode()
    (work / "none.txt").write_bytes(line * (NO_TABLE_MIB * 2**20 // len(line)))
    none = measure("run", work / "none.txt", "-o", work / "out4", "-q")
    found.append(
        (
            f"{NO_TABLE_MIB} MiB without a table",
            f"{none[0]:.2f} s, {none[1]:.0f} MiB",
            "under 5 s and 300 MiB",
        )
    )
    (work / "tabs.txt").write_bytes("姓名\t职务\t电话\t备注\n".encode() * (NO_TABLE_MIB * 2**20 // 28))
    tabs = measure("run", work / "tabs.txt", "-o", work / "out5", "-q")
    found.append(
        (f"{NO_TABLE_MIB} MiB of a table of another kind", f"{tabs[0]:.2f} s, {tabs[1]:.0f} MiB", "the same")
    )
    found.append(("structurer --help", f"{measure('--help')[0]:.2f} s", ""))
    for figures in (none, tabs):
        if figures[2] != 2:
            sys.exit("a text without a target table was not refused")
    return found


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory() as work:
        found = bench(Path(work))
    about = f"Medians of {ROUNDS} runs, Python {platform.python_version()}, one process. Machines differ: compare ratios."
    write_block("Throughput", f"{about}\n\n{table(found)}")


if __name__ == "__main__":
    main()
