"""structurer demo."""

from importlib import resources
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.closing import count
from structurer.cli.common import AsFormats, Version, say

if TYPE_CHECKING:
    from rich.table import Table

    from structurer.models import IndicatorValue, Project, Submission
from structurer.models.value import Target

# The samples in the wheel; pyproject.toml lists the same.
SAMPLES = ("clinics_word.txt", "farmland_word_gb18030.txt", "roads_pdf.txt", "schools_pdf.txt")
YUAN_IN_WAN = 10_000  # yuan in a 万元
_CHECKOUT = Path(__file__).parents[2]
_SIGNS = {"eq": "=", "ge": "≥", "le": "≤", "gt": ">", "lt": "<"}


def demo(
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Write the results of the samples here.", show_default=False
        ),
    ] = None,
    formats: AsFormats = "json",
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Do the main job on the bundled samples, offline: rules, a model's recorded answers, and the check."""
    from rich.console import Console

    from structurer.cli.run import chosen
    from structurer.evaluate import Arm, Recordings, require_complete, take
    from structurer.models.result import Result
    from structurer.settings import load_settings
    from structurer.write import write, write_reports

    one_an_input, one_a_run = chosen(formats)
    console = Console(highlight=False)
    recordings = _bundled("cassettes", _CHECKOUT / "cassettes")
    outcome = take(Arm.BOTH, samples(), load_settings(), Recordings(recordings))
    require_complete(outcome.missing, recordings)
    read = list(outcome.submissions.values())
    console.print(_overview(read))
    first = read[0]
    console.print(_indicators(first, first.projects[0]))
    for line in _told(first, first.projects[0]):
        console.print(line, markup=False, soft_wrap=True)
    if out is not None:
        for submission in read:
            write(submission, out, PurePath(submission.source.name), one_an_input)
        write_reports([Result(one.source.name, one) for one in read], out, one_a_run)
        say(f"{', '.join((*one_an_input, *one_a_run))} of {len(read)} samples written to {out}")
    else:
        say(
            "For the results: structurer demo -o DIR. For your own files: structurer run FILE_OR_FOLDER -o DIR"
        )


def samples() -> list[Path]:
    """The bundled samples: in the package where it is installed, else in the checkout."""
    folder = _bundled("samples", _CHECKOUT / "evals" / "documents")
    return [folder / name for name in SAMPLES]


def _bundled(name: str, checkout: Path) -> Path:
    packaged = Path(str(resources.files("structurer"))) / name
    return packaged if packaged.is_dir() else checkout


def _told(submission: "Submission", project: "Project") -> list[str]:
    """What was said of a project as a whole: its category, its summary, and what a reviewer would object to."""
    lines = [f"Category: {project.category.value}"] if project.category else []
    if project.summary:
        by = "by the model" if project.summary.decided_by == "llm" else "by the program"
        lines.append(f"Summary {by}: {project.summary.headline}。{project.summary.text}")
    shown = [
        one
        for one in submission.findings
        if one.project == project.index
        and one.starred
        and one.severity != "info"
        and one.confirmed is not False
    ]
    return [*lines, *(f"{one.severity} {one.rule}: {one.message_zh}" for one in shown), ""]


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
    table.add_column("file, unit", overflow="fold")
    for name in ("year", "projects", "rows", "by rule", "by model", "万元"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in submissions:
        amounts = [project.budget.total.amount for project in one.projects]
        counts = count(one)
        table.add_row(
            f"{one.source.name}\n{one.projects[0].unit_name}",
            str(one.fiscal_year.value) if one.fiscal_year else "",
            str(counts["projects"]),
            str(counts["indicators"]),
            str(_decided(one, "rule")),
            str(_decided(one, "llm")),
            f"{sum(amount for amount in amounts if amount is not None) / YUAN_IN_WAN:,.2f}",
        )
    return table


def _decided(submission: "Submission", by: str) -> int:
    rows = (row for project in submission.projects for row in project.indicators)
    return sum(row.value.decided_by == by for row in rows)


def _indicators(submission: "Submission", project: "Project") -> "Table":
    from rich import box
    from rich.table import Table

    title = f"{submission.source.name}, project {project.index}: {project.project_name}"
    table = Table(
        title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), title_justify="left", title_style="bold"
    )
    for name in ("indicator", "target as printed", "kind", "what it means", "better", "by"):
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
            "model" if value.decided_by == "llm" else value.decided_by,
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
