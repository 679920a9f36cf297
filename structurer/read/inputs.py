"""From the paths a user names to the inputs of a run."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from structurer.errors import InputError
from structurer.read.archive import Member, contents, fetch, is_archive
from structurer.read.source import Source

STDIN = "-"
_ZIP = ".zip"
_START = 8  # bytes, which tell what may be an archive or an old Office file
_ZIP_MAGIC = b"PK"
_ARCHIVES = (_ZIP,)
# What programs put beside the files of a person.
_SIDE_FILES = re.compile(r"\._.*|\.DS_Store|~\$.*|\.~lock\..*#|Thumbs\.db|desktop\.ini", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read (`path` is null for standard input), and the name its results go by below the output folder.

    `member` is the file meant in the archive at `path`.
    """

    path: Path | None
    result_name: PurePath
    member: Member | None = None

    def load(self) -> Source:
        """Read the bytes.

        Raises:
            InputError: the file is missing or cannot be opened.
        """
        result_name = self.result_name.as_posix()
        if self.path is None:
            return Source(STDIN, sys.stdin.buffer.read(), STDIN, result_name)
        source = Source.from_path(self.path)
        if self.member is None:
            return replace(source, result_name=result_name)
        data = fetch(source.data, self.member)
        return Source(PurePath(self.member.name).name, data, str(self), result_name)

    def start(self) -> bytes:
        """The first bytes of the file; none where they cannot be read cheaply."""
        return b"" if self.path is None or self.member else _start(self.path)

    def __str__(self) -> str:
        """The name as the user knows it."""
        if self.path is None:
            return STDIN
        return f"{self.path}/{self.member.name}" if self.member else str(self.path)


@dataclass(slots=True)
class Found:
    """The inputs that paths name, an error for what names none, and a note for what was left out on purpose."""

    inputs: list[Input] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def find_inputs(paths: Iterable[str], suffixes: tuple[str, ...], without: Path | None = None) -> Found:
    """Find the inputs that `paths` name, in order, each once.

    A file that is named is taken whatever its suffix; from a folder, and all below it, the files with one of
    `suffixes` are taken. Of an archive, named or in a folder, its members are taken in the same way. Results keep the
    folder structure; two inputs that would share a result name are told apart by `~2`, `~3` ... Nothing is taken from
    the folder `without`, which is that of the results, when it lies in another.
    """
    finder = _Finder(suffixes, without)
    for name in dict.fromkeys(paths):
        finder.add(name)
    finder.found.inputs = list(_distinct(finder.found.inputs))
    return finder.found


class _Finder:
    def __init__(self, suffixes: tuple[str, ...], without: Path | None) -> None:
        self.found = Found()
        self._suffixes = suffixes
        self._without = without and without.resolve()
        self._seen: set[tuple[Path | None, Member | None]] = set()

    def add(self, name: str) -> None:
        """Add what `name` names."""
        path = Path(name)
        if name == STDIN:
            self._take(Input(None, PurePath("stdin")))
        elif path.is_dir():
            self._add_folder(path)
        else:
            self._add_file(path, PurePath(path.name))

    def _add_folder(self, folder: Path) -> None:
        before = len(self.found.inputs), len(self.found.errors)
        others: list[str] = []
        for path in _files(folder, self._without):
            if _SIDE_FILES.fullmatch(path.name):
                self.found.notes.append(f"{str(path)!r}: left out, a side file of another program")
            elif path.name.startswith("."):
                continue
            elif self._is_readable(path.name, *_ARCHIVES):
                self._add_file(path, path.relative_to(folder))
            else:
                others.append(path.name)
        self._note_others(str(folder), others)
        if before == (len(self.found.inputs), len(self.found.errors)):
            hint = f"readable are {', '.join((*self._suffixes, *_ARCHIVES))}"
            error = InputError("is a folder without readable files", hint=hint, where=str(folder))
            self.found.errors.append(error)

    def _add_file(self, path: Path, result_name: PurePath) -> None:
        if not _start(path).startswith(_ZIP_MAGIC):
            self._take(Input(path, result_name))
            return
        try:
            source = Source.from_path(path)
        except InputError as error:
            self.found.errors.append(error)
            return
        if is_archive(source):
            self._add_archive(source, path, result_name)
        else:
            self._take(Input(path, result_name))

    def _add_archive(self, source: Source, path: Path, result_name: PurePath) -> None:
        found = contents(source)
        self.found.errors += found.errors
        self.found.notes += found.notes
        others: list[str] = []
        readable = 0
        for member in found.members:
            if self._is_readable(member.name):
                readable += 1
                self._take(Input(path, result_name / member.name, member))
            else:
                others.append(member.name)
        self._note_others(str(path), others)
        if not readable and not found.errors:
            hint = f"readable are {', '.join(self._suffixes)}"
            error = InputError("is an archive without readable files", hint=hint, where=str(path))
            self.found.errors.append(error)

    def _take(self, one: Input) -> None:
        identity = one.path and one.path.resolve(), one.member
        if identity not in self._seen:
            self._seen.add(identity)
            self.found.inputs.append(one)

    def _is_readable(self, name: str, *more: str) -> bool:
        return name.lower().endswith((*self._suffixes, *more))

    def _note_others(self, where: str, names: list[str]) -> None:
        """Say how many files were left out for their suffix; they may be many, and mean nothing."""
        if names:
            kinds = Counter(PurePath(name).suffix.lower() or "no suffix" for name in names)
            listed = ", ".join(f"{count:,} of {kind}" for kind, count in sorted(kinds.items()))
            self.found.notes.append(f"{where!r}: left out by their suffixes: {listed}")


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except (OSError, ValueError):
        return b""  # reading it whole will say why


def _files(folder: Path, without: Path | None) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name != "__MACOSX" and Path(root, name).resolve() != without
        )
        for name in sorted(files):
            yield Path(root, name)


def _distinct(inputs: Iterable[Input]) -> Iterator[Input]:
    seen: Counter[PurePath] = Counter()
    for one in inputs:
        seen[one.result_name] += 1
        count = seen[one.result_name]
        name = one.result_name
        yield one if count == 1 else replace(one, result_name=name.with_name(f"{name.name}~{count}"))
