"""The review server as a person starts it, and folders of results for it."""

import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

import httpx
import uvicorn

from made import made
from structurer.models import Submission
from structurer.models.value import Evidence, IndicatorValue, Kind, Provenance
from structurer.normalize import normalize
from structurer.review import Address, Desk, review_app
from structurer.review.server import listening
from structurer.write import to_json

OPEN = "≥855"  # a number without a unit: the rules leave it open
SETTLED = "≥95%"


class Served(NamedTuple):
    """A running server."""

    url: str

    @property
    def origin(self) -> str:
        return f"http://{urlsplit(self.url).netloc}"

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.url).query)["token"][0]


@contextmanager
def started(folder: Path, *options: str) -> Iterator[Served]:
    """Run `structurer review` as a person does, until the end of the block."""
    command = [sys.executable, "-X", "utf8", "-m", "structurer", "review", str(folder)]
    command += ["--no-browser", "--who", "复核人", *options]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdout=pipe, stderr=nothing, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        try:
            yield Served(process.stdout.readline().strip())
        finally:
            process.send_signal(signal.SIGINT)  # Ctrl-C
            assert process.wait(30) == 0


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a folder of results from a thread until the end of the block: as `started`, and sooner."""
    desk = Desk(folder, "复核人", lambda: datetime.now().astimezone())
    with listening(0) as listener:
        address = Address(listener.getsockname()[1], secrets.token_urlsafe(32))
        app = review_app(desk, token=address.token, port=address.port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield Served(address.url)
        finally:
            server.should_exit = True
            thread.join(30)


@contextmanager
def window(served: Served) -> Iterator[httpx.Client]:
    """A client that came with the address that was printed, as a browser does."""
    headers = {"Origin": served.origin, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=served.origin, headers=headers, trust_env=False, timeout=30) as client:
        client.get("/", params={"token": served.token}, headers={"Sec-Fetch-Site": "none"}).raise_for_status()
        yield client


def put(folder: Path, *submissions: Submission) -> Path:
    """Write results as a run does."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in submissions:
        (folder / f"{one.source.name}.json").write_bytes(to_json(one))
    return folder


def read(*values: str, name: str = "a.txt", projects: int = 1) -> Submission:
    """A submission whose values the rules have read; each name is another file."""
    submission = normalize(made(*values, name=name, projects=projects))
    source = submission.source.model_copy(update={"sha256": name.encode().hex().ljust(64, "0")[:64]})
    return submission.model_copy(update={"source": source})


def changed(submission: Submission, row: int, **changes: object) -> Submission:
    """The submission with fields of a row of its first project changed."""
    first, *others = submission.projects
    rows = tuple(one.model_copy(update=changes) if one.row == row else one for one in first.indicators)
    projects = (first.model_copy(update={"indicators": rows}), *others)
    return submission.model_copy(update={"projects": projects})


def labelled(submission: Submission, row: int, quote: str, reason: str = "词语有程度") -> Submission:
    """The submission with a model's label, of which it was not sure, on a row."""
    value: IndicatorValue = submission.projects[0].indicators[row - 1].value
    label = value.model_copy(
        update={
            "kind": Kind.NARRATIVE,
            "targets": (),
            "grade": None,
            "decided_by": "llm",
            "ambiguous": (),
            "history": (value.as_decision(),),
            "evidence": (Evidence(field="value", quote=quote), Evidence(field="level3", quote="通过率")),
            "reason": reason,
            "confidence": "low",
            "provenance": Provenance(prompt="classify/v001", model="recorded", request="r"),
        }
    )
    return changed(submission, row, value=label)


def text_of(pieces: Sequence[dict[str, Any]]) -> str:
    """The text of pieces put together."""
    return "".join(piece["text"] for piece in pieces)


def rows(client: httpx.Client, **wanted: object) -> list[int]:
    said = client.get("/api/rows", params=wanted).raise_for_status().json()  # type: ignore[arg-type]  # plain values
    return [one["number"] for one in said["rows"]]


def row(client: httpx.Client, number: int) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/rows/{number}").raise_for_status().json()
    return found


def decide(client: httpx.Client, number: int, act: str, **said: object) -> httpx.Response:
    wish = {"act": act, "seen": row(client, number)["seen"]} | said
    return client.post(f"/api/rows/{number}/decisions", json=wish)
