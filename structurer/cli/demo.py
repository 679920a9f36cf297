"""structurer demo."""

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import Version, say
from structurer.cli.reading import Reading
from structurer.cli.run import count

if TYPE_CHECKING:
    from rich.table import Table

    from structurer.models import IndicatorValue, Project, Submission
from structurer.models.value import Target

# The samples in the wheel; pyproject.toml lists the same.
SAMPLES = ("clinics_word.txt", "farmland_word_gb18030.txt", "roads_pdf.txt", "schools_pdf.txt")
YUAN_IN_WAN = 10_000  # yuan in a 万元
_CHECKOUT_SAMPLES = Path(__file__).parents[2] / "evals" / "documents"
_SIGNS = {"eq": "=", "ge": "≥", "le": "≤", "gt": ">", "lt": "<"}


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

    from structurer.pipeline import whole
    from structurer.settings import load_settings
    from structurer.write import write

    console = Console(highlight=False)
    settings = load_settings()
    reading = Reading([str(path) for path in samples()], settings, whole(settings), quiet=True)
    read = list(reading)
    console.print(_overview([submission for _, submission in read]))
    first = read[0][1]
    console.print(_indicators(first, first.projects[0]))
    if out is not None:
        for one, submission in read:
            write(submission, out, one.result_name, ["json"])
        say(f"JSON of {len(read)} samples written to {out}")
    else:
        say("For the JSON: structurer demo -o DIR. For your own files: structurer run FILE_OR_FOLDER -o DIR")
    raise typer.Exit(reading.exit_code)


def samples() -> list[Path]:
    """The bundled samples: in the package where it is installed, else in the checkout."""
    packaged = Path(str(resources.files("structurer"))) / "samples"
    folder = packaged if packaged.is_dir() else _CHECKOUT_SAMPLES
    return [folder / name for name in SAMPLES]


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
    for name in ("projects", "rows", "open", "万元"):
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
            str(counts["open"] or ""),
            f"{sum(amount for amount in amounts if amount is not None) / YUAN_IN_WAN:,.2f}",
        )
    return table


def _indicators(submission: "Submission", project: "Project") -> "Table":
    from rich import box
    from rich.table import Table

    title = f"{submission.source.name}, project {project.index}: {project.project_name}"
    table = Table(
        title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left", title_style="bold"
    )
    for name in ("indicator", "target as printed", "kind", "what it means", "better"):
        table.add_column(name, overflow="fold")
    table.add_column("line", justify="right")
    for row in project.indicators:
        value = row.value
        table.add_row(
            row.level3,
            value.text,
            f"{value.kind}{' ?' if value.ambiguous else ''}",
            _meaning(value),
            value.direction,
            str(row.place.line),
        )
    return table


def _meaning(value: "IndicatorValue") -> str:
    return value.grade or "; ".join(map(_in_short, value.targets))


def _in_short(target: "Target") -> str:
    if target.number is None:
        bound = "" if target.comparator in ("eq", "between") else f"{_SIGNS[target.comparator]} "
        return bound + " to ".join(dict.fromkeys(day for day in (target.date_from, target.date_to) if day))
    number = target.base_value if target.base_value is not None else target.number
    sign = "" if target.number_max is not None else f"{_SIGNS[target.comparator]} "
    most = "" if target.number_max is None else f" to {target.number_max}"
    per = f"/{target.per}" if target.per else ""
    return f"{sign}{number.normalize():,f}{most} {target.unit_code or ''}{per}".strip()
