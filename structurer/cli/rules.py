"""structurer rules."""

from typing import Annotated

import typer

from structurer.cli.common import Version, fail
from structurer.errors import InputError, SetupError


def rules(
    chosen: Annotated[
        str | None,
        typer.Argument(
            metavar="RULES",
            help="An id (K01) for its page; a family (K) or several ids for a list.",
            show_default=False,
        ),
    ] = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """List the rules of the check, or explain one: why it matters, what is flagged, what is fine, what it rests on.

    A ★ marks the rules of the default view.
    """
    from structurer.check.pages import explain, overview
    from structurer.check.selection import ALL, select

    try:
        found = select(ALL if chosen is None else chosen, "RULES")
    except SetupError as error:
        fail(error)
        raise typer.Exit(InputError.exit_code) from None
    if chosen is not None and len(found) == 1 and chosen.strip().upper() == found[0].id:
        typer.echo(explain(found[0]), nl=False)
    else:
        typer.echo("\n".join(overview(found)))
