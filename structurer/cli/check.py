"""structurer check."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from structurer.check.formats import Lang
from structurer.cli.common import Paths, Version
from structurer.cli.reading import Reading
from structurer.errors import InputError, SetupError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from structurer.check.formats import Line
    from structurer.check.report import Checked, View


class Format(StrEnum):
    """What the findings are printed as."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


Select = Annotated[
    str | None,
    typer.Option(
        "--select", metavar="RULES", help="Only these: ids (K01), families (K) or all, divided by commas."
    ),
]
Ignore = Annotated[
    str | None, typer.Option("--ignore", metavar="RULES", help="Not these; written as for --select.")
]
All = Annotated[
    bool, typer.Option("--all", help="All rules, starred or not, at every level: as --select all.")
]
AsFormat = Annotated[Format, typer.Option("--format", "-f", help="What to print.")]
InLanguage = Annotated[Lang, typer.Option("--lang", help="The language of the messages.")]
FindingsOnly = Annotated[bool, typer.Option("--quiet", "-q", help="Print the findings alone, no counts.")]
InDetail = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say what to do about each, and what could not be judged.")
]


def check(  # noqa: PLR0913, PLR0917 - a command has its options as parameters
    paths: Paths,
    select: Select = None,
    ignore: Ignore = None,
    show_all: All = False,  # noqa: FBT002 - typer reads the signature
    format: AsFormat = Format.TEXT,  # noqa: A002 - the same
    lang: InLanguage = Lang.ZH,
    quiet: FindingsOnly = False,  # noqa: FBT002
    verbose: InDetail = False,  # noqa: FBT002
    version: Version = False,  # noqa: ARG001, FBT002
) -> None:
    """Print what a budget reviewer would object to; all files are checked together.

    By default the starred rules are shown, at the levels error and warning; `structurer rules` lists all. Settings
    (structurer.toml) change severities and suppress findings that someone accepts, each with its reason.

    Exit codes: 0 no finding of those shown is an error; 1 some are; 2 a file could not be read (the others are
    checked), or the arguments are wrong; 4 the settings are wrong.
    """
    from structurer.check.report import check_documents
    from structurer.models.finding import Severity
    from structurer.pipeline import only_extract
    from structurer.settings import load_settings

    view = _view("all" if show_all and select is None else select, ignore)
    settings = load_settings()
    reading = Reading(paths, settings, only_extract(settings), quiet=quiet)
    documents = [(str(one), submission) for one, submission in reading]
    checked = check_documents(documents, settings.check, view)
    if checked:
        _print(checked, view, _Wish(format, lang, quiet, verbose))
    if not reading.is_complete:
        raise typer.Exit(InputError.exit_code)
    has_error = any(found.severity is Severity.ERROR for one in checked for found in one.findings)
    raise typer.Exit(int(has_error))


class _Wish(NamedTuple):
    """How the findings are printed."""

    format: Format
    lang: Lang
    quiet: bool
    verbose: bool


def _view(select: str | None, ignore: str | None) -> "View":
    from structurer.check.report import View

    try:
        return View.of(select, ignore)
    except SetupError as error:
        raise typer.BadParameter(f"{error.message}; {error.hint}", param_hint=error.where) from None


def _print(checked: "Sequence[Checked]", view: "View", wish: _Wish) -> None:
    from structurer.check.formats import to_github, to_json, to_lines, to_sarif

    if wish.format is Format.TEXT:
        print_lines(to_lines(checked, wish.lang, with_detail=wish.verbose, with_totals=not wish.quiet))
        return
    texts = {
        Format.JSON: lambda: to_json(checked),
        Format.SARIF: lambda: to_sarif(checked, view, wish.lang),
        Format.GITHUB: lambda: to_github(checked, wish.lang),
    }
    typer.echo(texts[wish.format](), nl=False)


def print_lines(lines: "Iterable[Line]") -> None:
    """Print lines in colour where standard output is a terminal, whatever its width; NO_COLOR is honoured."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in lines:
        console.print(Text.assemble(*line), soft_wrap=True)
