"""Workbooks that are too large, damaged, locked or none."""

import struct
import time
import zipfile
from io import BytesIO

import pytest

from structurer import InputError
from structurer.models import Unread
from structurer.read import Source
from workbooks import (
    MAIN,
    READER,
    blocks,
    in_ole,
    ods,
    read,
    record,
    texts,
    with_part,
    xls,
    xlsb,
    xlsb_row,
    xlsx_of,
)

FAR_XLSX = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{0}1048576"><v>1</v></c></row>'
LONG = "甲" * 30_000
LONG_XLSX = with_part(
    xlsx_of("".join(f'<row r="{i}"><c r="A{i}" t="s"><v>0</v></c></row>' for i in range(1, 3_000))),
    "xl/sharedStrings.xml",
    f"<sst {MAIN}><si><t>{LONG}</t></si></sst>",
)
FAR_ODS = ods(
    '<table:table table:name="表"><table:table-row table:number-rows-repeated="1000000">'
    '<table:table-cell office:value-type="string" table:number-columns-repeated="9"><text:p>甲</text:p>'
    "</table:table-cell></table:table-row></table:table>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (xlsx_of(FAR_XLSX.format("XFD")), "columns wide"),
        (xlsx_of(FAR_XLSX.format("H")), "cells from the first"),
        (xlsb(xlsb_row(0, (0, 1)) + xlsb_row(1_048_575, (9, 1))), "cells from the first"),
        (xls(record(0x203, struct.pack("<HHHd", 65535, 255, 0, 1)) + record(0x203, bytes(14))), "cells from"),
        (FAR_ODS, "cells from the first"),
        (LONG_XLSX, "of text in its cells"),
        (
            xlsx_of('<row r="1"><c r="A1"><v>1</v></c></row>', after="<x>" + " " * (201 << 20) + "</x>"),
            "expand",
        ),
        (
            xlsx_of(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="CV9999"><v>1</v></c></row>',
                after="<mergeCells>" + '<mergeCell ref="A1:CV9999"/>' * 9 + "</mergeCells>",
            ),
            "merged cells",
        ),
    ],
    ids=["wide", "tall", "xlsb", "xls", "ods", "long text", "bomb", "merges"],
)
def test_a_workbook_that_would_fill_the_memory_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def test_the_size_that_an_archive_claims_is_not_believed() -> None:
    data = xlsx_of("<row><c><v>1</v></c></row>", after="<x>" + " " * (3 << 20) + "</x>")
    size = struct.pack("<I", zipfile.ZipFile(BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size)
    assert data.count(size) == 2
    with pytest.raises(InputError, match="cannot be expanded"):
        read(data.replace(size, struct.pack("<I", 99)))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            "".join(f'<row r="{i}" ht="15"/>' for i in range(3, 300_000)) + '<row r="1048576" hidden="1"/>',
            id="below",
        ),
        pytest.param('<row r="1048570"><c r="A1048570"><v>7</v></c></row>', id="above"),
    ],
)
def test_a_million_empty_rows_are_passed_over(rows: str) -> None:
    first = "" if "1048570" in rows else '<row r="1"><c r="A1"><v>7</v></c></row>'
    data = xlsx_of(first + rows)
    started = time.perf_counter()
    assert blocks(data) == ["7"]
    assert time.perf_counter() - started < 5


GOOD = texts([["甲", "乙"], ["丙", "丁"]])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD[: len(GOOD) // 2], "cut off"),
        (GOOD[:-30], "cut off"),
        (with_part(GOOD, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>"), "damaged"),
        (with_part(GOOD, "xl/workbook.xml", "无"), "damaged"),
        (with_part(GOOD, "xl/styles.xml", "<styleSheet"), "damaged"),
        (xlsx_of('<row r="x"><c r="A1"><v>1</v></c></row>'), "damaged"),
        (xlsx_of('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "damaged"),
        (xls(b"")[:3000], "cut off"),
        (xls(record(0x200, struct.pack("<IIHHH", 0, 14, 999, 7, 0))), "damaged"),
        (in_ole("Workbook", b"\x00" * 5000), "damaged"),
        (ods("<table:table>")[:-9], "damaged"),
        (texts([]), "empty"),
        (xls(b""), "empty"),
        (ods('<table:table table:name="表"/>'), "empty"),
        (xls(b"", locked=True), "password"),
        (ods("", manifest="<manifest:encryption-data/>"), "password"),
    ],
)
def test_a_bad_workbook_is_refused_in_one_line_that_says_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read(data)
    assert "\n" not in str(caught.value)


def other_archive(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name in names:
            new.writestr(name, "xl/workbook.xml")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "甲\t乙\n".encode(),
        b"PK\x03\x04",
        other_archive("word/document.xml"),
        other_archive("word/document.xml")[:-40],
        other_archive("mimetype", "xl/workbook.xml"),
        in_ole("WordDocument", b"\x00" * 5000),
    ],
)
def test_what_is_no_workbook_is_not_recognised(data: bytes) -> None:
    source = Source("x.xlsx", data)
    assert not READER.recognises(source)
    with pytest.raises(InputError, match="no workbook"):
        READER.read(source)


def test_the_document_says_what_it_was_read_from() -> None:
    document = read(GOOD)
    assert (document.data_format, document.encoding, document.size) == ("xlsx", None, len(GOOD))
    assert document.unread == tuple[Unread, ...]()
