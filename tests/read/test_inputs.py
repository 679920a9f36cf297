"""From paths to inputs."""

from pathlib import Path

from structurer.read import find_inputs

SUFFIXES = (".txt",)


def names(paths: list[str]) -> list[str]:
    inputs, _ = find_inputs(paths, SUFFIXES)
    return [one.result_name.as_posix() for one in inputs]


def test_a_folder_gives_all_readable_files_below_it_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", "truth.json", ".hidden.txt", "~$lock.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert names([str(tmp_path)]) == ["a.TXT", "b.txt", "sub/c.txt"]


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "x.dat").touch()
    assert names([str(tmp_path / "x.dat"), "-"]) == ["x.dat", "stdin"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "x.txt").touch()
    assert names([str(tmp_path), str(tmp_path / "x.txt"), str(tmp_path / "." / "x.txt")]) == ["x.txt"]


def test_two_files_of_one_name_do_not_share_a_result(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").touch()
    assert names([str(tmp_path / "a"), str(tmp_path / "b")]) == ["x.txt", "x.txt~2"]


def test_a_folder_without_readable_files_is_an_error_of_its_own(tmp_path: Path) -> None:
    inputs, errors = find_inputs([str(tmp_path)], SUFFIXES)
    assert not inputs
    assert [str(error) for error in errors] == [
        f"{str(tmp_path)!r}: is a folder without readable files; readable are .txt"
    ]
