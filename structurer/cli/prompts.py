"""structurer prompts."""

from typing import Annotated

import typer

from structurer.cli.common import Version

app = typer.Typer(help="The prompts of the tasks and their versions.", no_args_is_help=True)
Task = Annotated[str, typer.Argument(metavar="TASK", help="classify, fill, summarise, appraise, or read.")]


@app.command("list")
def list_prompts(version: Version = False) -> None:  # noqa: ARG001, FBT002 - typer reads the signature
    """List all versions of all prompts; a star marks the one in use."""
    from structurer.prompts import TASKS, active_versions, load_prompt, versions

    active = active_versions()
    for task in TASKS:
        for name in versions(task):
            head = load_prompt(task, name).head
            typer.echo(f"{'*' if active[task] == name else ' '} {task}/{name}  {head.since}  {head.about}")


@app.command("show")
def show(
    task: Task,
    name: Annotated[
        str | None, typer.Argument(metavar="[VERSION]", help="By default the one in use.")
    ] = None,
) -> None:
    """Print a prompt as its file has it."""
    from structurer.prompts import load_prompt, task_named

    typer.echo(load_prompt(task_named(task), name).source, nl=False)


@app.command("diff")
def diff(
    task: Task,
    old: Annotated[str, typer.Argument(metavar="OLD", help="A version.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another.")],
) -> None:
    """Print what changed from one version of a prompt to another."""
    from structurer.prompts import difference, task_named

    typer.echo(difference(task_named(task), old, new), nl=False)
