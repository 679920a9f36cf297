"""Files that are damaged, locked or meant to do harm: each costs one line, and nothing else of the run."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter

from helpers import error_lines, structurer

HEADER = ("一级指标", "二级指标", "三级指标", "指标值")
ROWS = (("产出指标", "数量指标", "改造管网长度", "≥12公里"), ("产出指标", "质量指标", "验收合格率", "100%"))
MOST_MEMORY = 500  # MB
UNITS_A_MB = 1 << 20 if sys.platform == "darwin" else 1 << 10
# A small process between: a child is charged with the memory of the process that started it.
MEASURED = (
    "import pathlib, resource, subprocess, sys\n"
    "code = subprocess.run(sys.argv[2:]).returncode\n"
    "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
    "pathlib.Path(sys.argv[1]).write_text(str(peak))\n"
    "sys.exit(code)"
)


def word(value: str = "100%") -> bytes:
    """A Word file with one project."""
    document = docx.Document()
    table = document.add_table(0, 4)
    for texts in (("项目名称", "老旧管网改造", "", ""), HEADER, ROWS[0], (*ROWS[1][:3], value)):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped(parts | {name: change(parts[name])})


def encrypted_office() -> bytes:
    name = "EncryptedPackage".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little") + b"\x02"
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entry.ljust(512, b"\0")


def external_entity(document: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
    head, _, rest = document.partition(b"?>")
    return head + b"?>" + declared + rest.replace("老旧管网改造".encode(), b"&secret;")


def many_pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    kids = " ".join(f"{i} 0 R" for i in range(3, count + 3))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * count
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj{content}endobj\n".encode()
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    data += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(data)


def book(last_row: int, *, formula: bool = False) -> bytes:
    """A workbook with one project, and a blank cell far below it; a formula in a value cell if asked for."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("绩效目标")
        for row, texts in enumerate((("项目名称", "老旧管网改造"), HEADER, *ROWS)):
            for column, text in enumerate(texts):
                sheet.write_string(row, column, text)
        if formula:
            sheet.write_formula(3, 3, "=6*2", None, 12)
        sheet.write_blank(last_row, 0, None, workbook.add_format({"bold": True}))
    return buffer.getvalue()


BAD: dict[str, tuple[str, bytes]] = {  # file name, what its line says
    "encrypted.docx": ("encrypted with a password", encrypted_office()),
    "cut.docx": ("cut off or damaged", word()[:-400]),
    "bomb.docx": (
        "zip bomb",
        with_part(
            word(),
            "word/document.xml",
            lambda data: data.replace(b"</w:t>", b" " * 40_000_000 + b"</w:t>", 1),
        ),
    ),
    "entity.docx": ("declares XML entities", with_part(word(), "word/document.xml", external_entity)),
    "cut.zip": ("cut off", zipped({"a.docx": word(), "b.txt": b"x"})[:-20]),
    "bomb.zip": ("200 times its packed size", zipped({"zeros.txt": bytes(60 << 20)})),
    "pages.pdf": ("more than 5000", many_pages(5001)),
    "cut.pdf": ("is cut off", many_pages(3)[:-30]),
    "scan.png": ("is a picture", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "slides.pptx": ("PowerPoint", zipped({"[Content_Types].xml": b"<a/>", "ppt/presentation.xml": b"<a/>"})),
    "letter.docx": (
        "no performance-target table",
        with_part(
            word(),
            "word/document.xml",
            lambda data: data.replace("指标".encode(), "内容".encode()).replace(
                "项目名称".encode(), "收件人".encode()
            ),
        ),
    ),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[bytes], Path]:
    """All bad files in one run, between two good ones."""
    folder = tmp_path_factory.mktemp("in")
    for name, (_, data) in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "a 好\n😀.docx").write_bytes(word())
    (folder / "z.xlsx").write_bytes(book(1_000_000))
    out = folder.parent / "out"
    paths = sorted(str(path) for path in folder.iterdir())
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "structurer",
        "run",
        *paths,
        "-o",
        str(out),
        "--llm",
        "off",
    ]
    measuring = [sys.executable, "-c", MEASURED, str(folder.parent / "peak"), *command]
    return subprocess.run(measuring, capture_output=True, check=False, timeout=120), out


