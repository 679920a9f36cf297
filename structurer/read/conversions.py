"""Old Word files of a run, converted many at once: starting LibreOffice takes longer than converting."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from structurer.errors import InputError
from structurer.read.inputs import Input
from structurer.read.office import SUFFIXES, convert, needs_office
from structurer.read.source import Source

_AT_ONCE = 40  # files: the first result of a large run should not wait for its last file
_STARTS = (b"{\\rtf", b"\xd0\xcf\x11\xe0")


class Conversions:
    """Converts the inputs that need it a good many ahead of those that are being read; keeps no bytes in memory."""

    def __init__(self, inputs: Iterable[Input]) -> None:
        """Find those of `inputs` that may have to be converted."""
        self._waiting = dict.fromkeys(filter(_may_need, inputs))
        self._ready: dict[str, Path | InputError] = {}

    def __enter__(self) -> Self:
        """Open the folder of the results."""
        self._folder = TemporaryDirectory(prefix="structurer-", ignore_cleanup_errors=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the results away."""
        self._folder.cleanup()

    def load(self, one: Input) -> Source:
        """Read the bytes of `one`, and what they were converted to if they needed it.

        Raises:
            InputError: the file is missing or cannot be opened.
        """
        if one in self._waiting:
            self._convert()
        source = one.load()
        return replace(source, converted=self._ready.get(source.sha256)) if self._ready else source

    def _convert(self) -> None:
        now = list(islice(self._waiting, _AT_ONCE))
        for one in now:
            del self._waiting[one]
        with suppress(InputError):  # without LibreOffice each says so itself
            self._ready |= convert(self._loaded(now), Path(self._folder.name))

    def _loaded(self, inputs: Iterable[Input]) -> Iterable[Source]:
        for one in inputs:
            with suppress(InputError):  # reading it will say why
                source = one.load()
                if needs_office(source):
                    yield source


def _may_need(one: Input) -> bool:
    if one.member:
        return one.member.name.lower().endswith(SUFFIXES)
    return one.start().startswith(_STARTS)
