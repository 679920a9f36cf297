"""Who may send now: so many at once, documents in turn, so much a minute, nothing more once it is over."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

from structurer.errors import NotSentError
from structurer.settings import LlmSettings

_MINUTE = 60.0  # seconds


class Gate:
    """Bounds what is in flight. Documents take turns: one of a hundred projects does not keep a small one waiting."""

    def __init__(self, settings: LlmSettings) -> None:
        """Read the bounds; nothing waits yet."""
        self._free = settings.concurrency
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._requests = _limiter(settings.requests_per_minute)
        self._tokens = _limiter(settings.tokens_per_minute)
        self._most_tokens = settings.tokens_per_minute or 0
        self._closed: NotSentError | None = None
        self._over = asyncio.Event()

    @asynccontextmanager
    async def slot(self, document: str) -> AsyncIterator[None]:
        """Wait for the document's turn, and hold one place until the block ends.

        Raises:
            NotSentError: the gate was closed meanwhile.
        """
        await self._enter(document)
        try:
            yield
        finally:
            self._free += 1
            self._admit()

    async def pace(self, tokens: int) -> None:
        """Wait until the rates allow one more request of about so many tokens."""
        self.check()
        if self._requests:
            await self._requests.acquire()
        if self._tokens:
            await self._tokens.acquire(min(tokens, self._most_tokens))
        self.check()

    async def sleep(self, seconds: float) -> None:
        """Wait before another try; the end of it all wakes the sleeper."""
        try:
            await asyncio.wait_for(self._over.wait(), seconds)
        except TimeoutError:
            return

    def close(self, reason: NotSentError) -> None:
        """Let nothing more out; what is in flight may finish. The first reason stays."""
        self._closed = self._closed or reason
        self._over.set()
        for queue in self._waiting.values():
            for waiter in queue:
                if not waiter.done():
                    waiter.set_exception(_again(self._closed))
        self._waiting.clear()

    def check(self) -> None:
        """Do nothing while the gate is open.

        Raises:
            NotSentError: it was closed.
        """
        if self._closed is not None:
            raise _again(self._closed)

    @property
    def closed(self) -> NotSentError | None:
        """Why nothing more is sent; null while it is."""
        return self._closed

    async def _enter(self, document: str) -> None:
        self.check()
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(document, deque()).append(waiter)
        self._admit()
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
                self._free += 1
                self._admit()
            raise

    def _admit(self) -> None:
        """Give free places to the documents in turn, to each its first request."""
        while self._free > 0 and self._waiting:
            document, queue = self._waiting.popitem(last=False)
            while queue and queue[0].done():
                queue.popleft()
            if not queue:
                continue
            queue.popleft().set_result(None)
            self._free -= 1
            if queue:
                self._waiting[document] = queue  # at the end: the others come first


def _again(reason: NotSentError) -> NotSentError:
    """The same reason as an error of its own: one that is raised twice would carry both tracebacks."""
    return NotSentError(reason.message, hint=reason.hint)


def _limiter(per_minute: int | None) -> AsyncLimiter | None:
    return AsyncLimiter(per_minute, _MINUTE) if per_minute else None
