"""Asking a model from the command line: options, the session of a run, Ctrl-C, progress, what it came to."""

import signal
from asyncio import Runner
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NamedTuple

import typer
from pydantic import ValidationError

from structurer.cli.common import say
from structurer.errors import ModelError
from structurer.llm.usage import Usage
from structurer.llm.use import Use, chosen_use, with_environment
from structurer.settings import LlmSettings, Settings

if TYPE_CHECKING:
    from structurer.assist import Assistant
    from structurer.llm.session import Session

LEDGER_NAME = "llm-usage.json"
_STOPPED = "stopped by hand"


class Asking(NamedTuple):
    """What a command needs of a model for one run; `assistant` and `session` are null where none is asked."""

    runner: Runner
    assistant: "Assistant | None"
    session: "Session | None"
    at_once: int

    @property
    def status(self) -> str:
        """What was asked so far, for a progress bar."""
        return in_words(self.session.ledger.usage) if self.session else ""

    @property
    def exit_code(self) -> int:
        """3 where the model could not be asked to the end, else 0."""
        return ModelError.exit_code if self.session and self.session.incomplete else 0


@contextmanager
def asking(
    use: Use, settings: Settings, *, out: Path | None = None, trace: Path | None = None, quiet: bool = False
) -> Iterator[Asking]:
    """Open a model for a run as `use` says; the first Ctrl-C stops the asking, the second the program.

    Args:
        use: Whether a model is asked.
        settings: Its model, server and limits.
        out: The folder that keeps the usage over all starts of the run.
        trace: The file to trace to.
        quiet: Say nothing.

    Raises:
        SetupError: the model cannot be opened.
    """
    from structurer.assist import Assistant
    from structurer.normalize import normalize_value

    llm = with_environment(settings.llm)
    use, why = chosen_use(use, llm)
    if why and not quiet:
        say(why)
    with Runner() as runner:
        if use is Use.OFF:
            yield Asking(runner, None, None, 1)
            return
        from structurer.llm.session import open_session  # loads openai and instructor

        stack = AsyncExitStack()
        ledger = out / LEDGER_NAME if out else None
        opened = open_session(llm, live=use is Use.LIVE, ledger=ledger, trace=trace)
        session = runner.run(stack.enter_async_context(opened))
        try:
            with _first_interrupt_stops(session, runner):
                assistant = Assistant(session.client, llm, normalize_value, session.ledger)
                yield Asking(runner, assistant, session, llm.concurrency)
        finally:
            runner.run(stack.aclose())
        if not quiet:
            say(_account(session))


@contextmanager
def _first_interrupt_stops(session: "Session", runner: Runner) -> Iterator[None]:
    """Let the first Ctrl-C finish what is in flight and write; the second one is Python's own."""
    before = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        say("stopping: what is in flight is finished and written; Ctrl-C again to leave at once")
        runner.get_loop().call_soon_threadsafe(session.stop, _STOPPED)

    signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _account(session: "Session") -> str:
    """What was asked, in a line; why it ended early, if it did."""
    line = in_words(session.ledger.usage)
    before = session.ledger.total
    if before.requests > session.ledger.usage.requests:
        line += f"; with earlier starts {in_words(before)}"
    if session.incomplete:
        line += f"\n{session.incomplete}. Every row keeps what the rules say."
    return line


def in_words(usage: Usage) -> str:
    """`usage` as a person reads it."""
    cost = "price unknown" if usage.cost is None else f"${usage.cost.quantize(Decimal('0.0001'))}"
    cached = f", {usage.cached:,} answers kept" if usage.cached else ""
    return (
        f"{usage.requests:,} request{'s' * (usage.requests != 1)}{cached}, "
        f"{usage.tokens_in:,} tokens in, {usage.tokens_out:,} out, {cost}"
    )


def limited(settings: Settings, **flags: object) -> Settings:
    """`settings` with what flags say of the model; a flag beats the file and the environment.

    Raises:
        typer.BadParameter: a flag says what cannot be.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        llm = LlmSettings.model_validate(settings.llm.model_dump() | given)
    except ValidationError as error:
        first = error.errors()[0]
        flag = "--llm-mode" if first["loc"][0] == "mode" else "--" + str(first["loc"][0]).replace("_", "-")
        raise typer.BadParameter(first["msg"], param_hint=flag) from None
    return settings.model_copy(update={"llm": llm})
