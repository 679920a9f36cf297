"""structurer query."""

from pathlib import Path
from typing import Annotated

import typer

from structurer.cli.answers import Format, print_answer
from structurer.cli.common import Version, say, working

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="A folder that structurer run wrote to.", show_default=False)
]
Statement = Annotated[
    str | None,
    typer.Argument(
        metavar="SQL", help="A select; without it the tables and columns are listed.", show_default=False
    ),
]
AsFormat = Annotated[Format, typer.Option("--format", "-f", help="What to print.")]


def query(
    folder: Folder,
    statement: Statement = None,
    format: AsFormat = Format.TABLE,  # noqa: A002 - typer reads the signature
    version: Version = False,  # noqa: ARG001, FBT002 - the same
) -> None:
    """Ask the results of a run in SQL (DuckDB's), as tables; docs/data.md describes every column.

    The results are only read: a statement sees the tables and nothing else of this machine.

    Exit codes: 0 answered; 2 the folder holds no results, or the statement is wrong; 4 duckdb or pyarrow is missing.
    """
    from structurer.query import Database, columns
    from structurer.results import load_results

    with working("reading the results", quiet=False):
        results, problems = load_results(folder)
        answer = columns() if statement is None else Database(results).ask(statement)
    for problem in problems:
        say(problem)
    print_answer(answer, format)
