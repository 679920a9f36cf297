"""Documents that are zip archives of XML parts (Office Open XML, OpenDocument), opened with limits."""

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from io import BytesIO
from itertools import chain

from lxml.etree import XMLPullParser, XMLSyntaxError
from lxml.etree import _Element as Element

from structurer.errors import InputError

_MB = 1_000_000
_LARGEST_PART = 48 * _MB  # bytes of one part, expanded; 25 target tables are one
_MOST_EXPANSION = 200  # times the packed size, of a part past _NO_BOMB; documents come to some 30
_NO_BOMB = 1 * _MB
_LARGEST_TOTAL = 1_000 * _MB  # bytes of all parts, expanded: pictures count, though they are never expanded
_MOST_PARTS = 10_000
_MOST_MARKS = 1_000_000  # signs of markup in one child of a body: no more than 240 bytes of memory each
_CHUNK = 1 << 16  # bytes
_ZIP = b"PK\x03\x04"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_IS_ENCRYPTED_ENTRY = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones that both standards allow
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_OPEN_AND_SAVE = "open it in the program it was made with and save it again"


def part_names(data: bytes) -> tuple[str, ...]:
    """The names of the parts of a zip archive, as far as a damaged one still says; none when `data` is no archive."""
    if not data.startswith(_ZIP):
        return ()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return tuple(_name(info) for info in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        ends = ((found.end(), int.from_bytes(found[1], "little")) for found in _LOCAL_NAME.finditer(data))
        return tuple(data[end : end + length].decode("utf-8", "replace") for end, length in ends)


class Package:
    """The parts of one document by name; whatever is wrong with the archive is an `InputError`."""

    def __init__(self, data: bytes) -> None:
        """Open the archive; no part is expanded yet.

        Raises:
            InputError: no archive, damaged, encrypted, or past a limit.
        """
        if not data:
            raise InputError("is empty", hint="check that the file was saved and copied whole")
        if not data.startswith(_ZIP):
            raise InputError("is no zip archive, as this format is", hint="check that it is the right file")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            raise InputError(
                "is cut off or damaged: the list of its parts, which stands at its end, cannot be read",
                hint="copy or download it again",
            ) from None
        self._parts = {_name(info): info for info in self._archive.infolist()}
        _check_limits(self._archive.infolist())

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part called `name`."""
        return name in self._parts

    def holds(self, name: str, words: bytes) -> bool:
        """Tell whether part `name` is there and has `words` in it; cheaper than reading it as XML.

        Raises:
            InputError: the part is damaged.
        """
        return name in self._parts and any(words in pair for pair in _pairs(self._chunks(name)))

    def children(self, name: str, containers: Collection[str]) -> Iterator[Element]:
        """Yield what stands directly in the elements called `containers` of part `name`, each element once complete.

        Each is gone from memory when the next is asked for, so that a document need not be there whole.

        Raises:
            InputError: the part is missing, damaged, past a limit, or has no such element.
        """
        parts = self._chunks(name)
        first = next(parts, b"")
        parser = _parser(first, containers)
        found: list[Element] = []
        marks = 0
        try:
            for chunk in chain((first,), parts):
                parser.feed(chunk)
                found += _outermost(parser, containers)
                marks += sum(chunk.count(mark) for mark in (b"<", b'"', b"'"))
                for element in _completed(found, is_read=False):
                    yield element
                    marks = 0
                del found[:-1]
                _check_marks(name, marks)
            parser.close()
        except XMLSyntaxError as error:
            raise InputError(f"is damaged: {name!r} is no XML ({error.msg})", hint=_OPEN_AND_SAVE) from None
        if not found:
            raise InputError(f"is damaged: {name!r} has no body", hint=_OPEN_AND_SAVE)
        yield from _completed(found, is_read=True)

    def _chunks(self, name: str) -> Iterator[bytes]:
        if name not in self._parts:
            raise InputError(f"is damaged: it has no part {name!r}", hint=_OPEN_AND_SAVE)
        info = self._parts[name]
        _check_size(name, info)
        try:
            with self._archive.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            raise InputError(f"is damaged: {name!r} cannot be expanded", hint="copy it again") from None


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a part; some programs write backslashes."""
    return info.filename.replace("\\", "/")


def _check_limits(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS:
        raise InputError(
            f"has {len(parts):,} parts, and {_MOST_PARTS:,} are read", hint="divide the document"
        )
    if any(part.flag_bits & _IS_ENCRYPTED_ENTRY for part in parts):
        raise InputError(
            "is a zip archive encrypted with a password", hint="unpack it, and pack it without a password"
        )
    if odd := next((part for part in parts if part.compress_type not in _METHODS), None):
        raise InputError(
            f"is packed in a way that no document is ({_name(odd)!r} by method {odd.compress_type})",
            hint=_OPEN_AND_SAVE,
        )
    total = sum(part.file_size for part in parts)
    if total > _LARGEST_TOTAL:
        raise InputError(
            f"is too large: its parts expand to {total / _MB:,.0f} MB, and {_LARGEST_TOTAL // _MB:,} MB are read",
            hint="take out pictures, or divide the document",
        )


def _check_size(name: str, part: zipfile.ZipInfo) -> None:
    """Check the size that is stated; no more than that is ever expanded."""
    if part.file_size > _LARGEST_PART:
        raise InputError(
            f"is too large: {name!r} expands to {part.file_size / _MB:,.0f} MB, and "
            f"{_LARGEST_PART // _MB} MB are read",
            hint="divide the document",
        )
    if part.file_size > max(_NO_BOMB, part.compress_size * _MOST_EXPANSION):
        raise InputError(
            f"looks like a zip bomb: {name!r} expands to more than {_MOST_EXPANSION} times its size",
            hint=_OPEN_AND_SAVE,
        )


def _check_marks(name: str, marks: int) -> None:
    if marks > _MOST_MARKS:
        raise InputError(
            f"has too large a table in it: more than {_MOST_MARKS:,} signs of markup in {name!r}",
            hint="divide the document",
        )


def _parser(first: bytes, containers: Collection[str]) -> XMLPullParser:
    """Make a parser that follows no reference out of the part, and expands none inside it.

    The encoding is not left to the part: both standards know UTF-8 and UTF-16 only, and signs of markup can be
    counted in them.
    """
    if b"<!ENTITY" in first:
        raise InputError("declares XML entities, which no document does", hint=_OPEN_AND_SAVE)
    return XMLPullParser(
        events=("start",),
        tag=tuple(containers),
        encoding="utf-16" if first.startswith(_UTF16_MARKS) else "utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _outermost(parser: XMLPullParser, containers: Collection[str]) -> Iterator[Element]:
    """Yield the containers that have begun; one inside another is text of that one."""
    for _, element in parser.read_events():
        if isinstance(element, Element) and not any(one.tag in containers for one in element.iterancestors()):
            yield element


def _completed(containers: list[Element], *, is_read: bool) -> Iterator[Element]:
    """Yield the children that the parser is done with, and take them out; the last one it may still be in."""
    for container in containers:
        is_last = container is containers[-1] and not is_read
        while (child := next(iter(container), None)) is not None:
            if is_last and child.getnext() is None:
                break
            yield child
            child.clear()  # first: to take out a full one is slow
            container.remove(child)


def _pairs(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each chunk behind the end of the one before, so that no word is missed where they meet."""
    end = b""
    for chunk in chunks:
        yield end + chunk
        end = chunk[-100:]
