"""Zip archives: the files in them, also those in archives inside."""

import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from structurer.errors import InputError
from structurer.read.source import Source
from structurer.read.zips import METHODS, open_zip

MOST_NESTED = 3  # archives in one another, the outermost counted
MOST_ENTRIES = 10_000  # in all
MOST_BYTES = 1 << 30  # in all, expanded; one after the other
LARGEST_MEMBER = 100 << 20  # bytes, expanded
MOST_RATIO = 200  # expanded to packed; the wordiest HTML comes to 50
_RATIO_FROM = 1 << 20  # bytes: what is small may be as uniform as it likes
_CHUNK = 1 << 16

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")  # the second one is an archive without files
_PACKAGES = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})  # a document that is a zip file inside
_PACKAGE_START = re.compile(
    rb"mimetype|\[Content_Types\]\.xml|_rels/|docProps/|word/|xl/|ppt/|OFD\.xml|Doc_0/"
)
_NAME_AT, _NAME_LENGTH_AT = 30, 26
_ENCRYPTED, _UTF8 = 0x1, 0x800
_LAST_OF_TWO_BYTES = "\u07ff"
_UNICODE_NAME = 0x7075  # extra field of Info-ZIP
_SYMBOLIC_LINK, _FILE_TYPE = 0o120000, 0o170000
_LEFT_OUT = (
    (re.compile(r"(^|/)__MACOSX/|(^|/)\._[^/]*$"), "a side file of macOS"),
    (re.compile(r"(^|/)\.DS_Store$"), "a folder's view of macOS"),
    (re.compile(r"(^|/)Thumbs\.db$|(^|/)desktop\.ini$", re.IGNORECASE), "a folder's view of Windows"),
    (re.compile(r"(^|/)~\$[^/]*$"), "a lock file of Office"),
)
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


class Member(NamedTuple):
    """A file in an archive: its path below the archive, and its number in each of the archives that it lies in."""

    name: str
    steps: tuple[int, ...]


@dataclass(slots=True)
class Contents:
    """What an archive holds: the members, what cannot be taken and why, and what was left out on purpose."""

    members: list[Member] = field(default_factory=list)
    errors: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def is_archive(source: Source) -> bool:
    """Tell whether `source` is a zip archive, and not a document that is a zip file inside (.docx, .xlsx, .odt)."""
    data = source.data
    if not data.startswith(_MAGIC):
        return False
    try:
        with open_zip(data) as archive:
            return _PACKAGES.isdisjoint(archive.namelist())
    except (InputError, *_DAMAGE):  # then the first name must do
        return not _PACKAGE_START.match(data, _NAME_AT)


def contents(source: Source) -> Contents:
    """List the zip archive `source`, and the archives in it; nothing is written to disk, nor kept in memory.

    A member may still be of no readable format. When a limit is reached, listing stops there: one error says so, and
    what was found before stays. No error is raised.
    """
    lister = _Lister(source.where or source.name)
    try:
        lister.list(source.data, ())
    except _LimitError as error:
        lister.found.errors.append(error)
    return lister.found


def fetch(data: bytes, member: Member) -> bytes:
    """Return the bytes of a member that `contents` has found in the archive `data`.

    Raises:
        InputError: the archive is no longer what it was.
    """
    try:
        for step in member.steps:
            with open_zip(data) as archive:
                data = b"".join(_chunks(archive, archive.infolist()[step], member.name))
    except (IndexError, *_DAMAGE):
        raise InputError("has changed since the run began", hint="start again") from None
    return data


class _LimitError(InputError):
    """The archive is, or behaves like, a bomb."""


