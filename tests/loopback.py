"""A chat completions server on loopback that does what a test tells it, over real HTTP."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass
class Response:
    """What the server sends: `reset_after` cuts the connection after so many bytes, `seconds` is how long it takes."""

    body: bytes | str | Body = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    reset_after: int | None = None

    @property
    def data(self) -> bytes:
        """The body as bytes."""
        if isinstance(self.body, bytes):
            return self.body
        return (
            self.body if isinstance(self.body, str) else json.dumps(self.body, ensure_ascii=False)
        ).encode()


Behaviour = Callable[[Body, int], Response]
"""From a request's body and its number, counted from 1, to what is sent back."""


def completion(
    content: object,
    *,
    finish_reason: str = "stop",
    refusal: str | None = None,
    mode: str = "text",
    tokens: int = 100,
) -> Body:
    """A chat completion that says `content`: a string as it is, anything else as JSON."""
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    message: Body = {"role": "assistant", "content": text, "refusal": refusal}
    if mode == "tools":
        call = {"id": "call_1", "type": "function", "function": {"name": "answer", "arguments": text}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "loopback",
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason, "logprobs": None}],
        "usage": {
            "prompt_tokens": tokens,
            "completion_tokens": tokens // 2,
            "total_tokens": tokens + tokens // 2,
        },
    }


def error(status: int, message: str, **headers: str) -> Response:
    """An error as such servers send it."""
    body = {"error": {"message": message, "type": "error", "code": None}}
    return Response(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


def in_turn(responses: Sequence[Response], then: Behaviour) -> Behaviour:
    """First these responses, one a request, then as `then` says."""

    def behave(body: Body, number: int) -> Response:
        return responses[number - 1] if number <= len(responses) else then(body, number)

    return behave


@dataclass
class Loopback:
    """A running server: its base URL, and every request it got."""

    url: str
    requests: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def arrive(self, body: Body, headers: dict[str, str]) -> int:
        """Note a request and return its number."""
        with self._lock:
            self.requests.append(body)
            self.headers.append(headers)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            return len(self.requests)

    def leave(self) -> None:
        """A request is answered."""
        with self._lock:
            self._now -= 1


@contextmanager
def loopback(behaviour: Behaviour) -> Iterator[Loopback]:
    """Serve on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = (
            True  # head and body are two writes, and the second would wait for the first's receipt
        )

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            number = state.arrive(body, dict(self.headers))
            try:
                self._send(behaviour(body, number))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                state.leave()

        def _send(self, response: Response) -> None:
            time.sleep(response.seconds)
            self.send_response(response.status)
            for name, value in ({"content-type": "application/json"} | response.headers).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(response.data)))
            self.end_headers()
            if response.reset_after is None:
                self.wfile.write(response.data)
                return
            self.wfile.write(response.data[: response.reset_after])
            self.wfile.flush()
            # Linger 0 makes the close a reset, as when a server dies.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128  # of the default 5, more connections at once wait a second to be tried again

    server = Server(("127.0.0.1", 0), Handler)
    state = Loopback(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
