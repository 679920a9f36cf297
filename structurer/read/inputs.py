"""From the paths a user names to the inputs of a run."""

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from structurer.errors import InputError
from structurer.read.source import Source

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read (`path` is null for standard input), and the name its results go by below the output folder."""

    path: Path | None
    result_name: PurePath

    def load(self) -> Source:
        """Read the bytes.

        Raises:
            InputError: the file is missing or cannot be opened.
        """
        if self.path is None:
            return Source(STDIN, sys.stdin.buffer.read(), STDIN)
        return Source.from_path(self.path)

    def __str__(self) -> str:
        """The name as the user knows it."""
        return STDIN if self.path is None else str(self.path)


def find_inputs(paths: Iterable[str], suffixes: tuple[str, ...]) -> tuple[list[Input], list[InputError]]:
    """Return the inputs that `paths` name, in order, each once, and an error for every path that names none.

    A file that is named is taken whatever its suffix; from a folder, and all below it, the files with one of
    `suffixes` are taken. Results keep the folder structure; two inputs that would share a result name are told
    apart by `~2`, `~3` ...
    """
    found: dict[Path | None, Input] = {}
    errors: list[InputError] = []
    for name in paths:
        path = Path(name)
        if name == STDIN:
            found.setdefault(None, Input(None, PurePath("stdin")))
        elif path.is_dir():
            below = [Input(file, file.relative_to(path)) for file in _files(path, suffixes)]
            if not below:
                errors.append(
                    InputError(
                        "is a folder without readable files",
                        hint=f"readable are {', '.join(suffixes)}",
                        where=name,
                    )
                )
            for one in below:
                found.setdefault(_identity(one.path), one)
        else:
            found.setdefault(_identity(path), Input(path, PurePath(path.name)))
    return list(_distinct(found.values())), errors


def _identity(path: Path | None) -> Path | None:
    return path and path.resolve()


def _files(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(suffixes) and not name.startswith((".", "~$")):
                yield Path(root, name)


def _distinct(inputs: Iterable[Input]) -> Iterator[Input]:
    seen: Counter[PurePath] = Counter()
    for one in inputs:
        seen[one.result_name] += 1
        count = seen[one.result_name]
        name = one.result_name
        yield one if count == 1 else Input(one.path, name.with_name(f"{name.name}~{count}"))
