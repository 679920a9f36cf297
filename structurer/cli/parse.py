"""structurer parse."""

from pathlib import Path
from typing import Annotated

import typer

from structurer.cli.common import Paths, Quiet, Verbose, Version, say
from structurer.cli.reading import Reading


def parse(
    paths: Paths,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="The folder for the results.", show_default=False),
    ] = None,
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the signature
    verbose: Verbose = False,  # noqa: FBT002
    version: Version = False,  # noqa: ARG001, FBT002
) -> None:
    """Read submissions without any model or check, and print the results as JSON.

    One submission is printed indented, several one a line (JSON Lines). With --out each goes to a file, as `run`
    writes it. Exit codes as `run`.
    """
    from structurer.pipeline import only_extract
    from structurer.settings import load_settings
    from structurer.write import to_json, to_json_line, write

    settings = load_settings()
    reading = Reading(paths, settings, only_extract(settings), quiet=quiet or out is None)
    print_one = to_json if len(reading) == 1 else to_json_line
    for one, submission in reading:
        if out is None:
            typer.echo(print_one(submission), nl=False)
        else:
            write(submission, out, one.result_name, ["json"])
        if verbose:
            say(f"{one}: {len(submission.projects):,} projects")
    raise typer.Exit(reading.exit_code)
