"""structurer eval: how right rules and models are on a labelled set, and whether one prompt is better than another."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import Version, say
from structurer.cli.evaluating import (
    RED_TEAM,
    ArmName,
    ModelName,
    Prompts,
    SetFolder,
    SplitName,
    Tasks,
    Work,
    arms_of,
)

if TYPE_CHECKING:
    from structurer.evaluate import Outcome

app = typer.Typer(
    help="Score rules, prompts and models on a labelled set, offline from recorded answers, and compare two of them.",
    no_args_is_help=True,
)
Bars = Annotated[
    list[str] | None,
    typer.Option(
        "--fail-under",
        metavar="FIGURE=SHARE",
        help="Exit with 1 where a figure is lower; may be given again.",
    ),
]


@app.command("run")
def run(  # noqa: PLR0913, PLR0917 - a command has its options as parameters
    set_folder: SetFolder = Path("evals"),
    split: SplitName = "test",
    arm: ArmName = "both",
    prompt: Prompts = None,
    tasks: Tasks = None,
    model: ModelName = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write the result as JSON.", show_default=False),
    ] = None,
    fail_under: Bars = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Score one arm on one split with recorded answers; a request without a recording is an error.

    With two versions of one prompt (--prompt classify=v001 --prompt classify=v002) both are scored and compared; the
    results go to FILE and FILE~2.

    Exit codes: 0 done; 1 a figure is under its bar; 2 the set cannot be read; 4 a recording is missing.
    """
    from structurer.evaluate import under
    from structurer.evaluate.compare import compare_results
    from structurer.evaluate.page import comparison_text
    from structurer.evaluate.tables import attacks_table, result_table

    arms = [Work(set_folder, split, arm, chosen, tasks, model) for chosen in arms_of(prompt)]
    if split == RED_TEAM:
        for work in arms:
            typer.echo(attacks_table(work.attack_results()), nl=False)
        return
    results = [work.result() for work in arms]
    for number, result in enumerate(results, 1):
        if out is not None:
            out.parent.mkdir(parents=True, exist_ok=True)
            path = out if number == 1 else out.with_name(f"{out.name}~{number}")
            path.write_text(result.model_dump_json(indent=1) + "\n", "utf-8")
    typer.echo(result_table(results), nl=False)
    if len(results) > 1:
        typer.echo(f"\n{comparison_text(compare_results(*results))}", nl=False)
    bars = _bars(fail_under)
    if low := [line for result in results for line in under(result, bars)]:
        for line in low:
            say(line)
        raise typer.Exit(1)


@app.command("export")
def export(  # noqa: PLR0913, PLR0917 - a command has its options as parameters
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The requests, as JSON Lines.")],
    set_folder: SetFolder = Path("evals"),
    split: SplitName = "test",
    arm: ArmName = "both",
    prompt: Prompts = None,
    tasks: Tasks = None,
    model: ModelName = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Write the requests of an evaluation that have no recording yet, as OpenAI Batch input.

    What is asked again after an answer that does not hold is written once the first answers are recorded.
    """
    from structurer.llm.batch import write_requests

    work = Work(set_folder, split, arm, prompt, tasks, model)
    outcome = work.outcome(work.recordings())
    if outcome.missing:
        for path in write_requests(outcome.missing, out):
            typer.echo(path)
    say(_recorded(outcome))


@app.command("record")
def record(  # noqa: PLR0913, PLR0917 - a command has its options as parameters
    set_folder: SetFolder = Path("evals"),
    split: SplitName = "test",
    arm: ArmName = "both",
    prompt: Prompts = None,
    tasks: Tasks = None,
    model: ModelName = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Ask the server of OPENAI_BASE_URL what has no recording yet, and record its answers.

    Exit codes: 0 done; 3 the server could not be asked; 4 no server is named.
    """
    from pydantic import SecretStr

    from structurer.errors import SetupError
    from structurer.llm.use import KEY_VARIABLE, URL_VARIABLE, with_environment

    work = Work(set_folder, split, arm, prompt, tasks, model)
    server = with_environment(work.settings.llm).base_url
    if server is None:
        raise SetupError("no server is named", hint=f"set {URL_VARIABLE}")
    key = SecretStr(os.environ.get(KEY_VARIABLE, ""))
    say(_recorded(work.outcome(work.recordings(server, key))))


@app.command("compare")
def compare(
    a: Annotated[Path, typer.Argument(metavar="A", help="A result of eval run -o: the version in use.")],
    b: Annotated[Path, typer.Argument(metavar="B", help="Another: the new one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,  # noqa: FBT002
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write one page with plots.", show_default=False),
    ] = None,
    fail_if_worse: Annotated[  # noqa: FBT002 - the same
        bool, typer.Option("--fail-if-worse", help="Exit with 1 where B is worse and not by chance.")
    ] = False,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Say whether B is better than A on the same rows, by document: p-value, interval, least detectable difference.

    Exit codes: 0 done; 1 B is worse, with --fail-if-worse; 2 a file is no result, or they share no row.
    """
    from structurer.evaluate import load_result
    from structurer.evaluate.compare import compare_results
    from structurer.evaluate.page import comparison_page, comparison_text
    from structurer.evaluate.statistics import LEVEL

    compared = compare_results(load_result(a), load_result(b))
    typer.echo(compared.model_dump_json(indent=1) if as_json else comparison_text(compared), nl=as_json)
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(comparison_page(compared), "utf-8")
    if fail_if_worse and any(
        one.comparison.p <= LEVEL and one.comparison.difference < 0 for one in compared.measures
    ):
        raise typer.Exit(1)


@app.command("add")
def add(
    decisions: Annotated[
        Path, typer.Argument(metavar="DECISIONS", help="Decisions of a review, one JSON object a line.")
    ],
    set_folder: SetFolder = Path("evals"),
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Put what people decided into the labelled set, with who and when; a label it replaces stays in the history of git.

    Exit codes: 0 done; 2 a decision is not about a row of the set as it is printed (nothing is written then).
    """
    from structurer.evaluate import load_dataset
    from structurer.evaluate.corrections import load_decisions, to_lines, with_decisions
    from structurer.pipeline import extract
    from structurer.read import Source
    from structurer.settings import load_settings

    settings, made = load_settings(), load_decisions(decisions)
    dataset = load_dataset(set_folder)
    named = sorted({one.document for one in made} & set(dataset.documents))
    submissions = {name: extract(Source.from_path(dataset.path(name)), settings) for name in named}
    path = set_folder / "datasets" / "values.jsonl"
    path.write_text(to_lines(with_decisions(dataset.values, made, submissions)), "utf-8")
    say(f"{len(made)} decisions added to {path}")


def _recorded(outcome: "Outcome") -> str:
    missing = Counter(task.prompt for task, _ in outcome.missing.values())
    named = ", ".join(f"{count} {prompt}" for prompt, count in sorted(missing.items()))
    return f"{len(outcome.played):,} requests have a recording, {missing.total():,} have none{f': {named}' if named else ''}"


def _bars(given: list[str] | None) -> dict[str, float]:
    """FIGURE=SHARE, several of them."""
    bars = {}
    for one in given or ():
        name, _, share = one.partition("=")
        try:
            bars[name] = float(share)
        except ValueError:
            raise typer.BadParameter(f"{one!r} is not FIGURE=SHARE", param_hint="--fail-under") from None
    return bars
