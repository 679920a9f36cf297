"""Reading results back: the files of a run, and nothing else."""

from pathlib import Path

import pytest

from made import made
from structurer import InputError
from structurer.results import load_results
from structurer.write import to_json


def test_results_go_by_their_path_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.txt", "deep/a.txt"):
        (tmp_path / f"{name}.json").write_bytes(to_json(made("≥95%", name=name)))
    found = load_results(tmp_path)
    assert [one.name for one in found.results] == ["b.txt", "deep/a.txt"]
    assert found.results[0].submission == made("≥95%", name="b.txt")
    assert found.problems == ()


@pytest.mark.parametrize("other", [b"{}", b'{"requests": 3}', b"[1]", b"no json", b"\xff", b"[" * 100_000])
def test_other_json_files_are_passed_over(tmp_path: Path, other: bytes) -> None:
    (tmp_path / "a.txt.json").write_bytes(to_json(made("≥95%")))
    (tmp_path / "llm-usage.json").write_bytes(other)
    assert len(load_results(tmp_path).results) == 1
    assert load_results(tmp_path).problems == ()


def test_a_result_of_another_version_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt.json").write_bytes(to_json(made("≥95%")))
    (tmp_path / "old.json").write_bytes(to_json(made("≥95%")).replace(b'"1.0"', b'"0.9"', 1))
    found = load_results(tmp_path)
    assert [one.name for one in found.results] == ["a.txt"]
    assert len(found.problems) == 1
    assert "old.json': is not as a result of version 1.0 must be: schema_version" in found.problems[0]


def test_a_folder_without_results_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no result; write results.*structurer run"):
        load_results(tmp_path)
    with pytest.raises(InputError, match="is no folder"):
        load_results(tmp_path / "missing")
