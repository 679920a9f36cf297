"""A client against servers that fail in every way, over real HTTP: what is asked, what comes of it, how often."""

import asyncio
import json
import logging
import sqlite3
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from loopback import Behaviour, Body, Loopback, Response, completion, error, in_turn, loopback
from structurer.errors import (
    BadAnswerError,
    CutOffError,
    NotSentError,
    RefusedError,
    SetupError,
    StructurerError,
    TooLongError,
    UnavailableError,
)
from structurer.llm.cache import AnswerCache
from structurer.llm.model import Reply, Task
from structurer.llm.session import Session, open_session
from structurer.prompts import Message
from structurer.settings import LlmSettings

Work = Callable[[Session], Awaitable[object]]

KEY = "sk-loopback-0123456789-never-to-be-seen"
MESSAGES: list[Message] = [{"role": "system", "content": "Answer."}]


class Colour(BaseModel):
    """A colour."""

    name: str


GOOD = completion({"name": "red"})


def good(_body: Body, _number: int) -> Response:
    return Response(GOOD)


def always(response: Response) -> Behaviour:
    return lambda _body, _number: response


def settings_for(server: Loopback, folder: Path, **changes: object) -> LlmSettings:
    given = {
        "model": "loopback",
        "base_url": server.url,
        "cache": folder / "cache",
        "attempts": 3,
        "longest_wait": 0.05,
        "timeout": 5.0,
        "mode": "json_schema",
    }
    return LlmSettings.model_validate(given | changes)


def in_session(
    settings: LlmSettings, *works: Work, ledger: Path | None = None, trace: Path | None = None
) -> list[object]:
    """What each of `works` returns or raises, all at once in one live session."""

    async def run() -> list[object]:
        async with open_session(settings, live=True, ledger=ledger, trace=trace) as session:
            return await asyncio.gather(*(work(session) for work in works), return_exceptions=True)

    return asyncio.run(run())


def asking(question: str = "Which colour?", document: str = "a.txt") -> Work:
    messages: list[Message] = [MESSAGES[0], {"role": "user", "content": question}]
    return lambda session: session.client.ask(Task("test/v001", document), messages, Colour)


def ask(settings: LlmSettings, *, ledger: Path | None = None, trace: Path | None = None) -> Reply[Colour]:
    """One question in a session of its own."""
    [outcome] = in_session(settings, asking(), ledger=ledger, trace=trace)
    if isinstance(outcome, BaseException):
        raise outcome
    assert isinstance(outcome, Reply)
    return outcome


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


