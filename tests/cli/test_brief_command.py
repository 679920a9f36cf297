"""structurer brief, as a person runs it."""

import json
import shutil
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from conftest import SAMPLES
from helpers import error_lines, structurer
from structurer.models import Submission


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two submissions."""
    inside = tmp_path / "in"
    inside.mkdir()
    for name in ("clinics_word.txt", "roads_pdf.txt"):
        shutil.copy(SAMPLES / name, inside)
    return inside


def lines_of(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("suffix", ["docx", "html", "md"])
def test_the_suffix_says_what_is_written(folder: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"new/briefing.{suffix}"
    done = structurer("brief", folder, "-o", out)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr.decode().splitlines() == [f"briefing on 4 projects; written to {out}"]
    assert done.stdout == b""
    if suffix == "docx":
        assert Document(BytesIO(out.read_bytes())).paragraphs[0].text == "项目支出绩效目标简报"
    else:
        assert "项目支出绩效目标简报" in lines_of(out)


def test_title_language_and_pages_are_as_asked_for(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "b.md"
    done = structurer(
        "brief", folder, "-o", out, "--lang", "en", "--projects", "--title", "Spring review", "-q"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    text = lines_of(out)
    assert text.startswith("# Spring review\n")
    assert "## Project by project" in text
    assert text.count("**Key indicators**") == 4


def test_results_of_a_run_are_read_as_they_are(folder: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"
    assert structurer("run", folder, "-o", results, "--llm", "off").returncode == 0
    path = results / "roads_pdf.txt.json"
    said = json.loads(path.read_text("utf-8"))
    said["projects"][0]["summary"] |= {
        "headline": "修复农村公路",
        "text": "修复64处路段。",
        "decided_by": "llm",
    }
    path.write_text(json.dumps(said), "utf-8")
    (results / "llm-usage.json").write_text("{}", "utf-8")
    (results / "notes.json").write_text("[1, 2", "utf-8")
    out = tmp_path / "b.md"
    done = structurer("brief", results, "-o", out)
    assert done.stderr.decode().splitlines() == [f"briefing on 4 projects; written to {out}"]
    assert "修复农村公路。修复64处路段。 〔模型〕" in lines_of(out)


def test_a_submission_beside_its_result_is_counted_once(folder: Path, tmp_path: Path) -> None:
    assert structurer("run", folder, "-o", folder, "--llm", "off").returncode == 0
    path = folder / "roads_pdf.txt.json"
    said = json.loads(path.read_text("utf-8"))
    said["projects"][0]["summary"] |= {
        "headline": "修复农村公路",
        "text": "修复64处路段。",
        "decided_by": "llm",
    }
    path.write_text(json.dumps(said), "utf-8")
    out = tmp_path / "b.md"
    done = structurer("brief", folder / "roads_pdf.txt", folder, "-o", out)
    lines = done.stderr.decode().splitlines()
    assert f"{str(folder / 'roads_pdf.txt')!r} is the same submission as {str(path)!r}; counted once" in lines
    assert lines[-1] == f"briefing on 4 projects; written to {out}"
    assert "〔模型〕" in lines_of(out).split("一、")[1]


def test_two_submissions_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name, sample in (("a", "clinics_word.txt"), ("b", "roads_pdf.txt")):
        (tmp_path / name).mkdir()
        shutil.copy(SAMPLES / sample, tmp_path / name / "same.txt")
    out = tmp_path / "b.md"
    assert structurer("brief", "a", "b", "-o", out).returncode == 0
    assert "same.txt\\~2" in lines_of(out)


def test_standard_input_is_read(tmp_path: Path) -> None:
    out = tmp_path / "b.md"
    done = structurer("brief", "-", "-o", out, stdin=(SAMPLES / "roads_pdf.txt").read_bytes())
    assert done.returncode == 0
    assert "农村公路灾毁修复工程" in lines_of(out)


def test_an_input_that_cannot_be_read_is_named_and_the_rest_is_briefed(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_text("", "utf-8")
    out = tmp_path / "b.md"
    done = structurer("brief", folder, tmp_path / "gone.txt", "-o", out)
    assert done.returncode == 1
    assert len(error_lines(done)) == 2
    assert out.exists()


def test_nothing_is_written_when_nothing_can_be_read(tmp_path: Path) -> None:
    out = tmp_path / "b.docx"
    done = structurer("brief", tmp_path / "gone.txt", "-o", out)
    assert done.returncode == 2
    assert "there is no such file" in error_lines(done)[0]
    assert not out.exists()


def test_a_folder_without_inputs_is_said(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = structurer("brief", tmp_path / "none", "-o", tmp_path / "b.md")
    assert done.returncode == 2
    assert "is a folder without readable files" in error_lines(done)[0]


BAD = {
    "no json": ("{", "is no result of structurer run"),
    "other json": ('{"a": 1}', "is no result of structurer run"),
    "a list": ("[]", "is no result of structurer run"),
    "deep": ("[" * 100_000, "is no result of structurer run"),
    "another version": (None, "schema_version"),
}


@pytest.mark.parametrize(("text", "why"), BAD.values(), ids=BAD)
def test_json_that_is_no_result_is_said_where_it_is_named(
    folder: Path, tmp_path: Path, text: str | None, why: str
) -> None:
    if text is None:
        assert structurer("run", folder / "roads_pdf.txt", "-o", tmp_path, "--llm", "off").returncode == 0
        text = (tmp_path / "roads_pdf.txt.json").read_text("utf-8").replace('"1.0"', '"0.9"', 1)
    path = tmp_path / "bad.json"
    path.write_text(text, "utf-8")
    done = structurer("brief", path, "-o", tmp_path / "b.md")
    assert done.returncode == 2
    [line] = error_lines(done)
    assert why in line
    assert "bad.json" in line


def test_a_damaged_result_in_a_folder_is_no_silence(folder: Path, tmp_path: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "bad.json").write_text(
        '{"schema_version": "1.0", "source": 1, "projects": []}', "utf-8"
    )
    done = structurer("brief", folder, "-o", tmp_path / "b.md")
    assert done.returncode == 1
    assert "bad.json" in error_lines(done)[0]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("-o", "b.pdf"), "must end in one of .docx, .html, .md"),
        (("-o", "b.md", "--lang", "fr"), "none of zh, en"),
    ],
)
def test_wrong_arguments_are_said(folder: Path, args: tuple[str, ...], why: str) -> None:
    done = structurer("brief", folder, *args)
    assert done.returncode == 2
    assert why in " ".join(done.stderr.decode().replace("│", " ").split())


def test_a_file_that_cannot_be_written_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = structurer("brief", folder, "-o", tmp_path / "file" / "b.md")
    assert done.returncode == 4
    assert "cannot be written" in error_lines(done)[0]


def test_a_result_that_was_only_parsed_is_said_to_be_unchecked(folder: Path, tmp_path: Path) -> None:
    parsed = structurer("parse", folder / "roads_pdf.txt")
    (tmp_path / "parsed.json").write_bytes(parsed.stdout)
    assert Submission.model_validate_json(parsed.stdout).findings == ()
    out = tmp_path / "b.md"
    assert structurer("brief", tmp_path / "parsed.json", "-o", out).returncode == 0
    assert "个文件的结果没有审核记录，没有意见不等于没有问题。" in lines_of(out)


def test_a_run_writes_a_briefing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert structurer("run", folder, "-o", out, "--llm", "off", "--format", "json,docx,md").returncode == 0
    assert {path.name for path in out.iterdir()} == {
        "briefing.docx",
        "briefing.md",
        "clinics_word.txt.json",
        "roads_pdf.txt.json",
    }


def hundred(folder: Path) -> Iterator[Path]:
    """A hundred submissions that are not the same to the byte."""
    samples = sorted(SAMPLES.glob("*_word.txt"))
    for number in range(100):
        path = folder / f"{number:03}.txt"
        path.write_bytes(samples[number % len(samples)].read_bytes() + b"\n" * (number + 1))
        yield path


def test_a_hundred_submissions_take_seconds(tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    assert len(list(hundred(tmp_path / "many"))) == 100
    start = time.monotonic()
    done = structurer("brief", tmp_path / "many", "-o", tmp_path / "b.docx")
    assert done.returncode == 0
    assert time.monotonic() - start < 20


def test_reports_beside_results_are_no_submissions(tmp_path: Path) -> None:
    out = tmp_path / "in" / "results"
    sample = SAMPLES / "clinics_word.txt"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / sample.name).write_bytes(sample.read_bytes())
    (tmp_path / "in" / "roads_pdf.txt").write_bytes((SAMPLES / "roads_pdf.txt").read_bytes())
    structurer(
        "run", tmp_path / "in" / sample.name, "-o", out, "--llm", "off", "--format", "json,csv,html,md"
    )
    done = structurer("brief", tmp_path / "in", "-o", tmp_path / "b.md")
    assert done.returncode == 0
    assert not error_lines(done)
    assert "counted once" in done.stderr.decode()  # the result, and the submission that it is of
    text = (tmp_path / "b.md").read_text("utf-8")
    assert "roads\\_pdf.txt" in text
    done = structurer("brief", out, "-o", tmp_path / "c.md")
    assert (done.returncode, error_lines(done)) == (0, [])
    assert "roads\\_pdf.txt" not in (tmp_path / "c.md").read_text("utf-8")
