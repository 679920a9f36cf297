"""Workbooks of four formats, made cell by cell."""

import struct
import zipfile
from io import BytesIO
from xml.sax.saxutils import unescape

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from structurer.models import Why
from structurer.read.sheets.xlsx_plain import plain_sheet
from workbooks import blocks, noted, ods, read, record, with_part, xls, xlsb, xlsb_row, xlsx, xlsx_of


def test_line_breaks_and_outer_spaces_of_a_cell_are_kept() -> None:
    cell = '<c r="{0}1" t="inlineStr"><is><t xml:space="preserve">{1}</t></is></c>'
    data = xlsx_of(
        f'<row r="1">{cell.format("A", " 甲&#10;乙 ")}{cell.format("B", "丙_x000D_&#10;丁")}</row>'
    )
    assert blocks(data) == [[" 甲\n乙 ", "丙\n丁"]]


def test_numbers_dates_logical_values_and_errors_of_a_workbook_are_read_as_shown() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        codes = ("0.00", "0.0%", 'yyyy"年"m"月"d"日"', "yyyy/m/d")
        for column, (value, code) in enumerate(zip((395, 0.985, 45292, 45292), codes, strict=True)):
            sheet.write_number(0, column, value, book.add_format({"num_format": code}))
        sheet.write_boolean(0, 4, True)  # noqa: FBT003 - the library's call
        sheet.write_number(0, 5, 0.1 + 0.2)
        sheet.write_number(0, 6, 45292, book.add_format({"num_format": 14}))
        sheet.write_formula(0, 7, "=A1/0", None, "#DIV/0!")

    assert blocks(xlsx(fill)) == [
        ["395.00", "98.5%", "2024年1月1日", "2024/1/1", "TRUE", "0.3", "2024/1/1", "#DIV/0!"]
    ]


def test_a_formula_is_read_as_its_result_and_kept_as_unread() -> None:
    rows = (
        '<row r="2"><c r="B2"><v>2</v></c><c r="C2"><f>B2*2</f><v>4</v></c><c r="D2"><f>SUM(B2:C2)</f></c>'
        '<c r="E2"><f t="shared" ref="E2:F2" si="0">B2+1</f><v>3</v></c><c r="F2"><f t="shared" si="0"/><v>5</v></c>'
        '<c r="G2" t="str"><f>"甲"&amp;"乙"</f><v>甲乙</v></c></row>'
    )
    data = xlsx_of(rows)
    assert blocks(data) == [["2", "4", "", "3", "5", "甲乙"]]
    assert noted(read(data)) == [
        (Why.FORMULA, 2, 3, "=B2*2"),
        (Why.NO_RESULT, 2, 4, "=SUM(B2:C2)"),
        (Why.FORMULA, 2, 5, "=B2+1 (E2:F2)"),
        (Why.FORMULA, 2, 7, '="甲"&"乙"'),
    ]


