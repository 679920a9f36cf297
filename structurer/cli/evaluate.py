"""structurer eval: how right rules and models are on a labelled set, and whether one prompt is better than another."""

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import Version, say

if TYPE_CHECKING:
    from structurer.evaluate import Outcome, Recordings
    from structurer.settings import Settings

app = typer.Typer(
    help="Score rules, prompts and models on a labelled set, offline from recorded answers, and compare two of them.",
    no_args_is_help=True,
)
EVERY, RED_TEAM = "all", "red-team"
_SPLITS = ("rules", "dev", "test", EVERY, RED_TEAM)

SetFolder = Annotated[
    Path,
    typer.Option(
        "--set", metavar="DIR", help="Holds documents/ and datasets/; the recordings are in DIR/../cassettes."
    ),
]
SplitName = Annotated[str, typer.Option("--split", metavar="SPLIT", help=f"{', '.join(_SPLITS)}.")]
ArmName = Annotated[
    str, typer.Option("--arm", metavar="ARM", help="rules, model (alone, without rules) or both.")
]
Prompts = Annotated[
    list[str] | None,
    typer.Option(
        "--prompt", metavar="TASK=VERSION", help="A version other than the one in use; may be given again."
    ),
]
Tasks = Annotated[
    str | None,
    typer.Option(
        "--tasks", metavar="TASKS", help="Only these tasks, with commas; by default all.", show_default=False
    ),
]
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="The model of the requests.", show_default=False)
]
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

    Exit codes: 0 done; 1 a figure is under its bar; 2 the set cannot be read; 4 a recording is missing.
    """
    from structurer.evaluate import require_complete, result_of, under
    from structurer.evaluate.tables import attacks_table, result_table

    work = _Work(set_folder, split, arm, prompt, tasks, model)
    outcome = work.outcome(work.recordings())
    require_complete(outcome.missing, work.folder)
    if split == RED_TEAM:
        from structurer.evaluate.red_team import NAME, results

        typer.echo(attacks_table(results(work.attacks, outcome.submissions[NAME])), nl=False)
        return
    result = result_of(work.arm, outcome, work.dataset, (split,), work.settings.llm.model)
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(result.model_dump_json(indent=1) + "\n", "utf-8")
    typer.echo(result_table([result]), nl=False)
    if low := under(result, _bars(fail_under)):
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

    work = _Work(set_folder, split, arm, prompt, tasks, model)
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

    work = _Work(set_folder, split, arm, prompt, tasks, model)
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


class _Work:
    """What the commands that take documents through an arm share."""

    def __init__(
        self,
        set_folder: Path,
        split: str,
        arm: str,
        prompts: list[str] | None,
        tasks: str | None,
        model: str | None,
    ) -> None:
        from structurer.evaluate import Arm, Split, load_dataset
        from structurer.evaluate.red_team import load_attacks

        self.folder = set_folder.parent / "cassettes"
        self.arm: Arm = Arm(_one_of("--arm", arm, tuple(Arm)))
        self.split = _one_of("--split", split, _SPLITS)
        self.settings = _settings(prompts, tasks, model)
        if split == RED_TEAM:
            self.attacks = load_attacks(set_folder / "datasets" / "hostile_cells.jsonl")
        else:
            self.dataset = load_dataset(set_folder, *(() if split == EVERY else (Split(split),)))

    def recordings(self, server: str | None = None, key: object = None) -> "Recordings":
        """The cassettes beside the set, and the server to ask for what they do not hold."""
        from pydantic import SecretStr

        from structurer.evaluate import Recordings

        return Recordings(self.folder, server, key if isinstance(key, SecretStr) else SecretStr("recorded"))

    def outcome(self, recordings: "Recordings") -> "Outcome":
        """What the arm says."""
        from structurer.evaluate import take
        from structurer.evaluate.red_team import attacked

        if self.split == RED_TEAM:
            return attacked(self.attacks, self.settings, recordings)
        paths = [self.dataset.path(name) for name in self.dataset.documents]
        return take(self.arm, paths, self.settings, recordings)


def _settings(prompts: list[str] | None, tasks: str | None, model: str | None) -> "Settings":
    from structurer.cli.asking import limited
    from structurer.prompts import load_prompt, task_named
    from structurer.settings import load_settings

    chosen = {}
    for given in prompts or ():
        word, _, name = given.partition("=")
        task = task_named(word)
        load_prompt(task, name or None)
        chosen[task] = name
    settings = load_settings()
    return limited(
        settings,
        prompts={**settings.llm.prompts, **chosen},
        tasks=tuple(task_named(word) for word in tasks.split(",")) if tasks else None,
        model=model,
    )


def _one_of(option: str, word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise typer.BadParameter(f"{word!r} is none of {', '.join(words)}", param_hint=option)
    return word


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
