"""The real submissions of the corpus, cell by cell. Left out, and said so, where the corpus is not at hand."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from helpers import FORMS, differences, unaccounted
from rereading import rereading, squeezed
from structurer import InputError, structure
from structurer.models import Paragraph
from structurer.parse import parse_document
from structurer.pipeline import Batch, only_extract
from structurer.read import Source, read
from structurer.read.encoding import decode
from structurer.settings import load_settings

EXPECTED = {"text": (4, 44, 339), "formats": (45, 438, 3_399)}  # files, projects, rows
FORMATS = ("csv", "doc", "docx", "html", "odt", "pdf", "rtf", "txt", "xlsx")


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("part", EXPECTED)
def test_every_project_and_every_cell_is_as_the_truth_says(corpus: Path, part: str) -> None:
    truth = json.loads((corpus / part / "truth.json").read_text("utf-8"))
    by_name = {one["file"]: one for one in truth}
    batch = Batch.of([str(corpus / part)], load_settings())
    files = projects = rows = 0
    with asyncio.Runner() as runner:
        for one, submission in batch.results(only_extract(load_settings()), runner):
            assert not isinstance(submission, InputError), submission
            expected = by_name[one.result_name.name]
            is_text = one.result_name.suffix == ".txt"
            assert submission.source.format == expected.get("format", "text").replace("txt", "text")
            assert squeezed(submission.document_title or "") == squeezed(expected["document_title"] or "")
            found = differences(submission.projects, expected["projects"], space_counts=is_text)
            assert found == [], one.result_name
            files += 1
            projects += len(submission.projects)
            rows += sum(len(project.indicators) for project in submission.projects)
    assert (files, projects, rows) == EXPECTED[part]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_place_of_every_value_is_where_the_source_prints_it(
    corpus: Path, suffix: str, tmp_path: Path
) -> None:
    paths = sorted((corpus / "formats").glob(f"*.{suffix}"))
    assert paths
    for path in paths:
        stands = rereading(path, tmp_path)
        for project in structure(path).projects:
            for row in project.indicators:
                assert stands(row.place, row.value.text), (path.name, row.place, row.value.text)


def test_every_printed_character_is_in_one_field_or_unread(corpus: Path) -> None:
    paths = sorted(corpus.rglob("*.txt"))
    assert len(paths) == 12
    for path in paths:
        text, _ = decode(path.read_bytes())
        assert not unaccounted(text, structure(path)), path.name


@pytest.mark.parametrize("suffix", ["csv", "docx", "html", "odt", "pdf", "xlsx"])
def test_every_character_that_a_reader_finds_is_in_one_field_or_unread(corpus: Path, suffix: str) -> None:
    paths = sorted((corpus / "formats").glob(f"*.{suffix}"))
    assert paths
    for path in paths:
        document = read(Source.from_path(path))
        blocks = list(document.blocks)
        texts = [one.text for one in document.unread]
        for block in blocks:
            texts += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        submission = parse_document(replace(document, blocks=blocks), FORMS)
        assert not unaccounted("\n".join(texts), submission), path.name


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
