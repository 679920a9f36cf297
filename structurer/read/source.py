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
    """The bytes of one input and the name it goes by."""

    name: str
    data: bytes

    @classmethod
    def from_path(cls, path: Path) -> "Source":
        """Read the file at `path`.

        Raises:
            InputError: there is no such file, it is a folder, or it cannot be opened.
        """
        try:
            return cls(path.name, path.read_bytes())
        except FileNotFoundError:
            raise InputError(f"{str(path)!r}: there is no such file", hint="check the path") from None
        except IsADirectoryError:
            raise InputError(f"{str(path)!r} is a folder", hint="name a file in it") from None
        except OSError as error:
            raise InputError(f"{str(path)!r} cannot be opened: {error.strerror}", hint="check its permissions") from None

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
