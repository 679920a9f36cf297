"""Old Office documents: LibreOffice itself where it is there, and programs that behave as it does at its worst."""

import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from offices import OLE, ROWS, TABLE, StubReader, ole, rtf_table
from structurer import InputError
from structurer.models import Row
from structurer.read.office import OfficeReader, convert, find_program
from structurer.read.ole import ole_kind
from structurer.read.source import Source

# --- with LibreOffice


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names are the library's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/picture.png", asked
        server.shutdown()


@pytest.fixture(scope="module")
def documents(
    office: str, address: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Source]:
    """A table as RTF and as .doc, a .doc that links to a picture on a server, and damaged ones."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "表.rtf").write_bytes(rtf_table(ROWS))
    names = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in names.items()
    )
    (folder / "linked.fodt").write_text(
        f'<office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>图 '
        '<draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm"><draw:image xlink:type="simple" '
        f'xlink:href="{address[0]}"/></draw:frame></text:p></office:text></office:body></office:document>',
        "utf-8",
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    paths = [str(folder / name) for name in ("表.rtf", "linked.fodt")]
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "doc", "--outdir", str(folder), *paths],
        check=True,
        capture_output=True,
        timeout=60,
    )
    found = {name: Source.from_path(folder / name) for name in ("表.rtf", "表.doc", "linked.doc")}
    for name in ("表.rtf", "表.doc"):
        data = found[name].data
        found[f"cut {name}"] = Source(f"cut {name}", data[: len(data) * 2 // 3])
    return found


@pytest.fixture(scope="module")
def converted(
    office: str,
    documents: dict[str, Source],
    address: tuple[str, list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path | InputError]:
    """All documents, converted in one call."""
    address[1].clear()
    results = convert(documents.values(), tmp_path_factory.mktemp("converted"), office)
    return {name: results[source.sha256] for name, source in documents.items()}


@pytest.mark.parametrize("name", ["表.rtf", "表.doc"])
def test_every_cell_of_a_table_comes_through_and_covered_ones_stay_in_the_grid(
    converted: dict[str, Path | InputError], name: str
) -> None:
    path = converted[name]
    assert isinstance(path, Path)
    with zipfile.ZipFile(path) as package:
        content = etree.fromstring(package.read("content.xml"))
    rows = [["".join(map(str, cell.itertext())) for cell in row] for row in content.iter(f"{TABLE}table-row")]
    assert rows == [list(row) for row in ROWS]
    covered = [
        [cell.tag == f"{TABLE}covered-table-cell" for cell in row]
        for row in content.iter(f"{TABLE}table-row")
    ]
    assert covered == [[False] * 3, [False] * 3, [True, False, False]]


def test_files_of_one_name_do_not_share_a_result(converted: dict[str, Path | InputError]) -> None:
    assert converted["表.rtf"] != converted["表.doc"]


@pytest.mark.parametrize("name", ["cut 表.rtf", "cut 表.doc"])
def test_a_damaged_file_is_said_to_be_and_the_others_are_converted(
    converted: dict[str, Path | InputError], name: str
) -> None:
    assert "damaged or cut off" in str(converted[name])


def test_nothing_that_a_document_links_to_is_fetched(
    converted: dict[str, Path | InputError], address: tuple[str, list[str]], documents: dict[str, Source]
) -> None:
    link = address[0]
    assert any(link.encode(encoding) in documents["linked.doc"].data for encoding in ("ascii", "utf-16-le"))
    assert isinstance(converted["linked.doc"], Path)
    assert address[1] == []


@pytest.mark.parametrize(("name", "data_format"), [("表.rtf", "rtf"), ("表.doc", "doc")])
def test_the_document_keeps_what_the_original_is(
    converted: dict[str, Path | InputError],
    documents: dict[str, Source],
    name: str,
    data_format: str,
) -> None:
    path = converted[name]
    assert isinstance(path, Path)
    source = replace(documents[name], converted=path)
    odt = StubReader()
    document = OfficeReader(odt, program="no such program").read(source)
    assert odt.given == [Source(name, path.read_bytes(), source.where)]
    assert (document.name, document.data_format) == (name, data_format)
    assert (document.sha256, document.size) == (source.sha256, len(source.data))
    assert next(block for block in document.blocks if isinstance(block, Row)).cells[0].text == "甲"


# --- without it


FAKE = f"""#!{sys.executable}
import json, os, pathlib, subprocess, sys, time, zipfile
here = pathlib.Path(__file__).parent
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
with open(here / "calls", "a") as calls:
    print(json.dumps([sys.argv[1:], dict(os.environ)]), file=calls)
for path in map(pathlib.Path, sys.argv[sys.argv.index("--outdir") + 2 :]):
    data = path.read_bytes()
    result = folder / (path.stem + ".odt")
    if b"slow" in data:
        time.sleep(0.4)
    if b"hangs" in data:
        result.write_bytes(b"PK half a file")
        child = subprocess.Popen(["sleep", "60"])
        (here / "child").write_text(str(child.pid))
        child.wait()
    if b"crashes" in data:
        os.abort()
    with zipfile.ZipFile(result, "w") as package:
        package.writestr("content.xml", data)
