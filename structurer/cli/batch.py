"""structurer batch: requests out as OpenAI Batch files, answers in."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import Paths, Version, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from structurer.llm.batch import Imported
    from structurer.llm.cache import Body
    from structurer.llm.model import Task
    from structurer.llm.session import Session

app = typer.Typer(
    help="Ask a model through OpenAI Batch files, at half the price: export, have them answered, import, run.",
    no_args_is_help=True,
)
Out = Annotated[
    Path,
    typer.Option(
        "--out", "-o", metavar="FILE", help="The requests, as JSON Lines; numbered files where many."
    ),
]
Answers = Annotated[
    list[Path],
    typer.Option("--answers", "-a", metavar="FILE", help="An output or error file; may be given again."),
]


@app.command("export")
def export(paths: Paths, out: Out, version: Version = False) -> None:  # noqa: ARG001, FBT002 - typer reads the signature
    """Write all requests that a run would send and that are not answered yet.

    What is asked again after an answer that does not hold is written by an export after the import.
    """
    from structurer.llm.batch import write_requests

    session, exit_code = _offline_pass(paths)
    kept = session.ledger.usage.cached
    if session.missing:
        for path in write_requests(session.missing, out):
            typer.echo(path)
    say(f"{_by_prompt(session.missing)} to ask; {kept:,} answers are kept already")
    raise typer.Exit(exit_code)


@app.command("import")
def import_answers(paths: Paths, answers: Answers, version: Version = False) -> None:  # noqa: ARG001, FBT002
    """Check every answer as a live one, keep it, and say what is missing; a later run uses them.

    Exit codes: 0 every request is answered; 1 some are missing or failed; 2 a file cannot be read.
    """
    from structurer.llm.batch import Imported, read_answers

    found, failures = read_answers(answers)
    line = Imported(found)
    _, exit_code = _offline_pass(paths, line)
    for failure in failures:
        say(f"{failure.where}: {failure.custom_id or 'a line'} {failure.why}")
    unused = len(found) - len(line.used)
    say(
        f"{len(line.used):,} answers kept{f'; {unused:,} belong to no request of these files' if unused else ''}"
    )
    if line.missing:
        say(f"missing: {_by_prompt(line.missing)}; export again to ask for them")
    raise typer.Exit(exit_code or int(bool(line.missing or failures)))


def _offline_pass(paths: list[str], line: "Imported | None" = None) -> tuple["Session", int]:
    """Go through all inputs with kept answers and those of `line`; the session afterwards, and the exit code."""
    from structurer.cli.offline import offline
    from structurer.llm.use import named_model
    from structurer.settings import load_settings

    settings = load_settings()
    named_model(settings.llm)
    return offline(paths, settings, line)


def _by_prompt(missing: "Mapping[str, tuple[Task, Body]]") -> str:
    counts = Counter(task.prompt for task, _ in missing.values())
    named = ", ".join(f"{count:,} {prompt}" for prompt, count in sorted(counts.items()))
    return f"{len(missing):,} request{'s' * (len(missing) != 1)}" + (f" ({named})" if named else "")
