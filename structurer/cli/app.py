"""All commands, and the one place where an error becomes a line and an exit code."""

import sys

import typer

from structurer.cli import (
    batch,
    brief,
    cache,
    check,
    decisions,
    demo,
    evaluate,
    parse,
    prompts,
    query,
    review,
    rules,
    run,
    schema,
)
from structurer.cli.common import Version, fail
from structurer.errors import StructurerError

app = typer.Typer(
    name="structurer",
    help="Turn performance-target submissions (项目支出绩效目标表) into data one can trust.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run.run)
app.command("parse")(parse.parse)
app.command("review")(review.review)
app.command("check")(check.check)
app.command("brief")(brief.brief)
app.command("rules")(rules.rules)
app.command("query")(query.query)
app.add_typer(batch.app, name="batch")
app.add_typer(decisions.app, name="decisions")
app.add_typer(evaluate.app, name="eval")
app.add_typer(prompts.app, name="prompts")
app.add_typer(cache.app, name="cache")
app.command("demo")(demo.demo)
app.command("schema")(schema.schema)


@app.callback()
def root(version: Version = False) -> None:  # noqa: FBT002 - typer reads the signature
    """Options of the program itself."""


def main() -> None:
    """Run the command line."""
    try:
        app()
    except StructurerError as error:
        fail(error)
        sys.exit(error.exit_code)
