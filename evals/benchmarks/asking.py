"""What asking a model costs beside the plain way: requests, tokens, time; on a server of fixed latency.

The server answers on loopback after LATENCY seconds, by rule; what it says does not matter here. Tokens are estimates,
the same for both ways. Writes its block of BENCHMARKS.md.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import instructor
from openai import AsyncOpenAI

from page import Row, table, write_block

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "tests"))

from answering import answering, data_of, task_of  # noqa: E402 - the servers of the tests
from loopback import Body, Loopback, Response, completion, loopback  # noqa: E402
from structurer.assist import Assistant  # noqa: E402
from structurer.assist.answers import RowVerdict  # noqa: E402
from structurer.assist.cells import header_texts, row_texts  # noqa: E402
from structurer.assist.fence import fence  # noqa: E402
from structurer.llm.lines import estimate  # noqa: E402
from structurer.llm.session import open_session  # noqa: E402
from structurer.llm.tokens import estimate_tokens  # noqa: E402
from structurer.normalize import normalize_value  # noqa: E402
from structurer.pipeline import extract, run  # noqa: E402
from structurer.prompts import load_prompt  # noqa: E402
from structurer.read import Source  # noqa: E402
from structurer.settings import LlmSettings, Settings, TaskName  # noqa: E402

SOURCES = [Source.from_path(path) for path in sorted((HERE.parent / "documents").glob("*.txt"))]
LATENCY = 1.0  # seconds
CONCURRENCY = 8
ROUNDS = 5


def settings_for(server: Loopback, cache: Path, *tasks: TaskName) -> Settings:
    """A run of these tasks against `server`."""
    llm = LlmSettings(
        model="loopback",
        base_url=server.url,
        cache=cache,
        tasks=tasks,
        mode="json_schema",
        concurrency=CONCURRENCY,
    )
    return Settings(llm=llm)


async def whole_run(settings: Settings) -> float:
    """All documents through all stages with the model; seconds without opening and closing."""
    async with open_session(settings.llm, live=True) as session:
        assistant = Assistant(session.client, settings.llm, normalize_value, session.ledger)
        began = time.perf_counter()
        await asyncio.gather(*(run(source, settings, assistant) for source in SOURCES))
        return time.perf_counter() - began


async def without_model(settings: Settings) -> float:
    """The same without any model."""
    began = time.perf_counter()
    for source in SOURCES:
        await run(source, settings)
    return time.perf_counter() - began


async def plain_loop(server: Loopback) -> None:
    """What one writes first: instructor in a loop, one request an indicator, the same prompt and answer schema."""
    connection = AsyncOpenAI(base_url=server.url, api_key="none")
    client = instructor.from_openai(connection, mode=instructor.Mode.JSON_SCHEMA)
    prompt = load_prompt("classify")
    for source in SOURCES:
        for project in extract(source, Settings()).projects:
            for row in project.indicators:
                shown = {"project": header_texts(project), "rows": [{"row": "r1", **row_texts(row)}]}
                messages: Any = prompt.messages(data=fence(shown))
                await client.create(
                    response_model=RowVerdict, model="loopback", messages=messages, max_retries=0
                )
    await connection.close()


def tokens(requests: list[Body]) -> int:
    """Estimated tokens of requests and of an answer of usual length a row."""
    sent = sum(estimate(body).tokens_in for body in requests)
    rows = sum(str(body["messages"][1]["content"]).count('"row":') for body in requests)
    return sent + rows * estimate_tokens(ANSWER)


ANSWER = json.dumps(
    {
        "row": "r1",
        "reason": "A degree word remains once the words of the name are left out.",
        "evidence": [{"field": "value", "quote": "有效提升"}],
        "kind": "graded",
        "grade": "effective",
        "direction": "higher",
        "checkable": False,
        "targets": [],
        "suggested_level2": None,
        "confidence": "high",
    }
)


def answer_one(body: Body, number: int) -> Response:
    """Every task after LATENCY; one verdict alone, as the plain loop asks for it, at once."""
    if task_of(body) != "RowVerdict":
        return answering(LATENCY)(body, number)
    return Response(completion(ANSWER))


def bench(work: Path) -> list[Row]:
    """All figures: what, measured, bar."""
    projects = [project for source in SOURCES for project in extract(source, Settings()).projects]
    rows = sum(len(project.indicators) for project in projects)
    with loopback(answer_one) as server:
        asyncio.run(plain_loop(server))
        plain = list(server.requests)
    walls, ideals = [], []
    with loopback(answer_one) as server:
        for number in range(ROUNDS):
            server.requests.clear()
            walls.append(asyncio.run(whole_run(settings_for(server, work / str(number), "classify"))))
            ideals.append(len(server.requests) * LATENCY / CONCURRENCY)
        ours = list(server.requests)
        every = settings_for(server, work / "all", "classify", "fill", "summarise", "appraise")
        server.requests.clear()
        cold = asyncio.run(whole_run(every))
        all_requests = len(server.requests)
        server.requests.clear()
        warm = [asyncio.run(whole_run(every)) for _ in range(ROUNDS)]
        off = [asyncio.run(without_model(every)) for _ in range(ROUNDS)]
        sent_warm = len(server.requests)
    asked = Counter(json.dumps(data_of(body)["project"]) for body in ours)
    added = (statistics.median(warm) - statistics.median(off)) / len(projects) * 1000
    ratio = statistics.median(wall / ideal for wall, ideal in zip(walls, ideals, strict=True))
    return [
        ("projects, rows", f"{len(projects)}, {rows}", ""),
        ("plain loop, one request an indicator", f"{len(plain):,} requests, {tokens(plain):,} tokens", ""),
        ("classify", f"{len(ours):,} requests, {tokens(ours):,} tokens", f"{len(projects)} requests at most"),
        ("requests of one project, at most", f"{max(asked.values())}", "1"),
        ("times fewer requests", f"{len(plain) / len(ours):.1f}", "at least 10"),
        ("times fewer tokens", f"{tokens(plain) / tokens(ours):.1f}", "at least 8"),
        ("wall time beside requests x latency / concurrency", f"{ratio:.2f}", "1.15 at most"),
        ("all four tasks", f"{all_requests:,} requests, {cold:.1f} s", ""),
        (
            "a second run",
            f"{sent_warm} requests, {added:.1f} ms a project more than without a model",
            "0 and under 5 ms",
        ),
    ]


def main() -> None:
    """Measure, print, write."""
    with tempfile.TemporaryDirectory() as work:
        found = bench(Path(work))
    about = (
        f"A loopback server that answers after {LATENCY} s, {CONCURRENCY} requests at once; medians of {ROUNDS} runs. "
        "Tokens are estimates of the same kind for both ways.\n\n"
    )
    write_block("Asking a model", about + table(found))


if __name__ == "__main__":
    main()
