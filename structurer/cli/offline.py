"""Going through all inputs without sending anything: for a plan, and for batch files."""

from asyncio import Runner
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import TYPE_CHECKING

import typer

from structurer.cli.asking import Asking
from structurer.cli.reading import Reading
from structurer.llm.usage import PriceList, Size
from structurer.llm.use import with_environment
from structurer.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from structurer.llm.batch import Imported
    from structurer.llm.session import Session
    from structurer.models import Ruling


def offline(
    paths: list[str], settings: Settings, line: "Imported | None" = None, rulings: "Sequence[Ruling]" = ()
) -> tuple["Session", int]:
    """Go through all inputs without sending: answers come from the cache and from `line`, decisions from `rulings`.

    Returns the session, which knows what is missing, and the exit code of the reading.
    """
    from structurer.assist import Assistant
    from structurer.llm.session import open_session
    from structurer.normalize import normalize_value
    from structurer.pipeline import whole

    llm = with_environment(settings.llm)
    with Runner() as runner:
        stack = AsyncExitStack()
        session = runner.run(stack.enter_async_context(open_session(llm, live=False, line=line)))
        assistant = Assistant(session.client, llm, normalize_value, session.ledger)
        model = Asking(runner, assistant, session, at_once=1)
        reading = Reading(paths, settings, whole(settings, assistant, rulings), quiet=True, model=model)
        for _ in reading:
            pass
        runner.run(stack.aclose())
    return session, reading.exit_code


def print_plan(paths: list[str], settings: Settings, rulings: "Sequence[Ruling]" = ()) -> int:
    """Print what a live run over `paths` would ask for that is not kept; return the exit code.

    Every request counts once: what is asked again, in halves or after a failure comes on top.
    """
    from structurer.llm.lines import estimate

    session, exit_code = offline(paths, settings, rulings=rulings)
    prices = PriceList(with_environment(settings.llm))
    tasks: dict[str, list[Size]] = {}
    for task, body in session.missing.values():
        tasks.setdefault(task.prompt, []).append(estimate(body))
    for prompt, sizes in sorted(tasks.items()):
        typer.echo(f"{prompt}: {_planned(sizes, prices)}")
    kept = (
        f"; {session.ledger.usage.cached:,} answers are kept already" if session.ledger.usage.cached else ""
    )
    typer.echo(f"in all: {_planned([size for sizes in tasks.values() for size in sizes], prices)}{kept}")
    return exit_code


def _planned(sizes: list[Size], prices: PriceList) -> str:
    tokens = (sum(size.tokens_in for size in sizes), sum(size.tokens_out for size in sizes))
    cost = prices.cost(Size(*tokens))
    money = "price unknown" if cost is None else f"about ${cost.quantize(Decimal('0.0001'))}"
    return (
        f"{len(sizes):,} requests, about {tokens[0]:,} tokens in and {tokens[1]:,} out (estimated), {money}"
    )
