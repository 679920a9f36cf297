"""A model for one run: everything that is opened, and closed again."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from structurer.errors import NotSentError, SetupError
from structurer.llm.batch import Imported
from structurer.llm.cache import AnswerCache, Body
from structurer.llm.client import Client
from structurer.llm.lines import LiveLine, Offline
from structurer.llm.model import Task
from structurer.llm.trace import Trace
from structurer.llm.usage import Ledger
from structurer.llm.use import Use
from structurer.settings import LlmSettings

KEY_VARIABLE = "OPENAI_API_KEY"
URL_VARIABLE = "OPENAI_BASE_URL"


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
    def ended_early(self) -> NotSentError | None:
        """Why the live pass did not go to its end; null where it did."""
        return self.line.gate.closed if isinstance(self.line, LiveLine) else None


def chosen_use(use: Use, settings: LlmSettings) -> tuple[Use, str]:
    """What `auto` comes to, with a sentence that says why; the other uses stay as they are.

    Raises:
        SetupError: a live run names no model.
    """
    is_server_named = bool(settings.base_url or os.environ.get(KEY_VARIABLE))
    if use is Use.AUTO:
        if not is_server_named:
            return Use.OFF, f"no model is asked: neither {KEY_VARIABLE} nor a base URL is set"
        if not settings.model:
            return (
                Use.OFF,
                "no model is asked: none is named (STRUCTURER_LLM__MODEL, or llm.model in structurer.toml)",
            )
        return Use.LIVE, f"asking {settings.model}"
    if use is Use.LIVE and not settings.model:
        raise SetupError(
            "--llm live names no model", hint="set STRUCTURER_LLM__MODEL, or llm.model in structurer.toml"
        )
    if use is Use.LIVE and not is_server_named:
        raise SetupError(
            "--llm live names no server",
            hint=f"set {KEY_VARIABLE}, or {URL_VARIABLE} for a server of your own",
        )
    return use, ""


def with_environment(settings: LlmSettings) -> LlmSettings:
    """`settings` with the base URL of the environment where they name none."""
    url = settings.base_url or os.environ.get(URL_VARIABLE) or None
    return settings.model_copy(update={"base_url": url})


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
