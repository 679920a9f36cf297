"""Decisions in a run: they are read beside the results, hold before the model, and are counted."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import SAMPLES
from helpers import structurer
from structurer.decide import DecisionLog, row_ref, ruling, standing_meaning
from structurer.models import Ruling, Submission
from structurer.models.decision import Act
from structurer.pipeline import run
from structurer.read import Source
from structurer.results import load_results
from structurer.settings import Settings

SAMPLE = SAMPLES / "training_word.txt"
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def decisions(document: str, submission: Submission, acts: Sequence[Act]) -> list[Ruling]:
    """One ruling for each of the first open rows."""
    rows = [(one.index, row) for one in submission.projects for row in one.indicators if row.value.ambiguous]
    made = []
    for act, (project, row) in zip(acts, rows, strict=False):
        meaning = {"meaning": standing_meaning(row.value)} if act is Act.ACCEPT else {}
        made.append(
            ruling(act, row_ref(document, submission, project, row), "复核人", WHEN, **meaning)  # type: ignore[arg-type]  # one key
        )
    return made


def ran(source: Source, *args: object) -> Submission:
    return asyncio.run(run(source, Settings(), *args))  # type: ignore[arg-type]  # given as written


class _Asked:
    """Stands for the assistant and keeps what it is given."""

    seen: Submission

    async def assist(self, submission: Submission, _document: str) -> Submission:
        self.seen = submission
        return submission

    async def appraise(self, *_: object) -> dict[int, object]:
        return {}

    def signed(self, submission: Submission, _document: str) -> Submission:
        return submission


def test_a_row_that_a_person_decided_is_not_open_when_the_model_is_asked() -> None:
    source = Source.from_path(SAMPLE)
    before = ran(source)
    rulings = decisions(SAMPLE.name, before, [Act.ACCEPT, Act.REJECT])
    assistant = _Asked()
    after = ran(source, assistant, rulings)
    open_before = sum(bool(row.value.ambiguous) for one in before.projects for row in one.indicators)
    open_now = sum(bool(row.value.ambiguous) for one in assistant.seen.projects for row in one.indicators)
    assert open_now == open_before - 2
    decided = [row for one in after.projects for row in one.indicators if row.value.decided_by == "human"]
    assert [row.value.ruling for row in decided] == [one.id for one in rulings]
    assert after.findings  # a row without a kind is checked like any other


def test_every_row_of_a_sample_can_be_rejected_and_checked(sample: Path) -> None:
    source = Source.from_path(sample)
    before = ran(source)
    every = [
        ruling(Act.REJECT, row_ref(sample.name, before, project.index, row), "甲", WHEN)
        for project in before.projects
        for row in project.indicators
    ]
    after = ran(source, None, every)
    assert all(row.value.kind is None for project in after.projects for row in project.indicators)
    assert not any(one.cause == "failed" for one in after.unjudged)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the result of one sample."""
    done = structurer("run", SAMPLE, "--llm", "off", "-o", tmp_path / "out")
    assert done.returncode == 0
    return tmp_path / "out"


def test_a_run_reads_the_decisions_beside_its_results_and_counts_them(folder: Path) -> None:
    [result] = load_results(folder).results
    assert result.name == SAMPLE.name
    log = DecisionLog(folder / "decisions.jsonl")
    log.append(*decisions(result.name, result.submission, [Act.ACCEPT, Act.REJECT]))
    kept = log.path.read_bytes()
    done = structurer("run", SAMPLE, "--llm", "off", "-o", folder)
    assert done.returncode == 0
    assert b"2 decided by people" in done.stderr
    [again] = load_results(folder).results
    rows = [row for one in again.submission.projects for row in one.indicators]
    assert sum(row.value.decided_by == "human" for row in rows) == 2
    first = (folder / f"{SAMPLE.name}.json").read_bytes()
    structurer("run", SAMPLE, "--llm", "off", "-o", folder)
    assert (folder / f"{SAMPLE.name}.json").read_bytes() == first  # the same input, the same bytes
    assert log.path.read_bytes() == kept


def test_a_decision_that_no_longer_fits_and_a_cut_line_are_told_in_a_line_each(
    folder: Path, tmp_path: Path
) -> None:
    [result] = load_results(folder).results
    [made] = decisions(result.name, result.submission, [Act.ACCEPT])
    DecisionLog(folder / "decisions.jsonl").append(made)
    with (folder / "decisions.jsonl").open("ab") as file:
        file.write(b'{"id": "a')
    revised = tmp_path / SAMPLE.name
    text = SAMPLE.read_text("utf-8")
    assert made.row.text in text
    revised.write_text(text.replace(made.row.text, "显著提升"), "utf-8")
    done = structurer("run", revised, "--llm", "off", "-o", folder)
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 0
    assert sum("not applied, decide again" in line and made.row.level3 in line for line in lines) == 1
    assert sum("line 2 is cut off" in line for line in lines) == 1
    written = json.loads((folder / f"{SAMPLE.name}.json").read_text("utf-8"))
    rows = [row for one in written["projects"] for row in one["indicators"]]
    assert not any(row["value"]["decided_by"] == "human" for row in rows)