class _Lister:
    def __init__(self, where: str) -> None:
        self.found = Contents()
        self._where = where
        self._bytes = MOST_BYTES
        self._entries = MOST_ENTRIES

    def list(self, data: bytes, steps: tuple[int, ...], path: str = "") -> None:
        """List the archive `data`, which lies at `path` and `steps` in the outermost."""
        where = self._where + path
        if len(steps) >= MOST_NESTED:
            raise _limit(f"is an archive in archives more than {MOST_NESTED} deep", where)
        try:
            with open_zip(data) as archive:
                infos = archive.infolist()
                for at, (info, name) in enumerate(zip(infos, _names(infos), strict=True)):
                    self._count_entry(where)
                    if name.endswith("/"):  # a folder
                        continue
                    if reason := _left_out(info, name):
                        self.found.notes.append(f"{f'{where}/{name}'!r}: left out, {reason}")
                    else:
                        self._take(archive, info, f"{path}/{name}", (*steps, at))
        except _DAMAGE:
            self._fail("is damaged or cut off", "pack it again, or unpack it and hand in the files", where)
        except _LimitError:
            raise
        except InputError as error:
            self._fail(error.message, error.hint, where)

    def _take(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, steps: tuple[int, ...]
    ) -> None:
        where = self._where + path
        if info.flag_bits & _ENCRYPTED:
            self._fail(
                "is encrypted with a password", "unpack it with the password and hand in the file", where
            )
        elif info.compress_type not in METHODS:
            method = f"is packed by method {info.compress_type} of zip, which is not read"
            self._fail(method, "pack it again as an ordinary zip", where)
        else:
            self._take_file(archive, info, path, steps)

    def _take_file(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, steps: tuple[int, ...]
    ) -> None:
        where = self._where + path
        try:
            data = bytearray()
            for chunk in _chunks(archive, info, where):
                data += chunk
                self._bytes -= len(chunk)
                if self._bytes < 0:
                    raise _limit(f"expands the archive to more than {MOST_BYTES >> 20} MB", where)
        except _DAMAGE:
            self._fail("is damaged inside its archive", "pack it again, or hand in the file itself", where)
            return
        if is_archive(Source(path, bytes(data))):
            self.list(bytes(data), steps, path)
        else:
            self.found.members.append(Member(path.removeprefix("/"), steps))

    def _count_entry(self, where: str) -> None:
        self._entries -= 1
        if self._entries < 0:
            raise _limit(f"holds more than {MOST_ENTRIES} files", where)

    def _fail(self, message: str, hint: str, where: str) -> None:
        self.found.errors.append(InputError(message, hint=hint, where=where))


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Iterator[bytes]:
    """Expand one member and count while it comes: what the archive says of sizes may be a lie."""
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > LARGEST_MEMBER:
                raise _limit(f"expands to more than {LARGEST_MEMBER >> 20} MB", where)
            if size > max(_RATIO_FROM, info.compress_size * MOST_RATIO):
                raise _limit(f"expands to more than {MOST_RATIO} times its packed size", where)
            yield chunk


def _limit(message: str, where: str) -> _LimitError:
    hint = "nothing from here on was unpacked; if it is no zip bomb, unpack it and hand in the files"
    return _LimitError(message, hint=hint, where=where)


def _left_out(info: zipfile.ZipInfo, name: str) -> str | None:
    if info.external_attr >> 16 & _FILE_TYPE == _SYMBOLIC_LINK:
        return "a link to another file"
    return next((reason for pattern, reason in _LEFT_OUT if pattern.search(name)), None)


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The names of all members, made safe.

    Those without mark of their encoding are taken together: a short one may fit another encoding by chance.
    """
    raw = [info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8 else "cp437") for info in infos]
    unmarked = [name for info, name in zip(infos, raw, strict=True) if not info.flag_bits & _UTF8]
    encoding = _encoding_of(b"\n".join(unmarked))
    return [
        _safe(_unicode_name(info, name) or name.decode("utf-8" if info.flag_bits & _UTF8 else encoding))
        for info, name in zip(infos, raw, strict=True)
    ]


def _encoding_of(names: bytes) -> str:
    """Tell UTF-8, GB18030 (Chinese Windows) and CP437 apart, the first that fits."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = names.decode(encoding)
        except UnicodeDecodeError:
            continue
        # 一 in GB18030 is a Cyrillic letter in UTF-8; a Chinese name in UTF-8 has characters of three bytes.
        if encoding == "gb18030" or text.isascii() or max(text) > _LAST_OF_TWO_BYTES:
            return encoding
    return "cp437"


def _unicode_name(info: zipfile.ZipInfo, raw: bytes) -> str | None:
    """The name in the extra field, if it is there, and made for the name that is."""
    extra, at = info.extra, 0
    while at + 9 <= len(extra):
        kind, size, version, checksum = struct.unpack_from("<HHBI", extra, at)
        if kind == _UNICODE_NAME and version == 1 and checksum == zlib.crc32(raw):
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None


def _safe(name: str) -> str:
    """A relative path with no way up or out, and nothing that changes how the line it is shown in looks."""
    visible = "".join("_" if unicodedata.category(char)[0] in "CZ" and char != " " else char for char in name)
    parts = [
        part for part in visible.replace("\\", "/").replace(":", "_").split("/") if part not in ("", ".")
    ]
    path = "/".join("__" if part == ".." else part for part in parts) or "_"
    return path + "/" if name.endswith(("/", "\\")) else path
