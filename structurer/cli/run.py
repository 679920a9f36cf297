"""structurer run."""

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import OutFolder, Paths, Quiet, Reading, Verbose, Version, say

if TYPE_CHECKING:
    from structurer.models import Submission


def run(
    paths: Paths,
    out: OutFolder,
    formats: Annotated[
        str, typer.Option("--format", "-f", help="What to write, divided by commas: json.")
    ] = "json",
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the signature
    verbose: Verbose = False,  # noqa: FBT002
    version: Version = False,  # noqa: ARG001, FBT002
) -> None:
    """Read submissions and write one result a file: DIR/NAME.json, the full file name kept.

    Exit codes: 0 done; 1 some inputs failed, each named with its reason, the others are written; 2 no input could be
    read, or the arguments are wrong; 4 the settings or the output folder are not as they must be.
    """
    from structurer.write import WRITERS, write

    chosen = [name.strip() for name in formats.split(",")]
    if unknown := [name for name in chosen if name not in WRITERS]:
        raise typer.BadParameter(f"{unknown[0]!r} is none of {', '.join(WRITERS)}", param_hint="--format")
    reading = Reading(paths, quiet=quiet)
    total: Counter[str] = Counter()
    for one, submission in reading:
        write(submission, out, one.result_name, chosen)
        counts = count(submission)
        total += counts
        if verbose:
            say(f"{one}: {sentence(counts)}")
    if total and not quiet:
        say(f"{sentence(total)}; written to {out}")
    raise typer.Exit(reading.exit_code)


def count(submission: "Submission") -> Counter[str]:
    """What a person wants to know of a result at first sight; `open` are values that rules could not settle."""
    rows = [row for project in submission.projects for row in project.indicators]
    return Counter(
        submissions=1,
        projects=len(submission.projects),
        indicators=len(rows),
        open=sum(bool(row.value.ambiguous) for row in rows),
        review=sum(bool(row.needs_review) for row in rows)
        + sum(bool(one.needs_review) for one in submission.projects),
    )


def sentence(counts: Counter[str]) -> str:
    """`counts` in words."""
    parts = [
        f"{counts[name]:,} {name if counts[name] != 1 else name.removesuffix('s')}"
        for name in ("submissions", "projects", "indicators")
    ]
    settled = counts["indicators"] - counts["open"]
    if counts["open"]:
        parts[-1] += f" ({settled:,} settled by rule, {counts['open']:,} open)"
    review = f", {counts['review']:,} to review" if counts["review"] else ""
    return ", ".join(parts) + review
