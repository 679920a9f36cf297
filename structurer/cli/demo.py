"""structurer demo."""

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import Reading, Version, say
from structurer.cli.run import count

if TYPE_CHECKING:
    from rich.table import Table

    from structurer.models import Project, Submission

YUAN_IN_WAN = 10_000  # yuan in a 万元
_CHECKOUT_SAMPLES = Path(__file__).parents[2] / "evals" / "documents"


def demo(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Write the JSON of the samples here.", show_default=False
        ),
    ] = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Do the main job on the bundled samples, offline, and show what comes out."""
    from rich.console import Console

    from structurer.write import write

    console = Console(highlight=False)
    reading = Reading([str(samples())], quiet=True)
    read = list(reading)
    console.print(_overview([submission for _, submission in read]))
    first = read[0][1]
    console.print(_indicators(first, first.projects[0]))
    if out is not None:
        for one, submission in read:
            write(submission, out, one.result_name, ["json"])
        say(f"JSON of {len(read)} samples written to {out}")
    else:
        say(
            "Every cell keeps its place in the source. For the JSON: structurer demo -o DIR; for your own files:"
        )
        say("structurer run FILE_OR_FOLDER -o DIR")
    raise typer.Exit(reading.exit_code)


def samples() -> Path:
    """The folder of the bundled samples: in the package where it is installed, else in the checkout."""
    packaged = Path(str(resources.files("structurer"))) / "samples"
    return packaged if packaged.is_dir() else _CHECKOUT_SAMPLES


def _overview(submissions: list["Submission"]) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(
        title="Submissions read",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        title_justify="left",
        title_style="bold",
    )
    table.add_column("file", no_wrap=True)
    for name in ("year", "unit"):
        table.add_column(name, overflow="fold")
    for name in ("projects", "rows", "万元", "review"):
        table.add_column(name, justify="right")
    for one in submissions:
        amounts = [project.budget.total.amount for project in one.projects]
        counts = count(one)
        table.add_row(
            one.source.name,
            str(one.fiscal_year.value) if one.fiscal_year else "",
            one.projects[0].unit_name,
            str(counts["projects"]),
            str(counts["indicators"]),
            f"{sum(amount for amount in amounts if amount is not None) / YUAN_IN_WAN:,.2f}",
            str(counts["review"] or ""),
        )
    return table


def _indicators(submission: "Submission", project: "Project") -> "Table":
    from rich import box
    from rich.table import Table

    title = f"{submission.source.name}, project {project.index}: {project.project_name}"
    table = Table(title=title, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    table.add_column("row", justify="right")
    for name in ("level 2", "indicator", "target as printed"):
        table.add_column(name, overflow="fold")
    table.add_column("line", justify="right")
    for row in project.indicators:
        table.add_row(str(row.row), row.level2, row.level3, row.value.text, str(row.place.line))
    return table
