"""One server: a request out, an answer in, every way of failing by its name. The only place that retries."""

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn, Protocol

import httpx2
from openai import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AsyncOpenAI,
    BadRequestError,
    UnprocessableEntityError,
)
from openai.types.chat import ChatCompletion
from pydantic import SecretStr, ValidationError
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from structurer.errors import RefusedError, TooLongError, UnavailableError
from structurer.llm.cache import Body
from structurer.llm.gate import Gate
from structurer.settings import LlmSettings

_TRANSIENT = frozenset({408, 409, 425, 429})  # and every 5xx but 501
_NOT_IMPLEMENTED = 501
_TOO_LARGE = 413
_TOO_LONG = (
    "context_length",
    "context length",
    "maximum context",
    "context window",
    "too many tokens",
    "too long",
)
_MODE_WORDS = (
    "response_format",
    "json_schema",
    "json_object",
    "tool",
    "function",
    "schema",
    "structured",
    "grammar",
)
_KEY_WORDS = {401: "refuses the key", 403: "refuses access", 404: "does not know the model or the address"}
_FIRST_WAIT = 0.5  # seconds; doubled at each try, at random between 0 and that


class TransientError(Exception):
    """A failure that may pass; `after` is the wait in seconds that the server asks for."""

    def __init__(self, message: str, after: float | None = None) -> None:
        """Keep what happened."""
        super().__init__(message)
        self.after = after


class ModeRefusedError(Exception):
    """The server does not take this way of asking for JSON."""


class Meter(Protocol):
    """Watches the tries of one request."""

    async def before(self) -> None:
        """Wait until a try may be made, or raise a NotSentError."""
        ...

    def after(self, outcome: str, answer: Body | None) -> None:
        """Count a try: what became of it, and the answer if there was one."""
        ...


class Server:
    """A chat completions API at one address."""

    def __init__(self, settings: LlmSettings, key: SecretStr, gate: Gate) -> None:
        """Nothing is sent yet. The client's own retries are off: they would multiply with ours."""
        self._settings = settings
        self._key = key
        self._gate = gate
        self._client = AsyncOpenAI(
            api_key=key.get_secret_value() or "none",
            base_url=settings.base_url,
            timeout=settings.timeout,
            max_retries=0,
        )

    @property
    def address(self) -> str:
        """The base URL."""
        return str(self._client.base_url)

    async def send(self, body: Body, meter: "Meter") -> Body:
        """Send one request until it is answered or may not be tried again; `meter` is asked before and told after each.

        Raises:
            ModeRefusedError: the server does not take this answer mode.
            TooLongError: the request is longer than the model reads.
            RefusedError: the server takes no such request.
            UnavailableError: the server failed past all tries, or refuses the key.
            NotSentError: the meter or the gate let nothing more out.
        """
        retrying = AsyncRetrying(
            stop=stop_after_attempt(self._settings.attempts),
            wait=self._wait,
            retry=retry_if_exception_type(TransientError),
            sleep=self._gate.sleep,
            reraise=True,
        )
        try:
            answer: Body = await retrying(self._once, body, meter)
        except TransientError as error:
            raise UnavailableError(
                f"the server failed {self._settings.attempts} times: {error}",
                hint="look at the server, or run again later: what was answered is kept",
                where=self.address,
            ) from None
        return answer

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()

    async def _once(self, body: Body, meter: "Meter") -> Body:
        self._gate.check()
        await meter.before()
        try:
            answer = await self._exchange(body)
        except BaseException as error:
            meter.after(f"{type(error).__name__}: {error}", None)
            raise
        meter.after("answered", answer)
        return answer

    async def _exchange(self, body: Body) -> Body:
        try:
            raw = await self._client.chat.completions.with_raw_response.create(**body)
            answer: Any = json.loads(raw.text)
            ChatCompletion.model_validate(answer)
        except APITimeoutError:
            raise TransientError(f"no answer within {self._settings.timeout:g} s") from None
        except APIStatusError as error:
            self._status(error)
        except (APIConnectionError, httpx2.HTTPError) as error:
            raise TransientError(self._safe(f"no connection: {error.__cause__ or error}")) from None
        except (APIError, ValueError, ValidationError) as error:
            raise TransientError(
                self._safe(f"an answer that is no chat completion: {_first_line(error)}")
            ) from None
        if not answer.get("choices"):
            raise TransientError("an answer without choices")
        return dict(answer)

    def _status(self, error: APIStatusError) -> NoReturn:
        code, said = error.status_code, self._safe(_first_line(error))
        lowered = said.lower()
        if code == _TOO_LARGE or (code < 500 and any(word in lowered for word in _TOO_LONG)):
            raise TooLongError(f"the request is too long: {said}", hint="it is split") from None
        if code in _TRANSIENT or (code >= 500 and code != _NOT_IMPLEMENTED):
            raise TransientError(f"HTTP {code}: {said}", _retry_after(error.response.headers)) from None
        if code in _KEY_WORDS:
            raise UnavailableError(
                f"the server {_KEY_WORDS[code]}: {said}",
                hint="check OPENAI_API_KEY, the base URL and the model's name",
                where=self.address,
                is_final=True,
            ) from None
        is_about_mode = any(word in lowered for word in _MODE_WORDS)
        if isinstance(error, BadRequestError | UnprocessableEntityError) and not is_about_mode:
            raise RefusedError(f"HTTP {code}: {said}", hint="the request is split") from None
        raise ModeRefusedError(f"HTTP {code}: {said}") from None

    def _wait(self, state: RetryCallState) -> float:
        """Seconds before the next try: what the server asks for, else longer and longer with jitter."""
        error = state.outcome.exception() if state.outcome else None
        jittered = wait_random_exponential(multiplier=_FIRST_WAIT, max=self._settings.longest_wait)(state)
        if isinstance(error, TransientError) and error.after is not None:
            return min(error.after, self._settings.longest_wait) + jittered / 10
        return jittered

    def _safe(self, text: str) -> str:
        """`text` without the key: servers like to repeat it."""
        key = self._key.get_secret_value()
        return text.replace(key, "***") if key else text


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:300]


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds of a Retry-After header, which may be a number or a date; null where there is none."""
    if (milliseconds := headers.get("retry-after-ms")) and milliseconds.isdigit():
        return int(milliseconds) / 1000
    text = headers.get("retry-after")
    if text is None:
        return None
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
