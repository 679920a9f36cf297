"""structurer decisions."""

from pathlib import Path
from typing import Annotated

import typer

from structurer.cli.common import Version, say, working

app = typer.Typer(help="What people decided about rows, in decisions.jsonl.", no_args_is_help=True)


@app.callback()
def decisions() -> None:
    """Decisions of people; they beat a model's and a rule's."""


@app.command("import")
def import_decisions(
    book: Annotated[Path, typer.Argument(metavar="BOOK.xlsx", help="A workbook of a run, filled in.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="DIR",
            help="The folder with the results; else that of the workbook.",
            show_default=False,
        ),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--who", metavar="NAME", help="Who decided where no 复核人 is filled in.", show_default=False
        ),
    ] = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Read what was filled in on the sheet 待复核 of a workbook, and append it to DIR/decisions.jsonl.

    Importing a workbook again adds only what is new in it. Each line that cannot be used is named with its reason.

    Exit codes: 0 every line is in the log; 1 some lines cannot be used, the others are; 2 the file is no workbook of
    a run, or there are no results; 4 the log cannot be written.
    """
    from datetime import UTC, datetime

    from structurer.decide import LOG_NAME, DecisionLog, take
    from structurer.results import load_results
    from structurer.write.workbook import read_filled

    folder = out or book.parent
    with working("reading the workbook and the results", quiet=False):
        filled = read_filled(book)
        found = load_results(folder)
    log = DecisionLog(folder / LOG_NAME)
    with log.locked() as rulings:
        taken = take(filled.lines, found.results, rulings, when=datetime.now(UTC), who=who)
        if taken.rulings:
            log.append(*taken.rulings)
    problems = (*found.problems, *log.problems, *filled.problems, *taken.problems)
    for problem in problems:
        say(problem)
    say(_sentence(len(taken.rulings), taken.known, len(filled.problems) + len(taken.problems), log.path))
    raise typer.Exit(int(bool(problems)))


def _sentence(new: int, known: int, unusable: int, path: Path) -> str:
    """What came of a workbook, on one line."""
    parts = [f"{new:,} decision{'s' * (new != 1)} added to {path}"]
    parts += [f"{known:,} there already"] if known else []
    parts += [f"{unusable:,} line{'s' * (unusable != 1)} left out"] if unusable else []
    return ", ".join(parts)