"""


@pytest.fixture
def fake(tmp_path: Path) -> Path:
    """A program that converts as LibreOffice does, hangs at `hangs`, and crashes at `crashes`."""
    program = tmp_path / "fake office"
    program.write_text(FAKE)
    program.chmod(0o755)
    return program


def calls(fake: Path) -> list[tuple[list[str], dict[str, str]]]:
    return [json.loads(line) for line in (fake.parent / "calls").read_text().splitlines()]


def outcomes(texts: list[str], fake: Path, patience: float = 20) -> list[str]:
    """What becomes of RTF files with these texts: `ok` or the error."""
    sources = [Source(text, b"{\\rtf " + text.encode()) for text in texts]
    folder = fake.parent / "out"
    folder.mkdir(exist_ok=True)
    results = convert(iter(sources), folder, str(fake), patience)
    return [
        "ok" if isinstance(found, Path) else found.message
        for found in (results[one.sha256] for one in sources)
    ]


def is_running(process: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(process, 0)
        status = Path(f"/proc/{process}/stat")
        return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_many_files_are_one_call_and_equal_ones_are_converted_once(fake: Path) -> None:
    assert outcomes(["a", "b", "a", "c"], fake) == ["ok"] * 4
    ((arguments, _),) = calls(fake)
    assert len([one for one in arguments if one.endswith(".rtf")]) == 3


def test_a_file_at_which_it_hangs_is_left_out_and_the_processes_are_ended(fake: Path) -> None:
    found = outcomes(["a", "hangs", "b"], fake, patience=1.2)
    assert found == ["ok", "cannot be converted: LibreOffice works at it for more than 1.2 s", "ok"]
    assert len(calls(fake)) == 2
    child = int((fake.parent / "child").read_text())
    until = time.monotonic() + 5
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(child)


def test_the_time_limit_is_for_one_file_and_not_for_all(fake: Path) -> None:
    assert outcomes([f"slow {i}" for i in range(4)], fake, patience=1.2) == ["ok"] * 4
    assert len(calls(fake)) == 1


def test_a_file_at_which_it_crashes_is_left_out(fake: Path) -> None:
    assert outcomes(["a", "crashes", "b", "crashes too"], fake) == [
        "ok",
        "cannot be converted: LibreOffice fails at it (code -6)",
        "ok",
        "cannot be converted: LibreOffice fails at it (code -6)",
    ]


def test_it_runs_with_a_profile_of_its_own_and_without_our_keys(
    fake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    outcomes(["a"], fake)
    ((arguments, environment),) = calls(fake)
    profile = next(one for one in arguments if one.startswith("-env:UserInstallation=file:///"))
    assert environment["TMPDIR"] in profile
    assert "OPENAI_API_KEY" not in environment
    assert not Path(environment["TMPDIR"]).exists()


def test_where_it_is_not_there_the_hint_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(
        InputError, match=r"needs LibreOffice .*apt install libreoffice-writer.*libreoffice\.org"
    ):
        OfficeReader(StubReader()).read(Source("x.rtf", rtf_table(ROWS)))


def test_a_variable_names_the_program(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRUCTURER_OFFICE", str(fake))
    assert find_program() == str(fake)
    monkeypatch.setenv("STRUCTURER_OFFICE", "no such program")
    with pytest.raises(InputError, match="there is no program 'no such program'"):
        find_program()


def test_a_program_that_does_not_start_is_said_to(fake: Path) -> None:
    fake.write_bytes(b"\0 no program")
    with pytest.raises(InputError, match="does not start"):
        outcomes(["a"], fake)


def test_one_file_is_converted_when_it_is_read(fake: Path) -> None:
    odt = StubReader()
    assert OfficeReader(odt, str(fake)).read(Source("x.rtf", b"{\\rtf a}")).data_format == "rtf"
    assert zipfile.is_zipfile(BytesIO(odt.given[0].data))


def test_an_error_of_an_earlier_conversion_is_raised_when_the_file_is_read() -> None:
    source = Source("x.rtf", b"{\\rtf a}")
    known = replace(source, converted=InputError("is damaged", hint="mend it"))
    with pytest.raises(InputError, match="is damaged; mend it"):
        OfficeReader(StubReader(), "no such program").read(known)


def test_a_result_that_is_too_large_is_not_read(fake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.office._LARGEST_RESULT", 10)
    with pytest.raises(InputError, match="when converted"):
        OfficeReader(StubReader(), str(fake)).read(Source("x.rtf", b"{\\rtf a}"))


@pytest.mark.parametrize(
    "data",
    [
        ole("EncryptedPackage"),
        ole("EncryptionInfo", "EncryptedPackage"),
        ole("WordDocument", flags=0x12F0 | 0x100),
    ],
)
def test_an_encrypted_file_is_said_to_be_before_anything_is_started(data: bytes) -> None:
    with pytest.raises(InputError, match=r"is encrypted with a password; open it"):
        OfficeReader(StubReader(), "no such program").read(Source("x.doc", data))


@pytest.mark.parametrize(
    ("data", "recognised"),
    [
        (b"{\\rtf1\\ansi}", True),
        (ole("1Table", "WordDocument"), True),
        (ole("WordDocument", "Workbook"), True),  # a table embedded in a document
        (ole("Workbook", "WordDocument"), False),  # and the other way round
        (ole("Workbook"), False),
        (ole("EncryptedPackage"), False),
        (OLE, False),
        (b"WordDocument".join([OLE, "WordDocument".encode("utf-16-le")]), False),  # words, but no directory
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_the_content_tells_what_is_recognised(data: bytes, recognised: bool) -> None:  # noqa: FBT001
    assert OfficeReader(StubReader()).recognises(Source("x.doc", data)) is recognised


def test_a_document_whose_stream_lies_outside_the_file_is_not_taken_for_encrypted(fake: Path) -> None:
    source = Source("x.doc", ole("WordDocument", first_sector=0x7FFFFFFF, flags=0x100))
    assert OfficeReader(StubReader(), str(fake)).read(source).data_format == "doc"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(ole("Book"), "excel"), (ole("PowerPoint Document"), "powerpoint"), (OLE, "unknown"), (b"", None)],
)
def test_an_ole_file_is_told_by_its_directory(data: bytes, kind: str | None) -> None:
    assert ole_kind(data) == kind
