"""Documents that are zip archives of parts (Office Open XML, OpenDocument), opened with limits."""

import posixpath
import zipfile
from collections import deque
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml.etree import _Element as Element

from structurer.errors import InputError
from structurer.read.elements import OPEN_AND_SAVE, children
from structurer.read.source import Source
from structurer.read.zips import (
    DAMAGE,
    DAMAGED_PART,
    MB,
    ZIP,
    check_parts,
    check_size,
    expand,
    expand_in_pieces,
    part_name,
    too_large,
)

_LARGEST_PART = 48 * MB  # bytes of one part, expanded; 25 target tables are one
_LARGEST_SMALL = 4 << 20  # bytes, expanded
_HARMLESS = 16 << 10  # bytes, packed: they never expand to more than 1,032 times as much, whatever is stated
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationships"


class Relation(NamedTuple):
    """What one part says of another: by which name it calls it, what that is for it, and the name of that part."""

    identity: str
    kind: str
    target: str


class Package:
    """The parts of one document by name; whatever is wrong with the archive is an `InputError`."""

    def __init__(self, source: Source, largest_part: int = _LARGEST_PART) -> None:
        """Open the archive; no part is expanded yet.

        Raises:
            InputError: no archive, damaged, encrypted, or past a limit.
        """
        if not source.data:
            raise InputError("is empty", hint="check that the file was saved and copied whole")
        if not source.data.startswith(ZIP):
            raise InputError("is no zip archive, as this format is", hint="check that it is the right file")
        try:
            parts = source.archive.infolist()
        except DAMAGE:
            raise InputError(
                "is cut off or damaged: the list of its parts, which stands at its end, cannot be read",
                hint="copy or download it again",
            ) from None
        self._largest_part = largest_part
        self._data = source.data
        self._parts = {part_name(part): part for part in parts}
        check_parts(parts)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part called `name`."""
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the parts."""
        return iter(self._parts)

    def holds(self, name: str, words: bytes) -> bool:
        """Tell whether part `name` is there and has `words` in it; cheaper than reading it as XML.

        Raises:
            InputError: the part is damaged.
        """
        return name in self._parts and any(words in pair for pair in _pairs(self.chunks(name)))

    def children(self, name: str, containers: Collection[str]) -> Iterator[Element]:
        """Yield what stands directly in the elements called `containers` of part `name`; see `children`.

        Raises:
            InputError: the part is missing, damaged, past a limit, or has no such element.
        """
        return children(name, self.chunks(name), containers)

    def relations(self, part: str) -> Iterator[Relation]:
        """Yield the relations of `part` to other parts; `""` is the package itself."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self:
            return
        for element in self.children(relations, {_RELATIONS}):
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or ""))
                kind = (element.get("Type") or "").rpartition("/")[2]
                yield Relation(element.get("Id") or "", kind, target.lstrip("/"))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of part `name` in pieces.

        Raises:
            InputError: the part is missing, damaged, or past a limit.
        """
        part = self._part(name)
        try:
            yield from expand_in_pieces(self._data, part)
        except DAMAGED_PART:
            raise _damaged_part(name) from None

    def small(self, name: str) -> bytes | None:
        """The bytes of part `name`; null for a large one, which is read in pieces.

        Raises:
            InputError: the part is missing or damaged.
        """
        part = self._part(name)
        if part.file_size > _LARGEST_SMALL:
            return None
        try:
            return expand(self._data, part)
        except DAMAGED_PART:
            raise _damaged_part(name) from None

    def check_sizes(self, most: int, without: tuple[str, ...]) -> None:
        """Check what a library could expand, which need not stop where the archive says that a part ends.

        Parts whose names begin with one of `without` are left out.

        Raises:
            InputError: a part is not what is stated of it, or all together come to more than `most` bytes.
        """
        names = [name for name in self._parts if not name.startswith(without)]
        if sum(self._parts[name].file_size for name in names) > most:
            raise too_large(f"its parts expand to more than {most >> 20} MB")
        for name in names:
            if self._part(name).compress_size > _HARMLESS:
                deque(self.chunks(name), maxlen=0)

    def _part(self, name: str) -> zipfile.ZipInfo:
        if name not in self._parts:
            raise InputError(f"is damaged: it has no part {name!r}", hint=OPEN_AND_SAVE)
        part = self._parts[name]
        check_size(name, part, self._largest_part)
        return part


def _damaged_part(name: str) -> InputError:
    return InputError(f"is damaged: {name!r} cannot be expanded", hint="copy it again")


def _pairs(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each chunk behind the end of the one before, so that no word is missed where they meet."""
    end = b""
    for chunk in chunks:
        yield end + chunk
        end = chunk[-100:]