def test_each_costs_one_line_and_the_others_are_written(
    run: tuple[subprocess.CompletedProcess[bytes], Path],
) -> None:
    done, out = run
    assert done.returncode == 1
    assert sorted(path.name for path in out.iterdir()) == ["a 好\n😀.docx.json", "z.xlsx.json"]
    assert len(error_lines(done)) == len(BAD)


@pytest.mark.parametrize("name", BAD)
def test_the_line_says_which_file_and_what_is_wrong(
    run: tuple[subprocess.CompletedProcess[bytes], Path], name: str
) -> None:
    lines = [line for line in error_lines(run[0]) if name in line]
    assert len(lines) == 1
    assert BAD[name][0] in lines[0]
    assert ";" in lines[0]  # and what to do


def test_nothing_of_another_file_gets_into_a_result(
    run: tuple[subprocess.CompletedProcess[bytes], Path],
) -> None:
    hostname = Path("/etc/hostname")
    if hostname.exists() and (name := hostname.read_text().strip()):
        assert not any(name in path.read_text("utf-8") for path in run[1].iterdir())


def test_memory_stays_under_500_mb(run: tuple[subprocess.CompletedProcess[bytes], Path]) -> None:
    assert int((run[1].parent / "peak").read_text()) / UNITS_A_MB < MOST_MEMORY


def test_a_million_empty_rows_are_none(run: tuple[subprocess.CompletedProcess[bytes], Path]) -> None:
    (project,) = json.loads((run[1] / "z.xlsx.json").read_text("utf-8"))["projects"]
    assert [row["value"]["text"] for row in project["indicators"]] == ["≥12公里", "100%"]


def test_the_result_of_a_formula_is_the_value_and_the_formula_is_kept(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(book(5, formula=True))
    done = structurer("parse", tmp_path / "x.xlsx")
    result = json.loads(done.stdout)
    row = result["projects"][0]["indicators"][1]
    assert row["value"]["text"] == "12"
    assert (row["place"]["sheet"], row["place"]["row"], row["place"]["column"]) == ("绩效目标", 4, 4)
    (formula,) = (one for one in result["unread"] if one["why"] == "formula")
    assert (formula["text"], formula["place"]["row"]) == ("=6*2", 4)
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["绩效目标"].cell(4, 4).value == "=6*2"


def test_a_wrong_suffix_is_a_warning_and_the_content_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(word())
    done = structurer("run", tmp_path / "x.pdf", "-o", tmp_path / "out", "--llm", "off")
    assert done.returncode == 0
    assert "warning: 'x.pdf' is in truth a Word file (.docx), and is read as that" in done.stderr.decode()
    result = json.loads((tmp_path / "out" / "x.pdf.json").read_text("utf-8"))
    assert result["source"]["format"] == "docx"
    assert result["source"]["warning"]


def test_an_archive_gives_a_result_for_each_file_in_it(tmp_path: Path) -> None:
    inner = zipped({"b.xlsx": book(5), "__MACOSX/._b.xlsx": b"x"})
    (tmp_path / "sent.zip").write_bytes(zipped({"甲/a.docx": word(), "inner.zip": inner, "photo.jpg": b"x"}))
    done = structurer("run", tmp_path / "sent.zip", "-o", tmp_path / "out", "--llm", "off")
    assert done.returncode == 0
    found = sorted(
        path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.json")
    )
    assert found == ["sent.zip/inner.zip/b.xlsx.json", "sent.zip/甲/a.docx.json"]
    said = done.stderr.decode()
    assert "._b.xlsx': left out, a side file of macOS" in said
    assert "left out by their suffixes: 1 of .jpg" in said


def test_an_old_word_file_without_libreoffice_names_the_package_to_install(tmp_path: Path) -> None:
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 x}")
    done = structurer("parse", tmp_path / "x.rtf", PATH=str(tmp_path))
    assert done.returncode == 2
    (line,) = error_lines(done)
    assert "needs LibreOffice to be read; install it (apt install libreoffice-writer" in line
