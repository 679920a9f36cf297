"""The real submissions of the corpus, cell by cell. Left out, and said so, where the corpus is not at hand."""

import json
from pathlib import Path

import pytest

from helpers import differences, unaccounted
from structurer import structure
from structurer.read.encoding import decode

EXPECTED = {"text": (4, 44, 339), "formats": (8, 38, 300)}  # files, projects, rows


@pytest.mark.parametrize("part", EXPECTED)
def test_every_project_and_every_cell_is_as_the_truth_says(corpus: Path, part: str) -> None:
    truth = json.loads((corpus / part / "truth.json").read_text("utf-8"))
    files = projects = rows = 0
    for one in truth:
        if not one["file"].endswith(".txt"):
            continue
        submission = structure(corpus / part / one["file"])
        assert submission.document_title == one["document_title"], one["file"]
        assert differences(submission.projects, one["projects"]) == [], one["file"]
        files += 1
        projects += len(submission.projects)
        rows += sum(len(project.indicators) for project in submission.projects)
    assert (files, projects, rows) == EXPECTED[part]


def test_every_printed_character_is_in_one_field_or_unread(corpus: Path) -> None:
    paths = sorted(corpus.rglob("*.txt"))
    assert len(paths) == 12
    for path in paths:
        text, _ = decode(path.read_bytes())
        assert not unaccounted(text, structure(path)), path.name


def test_nothing_of_a_clean_submission_needs_review(corpus: Path) -> None:
    for path in sorted(corpus.rglob("*.txt")):
        for project in structure(path).projects:
            assert not project.needs_review, (path.name, project.index)
            assert not [row for row in project.indicators if row.needs_review], (path.name, project.index)


@pytest.mark.parametrize(
    ("name", "year", "basis"),
    [
        ("s000.txt", 2023, "project_names"),
        ("s002.txt", 2025, "project_names"),
        ("s003a.txt", 2024, "document_title"),
        ("s004.txt", 2025, "texts"),
    ],
)
def test_the_budget_year_comes_from_the_first_source_that_gives_one(
    corpus: Path, name: str, year: int, basis: str
) -> None:
    found = structure(corpus / "text" / name).fiscal_year
    assert found is not None
    assert (found.value, found.basis) == (year, basis)
