"""A model for one run: everything that is opened, and closed again."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from structurer.errors import NotSentError
from structurer.llm.batch import Imported
from structurer.llm.cache import AnswerCache, Body
from structurer.llm.client import Client
from structurer.llm.lines import LiveLine, Offline
from structurer.llm.model import Task
from structurer.llm.trace import Trace
from structurer.llm.usage import Ledger
from structurer.llm.use import KEY_VARIABLE
from structurer.settings import LlmSettings


@dataclass(frozen=True)
class Session:
    """A client with what it counts, and where it sends."""

    client: Client
    ledger: Ledger
    cache: AnswerCache
    line: LiveLine | Offline | Imported

    def stop(self, reason: str) -> None:
        """Send nothing more; what is in flight may finish."""
        if isinstance(self.line, LiveLine):
            self.line.gate.close(NotSentError(reason, hint="run again to go on from here"))

    @property
    def missing(self) -> dict[str, tuple[Task, Body]]:
        """What a session that sends nothing was asked for and does not hold, by request key."""
        return {} if isinstance(self.line, LiveLine) else self.line.missing

    @property
    def incomplete(self) -> str | None:
        """Why some of what was to be asked was not, and what to do; null where all was."""
        if isinstance(self.line, LiveLine):
            closed = self.line.gate.closed
            return f"{closed.message}; {closed.hint}" if closed else None
        if not self.missing:
            return None
        return f"{len(self.missing):,} answers are not kept; run with --llm live, or import the answers of a batch"


@asynccontextmanager
async def open_session(
    settings: LlmSettings,
    *,
    live: bool,
    line: Imported | None = None,
    ledger: Path | None = None,
    trace: Path | None = None,
) -> AsyncIterator[Session]:
    """Open cache, ledger, trace and, for a live run, the server; close them at the end.

    Args:
        settings: See `with_environment`.
        live: Whether what the cache does not hold is sent; else it is only noted.
        line: Who answers instead.
        ledger: The file that keeps the usage over all starts of a run.
        trace: The file to trace to.

    Raises:
        SetupError: one of them cannot be opened.
    """
    cache = AnswerCache(settings.cache, settings.cache_mb)
    counted = Ledger(settings, ledger)
    traced = Trace(trace)
    key = SecretStr(os.environ.get(KEY_VARIABLE, ""))
    answering = line or (LiveLine(settings, key, counted, traced) if live else Offline())
    client = Client(settings, answering, cache, ledger=counted, trace=traced)
    try:
        yield Session(client, counted, cache, answering)
    finally:
        if isinstance(answering, LiveLine):
            await answering.close()
        traced.close()
        cache.close()
