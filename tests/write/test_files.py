"""Result files."""

from pathlib import Path, PurePath

import pytest

from conftest import SAMPLES
from structurer import SetupError, structure
from structurer.models.result import Result
from structurer.write import REPORTS, result_path, write, write_reports
from structurer.write.files import write_whole


def test_the_full_file_name_is_kept(tmp_path: Path) -> None:
    assert result_path(tmp_path, PurePath("sub/x.docx"), "json") == tmp_path / "sub" / "x.docx.json"


def test_writing_makes_folders_and_leaves_nothing_else_behind(tmp_path: Path) -> None:
    submission = structure(next(SAMPLES.glob("*.txt")))
    (path,) = write(submission, tmp_path / "out", PurePath("sub/x.txt"), ["json"])
    assert path.read_bytes().startswith(b'{\n  "schema_version": "1.0"')
    assert [one for one in (tmp_path / "out").rglob("*") if one.is_file()] == [path]


def test_a_file_that_cannot_be_written_is_a_setup_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(SetupError, match="cannot be written"):
        write_whole(tmp_path / "out" / "x.json", b"{}")


def test_a_failed_write_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SetupError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_format_that_fails_takes_no_other_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> dict[str, bytes]:
        raise SetupError("needs a library", hint="install it")

    monkeypatch.setitem(REPORTS, "odd", missing)
    results = [Result("x.txt", structure(next(SAMPLES.glob("*.txt"))))]
    with pytest.raises(SetupError, match="needs a library"):
        write_reports(results, tmp_path, ["odd", "jsonl"])
    assert [path.name for path in tmp_path.iterdir()] == ["indicators.jsonl"]
