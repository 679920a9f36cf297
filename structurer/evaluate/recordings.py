"""Recorded answers: what a model said to exactly these requests, replayed without a network, or recorded for the first time.

One cassette is the answers to one prompt version about one document: cassettes/TASK/VERSION/DOCUMENT.json. A request is
known by method, path and JSON body, so an edited prompt, a changed schema or another row order is another request and has
no recording. Host, key and other headers are neither compared nor kept.
"""

import asyncio
import json
import time
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

from vcr import VCR
from vcr.cassette import Cassette
from vcr.persisters.filesystem import CassetteNotFoundError
from vcr.record_mode import RecordMode
from vcr.request import Request
from vcr.serialize import deserialize, serialize

from structurer.errors import NotSentError, SetupError
from structurer.llm.cache import Body, request_key
from structurer.llm.lines import LiveLine
from structurer.llm.model import Task

RECORDED_MODEL = "recorded-2026-11"  # what the requests of the recordings call the model
_OK = 200
_JSON = {"content-type": ["application/json"]}


class Recorded:
    """A line that answers from cassettes; what they do not hold is kept as missing, or sent and recorded."""

    def __init__(self, folder: Path, live: LiveLine, *, recording: bool = False) -> None:
        """Nothing is opened yet.

        Args:
            folder: Where the cassettes are.
            live: The line whose HTTP requests are answered from them.
            recording: Whether what they do not hold is sent and recorded.
        """
        self.missing: dict[str, tuple[Task, Body]] = {}
        self.played: set[tuple[Path, str]] = set()
        self._folder = folder
        self._live = live
        self._recording = recording
        self._recorder = _recorder(RecordMode.NEW_EPISODES if recording else RecordMode.NONE)
        self._seconds: list[float] = []
        self._one_at_a_time = asyncio.Lock()  # a cassette is put in place of the network for everybody

    @property
    def address(self) -> str:
        """Who answers."""
        return self._live.address

    @property
    def median_seconds(self) -> float | None:
        """How long the server took for one request, the median; null where everything was replayed."""
        return median(self._seconds) if self._seconds else None

    async def send(self, task: Task, key: str, body: Body) -> Body:
        """The recorded answer.

        Raises:
            NotSentError: there is none.
            ModelError: while recording, as the live line.
        """
        path = cassette_path(self._folder, task)
        async with self._one_at_a_time:
            with self._recorder.use_cassette(str(path), allow_playback_repeats=True) as cassette:
                is_held = _holds(cassette, self.address, body)
                if not is_held and not self._recording:
                    self.missing.setdefault(key, (task, body))
                    raise NotSentError(
                        f"no recording of {task.prompt} for {task.document}", hint="record again"
                    )
                begun = time.perf_counter()
                answer = await self._live.send(task, key, body)
                if not is_held:
                    self._seconds.append(time.perf_counter() - begun)
        self.played.add((path, request_key(body)))
        return answer


def cassette_path(folder: Path, task: Task) -> Path:
    """The cassette that holds the answers to one prompt version about one document."""
    return folder / task.prompt / f"{Path(task.document).name}.json"


def require_complete(missing: dict[str, tuple[Task, Body]], folder: Path) -> None:
    """Accept a replay that had an answer to everything.

    Raises:
        SetupError: it had not.
    """
    if not missing:
        return
    prompts = sorted({f"{task.prompt} for {task.document}" for task, _ in missing.values()})
    named = ", ".join(prompts[:3]) + (f" and {len(prompts) - 3} more" if len(prompts) > 3 else "")
    raise SetupError(
        f"no recording for this prompt: {len(missing)} requests of {named} were never answered",
        hint="a prompt, an answer schema, a rule or a document has changed: record again, with structurer eval record, or "
        "eval export for a batch (cassettes/PROVENANCE.md)",
        where=str(folder),
    )


def orphans(folder: Path, played: set[tuple[Path, str]]) -> list[str]:
    """The recordings that a replay of everything did not use: nobody asks these requests any more."""
    return [
        f"{path.relative_to(folder)}: request {number}"
        for path in sorted(folder.glob("*/*/*.json"))
        for number, body in enumerate(recorded_bodies(path), 1)
        if (path, request_key(body)) not in played
    ]


def recorded_bodies(path: Path) -> Iterator[Body]:
    """The requests of one cassette, in the order they were recorded."""
    for one in json.loads(path.read_text("utf-8"))["interactions"]:
        yield one["request"]["body"]


def _holds(cassette: Cassette, address: str, body: Body) -> bool:
    url = f"{address.rstrip('/')}/chat/completions"
    return bool(cassette.can_play_response_for(Request("POST", url, json.dumps(body).encode(), {})))


def _recorder(mode: RecordMode) -> VCR:
    recorder = VCR(
        serializer="readable",
        record_mode=mode,
        match_on=["method", "path", "json body"],
        before_record_request=_bare_request,
        before_record_response=_bare_response,
    )
    recorder.register_serializer("readable", _Readable)
    recorder.register_persister(_Utf8Files)
    recorder.register_matcher("json body", _same_body)
    return recorder


def _same_body(one: Request, other: Request) -> None:
    assert _canonical(bytes(one.body)) == _canonical(bytes(other.body))  # noqa: S101 - how a matcher says no


@lru_cache(maxsize=4096)
def _canonical(body: bytes) -> str:
    return request_key(json.loads(body))


def _bare_request(request: Request) -> Request:
    """The request without headers and host: no key, no machine, no version of a client."""
    return Request(request.method, "/" + "/".join(request.path.split("/")[-2:]), request.body, {})


def _bare_response(response: dict[str, Any]) -> dict[str, Any] | None:
    """An answer without the headers of its server; a failure is not recorded."""
    return response | {"headers": _JSON} if response["status"]["code"] == _OK else None


class _Readable:
    """Cassettes as JSON in which the bodies are JSON too, so that people can read them and see what changed."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        for one in cassette["interactions"]:
            one["request"]["body"] = json.loads(one["request"]["body"])
            one["response"]["body"] = {"string": json.loads(one["response"]["body"]["string"])}
        return json.dumps(cassette, ensure_ascii=False, indent=1) + "\n"

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        cassette: dict[str, Any] = json.loads(text)
        for one in cassette["interactions"]:
            one["request"]["body"] = json.dumps(one["request"]["body"], ensure_ascii=False)
            one["response"]["body"]["string"] = json.dumps(
                one["response"]["body"]["string"], ensure_ascii=False
            )
        return cassette


class _Utf8Files:
    """Cassettes in files, whatever the encoding of the machine."""

    @classmethod
    def load_cassette(cls, path: str, serializer: type[_Readable]) -> Any:  # noqa: ANN401 - vcrpy is untyped
        try:
            text = Path(path).read_text("utf-8")
        except FileNotFoundError:
            raise CassetteNotFoundError from None
        return deserialize(text, serializer)

    @staticmethod
    def save_cassette(path: str, cassette: dict[str, Any], serializer: type[_Readable]) -> None:
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(serialize(cassette, serializer), "utf-8")
