"""Taking labelled documents through one arm: rules alone, a model alone, or both together."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pydantic import SecretStr

from structurer.assist import Assistant, read_alone
from structurer.errors import SetupError
from structurer.evaluate.recordings import RECORDED_MODEL, Recorded
from structurer.llm.cache import AnswerCache, Body
from structurer.llm.client import Client
from structurer.llm.lines import LiveLine
from structurer.llm.model import Task
from structurer.llm.trace import Trace
from structurer.llm.usage import Ledger, Usage
from structurer.models import Submission
from structurer.normalize import normalize_value
from structurer.pipeline import extract, run
from structurer.prompts import load_prompt
from structurer.read import Source
from structurer.settings import LlmSettings, Settings, TaskName

_NOWHERE = "http://localhost:9/v1"  # a replay sends nothing; the client wants an address all the same


class Arm(StrEnum):
    """Who says what a value means."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


class Recordings(NamedTuple):
    """Where recorded answers are, and the server that is asked for what they do not hold; null: nothing is sent."""

    folder: Path
    server: str | None = None
    key: SecretStr = SecretStr("recorded")


class Outcome(NamedTuple):
    """What an arm said of documents, by name, and what that took.

    `seconds` is how long the model took for one request, the median; null where answers were replayed. `missing` holds
    requests without a recording, `played` those that had one.
    """

    submissions: dict[str, Submission]
    usage: Usage = Usage()
    prompts: dict[str, str] = {}  # noqa: RUF012 - never changed
    missing: dict[str, tuple[Task, Body]] = {}  # noqa: RUF012 - the same
    played: set[tuple[Path, str]] = set()  # noqa: RUF012 - the same
    seconds: float | None = None


class Asked(NamedTuple):
    """Who answers during a run, and what every job may need of it."""

    client: Client
    llm: LlmSettings
    ledger: Ledger

    def assistant(self) -> Assistant:
        """All tasks of the settings."""
        return Assistant(self.client, self.llm, normalize_value, self.ledger)


Job = Callable[[Asked], Awaitable[Submission]]
"""What is done about one document."""


def take(arm: Arm, documents: Sequence[Path], settings: Settings, recordings: Recordings) -> Outcome:
    """Take documents through an arm.

    Raises:
        InputError: a document cannot be read.
        SetupError: a prompt version does not exist, or the server cannot be asked to the end.
    """
    sources = [Source.from_path(path) for path in documents]
    if arm is Arm.RULES:
        return Outcome({source.name: asyncio.run(run(source, settings)) for source in sources})
    tasks: tuple[TaskName, ...] = ("read",) if arm is Arm.MODEL else settings.llm.tasks
    job = _alone if arm is Arm.MODEL else _together
    return ask({source.name: job(source, settings) for source in sources}, settings, recordings, tasks)


def _together(source: Source, settings: Settings) -> Job:
    async def job(asked: Asked) -> Submission:
        return await run(source, settings, asked.assistant())

    return job


def _alone(source: Source, settings: Settings) -> Job:
    async def job(asked: Asked) -> Submission:
        prompt = load_prompt("read", asked.llm.prompts.get("read"))
        submission = extract(source, settings)
        readings = (read_alone(asked.client, prompt, one, source.name) for one in submission.projects)
        return submission.model_copy(update={"projects": tuple(await asyncio.gather(*readings))})

    return job


def ask(
    jobs: Mapping[str, Job], settings: Settings, recordings: Recordings, tasks: Sequence[TaskName]
) -> Outcome:
    """Do jobs with recorded answers, or with those of a server, which are recorded.

    Args:
        jobs: By document name.
        settings: Model, prompt versions and limits.
        recordings: Where the answers are.
        tasks: What is asked; their prompt versions are told in the outcome.

    Raises:
        SetupError: a prompt version does not exist, or the server cannot be asked to the end.
    """
    with TemporaryDirectory() as cache:
        llm = settings.llm.model_copy(update=_fixed(settings.llm, Path(cache), recordings))
        return asyncio.run(_done(jobs, llm, recordings, tasks))


def _fixed(llm: LlmSettings, cache: Path, recordings: Recordings) -> dict[str, object]:
    """What an evaluation sets itself: a cache of its own, the strictest way of asking; for a replay, no limits."""
    fixed: dict[str, object] = {"cache": cache, "mode": "json_schema", "model": llm.model or RECORDED_MODEL}
    replay = {"base_url": _NOWHERE, "attempts": 1, "max_requests": None, "max_cost": None}
    return fixed | ({"base_url": recordings.server} if recordings.server else replay)


async def _done(
    jobs: Mapping[str, Job], llm: LlmSettings, recordings: Recordings, tasks: Sequence[TaskName]
) -> Outcome:
    ledger, trace, cache = Ledger(llm), Trace(None), AnswerCache(llm.cache)
    live = LiveLine(llm, recordings.key, ledger, trace)
    line = Recorded(recordings.folder, live, recording=recordings.server is not None)
    asked = Asked(Client(llm, line, cache, ledger=ledger, trace=trace), llm, ledger)
    try:
        # One by one, each with its cassettes; the projects of one go side by side.
        found = {name: await job(asked) for name, job in jobs.items()}
    finally:
        await live.close()
        cache.close()
    if closed := live.gate.closed:
        raise SetupError(closed.message, hint=closed.hint, where=line.address)
    prompts: dict[str, str] = {task: load_prompt(task, llm.prompts.get(task)).head.version for task in tasks}
    return Outcome(found, ledger.usage, prompts, line.missing, line.played, line.median_seconds)
