"""The log of decisions: `decisions.jsonl` beside the results, one line a ruling, appended and never rewritten."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import ValidationError

from structurer.errors import SetupError
from structurer.models.decision import Ruling

LOG_NAME = "decisions.jsonl"


class DecisionLog:
    """The rulings of one file, in the order they were made (`rulings`: those read so far); others may append meanwhile.

    A line that cannot be read, such as the last one after a crash, stays where it is, is told in `problems`, and stops
    nothing.
    """

    def __init__(self, path: Path) -> None:
        """Keep the path; the file need not exist."""
        self.path = path
        self.rulings: list[Ruling] = []
        self._broken: list[str] = []
        self._cut: str | None = None
        self._at = self._lines = 0
        self._file: BinaryIO | None = None

    @property
    def problems(self) -> list[str]:
        """What could not be read so far, a line each."""
        return [*self._broken, *([self._cut] if self._cut else [])]

    def read(self) -> Sequence[Ruling]:
        """All rulings, with what was appended since the last call.

        Raises:
            SetupError: the file cannot be opened.
        """
        if self._file is not None:
            self._catch_up(self._file)
        elif self.path.exists():
            with _opened(self.path, "rb") as file:
                self._catch_up(file)
        else:
            self._forget()
        return self.rulings

    @contextmanager
    def locked(self) -> Iterator[Sequence[Ruling]]:
        """Keep other processes from appending, so that what is appended inside rests on the rulings that are given.

        Raises:
            SetupError: the file cannot be written.
        """
        with _opened(self.path, "a+b") as file:
            _lock(file)
            self._file = file
            try:
                yield self.read()
            finally:
                self._file = None
                _unlock(file)

    def append(self, *rulings: Ruling) -> None:
        """Append, and return when the disk has it; inside `locked`, under its lock, else under one of its own.

        Raises:
            SetupError: the file cannot be written.
        """
        if self._file is None:
            with self.locked():
                self.append(*rulings)
            return
        lines = "".join(one.model_dump_json(exclude_none=True) + "\n" for one in rulings).encode()
        try:
            self._file.write(_end_of_cut_line(self._file) + lines)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _unusable(self.path, error) from None
        self._catch_up(self._file)

    def _catch_up(self, file: BinaryIO) -> None:
        if file.seek(0, os.SEEK_END) < self._at:  # the file was replaced
            self._forget()
        file.seek(self._at)
        self._cut = None
        for line in file:
            self._take(line)

    def _take(self, line: bytes) -> None:
        is_whole = line.endswith(b"\n")
        problem = None
        try:
            if line.strip():
                self.rulings.append(Ruling.model_validate_json(line))
        except ValidationError as error:
            what = str(error.errors()[0]["msg"])
            problem = f"line {self._lines + 1} is no decision ({what}) and is left out"
        if problem and not is_whole:  # it may yet be finished: it is looked at again
            self._cut = f"line {self._lines + 1} is cut off, as after a crash, and is left out"
            return
        self._broken += [problem] if problem else []
        self._at += len(line)
        self._lines += is_whole

    def _forget(self) -> None:
        self.rulings, self._broken, self._cut = [], [], None
        self._at = self._lines = 0


@contextmanager
def _opened(path: Path, mode: Literal["rb", "a+b"]) -> Iterator[BinaryIO]:
    try:
        if mode == "a+b":
            path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open(mode)
    except OSError as error:
        raise _unusable(path, error) from None
    with file:
        yield file


def _end_of_cut_line(file: BinaryIO) -> bytes:
    """A line break, where a crash has left the last line without one."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _unusable(path: Path, error: OSError) -> SetupError:
    what = error.strerror or str(error)
    return SetupError(f"cannot be used: {what}", hint="check its permissions and the disk", where=str(path))


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
