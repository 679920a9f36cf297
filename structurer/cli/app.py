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
from structurer.cli.common import Version, examples, fail
from structurer.errors import StructurerError

app = typer.Typer(
    name="structurer",
    help="Turn performance-target submissions (项目支出绩效目标表) into data one can trust.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(
    "run",
    epilog=examples(
        "structurer run submissions/ -o results/",
        "structurer run a.docx sent.zip -o results/ --format json,xlsx,html",
        "structurer run submissions/ -o results/ --dry-run",
    ),
)(run.run)
app.command(
    "parse",
    epilog=examples(
        "structurer parse one.pdf",
        "cat one.txt | structurer parse - | jq .projects[].project_name",
    ),
)(parse.parse)
app.command(
    "review",
    epilog=examples(
        "structurer review results/",
    ),
)(review.review)
app.command(
    "check",
    epilog=examples(
        "structurer check submissions/",
        "structurer check one.docx --select K,T01 --format json",
        "structurer check submissions/ --format sarif > findings.sarif",
    ),
)(check.check)
app.command(
    "brief",
    epilog=examples(
        "structurer brief results/ -o briefing.docx",
        "structurer brief submissions/ -o briefing.docx --lang en --projects",
    ),
)(brief.brief)
app.command(
    "rules",
    epilog=examples(
        "structurer rules",
        "structurer rules K01",
    ),
)(rules.rules)
app.command(
    "query",
    epilog=examples(
        "structurer query results/",
        'structurer query results/ "select department_name, sum(budget_total) from projects group by 1"',
    ),
)(query.query)
app.add_typer(batch.app, name="batch")
app.add_typer(decisions.app, name="decisions")
app.add_typer(evaluate.app, name="eval")
app.add_typer(prompts.app, name="prompts")
app.add_typer(cache.app, name="cache")
app.command(
    "demo",
    epilog=examples(
        "structurer demo",
    ),
)(demo.demo)
app.command(
    "schema",
    epilog=examples(
        "structurer schema",
        "structurer schema tables",
    ),
)(schema.schema)


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