PASSING = {
    "429 with Retry-After": error(429, "slow down", retry_after="0"),
    "429 with Retry-After as a date": error(429, "slow down", retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
    "500": error(500, "oops"),
    "503 without JSON": Response("<html>busy</html>", 503, {"content-type": "text/html"}),
    "hung": Response(GOOD, seconds=1.0),
    "reset before the body": Response(GOOD, reset_after=0),
    "reset mid-body": Response(GOOD, reset_after=40),
    "garbage": Response("I am a teapot"),
    "cut body": Response(json.dumps(GOOD)[:60]),
    "another JSON": Response({"hello": "world"}),
    "no choices": Response(GOOD | {"choices": []}),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_a_fault_that_passes_costs_one_more_request(fault: Response, tmp_path: Path) -> None:
    with loopback(in_turn([fault], good)) as server:
        reply = ask(settings_for(server, tmp_path, timeout=0.4))
    assert reply.answer.name == "red"
    assert len(server.requests) == 2


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
def test_a_fault_that_stays_is_the_server_s_and_no_bad_answer(fault: Response, tmp_path: Path) -> None:
    with loopback(always(fault)) as server, pytest.raises(UnavailableError, match="failed 2 times") as caught:
        ask(settings_for(server, tmp_path, timeout=0.4, attempts=2))
    assert len(server.requests) == 2
    assert caught.value.exit_code == 3


def test_json_in_a_code_fence_is_still_json(tmp_path: Path) -> None:
    with loopback(always(Response(completion('```json\n{"name": "red"}\n```')))) as server:
        assert ask(settings_for(server, tmp_path)).answer.name == "red"


def test_a_refused_connection_is_no_bad_answer(tmp_path: Path) -> None:
    with loopback(good) as server:
        settings = settings_for(server, tmp_path, attempts=2)
    with pytest.raises(UnavailableError, match="no connection"):
        ask(settings)


NAMED = {
    "length": (Response(completion('{"na', finish_reason="length")), CutOffError, "cut off"),
    "refusal": (Response(completion("", refusal="I would rather not")), RefusedError, "rather not"),
    "filter": (Response(completion("", finish_reason="content_filter")), RefusedError, "filter"),
    "context": (error(400, "This model's maximum context length is 8192 tokens"), TooLongError, "8192"),
    "too large": (error(413, "too large"), TooLongError, "too large"),
    "400": (error(400, "flagged as harmful"), RefusedError, "harmful"),
    "no JSON": (Response(completion("Sure! It is red.")), BadAnswerError, "JSON"),
    "cut JSON": (Response(completion('{"name": "re')), BadAnswerError, "EOF"),
    "other JSON": (Response(completion({"colour": "red"})), BadAnswerError, "name: Field required"),
    "401": (error(401, f"Incorrect API key provided: {KEY}"), UnavailableError, "refuses the key"),
    "404": (error(404, "no such model"), UnavailableError, "does not know the model"),
}


@pytest.mark.parametrize(("response", "kind", "says"), NAMED.values(), ids=NAMED.keys())
def test_what_cannot_be_tried_again_is_named_after_one_request(
    response: Response, kind: type[StructurerError], says: str, tmp_path: Path
) -> None:
    with loopback(always(response)) as server, pytest.raises(kind, match=says) as caught:
        ask(settings_for(server, tmp_path))
    assert len(server.requests) == 1
    assert type(caught.value) is kind


def test_the_wait_that_a_server_asks_for_is_kept(tmp_path: Path) -> None:
    with loopback(in_turn([error(429, "slow down", retry_after="0.6")], good)) as server:
        began = time.monotonic()
        ask(settings_for(server, tmp_path, longest_wait=5.0))
        assert 0.6 <= time.monotonic() - began < 4


def test_a_server_that_refuses_a_schema_is_asked_with_a_tool_and_that_is_remembered(tmp_path: Path) -> None:
    def picky(body: Body, _number: int) -> Response:
        if body.get("response_format", {}).get("type") == "json_schema":
            return error(400, "response_format json_schema is not supported")
        return Response(completion({"name": "red"}, mode="tools" if "tools" in body else "text"))

    with loopback(picky) as server:
        settings = settings_for(server, tmp_path, mode="auto")
        works = [asking(f"question {number}") for number in range(4)]
        assert all(isinstance(one, Reply) for one in in_session(settings, *works))
        assert len(server.requests) == 5  # one refusal, whoever asks first
        in_session(settings, asking("later"))
        assert len(server.requests) == 6
        assert all("tools" in body for body in server.requests[1:])
        forced = settings.model_copy(update={"mode": "json_schema"})
        [refused] = in_session(forced, asking("forced"))
        assert isinstance(refused, UnavailableError)
        [taken] = in_session(settings.model_copy(update={"mode": "json_object"}), asking("forced"))
        assert isinstance(taken, Reply)
        assert server.requests[-1]["response_format"] == {"type": "json_object"}


def test_an_answer_is_kept_and_asked_for_once(tmp_path: Path) -> None:
    with loopback(lambda _body, _number: Response(GOOD, seconds=0.1)) as server:
        settings = settings_for(server, tmp_path)
        replies = in_session(settings, *[asking()] * 5, asking(document="b.txt"))
        assert len(server.requests) == 1
        assert len({repr(reply) for reply in replies}) == 1
        ask(settings)
        assert len(server.requests) == 1
        ask(settings.model_copy(update={"temperature": 0.7}))
        assert len(server.requests) == 2


def test_the_cache_is_the_user_s_alone_and_reads_no_pickle(tmp_path: Path) -> None:
    with loopback(good) as server:
        settings = settings_for(server, tmp_path)
        ask(settings)
    assert (tmp_path / "cache").stat().st_mode & 0o777 == 0o700
    witness = tmp_path / "witness"
    bomb = f"cposix\nsystem\n(S'touch {witness}'\ntR.".encode()
    with sqlite3.connect(tmp_path / "cache" / "cache.db") as database:
        database.execute("UPDATE Cache SET mode = 4, value = ?, filename = NULL", (bomb,))
    with pytest.raises(SetupError, match="no JSON"):
        ask(settings)
    with sqlite3.connect(tmp_path / "cache" / "cache.db") as database:
        database.execute("UPDATE Cache SET raw = 0, key = ?", (bomb,))
    cache = AnswerCache(tmp_path / "cache")
    with pytest.raises(SetupError, match="no JSON"):
        cache.keys()
    cache.close()
    assert not witness.exists()


def test_a_limit_on_requests_holds_over_a_resume(tmp_path: Path) -> None:
    with loopback(good) as server:
        settings = settings_for(server, tmp_path, max_requests=3, concurrency=2)
        ledger = tmp_path / "usage.json"
        first = in_session(settings, asking("1"), asking("2"), ledger=ledger)
        assert all(isinstance(one, Reply) for one in first)
        second = in_session(settings, *(asking(str(number)) for number in range(3, 8)), ledger=ledger)
        assert sum(isinstance(one, Reply) for one in second) == 1
        assert all(isinstance(one, Reply | NotSentError) for one in second)
        assert len(server.requests) == 3
        in_session(settings, asking("1"), asking("2"), ledger=ledger)  # kept answers cost nothing
        assert len(server.requests) == 3


def test_a_limit_on_money_stops_before_the_request_that_could_pass_it(tmp_path: Path) -> None:
    dollar = {"loopback": {"input": "1000", "output": "10000"}}  # 0.1 + 0.5 dollars for each answer here
    with loopback(good) as server:
        settings = settings_for(server, tmp_path, prices=dollar, max_cost="4.5", concurrency=1)
        outcomes = in_session(settings, *(asking(str(number)) for number in range(12)))
        sent = sum(isinstance(one, Reply) for one in outcomes)
        assert 1 <= sent == len(server.requests) < 8
        with pytest.raises(SetupError, match="max-cost needs a price"):
            ask(settings_for(server, tmp_path, max_cost="1", model="nobody-sells-this"))


def test_a_dead_server_is_left_alone_after_some_failures(tmp_path: Path) -> None:
    with loopback(always(error(500, "oops"))) as server:
        settings = settings_for(server, tmp_path, attempts=2, breaker=3, concurrency=1)
        outcomes = in_session(settings, *(asking(str(number)) for number in range(20)))
        assert [type(one) for one in outcomes] == [UnavailableError] * 3 + [NotSentError] * 17
        assert len(server.requests) == 6
        assert "ended early" in str(outcomes[-1])


def test_documents_take_turns_and_no_more_is_in_flight_than_allowed(tmp_path: Path) -> None:
    with loopback(lambda _body, _number: Response(GOOD, seconds=0.05)) as server:
        settings = settings_for(server, tmp_path, concurrency=2)
        large = [asking(f"large {number}", "large.txt") for number in range(10)]
        small = [asking(f"small {number}", "small.txt") for number in range(3)]
        in_session(settings, *large, *small)
        order = [body["messages"][1]["content"].split()[0] for body in server.requests]
        assert server.most_at_once == 2
        assert order[:9].count("small") == 3


def test_so_many_requests_a_minute_and_no_more(tmp_path: Path) -> None:
    with loopback(good) as server:
        settings = settings_for(server, tmp_path, requests_per_minute=3, attempts=1)

        async def run() -> None:
            async with open_session(settings, live=True) as session:
                asks = [asyncio.ensure_future(asking(str(number))(session)) for number in range(5)]
                await asyncio.wait(asks, timeout=1.0)
                assert sum(one.done() for one in asks) == 3
                session.stop("enough")
                for one in asks:
                    one.cancel()
                await asyncio.gather(*asks, return_exceptions=True)

        asyncio.run(run())
        assert len(server.requests) == 3


def test_a_stop_lets_what_is_in_flight_finish_and_nothing_more_out(tmp_path: Path) -> None:
    with loopback(lambda _body, _number: Response(GOOD, seconds=0.3)) as server:
        settings = settings_for(server, tmp_path, concurrency=2)

        async def stopping(session: Session) -> None:
            await asyncio.sleep(0.1)
            session.stop("stopped")

        *outcomes, _ = in_session(settings, *(asking(str(number)) for number in range(5)), stopping)
        assert sum(isinstance(one, Reply) for one in outcomes) == 2
        assert sum(isinstance(one, NotSentError) for one in outcomes) == 3
        in_session(settings, *(asking(str(number)) for number in range(5)))
        assert len(server.requests) == 5  # the next run goes on from there


def test_the_key_is_nowhere_but_in_the_request(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = []
    responses = [
        error(401, f"Incorrect API key provided: {KEY}"),
        error(400, f"bad key {KEY}"),
        error(500, KEY),
    ]
    files = {"ledger": tmp_path / "usage.json", "trace": tmp_path / "trace.jsonl"}
    for response in [*responses, Response(f"<p>{KEY}</p>"), Response(GOOD)]:
        with loopback(always(response)) as server:
            try:
                told.append(repr(ask(settings_for(server, tmp_path, attempts=1), **files)))
            except StructurerError as caught:
                told.append("".join(traceback.format_exception(caught)))
            assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert len(told) == 5
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Which colour?" in written
    assert KEY.encode() not in written
    assert KEY not in "".join(told)
    assert KEY not in caplog.text


def test_a_trace_is_enough_to_replay_a_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace.jsonl"
    with loopback(in_turn([error(500, "oops")], good)) as server:
        in_session(settings_for(server, tmp_path), asking(), asking(), trace=trace)
        lines = [json.loads(line) for line in trace.read_text("utf-8").splitlines()]
    assert [line["attempt"] for line in lines] == [1, 2]
    assert [line["outcome"].split(":")[0] for line in lines] == ["TransientError", "answered"]
    assert lines[1]["request"] == server.requests[1]
    assert lines[1]["answer"] == GOOD
    assert lines[1]["task"] == "test/v001"
