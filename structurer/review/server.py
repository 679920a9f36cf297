"""Serving the page on this machine, and opening it."""

import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

import uvicorn

from structurer.errors import SetupError
from structurer.review.app import review_app
from structurer.review.desk import Desk

LOOPBACK = "127.0.0.1"


class Address(NamedTuple):
    """Where the page is; whoever knows the token may decide."""

    port: int
    token: str

    @property
    def url(self) -> str:
        """What to open in a browser."""
        return f"http://{LOOPBACK}:{self.port}/?token={self.token}"


def serve(desk: Desk, *, port: int, opens_browser: bool, tell: Callable[[Address], None]) -> None:
    """Serve until Ctrl-C; other machines cannot reach it.

    Args:
        desk: What is decided on.
        port: 0 takes any that is free.
        opens_browser: Whether the page is opened.
        tell: Gets the address as soon as the page can be opened.

    Raises:
        SetupError: the port is taken.
    """
    with listening(port) as listener:
        address = Address(listener.getsockname()[1], secrets.token_urlsafe(32))
        app = review_app(desk, token=address.token, port=address.port)
        # No access log: its lines would hold the token. No headers that tell the server's make.
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, lifespan="off"
        )
        tell(address)  # the socket listens already: a browser that comes early waits
        if opens_browser:
            webbrowser.open(address.url)
        with suppress(KeyboardInterrupt):  # how one ends it
            uvicorn.Server(config).run(sockets=[listener])


def listening(port: int) -> socket.socket:
    """Listen on this machine alone; 0 takes any port that is free.

    Raises:
        SetupError: the port is taken.
    """
    try:
        listener = socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise SetupError(
            f"port {port} cannot be used: {error.strerror or error}",
            hint="name another one with --port, or leave it out",
        ) from None
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else each answer waits for 40 ms
    return listener
