"""The bytes of one input, and what a reader is."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol
from zipfile import ZipFile

from structurer.errors import InputError
from structurer.models import Document
from structurer.read.zips import DAMAGE, ZIP, names_before_parts, open_zip, part_name

_LARGEST = 200 << 20  # bytes: a file is held in memory


@dataclass(frozen=True)
class Source:
    """The bytes of one input, the name it goes by, where it is for the user (its path), and what its results are called.

    `converted` is the ODT file that it was turned to beforehand, or why it could not be; null: it was not tried.
    """

    name: str
    data: bytes
    where: str | None = None
    result_name: str | None = None
    converted: Path | InputError | None = None

    @classmethod
    def from_path(cls, path: Path) -> "Source":
        """Read the file at `path`.

        Raises:
            InputError: there is no such file, it is a folder, it is too large, or it cannot be opened.
        """
        where = str(path)
        try:
            if (size := path.stat().st_size) > _LARGEST:
                raise InputError(
                    f"is too large: {size >> 20:,} MB, and {_LARGEST >> 20} MB are read",
                    hint="divide it, or take its pictures out",
                    where=where,
                )
            return cls(path.name, path.read_bytes(), where)
        except FileNotFoundError:
            raise InputError("there is no such file", hint="check the path", where=where) from None
        except IsADirectoryError:
            raise InputError("is a folder", hint="name a file in it", where=where) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(
                f"cannot be opened: {reason}", hint="check its permissions", where=where
            ) from None
        except ValueError as error:  # a path with a null character
            raise InputError(f"is no path: {error}", hint="check the path", where=where) from None

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def archive(self) -> ZipFile:
        """The zip archive that the bytes are, opened once for all readers that look into it; see `open_zip`."""
        return open_zip(self.data)

    @cached_property
    def part_names(self) -> tuple[str, ...]:
        """The names of the parts of a zip archive, as far as a damaged one still says; none where it is no archive."""
        if not self.data.startswith(ZIP):
            return ()
        try:
            return tuple(part_name(part) for part in self.archive.infolist())
        except InputError:
            return ()
        except DAMAGE:
            return tuple(names_before_parts(self.data))


class Reader(Protocol):
    """Turns the bytes of one format into blocks with places; never interprets their text."""

    suffixes: tuple[str, ...]

    def recognises(self, source: Source) -> bool:
        """Tell by magic bytes and a first look, never by the name, whether `source` is of this format."""
        ...

    def read(self, source: Source) -> Document:
        """Read `source`.

        Raises:
            InputError: the bytes are not of this format, or are damaged.
        """
        ...
