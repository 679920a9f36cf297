"""Running the tasks of the model over a submission of literals, against a loopback server."""

import asyncio
from pathlib import Path

from cases import Case, CaseProject, CaseRow
from loopback import Behaviour, Loopback, loopback
from structurer.assist import Assistant
from structurer.llm.session import open_session
from structurer.models import Submission
from structurer.normalize import normalize_value
from structurer.settings import LlmSettings


def submission_of(rows: list[CaseRow], project: CaseProject | None = None) -> Submission:
    """One project with these rows."""
    [submission] = Case(fires=False, project=project or CaseProject(), rows=rows).submissions()
    return submission


def assisted(
    submission: Submission, behaviour: Behaviour, folder: Path, *tasks: str, **changes: object
) -> tuple[Submission, Loopback]:
    """The submission after the model's pass, and the server that was asked."""

    async def run(url: str) -> Submission:
        given = {
            "model": "loopback",
            "base_url": url,
            "cache": folder / "cache",
            "attempts": 1,
            "mode": "json_schema",
            "tasks": tasks,
            "breaker": 100,
        }
        settings = LlmSettings.model_validate(given | changes)
        async with open_session(settings, live=True) as session:
            assistant = Assistant(session.client, settings, normalize_value, session.ledger)
            return assistant.signed(await assistant.assist(submission, "case.txt"), "case.txt")

    with loopback(behaviour) as server:
        return asyncio.run(run(server.url)), server
