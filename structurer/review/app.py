"""The addresses of the server: the page with its files, and what the page asks for."""

from importlib import resources

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from structurer.errors import StructurerError
from structurer.review.desk import ConflictError, Desk, Filter, RefusedError, Wish
from structurer.review.guard import Guard
from structurer.review.shown import detail, line, reason_zh, words

_FILES = {
    "": ("index.html", "text/html; charset=utf-8"),
    "review.css": ("review.css", "text/css; charset=utf-8"),
    "review.js": ("review.js", "text/javascript; charset=utf-8"),
    "view.js": ("view.js", "text/javascript; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
}
_LONGEST_BODY = 64_000  # bytes: a decision with the longest note is far below
_PAGE = 100  # rows the list gets at once
_MOST = 500


class Paged(Filter):
    """A part of the rows that a filter lets through."""

    offset: int = 0
    limit: int = _PAGE


class Step(Filter):
    """The row to go to from another one; `back` goes the other way."""

    after: int = -1
    back: bool = False


def review_app(desk: Desk, *, token: str, port: int) -> Starlette:
    """The application for a desk, guarded by `token`, listening at `port`."""
    app = Starlette(
        routes=[
            Route("/api/desk", _desk),
            Route("/api/rows", _rows),
            Route("/api/next", _next),
            Route("/api/changes", _changes),
            Route("/api/rows/{number:int}", _row),
            Route("/api/rows/{number:int}/decisions", _decide, methods=["POST"]),
            Route("/{name:path}", _file),
        ],
        middleware=[Middleware(Guard, token=token, port=port)],
        exception_handlers={HTTPException: _said, ValidationError: _unfit, StructurerError: _failed},
        max_body_size=_LONGEST_BODY,
    )
    app.state.desk = desk
    return app


async def _file(request: Request) -> Response:
    known = _FILES.get(request.path_params["name"])
    if known is None:
        raise HTTPException(404, "没有这个网址")
    name, media_type = known
    content = (resources.files("structurer.review") / "static" / name).read_bytes()
    return Response(content, media_type=media_type)


async def _desk(request: Request) -> Response:
    """What the filters offer, who decides, and what could not be read."""
    desk = _fresh(request)
    stale = sum(map(len, desk.stale.values()))
    problems = [*desk.problems, *desk.log_problems]
    problems += [f"{stale} 个旧决定所依据的原文已改变，未沿用，请重新决定"] if stale else []
    reasons = [
        {"code": code, "label": reason_zh(code), "count": count}
        for code, count in desk.reasons().most_common()
    ]
    said = {
        "who": desk.who,
        "documents": [one.name for one in desk.results],
        "reasons": reasons,
        "words": words(),
        "problems": problems,
        "at": len(desk.changes),
        "rows": len(desk.seats),
    }
    return JSONResponse(said)


async def _rows(request: Request) -> Response:
    """A part of the list, and how far one is."""
    desk, wanted = _fresh(request), Paged.model_validate(dict(request.query_params))
    found = desk.find(wanted)
    part = found[max(0, wanted.offset) :][: max(0, min(wanted.limit, _MOST))]
    done, of = desk.progress(wanted)
    rows = [line(desk, seat) for seat in part]
    return JSONResponse({"rows": rows, "total": len(found), "done": done, "of": of})


async def _next(request: Request) -> Response:
    """The nearest row in one direction that the filter lets through, going round at the end; null where there is none."""
    desk, step = _fresh(request), Step.model_validate(dict(request.query_params))
    numbers = [seat.number for seat in desk.find(step)]
    numbers = numbers[::-1] if step.back else numbers
    beyond = (one for one in numbers if (one < step.after if step.back else one > step.after))
    return JSONResponse({"number": next(beyond, numbers[0] if numbers else None)})


async def _changes(request: Request) -> Response:
    """The rows that were decided since a page last asked (`since`: the `at` it got)."""
    desk = _fresh(request)
    try:
        since = max(0, int(request.query_params.get("since", "0")))
    except ValueError:
        raise HTTPException(422, "since 应为整数") from None
    return JSONResponse({"at": len(desk.changes), "rows": sorted(set(desk.changes[since:]))})


async def _row(request: Request) -> Response:
    desk = _fresh(request)
    return JSONResponse(detail(desk, _number(request, desk)))


async def _decide(request: Request) -> Response:
    """Append a decision; 409 with the row as it is now where somebody else was first."""
    desk = _fresh(request)
    number = _number(request, desk)
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, "只接受 JSON")
    wish = Wish.model_validate_json(await request.body())
    try:
        desk.decide(number, wish)
    except ConflictError:
        return JSONResponse(
            {"message": "这一行刚被另一窗口决定，请先看一眼", "row": detail(desk, number)}, status_code=409
        )
    except RefusedError as error:
        raise HTTPException(422, str(error)) from None
    return JSONResponse(detail(desk, number), status_code=201)


def _fresh(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    desk.refresh()
    return desk


def _number(request: Request, desk: Desk) -> int:
    number: int = request.path_params["number"]
    if number >= len(desk.seats):
        raise HTTPException(404, "没有这一行")
    return number


async def _said(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return JSONResponse({"message": error.detail}, status_code=error.status_code, headers=error.headers)


async def _unfit(_: Request, error: Exception) -> Response:
    """What was asked is not as it must be."""
    if not isinstance(error, ValidationError):
        raise error
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "JSON"
    return JSONResponse({"message": f"{where}: {first['msg']}"}, status_code=422)


async def _failed(_: Request, error: Exception) -> Response:
    """The log cannot be written: nothing was decided."""
    return JSONResponse({"message": f"没有保存：{error}"}, status_code=500)
