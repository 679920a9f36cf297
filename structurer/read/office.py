"""Word files from before .docx, and RTF, by way of LibreOffice."""

import os
import shutil
import signal
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from structurer.errors import InputError
from structurer.models import Document
from structurer.read.ole import ENTRY, ole_kind, stream_entry
from structurer.read.source import Reader, Source

PATIENCE = 120.0  # seconds that LibreOffice may work without a further finished file
PROGRAM_VARIABLE = "STRUCTURER_OFFICE"

_AT_ONCE = 200  # files in one call: their paths must fit into one command line, on Windows 32 KB
_LARGEST_RESULT = 100 << 20  # bytes
_USUAL_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",  # neither of these two is put on the PATH
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_PROFILE = "user/registrymodifications.xcu"
# No macros; and a dead proxy, because LibreOffice would fetch pictures that a document links to.
_SETTINGS = {
    ("Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("Inet/Settings", "ooInetProxyType"): "2",
    ("Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("Inet/Settings", "ooInetHTTPSProxyPort"): "9",
    ("Inet/Settings", "ooInetNoProxy"): "",
}

_RTF = b"{\\rtf"
_WORD_MAGIC = 0xA5EC
_WORD_ENCRYPTED = 0x0100


SUFFIXES: tuple[str, ...] = (".doc", ".rtf", ".wps", ".dot")


def needs_office(source: Source) -> bool:
    """Tell whether `source` is RTF, or an OLE file with a Word document in it."""
    return source.data.startswith(_RTF) or ole_kind(source.data) == "word"


class OfficeReader:
    """Word's old binary files, WPS Writer's (which are the same inside) and RTF, turned to ODT by LibreOffice.

    To ODT and not to DOCX because that is LibreOffice's own: what it has understood is written down once and not
    translated again, a cell that a merged one covers is there as such, and page ends are marked, also inside tables.
    The pages are those of LibreOffice's layout; numbers that Word counts by itself are no text. What the reader of
    ODT makes of the file is handed on under the name, size and checksum of the original.

    A source that was converted beforehand, many at once (`convert`), is not converted again.
    """

    suffixes = SUFFIXES

    def __init__(self, odt: Reader, program: str | None = None) -> None:
        """Read with `odt` what `program` (see `find_program`) has converted."""
        self._odt = odt
        self._program = program

    def recognises(self, source: Source) -> bool:
        """Tell whether `source` is RTF, or an OLE file with a Word document in it."""
        return needs_office(source)

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        with TemporaryDirectory(prefix="structurer-") as folder:
            result = source.converted or convert([source], Path(folder), self._program)[source.sha256]
            if isinstance(result, InputError):
                raise InputError(result.message, hint=result.hint)
            converted = Source(source.name, _bounded(result), source.where)
        return replace(
            self._odt.read(converted),
            name=source.name,
            data_format=_suffix(source)[1:],
            sha256=source.sha256,
            size=len(source.data),
        )


def convert(
    sources: Iterable[Source], folder: Path, program: str | None = None, patience: float = PATIENCE
) -> dict[str, Path | InputError]:
    """Convert `sources` to ODT files in `folder` with as few starts of LibreOffice as can be.

    Sources are taken one by one and not kept, so that a generator need not hold them all. A file at which LibreOffice
    hangs or crashes is left out, and the others are converted all the same.

    Returns:
        By the checksum of each source its ODT file, or why there is none.

    Raises:
        InputError: LibreOffice is not there or does not start.
    """
    with TemporaryDirectory(prefix="structurer-", ignore_cleanup_errors=True) as work:
        waiting, results = _lay_out(sources, Path(work))
        while waiting:
            now, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            code = _run(find_program(program), now, folder, patience)
            missing = [path for path in now if not zipfile.is_zipfile(_result(path, folder))]
            failed = missing if code == 0 else missing[:1]  # it converts in order and stopped at the first
            results |= {path.stem: _failure(code, patience) for path in failed}
            results |= {path.stem: _result(path, folder) for path in now if path not in missing}
            waiting = missing[len(failed) :] + waiting
    return results


def find_program(named: str | None = None) -> str:
    """Return the path of LibreOffice: `named`, or what STRUCTURER_OFFICE names, or where it usually is.

    Raises:
        InputError: it is not there.
    """
    named = named or os.environ.get(PROGRAM_VARIABLE)
    for program in (named,) if named else _USUAL_PROGRAMS:
        if path := shutil.which(program):
            return path
    raise InputError(
        f"needs LibreOffice, and there is no program {named!r}" if named else "needs LibreOffice to be read",
        hint="install it (apt install libreoffice-writer, or from libreoffice.org) or save the file as .docx",
    )


def _is_encrypted_word(data: bytes) -> bool:
    """Look at the flags on top of the document's stream."""
    entry = stream_entry(data, "WordDocument")
    if entry is None or len(data) < entry + ENTRY:
        return False
    (first_sector,) = struct.unpack_from("<I", data, entry + 0x74)
    (shift,) = struct.unpack_from("<H", data, 0x1E)
    at = first_sector + 1 << min(shift, 16)
    if len(data) < at + 12:
        return False
    magic, flags = struct.unpack_from("<H8xH", data, at)
    return magic == _WORD_MAGIC and bool(flags & _WORD_ENCRYPTED)


def _suffix(source: Source) -> str:
    return ".rtf" if source.data.startswith(_RTF) else ".doc"


def _lay_out(sources: Iterable[Source], folder: Path) -> tuple[list[Path], dict[str, Path | InputError]]:
    """Write `sources` under names that no other has and that are no option of a program; refuse encrypted ones."""
    paths: dict[str, Path] = {}
    refused: dict[str, Path | InputError] = {}
    for source in sources:
        if ole_kind(source.data) == "encrypted" or _is_encrypted_word(source.data):
            refused[source.sha256] = InputError(
                "is encrypted with a password", hint="open it with the password and save it without one"
            )
        elif source.sha256 not in paths:
            paths[source.sha256] = folder / f"{source.sha256}{_suffix(source)}"
            paths[source.sha256].write_bytes(source.data)
    return list(paths.values()), refused


def _result(path: Path, folder: Path) -> Path:
    return folder / f"{path.stem}.odt"


def _bounded(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_RESULT:
        raise InputError(
            f"is more than {_LARGEST_RESULT >> 20} MB when converted", hint="divide it into smaller files"
        )
    return path.read_bytes()


def _failure(code: int | None, patience: float) -> InputError:
    if code == 0:
        return InputError(
            "is damaged or cut off: LibreOffice cannot open it", hint="open it in Word and save it again"
        )
    what = f"works at it for more than {patience:g} s" if code is None else f"fails at it (code {code})"
    return InputError(f"cannot be converted: LibreOffice {what}", hint="save it as .docx and hand in that")


def _run(office: str, paths: list[Path], folder: Path, patience: float) -> int | None:
    """Convert `paths` and return LibreOffice's exit code; null when it had to be ended because nothing came."""
    work = paths[0].parent
    command = [office, f"-env:UserInstallation={_new_profile(work).as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "odt", "--outdir", str(folder), *map(str, paths)]
    try:
        process = subprocess.Popen(  # noqa: S603 - a program that the user chose, and paths that we made
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(work),
            start_new_session=True,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(
            f"needs LibreOffice, and {office!r} does not start: {reason}", hint="install it anew"
        ) from None
    with process:
        try:
            return _wait(process, folder, patience)
        finally:
            _end(process)


def _wait(process: subprocess.Popen[bytes], folder: Path, patience: float) -> int | None:
    """Wait as long as files keep coming."""
    seen = -1
    while (count := sum(1 for _ in folder.iterdir())) > seen:
        seen = count
        with suppress(subprocess.TimeoutExpired):
            return process.wait(patience)
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the processes it has started, whatever has happened."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _new_profile(work: Path) -> Path:
    """Lay out a profile: the user's may be in use and must not change what is read, a killed run's may be locked."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for (path, name), value in _SETTINGS.items()
    )
    folder = Path(mkdtemp(prefix="profile-", dir=work))
    file = folder / _PROFILE
    file.parent.mkdir()
    schema = 'xmlns:oor="http://openoffice.org/2001/registry"'
    file.write_text(f'<?xml version="1.0" encoding="UTF-8"?><oor:items {schema}>{items}</oor:items>', "utf-8")
    return folder


def _environment(work: Path) -> dict[str, str]:
    """Our environment without what is none of LibreOffice's business; what it leaves behind goes with `work`."""
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "STRUCTURER_"))
    }
    return ours | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work))
