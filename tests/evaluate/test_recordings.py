"""Recorded answers: kept without secrets, replayed without a network, missed loudly, never left over."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr

from loopback import Behaviour, Body, Loopback, Response, completion, loopback
from structurer.errors import ModelError, SetupError
from structurer.evaluate import Recordings, orphans, require_complete
from structurer.evaluate.arms import Asked, Outcome, ask
from structurer.llm.model import Task
from structurer.models import Run, Source, Submission
from structurer.settings import LlmSettings, Settings

KEY = "sk-recordings-0123456789-never-to-be-seen"


class Said(BaseModel):
    """What the model is asked for."""

    word: str


def answering(body: Body, _number: int) -> Response:
    said = body["messages"][-1]["content"].rpartition(" ")[2]
    return Response(completion({"word": said}), headers={"x-secret": KEY, "set-cookie": f"session={KEY}"})


def asked(words: list[str], recordings: Recordings) -> tuple[list[str | None], Outcome]:
    """What came back for each word, null where nothing did."""
    back: list[str | None] = []

    async def job(who: Asked) -> Submission:
        for word in words:
            message: Any = [{"role": "user", "content": f"say {word}"}]
            try:
                reply = await who.client.ask(Task("classify/v001", "a/page.txt"), message, Said)
                back.append(reply.answer.word)
            except ModelError:
                back.append(None)
        source = Source(name="page.txt", sha256="0" * 64, format="text", encoding=None, bytes=0)
        return Submission(
            source=source, document_title=None, fiscal_year=None, projects=(), unread=(), run=Run(version="0")
        )

    settings = Settings(llm=LlmSettings(attempts=1, breaker=100))
    return back, ask({"page.txt": job}, settings, recordings, ())


def recorded(folder: Path, *words: str, behaviour: Behaviour = answering) -> Loopback:
    with loopback(behaviour) as server:
        asked(list(words), Recordings(folder, server.url, SecretStr(KEY)))
    return server


def cassette(folder: Path) -> Path:
    return folder / "classify" / "v001" / "page.txt.json"


def test_what_was_recorded_comes_back_without_a_server(tmp_path: Path) -> None:
    server = recorded(tmp_path, "one", "two")
    assert len(server.requests) == 2
    back, outcome = asked(["two", "one"], Recordings(tmp_path))
    assert back == ["two", "one"]
    assert not outcome.missing
    assert outcome.usage.requests == 2
    assert outcome.seconds is None
    require_complete(outcome.missing, tmp_path)


def test_recording_again_asks_only_for_what_is_new(tmp_path: Path) -> None:
    recorded(tmp_path, "one")
    server = recorded(tmp_path, "one", "two")
    assert [body["messages"][0]["content"] for body in server.requests] == ["say two"]


def test_neither_key_nor_headers_nor_host_are_kept(tmp_path: Path) -> None:
    server = recorded(tmp_path, "one")
    assert any(KEY in value for value in server.headers[0].values())
    text = cassette(tmp_path).read_text("utf-8")
    assert KEY not in text
    assert "127.0.0.1" not in text
    [kept] = json.loads(text)["interactions"]
    assert kept["request"]["headers"] == {}
    assert set(kept["response"]["headers"]) == {"content-type"}
    assert kept["request"]["body"]["messages"] == [{"role": "user", "content": "say one"}]


def test_a_failure_is_not_recorded(tmp_path: Path) -> None:
    recorded(tmp_path, "one", behaviour=lambda _body, _number: Response("down", status=503))
    back, outcome = asked(["one"], Recordings(tmp_path))
    assert back == [None]
    assert len(outcome.missing) == 1


def test_another_prompt_has_no_recording_and_says_how_to_get_one(tmp_path: Path) -> None:
    recorded(tmp_path, "one")
    back, outcome = asked(["one", "other"], Recordings(tmp_path))
    assert back == ["one", None]
    with pytest.raises(
        SetupError, match=r"no recording for this prompt: 1 requests of classify/v001 .*record again"
    ):
        require_complete(outcome.missing, tmp_path)


def test_the_order_of_keys_and_white_space_are_no_other_request(tmp_path: Path) -> None:
    recorded(tmp_path, "one")
    path = cassette(tmp_path)
    kept = json.loads(path.read_text("utf-8"))
    body = kept["interactions"][0]["request"]["body"]
    kept["interactions"][0]["request"]["body"] = dict(reversed(body.items()))
    path.write_text(json.dumps(kept), "utf-8")
    assert asked(["one"], Recordings(tmp_path))[0] == ["one"]


def test_a_recording_that_nobody_asks_for_is_an_orphan(tmp_path: Path) -> None:
    recorded(tmp_path, "one", "two")
    _, outcome = asked(["one"], Recordings(tmp_path))
    assert orphans(tmp_path, outcome.played) == ["classify/v001/page.txt.json: request 2"]
    _, all_of_it = asked(["one", "two"], Recordings(tmp_path))
    assert orphans(tmp_path, all_of_it.played) == []


def test_a_server_that_refuses_the_key_ends_the_recording_with_a_reason(tmp_path: Path) -> None:
    with (
        loopback(lambda _body, _number: Response("no", status=401)) as server,
        pytest.raises(SetupError, match="refuses the key"),
    ):
        asked(["one"], Recordings(tmp_path, server.url))


def test_nothing_is_sent_while_replaying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(tmp_path, "one")

    def refuse(*_: object) -> None:
        raise AssertionError("a replay opened a connection")

    loop = asyncio.BaseEventLoop
    monkeypatch.setattr(loop, "create_connection", refuse)
    assert asked(["one", "other"], Recordings(tmp_path))[0] == ["one", None]
