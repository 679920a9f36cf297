"""The bytes of one input, and what a reader is."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from structurer.errors import InputError
from structurer.models import Document


@dataclass(frozen=True)
class Source:
    """The bytes of one input, the name it goes by, and where it is for the user (its path)."""

    name: str
    data: bytes
    where: str | None = None

    @classmethod
    def from_path(cls, path: Path) -> "Source":
        """Read the file at `path`.

        Raises:
            InputError: there is no such file, it is a folder, or it cannot be opened.
        """
        where = str(path)
        try:
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


class Reader(Protocol):
    """Turns the bytes of one format into blocks with places; never interprets their text."""

    suffixes: tuple[str, ...]

    def read(self, source: Source) -> Document:
        """Read `source`.

        Raises:
            InputError: the bytes are not of this format, or are damaged.
        """
        ...
