"""How long the reports of a large run take, and how much memory: every format over 10,000 indicators.

Writes its block of BENCHMARKS.md. The results are those of the samples, with their findings, again and again under other
names. Each format is written by a process of its own, which reads the results back from their files first.
"""

import platform
import statistics
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path, PurePath

from page import Row, table, write_block
from structurer import structure
from structurer.write import REPORTS, write

SAMPLES = sorted((Path(__file__).parents[1] / "documents").glob("*.txt"))
INDICATORS = 10_000
ROUNDS = 3
BARS = {"xlsx": "10 s and 300 MB at most", "docx": "20 s at most"}

PROBE = """
import re, sys, time
from pathlib import Path
from structurer.results import load_results
from structurer.write import REPORTS
results = load_results(Path(sys.argv[1])).results
begin = time.perf_counter()
files = REPORTS[sys.argv[2]](results)
took = time.perf_counter() - begin
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(took, peak, sum(map(len, files.values())))
"""


def results(folder: Path) -> tuple[int, int]:
    """Write results with so many indicators; return the number of files and indicators."""
    submissions = [structure(path) for path in SAMPLES]
    files = indicators = 0
    for submission in cycle(submissions):
        if indicators >= INDICATORS:
            break
        files += 1
        indicators += sum(len(project.indicators) for project in submission.projects)
        write(submission, folder, PurePath(f"{files:04}-{submission.source.name}"), ["json"])
    return files, indicators


def measured(folder: Path, name: str) -> Row:
    """Seconds (median), MiB (most) and the size of one format."""
    figures = [probed(folder, name) for _ in range(ROUNDS)]
    seconds = statistics.median(figure[0] for figure in figures)
    peak = max(figure[1] for figure in figures)
    size = figures[0][2]
    return name, f"{seconds:.1f} s, {peak:.0f} MiB, {size / 1e6:.1f} MB written", BARS.get(name, "")


def probed(folder: Path, name: str) -> tuple[float, float, int]:
    """Seconds, MiB and bytes of one format, once."""
    command = [sys.executable, "-c", PROBE, str(folder), name]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a literal, and a folder
    took, peak, size = done.stdout.split()
    return float(took), int(peak) / 1024, int(size)


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        files, indicators = results(folder)
        found = [measured(folder, name) for name in REPORTS if name != "iati"]
    about = (
        f"{files:,} results with {indicators:,} indicators and their findings; median of {ROUNDS} runs, Python "
        f"{platform.python_version()}. Memory is that of the whole process, results read back included. IATI is left "
        "out: it asks for a budget year that some samples do not print."
    )
    write_block("Reports", f"{about}\n\n{table(found)}")


if __name__ == "__main__":
    main()
