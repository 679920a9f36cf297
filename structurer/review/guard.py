"""Who may talk to the server: the page it served to the person who started it, and nobody else."""

import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE_METHODS = frozenset({"GET", "HEAD"})
_HEADERS = {
    # The page is its own files alone; text cannot become a script, a frame, a form or a request elsewhere.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def cookie_name(port: int) -> str:
    """The cookie of a server; browsers share cookies between the ports of a machine, so its name has the port."""
    return f"structurer-{port}"


class Guard:
    """Lets a request through that names this server, comes from its own page and holds the token; answers 403 else.

    The name (Host) must be one of this machine, against names of elsewhere that are made to point here (DNS rebinding);
    what changes something must come from this page (Origin), against other pages in the same browser. The token comes
    with the address that is opened and is a cookie from then on, which scripts cannot read and other sites not send.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        """Guard `app`, which listens at `port`."""
        self._app = app
        self._token = token
        self._cookie = cookie_name(port)
        self._hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        is_opened = self._is_same(parse_qs(scope["query_string"].decode("latin-1")).get("token", []))
        why = self._refusal(scope, is_opened=is_opened)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                if is_opened and why is None:
                    kept = f"{self._cookie}={self._token}; Path=/; HttpOnly; SameSite=Strict"
                    headers.append("Set-Cookie", kept)
            await send(message)

        answer = self._app if why is None else PlainTextResponse(why, status_code=403)
        await answer(scope, receive, guarded)

    def _refusal(self, scope: Scope, *, is_opened: bool) -> str | None:
        """Why a request is refused; null lets it through."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if scope["type"] != "http" or host not in self._hosts:
            return "Only this machine may ask. / 只能在本机访问。"
        origin = headers.get("origin")
        is_own = origin == f"http://{host}"
        must_be_own = scope["method"] not in _SAFE_METHODS
        if (origin is None and must_be_own) or (origin is not None and not is_own):
            return "Another page may not ask. / 不接受其他网页的请求。"
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and not is_opened:
            return "Another page may not ask. / 不接受其他网页的请求。"
        if not is_opened and not self._is_same(_cookies(headers, self._cookie)):
            return "Open the address that structurer review printed. / 请使用 structurer review 给出的完整网址打开。"
        return None

    def _is_same(self, given: Iterable[str]) -> bool:
        return any(secrets.compare_digest(one.encode(), self._token.encode()) for one in given)


def _cookies(headers: Headers, name: str) -> list[str]:
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return []
    return [cookies[name].value] if name in cookies else []
