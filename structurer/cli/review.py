"""structurer review."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import Version, say

if TYPE_CHECKING:
    from structurer.review import Address

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="The results: what structurer run wrote with -o.")
]
Port = Annotated[
    int, typer.Option("--port", metavar="N", min=0, max=65535, help="Where to listen; 0: any that is free.")
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address, open nothing.")]
Who = Annotated[
    str | None,
    typer.Option(
        "--who", metavar="NAME", help="Who decides; by default the user of this machine.", show_default=False
    ),
]


def review(
    folder: Folder,
    port: Port = 0,
    no_browser: NoBrowser = False,  # noqa: FBT002 - typer reads the signature
    who: Who = None,
    version: Version = False,  # noqa: ARG001, FBT002
) -> None:
    """Decide on the rows that rules and models were not sure of, on a page in the browser.

    Each decision is kept at once in DIR/decisions.jsonl, and holds in every later `structurer run -o DIR`. The page is
    served to this machine alone, until Ctrl-C. Restart it after a new run, to see the new results.

    Exit codes: 0 done; 2 DIR holds no results; 4 the port is taken, or the decisions cannot be read.
    """
    from structurer.review import Desk, Filter, serve

    desk = Desk(folder, (who or "").strip() or _user(), _now)
    for problem in (*desk.problems, *desk.log_problems):
        say(problem)
    done, of = desk.progress(Filter())
    say(f"{of:,} doubtful rows of {len(desk.seats):,}, {done:,} decided; Ctrl-C ends")
    serve(desk, port=port, opens_browser=not no_browser, tell=_tell)


def _tell(address: "Address") -> None:
    typer.echo(address.url)


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user number, as in some containers
        return "unknown"
