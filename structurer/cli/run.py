"""structurer run."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.closing import closing, count, sentence
from structurer.cli.common import AsFormats, OutFolder, Paths, Quiet, Verbose, Version, say, working
from structurer.cli.reading import Reading
from structurer.llm.use import Use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from structurer.models import Ruling, Submission

AskModel = Annotated[
    Use,
    typer.Option(
        "--llm",
        help="auto: live when a key or base URL is set and a model is named, else off; replay: kept answers only.",
    ),
]
LlmMode = Annotated[
    str | None,
    typer.Option(
        "--llm-mode",
        metavar="MODE",
        help="How to ask for JSON: auto (found out once a server), json_schema, tools, json_object.",
        show_default=False,
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Print the requests, tokens and money to expect; send nothing.")
]
MaxRequests = Annotated[
    int | None,
    typer.Option("--max-requests", metavar="N", min=0, help="Stop before request N+1.", show_default=False),
]
MaxCost = Annotated[
    str | None,
    typer.Option(
        "--max-cost", metavar="DOLLARS", help="Stop before a request that could pass it.", show_default=False
    ),
]
TraceFile = Annotated[
    Path | None,
    typer.Option("--trace", metavar="FILE", help="Write one JSON line a request here.", show_default=False),
]
SummaryLang = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", help="The language of the summaries.", show_default=False),
]


def run(  # noqa: PLR0913, PLR0917 - a command has its options as parameters
    paths: Paths,
    out: OutFolder,
    formats: AsFormats = "json",
    llm: AskModel = Use.AUTO,
    llm_mode: LlmMode = None,
    dry_run: DryRun = False,  # noqa: FBT002 - typer reads the signature
    max_requests: MaxRequests = None,
    max_cost: MaxCost = None,
    trace: TraceFile = None,
    lang: SummaryLang = None,
    quiet: Quiet = False,  # noqa: FBT002
    verbose: Verbose = False,  # noqa: FBT002
    version: Version = False,  # noqa: ARG001, FBT002
) -> None:
    """Read submissions and write one result a file: DIR/NAME.json, the full file name kept.

    Rules go first; a model, if one is asked, gets only what they left open, and what it says is checked against the
    source. Answers are kept, so a run that is started again goes on from where it was.

    What people decided (DIR/decisions.jsonl, see `structurer review`) holds before rules and models.

    Exit codes: 0 done; 1 some inputs failed, each named with its reason, the others are written; 2 no input could be
    read, or the arguments are wrong; 3 the model could not be asked to the end, everything else is written; 4 the
    settings or the output folder are not as they must be.
    """
    from structurer.cli.asking import asking, limited
    from structurer.cli.offline import print_plan
    from structurer.models.result import Result
    from structurer.pipeline import whole
    from structurer.settings import load_settings
    from structurer.write import write, write_reports

    one_an_input, one_a_run = chosen(formats)
    settings = limited(
        load_settings(), mode=llm_mode, max_requests=max_requests, max_cost=max_cost, lang=lang
    )
    rulings = _rulings(out)
    if dry_run:
        raise typer.Exit(print_plan(paths, settings, rulings))
    total: Counter[str] = Counter()
    kept: list[Result] = []
    reports: list[Path] = []
    with asking(llm, settings, out=out, trace=trace, quiet=quiet) as model:
        job = whole(settings, model.assistant, rulings)
        reading = Reading(paths, settings, job, quiet=quiet, model=model, out=out)
        for one, submission in reading:
            write(submission, out, one.result_name, one_an_input)
            if one_a_run:  # else nothing is kept, and a long run needs no more memory than a short one
                kept.append(Result(one.result_name.as_posix(), submission))
            _tell_stale(submission, rulings, one.result_name.as_posix())
            counts = count(submission)
            total += counts
            if verbose:
                say(f"{one}: {sentence(counts)}")
    if kept:
        with working(f"writing {', '.join(one_a_run)}", quiet=quiet):
            reports = write_reports(kept, out, one_a_run)
    if total and not quiet:
        for line in closing(total, out, reports, can_review="json" in one_an_input):
            say(line)
    raise typer.Exit(reading.exit_code or model.exit_code)


def _rulings(out: Path) -> "Sequence[Ruling]":
    """What people decided about the results in this folder; a line that cannot be read is told."""
    from structurer.decide import LOG_NAME, DecisionLog

    log = DecisionLog(out / LOG_NAME)
    rulings = log.read()
    for problem in log.problems:
        say(f"{log.path}: {problem}")
    return rulings


def _tell_stale(submission: "Submission", rulings: "Sequence[Ruling]", document: str) -> None:
    """Say which decisions no longer hold."""
    from structurer.decide import docket

    for one in docket(submission, rulings, document).stale:
        say(
            f"{document}: project {one.row.project}, row {one.row.row}: decided on {one.row.text!r} of "
            f"{one.row.level3!r}, which is no longer printed there; not applied, decide again"
        )


def chosen(formats: str) -> tuple[list[str], list[str]]:
    """The formats that are written for every input, and those that are written once for the run.

    Raises:
        BadParameter: one is not known.
    """
    from structurer.write import REPORTS, WRITERS

    names = [name.strip() for name in formats.split(",")]
    if unknown := [name for name in names if name not in WRITERS and name not in REPORTS]:
        known = ", ".join([*WRITERS, *REPORTS])
        raise typer.BadParameter(f"{unknown[0]!r} is none of {known}", param_hint="--format")
    return [name for name in names if name in WRITERS], [name for name in names if name in REPORTS]
