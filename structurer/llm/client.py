"""Asks in a schema: instructor shapes the request and reads the answer, everything else is ours."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import instructor
from instructor.core.exceptions import InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from structurer.errors import (
    AnswerError,
    BadAnswerError,
    CutOffError,
    ModelError,
    RefusedError,
    SetupError,
    UnavailableError,
)
from structurer.llm.cache import AnswerCache, Body, request_key
from structurer.llm.lines import Line, LiveLine
from structurer.llm.model import Answer, Reply, Task
from structurer.llm.server import ModeRefusedError
from structurer.llm.trace import Trace
from structurer.llm.usage import Ledger
from structurer.prompts import Message
from structurer.settings import LlmSettings

_MODES = {
    "json_schema": instructor.Mode.JSON_SCHEMA,
    "tools": instructor.Mode.TOOLS,
    "json_object": instructor.Mode.JSON,
}
_MOST_REASON = 2000  # characters of a schema error that a model is told

logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs as an error what we handle


class Client:
    """A model behind a line, with a cache before it."""

    def __init__(
        self,
        settings: LlmSettings,
        line: Line,
        cache: AnswerCache,
        *,
        ledger: Ledger,
        trace: Trace | None = None,
    ) -> None:
        """Nothing is sent yet."""
        self._settings = settings
        self._line = line
        self._cache = cache
        self._ledger = ledger
        self._trace = trace or Trace(None)
        self._in_flight: dict[str, asyncio.Task[Body]] = {}
        self._finding_mode = asyncio.Lock()
        self._mode_fact = f"mode {line.address} {settings.model}"

    async def ask(self, task: Task, messages: Sequence[Message], answer_type: type[Answer]) -> Reply[Answer]:
        """Ask in the way the server takes; see `Model.ask`."""
        mode = self._known_mode()
        if mode is None:
            async with self._finding_mode:
                mode = self._known_mode()  # found while waiting
                if mode is None:
                    return await self._find_mode(task, messages, answer_type)
        try:
            return await self._ask_in(mode, task, messages, answer_type)
        except ModeRefusedError as error:
            raise _no_mode([f"{mode}: {error}"], self._line.address) from None

    async def _find_mode(
        self, task: Task, messages: Sequence[Message], answer_type: type[Answer]
    ) -> Reply[Answer]:
        """Try the ways of asking for JSON from the strictest on, and remember the first that is taken."""
        refusals = []
        for mode in _MODES:
            try:
                return await self._ask_in(mode, task, messages, answer_type)
            except ModeRefusedError as error:
                refusals.append(f"{mode}: {error}")
        raise _no_mode(refusals, self._line.address)

    def _known_mode(self) -> str | None:
        if self._settings.mode != "auto":
            return self._settings.mode
        if not isinstance(self._line, LiveLine):  # what is exported is asked for in the strictest way
            return next(iter(_MODES))
        return self._cache.fact(self._mode_fact)

    async def _ask_in(
        self, mode: str, task: Task, messages: Sequence[Message], answer_type: type[Answer]
    ) -> Reply[Answer]:
        key = text = ""

        async def create(**body: Any) -> ChatCompletion:
            nonlocal key, text
            key = request_key(body)
            answer = await self._answer(task, key, body)
            text = _usable_text(answer)
            return ChatCompletion.model_validate(answer)

        shaped: Any = instructor.patch(create=create, mode=_MODES[mode])
        try:
            answer = await shaped(
                response_model=answer_type, max_retries=0, messages=list(messages), **self._parameters()
            )
        except InstructorRetryException as error:
            cause = error.__cause__  # a refused connection is wrapped too: it is no bad answer
            if isinstance(cause, ModelError | ModeRefusedError | SetupError):
                if isinstance(cause, AnswerError):
                    self._learn(mode)
                raise cause from None
            self._learn(mode)
            raise BadAnswerError(_what_is_wrong(cause), text=text) from None
        self._learn(mode)
        return Reply(answer, text, self._settings.model or "", key)

    def _learn(self, mode: str) -> None:
        """Remember that the server takes this mode."""
        if self._settings.mode == "auto" and self._cache.fact(self._mode_fact) is None:
            self._cache.learn(self._mode_fact, mode)

    def _parameters(self) -> Body:
        given = {
            "model": self._settings.model or "",
            "temperature": self._settings.temperature,
            "max_tokens": self._settings.max_tokens,
        }
        return {name: value for name, value in given.items() if value is not None}

    async def _answer(self, task: Task, key: str, body: Body) -> Body:
        """The answer to a request: kept, on its way already, or sent for now."""
        if (kept := self._cache.get(key)) is not None:
            self._ledger.count_cached(task.document)
            self._trace.write(task, key, body, outcome="from the cache", answer=kept, attempt=0)
            return kept
        if (running := self._in_flight.get(key)) is not None:
            answer = await asyncio.shield(running)
            self._ledger.count_cached(task.document)
            return answer
        running = asyncio.ensure_future(self._fetch(task, key, body))
        self._in_flight[key] = running
        try:
            return await running
        finally:
            del self._in_flight[key]

    async def _fetch(self, task: Task, key: str, body: Body) -> Body:
        answer = await self._line.send(task, key, body)
        self._cache.put(key, answer)
        return answer


def _no_mode(refusals: list[str], address: str) -> UnavailableError:
    return UnavailableError(
        f"the server takes no such way of asking for JSON ({'; '.join(refusals)})",
        hint="leave --llm-mode at auto, or use another server or model",
        where=address,
        is_final=True,
    )


def _usable_text(answer: Body) -> str:
    """What the model wrote: its text, or the arguments of its tool call.

    Raises:
        CutOffError: the token limit ended it.
        RefusedError: the model or a filter declined.
    """
    choice = answer["choices"][0]
    message = choice["message"]
    if choice.get("finish_reason") == "length":
        raise CutOffError("the answer was cut off by the token limit", hint="the request is split")
    if message.get("refusal") or choice.get("finish_reason") == "content_filter":
        said = message.get("refusal") or "a content filter ended the answer"
        raise RefusedError(f"the model declined: {said}", hint="the request is split")
    calls = message.get("tool_calls") or []
    return str(calls[0]["function"]["arguments"] if calls else message.get("content") or "")


def _what_is_wrong(cause: BaseException | None) -> str:
    """Why an answer does not fit, in words the model can mend it by."""
    if not isinstance(cause, ValidationError):
        return f"the answer is not the JSON asked for: {cause}"[:_MOST_REASON]
    errors = cause.errors(include_url=False, include_context=False)
    lines = [f"{'.'.join(map(str, error['loc'])) or 'answer'}: {error['msg']}" for error in errors]
    return "\n".join(lines)[:_MOST_REASON]
