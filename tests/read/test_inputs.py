"""From paths to inputs."""

import zipfile
from io import BytesIO
from pathlib import Path

from structurer.read import find_inputs

SUFFIXES = (".txt",)


def names(paths: list[str]) -> list[str]:
    return [one.result_name.as_posix() for one in find_inputs(paths, SUFFIXES).inputs]


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
    found = find_inputs([str(tmp_path)], SUFFIXES)
    assert not found.inputs
    assert [str(error) for error in found.errors] == [
        f"{str(tmp_path)!r}: is a folder without readable files; readable are .txt, .zip"
    ]


def test_what_other_programs_leave_and_other_files_cost_a_note(tmp_path: Path) -> None:
    for name in ("a.txt", "~$a.docx", "._a.txt", ".DS_Store", "b.png", "c.png", "truth.json", ".secret"):
        (tmp_path / name).touch()
    found = find_inputs([str(tmp_path)], SUFFIXES)
    assert [one.result_name.name for one in found.inputs] == ["a.txt"]
    assert sorted(note.removeprefix(f"'{tmp_path}") for note in found.notes) == [
        "': left out by their suffixes: 1 of .json, 2 of .png",
        "/.DS_Store': left out, a side file of another program",
        "/._a.txt': left out, a side file of another program",
        "/~$a.docx': left out, a side file of another program",
    ]


def packed(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_the_members_of_an_archive_are_inputs_also_in_an_archive_inside(tmp_path: Path) -> None:
    inner = packed({"c.txt": b"three", "__MACOSX/._c.txt": b"", "d.png": b""})
    (tmp_path / "sent.zip").write_bytes(packed({"a b\n😀.txt": b"one", "sub/b.zip": inner}))
    found = find_inputs([str(tmp_path)], SUFFIXES)
    assert [one.result_name.as_posix() for one in found.inputs] == [
        "sent.zip/a b_😀.txt",
        "sent.zip/sub/b.zip/c.txt",
    ]
    assert [one.load().data for one in found.inputs] == [b"one", b"three"]
    assert [str(one) for one in found.inputs] == [
        f"{tmp_path}/sent.zip/a b_😀.txt",
        f"{tmp_path}/sent.zip/sub/b.zip/c.txt",
    ]
    assert found.notes == [
        f"'{tmp_path}/sent.zip/sub/b.zip/__MACOSX/._c.txt': left out, a side file of macOS",
        f"'{tmp_path}/sent.zip': left out by their suffixes: 1 of .png",
    ]
    assert not found.errors


def test_an_archive_of_nothing_readable_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(packed({"d.png": b""}))
    (error,) = find_inputs([str(path)], SUFFIXES).errors
    assert str(error) == f"{str(path)!r}: is an archive without readable files; readable are .txt"


def test_the_folder_of_the_results_is_no_input(tmp_path: Path) -> None:
    for name in ("a.txt", "results/b.txt", "deep/results/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = find_inputs([str(tmp_path)], SUFFIXES, tmp_path / "deep" / ".." / "results")
    assert [one.result_name.as_posix() for one in found.inputs] == ["a.txt", "deep/results/c.txt"]
