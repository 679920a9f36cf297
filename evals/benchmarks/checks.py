"""How fast the check is: all rules over 1,000 projects, how a portfolio grows, and which rules cost most.

Prints a page and writes it to CHECKS.md beside this file. The projects are those of the samples again and again, each time
with a number before every name and text, so that no two are alike; reading them is not timed. Processor time of one core,
medians of ROUNDS.
"""

import gc
import platform
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from structurer import Submission, structure
from structurer.check import check_all
from structurer.check.catalogue import ALL_RULES
from structurer.check.rule import Draft, Rule, rule
from structurer.check.view import RowView
from structurer.models import Indicator, Project
from structurer.models.finding import Severity

HERE = Path(__file__).parent
SAMPLES = sorted((HERE.parent / "documents").glob("*.txt"))
ROUNDS = 5
PROJECTS = 1_000
FEW, MANY = 2_500, 10_000  # of a portfolio
ROWS_OF_THE_BAR = 8  # a project
SECONDS_OF_THE_BAR = 2
SLOWEST = 10
A_DOCUMENT = 25  # projects


def portfolio(projects: int) -> list[Submission]:
    """Submissions with that many projects, no two alike."""
    samples = [structure(path) for path in SAMPLES]
    endless = (
        (sample, _renamed(project, number))
        for number in count(1)
        for sample in samples
        for project in sample.projects
    )
    found = list(islice(endless, projects))
    return [_document(found[start : start + A_DOCUMENT], start) for start in range(0, projects, A_DOCUMENT)]


def _document(parts: list[tuple[Submission, Project]], start: int) -> Submission:
    sample = parts[0][0]
    return sample.model_copy(
        update={
            "source": sample.source.model_copy(update={"name": f"{start}.txt"}),
            "projects": tuple(
                project.model_copy(update={"index": index}) for index, (_, project) in enumerate(parts, 1)
            ),
        }
    )


def _renamed(project: Project, number: int) -> Project:
    def before(text: str | None) -> str | None:
        return text and f"{number}号{text}"

    def indicator(row: Indicator) -> Indicator:
        return row.model_copy(update={"level3": before(row.level3), "description": before(row.description)})

    names = ("title", "project_name", "fund_purpose", "goals_text")
    return project.model_copy(
        update={name: before(getattr(project, name)) for name in names}
        | {
            "goals": tuple(f"{number}号{goal}" for goal in project.goals),
            "indicators": tuple(indicator(row) for row in project.indicators),
        }
    )


@rule("Z00", "nothing", Severity.INFO, authority=("practice",), zh="无。", en="None.", suggestion="无")
def nothing(row: RowView) -> Iterator[Draft]:
    """What every rule about rows costs: the views, and the words that most rules ask for."""
    if row.name and row.section and row.description:
        return
    yield from ()


def seconds(
    submissions: list[Submission], rules: tuple[Rule, ...] = ALL_RULES, rounds: int = ROUNDS
) -> float:
    """The median processor time of a check of all of them as one portfolio."""
    figures = []
    for _ in range(rounds):
        start = time.process_time()
        check_all(submissions, rules=rules)
        figures.append(time.process_time() - start)
    return statistics.median(figures)


def _own_time(one: Rule, submissions: list[Submission], base: float) -> float:
    return max(0.0, seconds(submissions, (one,), 1) - (base if one.subject is RowView else 0))


def page() -> str:
    """Measure everything."""
    thousand = portfolio(PROJECTS)
    rows = sum(len(project.indicators) for one in thousand for project in one.projects)
    alone = seconds(thousand)
    scaled = alone * ROWS_OF_THE_BAR * PROJECTS / rows
    many = portfolio(MANY)
    large = seconds(many, rounds=1)
    small = seconds(many[: FEW // A_DOCUMENT], rounds=1)
    figures = [
        (f"{len(ALL_RULES)} rules over {PROJECTS:,} projects with {rows:,} rows", f"{alone:.2f} s", ""),
        (
            f"the same for {ROWS_OF_THE_BAR} rows a project",
            f"{scaled:.2f} s",
            f"under {SECONDS_OF_THE_BAR} s",
        ),
        ("for a rule and a row", f"{alone / rows / len(ALL_RULES) * 1e6:.1f} µs", ""),
        (f"one portfolio of {FEW:,} projects", f"{small:.2f} s", ""),
        (f"one portfolio of {MANY:,} projects", f"{large:.2f} s", ""),
        (
            f"ratio of the two ({MANY // FEW} times the input)",
            f"{large / small:.1f}",
            f"{MANY // FEW + 1} at most",
        ),
    ]
    table = "\n".join(f"| {what} | {figure} | {bar} |" for what, figure, bar in figures)
    gc.disable()  # it would be counted to whichever rule is at work
    base = seconds(thousand, (nothing,))
    each = sorted(((_own_time(one, thousand, base), one) for one in ALL_RULES), key=lambda pair: -pair[0])
    gc.enable()
    slowest = "\n".join(f"| {one.id} {one.name} | {time * 1000:.0f} ms |" for time, one in each[:SLOWEST])
    return (
        f"# Speed of the check\n\nWritten by `make bench`; medians of {ROUNDS} runs (portfolios: one run), Python "
        f"{platform.python_version()}, one process. Machines differ: compare ratios.\n\n"
        f"| what | measured | bar |\n| --- | --- | --- |\n{table}\n\n"
        f"The slowest rules, each alone over {PROJECTS:,} projects; rules about rows less the {base * 1000:.0f} ms that "
        f"one takes which finds nothing:\n\n"
        f"| rule | time |\n| --- | --- |\n{slowest}\n"
    )


def main() -> None:
    """Measure, print, write."""
    text = page()
    (HERE / "CHECKS.md").write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