def test_what_is_hidden_is_read_and_noted() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        for i in range(3):
            sheet.write_row(i, 0, [f"甲{i}", f"乙{i}", f"丙{i}"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        other = book.add_worksheet("藏")
        other.write_row(0, 0, ["丁", "戊"])
        other.hide()

    data = xlsx(fill)
    assert blocks(data)[1:] == [["甲1", "乙1", "丙1"], ["甲2", "乙2", "丙2"], ["丁", "戊"]]
    assert noted(read(data)) == [
        (Why.HIDDEN, 2, None, "甲1\t乙1\t丙1"),
        (Why.HIDDEN, None, 3, "丙0\n丙1\n丙2"),
        (Why.HIDDEN, None, None, "藏"),
    ]


@pytest.mark.parametrize("name", ["甲&amp;乙", "甲&#20057;", "a&lt;b", "&quot;甲&quot; 乙", " 甲"])
def test_a_sheet_may_have_any_name(name: str) -> None:
    data = xlsx_of('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1</f><v>1</v></c></row>')
    with zipfile.ZipFile(BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    renamed = read(with_part(data, "xl/workbook.xml", book.replace('"项目"', f'"{name}"')))
    assert [one.place.sheet for one in renamed.unread] == [unescape(name, {"&quot;": '"', "&#20057;": "乙"})]


def test_rows_and_cells_without_a_reference_follow_each_other() -> None:
    cell = "<c><v>{0}</v></c>"
    rows = f"<row>{cell.format(1)}{cell.format(2)}</row><row>{cell.format(3)}{cell.format(4)}</row>"
    assert blocks(xlsx_of(rows)) == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_no_row_of_many_is_lost(kind: str) -> None:
    count = 3_500
    if kind == "xlsx":
        cells = '<c r="A{0}"><v>{0}</v></c><c r="B{0}"><v>1</v></c>'
        data = xlsx_of(
            "".join(f'<row r="{i}" hidden="1">{cells.format(i)}</row>' for i in range(1, count + 1))
        )
    else:
        cell = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'
        row = '<table:table-row table:visibility="collapse">{0}</table:table-row>'
        rows = (row.format(cell.format(i) + cell.format(1)) for i in range(1, count + 1))
        data = ods(f'<table:table table:name="表">{"".join(rows)}</table:table>')
    assert blocks(data) == [[str(i), "1"] for i in range(1, count + 1)]
    assert noted(read(data)) == [(Why.HIDDEN, i, None, f"{i}\t1") for i in range(1, count + 1)]


ODS_ROW = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p><text:p>乙</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="66"><text:p>66.00</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="0.5"/>'
    '<table:table-cell office:value-type="date" office:date-value="2024-01-01">'
    "<text:p>2024年1月1日</text:p></table:table-cell>"
    '<table:table-cell table:formula="of:=[.B1]*2" office:value-type="float" office:value="132">'
    "<text:p>132.00</text:p></table:table-cell></table:table-row>"
)


def test_an_ods_workbook_is_read_as_shown() -> None:
    data = ods(f'<table:table table:name="表"><table:table-column/>{ODS_ROW}</table:table>')
    assert blocks(data) == [["甲\n乙", "66.00", "0.5", "2024年1月1日", "132.00"]]
    assert noted(read(data)) == [(Why.FORMULA, 1, 5, "=[.B1]*2")]


def test_merged_repeated_and_hidden_cells_of_an_ods_workbook() -> None:
    cell = '<table:table-cell office:value-type="string"{1}><text:p>{0}</text:p></table:table-cell>'
    title = cell.format("标题", ' table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    pair = cell.format("甲", "") + cell.format("乙", "")
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = (
        f"<table:table-row>{title}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2" table:visibility="collapse">{pair}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="1048573">{blank}</table:table-row>'
    )
    data = ods(f'<table:table table:name="表">{rows}</table:table>')
    assert blocks(data) == ["标题", ["甲", "乙"], ["甲", "乙"]]
    assert noted(read(data)) == [(Why.HIDDEN, 2, None, "甲\t乙"), (Why.HIDDEN, 3, None, "甲\t乙")]


def test_an_xls_workbook_is_read_as_shown() -> None:
    label = "甲".encode("utf-16-le")
    cells = (
        record(0x208, struct.pack("<HHHHHHHHH", 1, 0, 5, 0, 0, 0, 0x20, 0, 0)[:16])
        + record(0x204, struct.pack("<HHHHB", 1, 1, 0, 1, 1) + label)
        + record(0x203, struct.pack("<HHHd", 1, 2, 1, 66))
        + record(0x27E, struct.pack("<HHHI", 1, 3, 2, (7 << 2) | 2))
        + record(0xBD, struct.pack("<HHHIHIH", 1, 4, 1, (150 << 2) | 3, 0, (25 << 2) | 2, 5))
        + record(0x205, struct.pack("<HHHBB", 1, 6, 0, 0x17, 1))
    )
    data = xls(cells)
    assert blocks(data) == [["甲", "66.00", "7个", "1.50", "25", "#REF!"]]
    assert noted(read(data)) == [(Why.HIDDEN, 2, None, "甲\t66.00\t7个\t1.50\t25\t#REF!")]


def test_an_xlsb_workbook_is_read_with_its_values() -> None:
    assert blocks(xlsb(xlsb_row(2, (1, 395), (3, 0.5)))) == [["395", "", "0.5"]]


TEXT = '<c r="A1" t="inlineStr"><is><t>甲</t></is></c>'
NUMBER = '<c r="B1"><v>1.50</v></c>'


@pytest.mark.parametrize(
    ("rows", "is_plain"),
    [
        (f'<row r="1">{TEXT}{NUMBER}</row>', True),
        ('<row r="1"><c r="A1" s="0" t="n"><v>2</v></c><c r="B1" s="9"/><c r="C1"></c></row>', True),
        ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="b"><v>1</v></c></row>', True),
        ('<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="d"><v>2024-01-01</v></c></row>', True),
        (f'<row r="1" hidden="0">{NUMBER}</row><row r="2" hidden="false">{TEXT}</row>', True),
        (f'<row r="1" spans="1:2" blank="yes" >{TEXT}<c r="Z1" blank="yes" /></row>', True),
        (f'<row r="1">{TEXT}</row><row r="1"><c r="B3"><v>7</v></c></row>', True),
        (f'<row r="1" hidden="1">{NUMBER}</row>', False),
        (f"<row r='1' hidden='true'>{NUMBER}</row>", False),
        (f'<row r="1" hidden = "1">{NUMBER}</row>', False),
        (f'<row r="1">{NUMBER}<!-- <c r="C1"><v>3</v></c> --></row>', False),
        (f'<row r="1">{NUMBER}<?x <c r="C1"><v>3</v></c> ?></row>', False),
        (f'<row r="1">{TEXT}<c r="B1"><v><![CDATA[3]]></v></c><c r="C1"><v>3</v></c></row>', False),
        (f'<row r="1">{TEXT}<c r="B1"><v>&#51;</v></c><c r="C1"><v>3</v></c></row>', False),
        ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', False),
        ('<row r="1"><c r="A1" t="str"><f>A2</f><v>甲</v></c></row>', False),
        ('<row r="1"><c><v>1</v></c><c><v>2</v></c></row>', False),
        ("<row r='1'><c r='A1'><v>1</v></c></row>", False),
        ('<row r="1"><c s="0" r="A1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1" cm="1"><v>1</v></c></row>', False),
        ('<row r="1"><c r="A1" s="&gt;"><v>1</v></c></row>', False),
        ('<row r="1">\n<c r="A1">\n<v>1</v>\n</c>\n</row>', False),
        ('<row r="1"><c r="A1"><v>1</v></c ></row>', False),
        ('<row r="1"><c r="A1"><is><t>甲</t></is></c></row>', False),
        ('<row r="1"><x:c r="A1" xmlns:x="http://x"><x:v>1</x:v></x:c></row>', False),
    ],
)
def test_a_sheet_is_read_alike_by_its_pattern_and_by_its_elements(
    rows: str,
    is_plain: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = xlsx_of(rows)
    part = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert (plain_sheet(part) is not None) is is_plain
    found = [*read(data).blocks], read(data).unread
    monkeypatch.setattr("structurer.read.sheets.xlsx_sheet.plain_sheet", lambda _: None)
    assert ([*read(data).blocks], read(data).unread) == found
