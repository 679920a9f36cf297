"""Asks in a schema: instructor shapes the request and reads the answer, everything else is ours."""

import asyncio
import logging
import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import instructor
from instructor.core.exceptions import IncompleteOutputException, InstructorRetryException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from structurer.errors import (
    BadAnswerError,
    CutOffError,
    RefusedError,
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
_CODE_FENCE = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)  # small models put their JSON in one
_MOST_REASON = 2000  # characters of a schema error that a model is told

logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs as an error what we handle


class _Request(NamedTuple):
    """What is to be sent, and its key."""

    task: Task
    key: str
    messages: list[Message]
    answer_type: type[BaseModel]


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
        """Give a kept answer, or ask in the way the server takes; see `Model.ask`."""
        key = request_key(
            self._parameters | {"messages": list(messages), "schema": _schema_digest(answer_type)}
        )
        kept = self._cache.get(key)
        if kept is not None:
            self._trace.write(task, key, {"messages": list(messages)}, outcome="kept", answer=kept, attempt=0)
        elif (running := self._in_flight.get(key)) is not None:
            kept = await asyncio.shield(running)
        if kept is not None:
            self._ledger.count_cached(task.document)
            return self._reply(kept, answer_type, key)
        running = asyncio.ensure_future(self._sent(_Request(task, key, list(messages), answer_type)))
        self._in_flight[key] = running
        try:
            return self._reply(await running, answer_type, key)
        finally:
            del self._in_flight[key]

    def _reply(self, completion: Body, answer_type: type[Answer], key: str) -> Reply[Answer]:
        text = _usable_text(completion)
        try:
            answer = answer_type.model_validate_json(text)
        except ValidationError as error:
            raise BadAnswerError(_what_is_wrong(error), text=text) from None
        return Reply(answer, text, self._settings.model or "", key)

    async def _sent(self, request: _Request) -> Body:
        """The completion of a request that is sent, in the way the server takes; the first one finds that out."""
        if mode := self._known_mode():
            return await self._send(request, [mode])
        async with self._finding_mode:
            known = self._known_mode()  # found while waiting
            return await self._send(request, [known] if known else list(_MODES))

    def _known_mode(self) -> str | None:
        if self._settings.mode != "auto":
            return self._settings.mode
        if not isinstance(self._line, LiveLine):  # what is exported is asked for in the strictest way
            return next(iter(_MODES))
        return self._cache.fact(self._mode_fact)

    async def _send(self, request: _Request, modes: list[str]) -> Body:
        """Send in the first of `modes` that the server takes, remember that, and keep the completion."""
        refusals = []
        for mode in modes:
            try:
                completion = await self._shaped(request, mode)
            except ModeRefusedError as error:
                refusals.append(f"{mode}: {error}")
                continue
            if len(modes) > 1:
                self._cache.learn(self._mode_fact, mode)
            self._cache.put(request.key, completion)
            return completion
        raise UnavailableError(
            f"the server takes no such way of asking for JSON ({'; '.join(refusals)})",
            hint="leave --llm-mode at auto, or use another server or model",
            where=self._line.address,
            is_final=True,
        )

    async def _shaped(self, request: _Request, mode: str) -> Body:
        """Let instructor shape the request. What comes back is read by `_reply`, kept answers in the same way."""
        completion: Body = {}

        async def create(**body: Any) -> ChatCompletion:
            nonlocal completion
            completion = await self._line.send(request.task, request.key, body)
            return ChatCompletion.model_validate(completion)

        shaped: Any = instructor.patch(create=create, mode=_MODES[mode])
        try:
            await shaped(
                response_model=request.answer_type,
                max_retries=0,
                messages=request.messages,
                **self._parameters,
            )
        except (InstructorRetryException, IncompleteOutputException) as error:
            # instructor wraps a refused connection too: where nothing came back, no answer is bad.
            if not completion:
                raise error.__cause__ or error from None
        return completion

    @cached_property
    def _parameters(self) -> Body:
        given = {
            "model": self._settings.model or "",
            "temperature": self._settings.temperature,
            "max_tokens": self._settings.max_tokens,
        }
        return {name: value for name, value in given.items() if value is not None}


@cache
def _schema_digest(answer_type: type[BaseModel]) -> str:
    """What an answer must be like, in short; its docstrings count, for the model reads them."""
    return request_key(answer_type.model_json_schema())


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
    text = str(calls[0]["function"]["arguments"] if calls else message.get("content") or "").strip()
    fenced = _CODE_FENCE.fullmatch(text)
    return fenced[1] if fenced else text


def _what_is_wrong(error: ValidationError) -> str:
    """Why an answer does not fit, in words the model can mend it by."""
    errors = error.errors(include_url=False, include_context=False)
    lines = [f"{'.'.join(map(str, one['loc'])) or 'answer'}: {one['msg']}" for one in errors]
    return "\n".join(lines)[:_MOST_REASON]
