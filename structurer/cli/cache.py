"""structurer cache."""

from typing import TYPE_CHECKING

import typer

from structurer.cli.common import Version

if TYPE_CHECKING:
    from structurer.llm.cache import AnswerCache

app = typer.Typer(
    help="The answers that are kept, so that no request is paid for twice.", no_args_is_help=True
)
_KILOBYTE = 1024


@app.command("show")
def show(version: Version = False) -> None:  # noqa: ARG001, FBT002 - typer reads the signature
    """Print where the answers are kept, how many and how large."""
    cache = _open()
    typer.echo(f"{cache.folder}: {len(cache):,} entries, {cache.size / _KILOBYTE:,.0f} KiB")
    cache.close()


@app.command("clear")
def clear() -> None:
    """Forget all answers, and what was found out about servers."""
    cache = _open()
    typer.echo(f"{cache.clear():,} entries forgotten")
    cache.close()


def _open() -> "AnswerCache":
    from structurer.llm.cache import AnswerCache
    from structurer.settings import load_settings

    llm = load_settings().llm
    return AnswerCache(llm.cache, llm.cache_mb)
