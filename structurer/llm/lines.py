"""Where an answer comes from when the cache has none: a live server, or nowhere."""

from dataclasses import dataclass, field
from typing import Protocol

from pydantic import SecretStr

from structurer.errors import NotSentError, UnavailableError
from structurer.llm.cache import Body
from structurer.llm.gate import Gate
from structurer.llm.model import Task
from structurer.llm.server import Server
from structurer.llm.tokens import estimate_tokens
from structurer.llm.trace import Trace
from structurer.llm.usage import Ledger, Size
from structurer.settings import LlmSettings

_LEAST_ANSWER = 150  # tokens


class Line(Protocol):
    """Something that answers requests."""

    @property
    def address(self) -> str:
        """Who answers: a base URL, or a word."""
        ...

    async def send(self, task: Task, key: str, body: Body) -> Body:
        """Answer one request, or raise a ModelError."""
        ...


def estimate(body: Body) -> Size:
    """Estimate a request: an answer is taken to be as long as the part that changes, the last message."""
    texts = [message["content"] or "" for message in body["messages"]]
    schema = str(body.get("response_format") or body.get("tools") or "")
    return Size(estimate_tokens(*texts, schema), _LEAST_ANSWER + estimate_tokens(texts[-1]))


class LiveLine:
    """A server, with the limits of the run around it."""

    def __init__(self, settings: LlmSettings, key: SecretStr, ledger: Ledger, trace: Trace) -> None:
        """Nothing is sent yet."""
        self.gate = Gate(settings)
        self.ledger = ledger
        self.trace = trace
        self._server = Server(settings, key, self.gate)
        self._breaker = settings.breaker
        self._failures = 0

    @property
    def address(self) -> str:
        """The base URL."""
        return self._server.address

    async def send(self, task: Task, key: str, body: Body) -> Body:
        """Wait for the document's turn and for the rates, then send.

        Raises:
            ModelError: as `Server.send`; after a limit, a stop or too many failures nothing is sent any more.
        """
        async with self.gate.slot(task.document):
            try:
                answer = await self._server.send(body, _Tries(self, task, key, body))
            except UnavailableError as error:
                self._failed(error)
                raise
            except NotSentError as error:
                self.gate.close(error)
                raise
        self._failures = 0
        return answer

    async def close(self) -> None:
        """Close the connections."""
        await self._server.close()

    def _failed(self, error: UnavailableError) -> None:
        """Open the breaker: at once where trying again cannot help, else after several failures in a row."""
        self._failures += 1
        if error.is_final or self._failures >= self._breaker:
            self.gate.close(NotSentError(f"the live pass ended early: {error.message}", hint=error.hint))


class _Tries:
    """The tries of one request: paced and reserved before, counted and traced after."""

    def __init__(self, line: LiveLine, task: Task, key: str, body: Body) -> None:
        self._line = line
        self._task = task
        self._key = key
        self._body = body
        self._size = estimate(body)
        self._made = 0

    async def before(self) -> None:
        await self._line.gate.pace(sum(self._size))
        self._line.ledger.reserve(self._size)

    def after(self, outcome: str, answer: Body | None) -> None:
        self._made += 1
        used = Size(0, 0)
        if answer is not None:
            said = answer.get("usage") or {}  # a server that says nothing is taken at our estimate
            used = Size(
                said.get("prompt_tokens") or self._size.tokens_in,
                said.get("completion_tokens") or self._size.tokens_out,
            )
        self._line.ledger.count(self._task.document, self._size, used)
        self._line.trace.write(
            self._task, self._key, self._body, outcome=outcome, answer=answer, attempt=self._made
        )


@dataclass
class Offline:
    """Nobody answers; what would have been sent is kept, by key, in the order it was asked."""

    address: str = "offline"
    missing: dict[str, tuple[Task, Body]] = field(default_factory=dict)

    async def send(self, task: Task, key: str, body: Body) -> Body:
        """Note the request.

        Raises:
            NotSentError: always.
        """
        self.missing.setdefault(key, (task, body))
        raise NotSentError(
            "there is no recorded answer", hint="run with --llm live, or import the answers of a batch"
        )
