"""What the commands share: options and messages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from structurer.errors import StructurerError
from structurer.version import __version__


def _print_version(value: bool) -> None:  # noqa: FBT001 - the signature is typer's
    if value:
        typer.echo(f"structurer {__version__}")
        raise typer.Exit


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders (all readable files below them), or - for standard input.",
        show_default=False,
    ),
]
OutFolder = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder for the results.")]
AsFormats = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="What to write, divided by commas: json (a file an input, the record); once for the run: "
        "xlsx, html, docx, md, csv, jsonl, parquet, datapackage, iati.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say one line for every input.")]
Version = Annotated[
    bool,
    typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
]


@contextmanager
def working(what: str, *, quiet: bool) -> Iterator[None]:
    """Show a person who watches that something is being done, for what takes its time and cannot say how much."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # here, so that --help stays quick

    with Console(stderr=True).status(what):
        yield


def examples(*lines: str) -> str:
    """What stands below the options in the help of a command; the mark keeps its lines as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def say(message: str) -> None:
    """One line for the person at the terminal; standard output is for results."""
    typer.echo(message, err=True)


def fail(error: StructurerError) -> None:
    """One line about an error."""
    typer.echo(f"{typer.style('error', fg='red', bold=True)}: {error}", err=True)
