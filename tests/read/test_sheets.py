"""Workbooks of four formats, made here cell by cell."""

import struct
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import unescape

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from structurer import InputError
from structurer.models import Document, Paragraph, Row, Unread, Why
from structurer.parse import Forms
from structurer.parse.submission import parse_document
from structurer.read import Source
from structurer.read.sheets.formats import NumberFormats, plain
from structurer.read.sheets.reader import SheetReader

READER = SheetReader()
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
Fill = Callable[[Workbook, Worksheet], None]  # workbook, its first sheet


def xlsx(fill: Fill) -> bytes:
    out = BytesIO()
    book = Workbook(out)
    fill(book, book.add_worksheet("项目"))
    book.close()
    return out.getvalue()


def with_part(data: bytes, name: str, text: str) -> bytes:
    """The archive `data` with `text` as the part of that name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, text)
    return out.getvalue()


def xlsx_of(rows: str, *, before: str = "", after: str = "") -> bytes:
    """A workbook whose only sheet has this XML."""
    book = texts([["甲"]])
    sheet = f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return with_part(book, "xl/worksheets/sheet1.xml", sheet)


def ods(table: str, *, styles: str = "", manifest: str = "") -> bytes:
    """A workbook whose content has this XML."""
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text", "style")
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        new.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def read(data: bytes) -> Document:
    source = Source("x", data)
    assert READER.recognises(source)
    return READER.read(source)


def blocks(data: bytes) -> list[list[str] | str]:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in read(data).blocks
    ]


def texts(rows: list[list[str]], merges: tuple[str, ...] = ()) -> bytes:
    """A workbook with these texts."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        for merge in merges:
            sheet.merge_range(merge, "")
        for i, row in enumerate(rows):
            for j, text in enumerate(row):
                if text:
                    sheet.write_string(i, j, text)

    return xlsx(fill)


def noted(document: Document) -> list[tuple[Why, int | None, int | None, str]]:
    return [(one.why, one.place.row, one.place.column, one.text) for one in document.unread]


# A form: the rows of one project, as they stand in a sheet of seven columns.
FORM = [
    ["{n}.{name}绩效目标表"],
    ["101001某市园林服务中心", "", "", "", "", "", "单位：万元"],
    ["项目名称", "{name}"],
    ["预算规模及资金用途", "预算数", "12.50", "其中：财政资金", "12.50", "其他资金", ""],
    ["", "用于补种行道树。"],
    ["绩效目标", "1.补种行道树，方便市民。"],
    ["一级指标", "二级指标", "三级指标", "", "绩效指标描述", "", "指标值"],
    ["产出指标", "数量指标", "补种株数", "", "补种行道树的株数", "", "≥300株"],
    ["", "质量指标", "成活率", "", "补种一年后成活的比例", "", "≥95%"],
    ["满意度指标", "服务对象满意度指标", "市民满意度", "", "市民满意度", "", "≥90%"],
]
FORM_MERGES = (
    *("A{0}:G{0}", "A{1}:F{1}", "B{2}:G{2}", "A{3}:A{4}", "B{4}:G{4}", "B{5}:G{5}"),
    *("A{7}:A{8}", "C{6}:D{6}", "E{6}:F{6}", "C{7}:D{7}", "E{7}:F{7}", "C{8}:D{8}", "E{8}:F{8}"),
)
NAMES = ("行道树补种", "公园长椅更新", "口袋公园养护")


def form(n: int) -> list[list[str]]:
    return [[text.format(n=n, name=NAMES[n - 1]) for text in row] for row in FORM]


def stacked(*, gap: int, merged: bool, top: int = 0, left: int = 0) -> bytes:
    def fill(_: Workbook, sheet: Worksheet) -> None:
        for n in range(1, len(NAMES) + 1):
            start = top + (n - 1) * (len(FORM) + gap)
            for merge in FORM_MERGES if merged else ():
                first, last = merge.format(*range(1, len(FORM) + 1)).split(":")
                at = (ord(first[0]) - 65 + left, int(first[1:]) - 1 + start)
                to = (ord(last[0]) - 65 + left, int(last[1:]) - 1 + start)
                sheet.merge_range(at[1], at[0], to[1], to[0], "")
            for i, row in enumerate(form(n), start):
                for j, text in enumerate(row, left):
                    if text:
                        sheet.write_string(i, j, text)

    return xlsx(fill)


def one_sheet_each() -> bytes:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        for n in range(1, len(NAMES) + 1):
            sheet = sheet if n == 1 else book.add_worksheet(f"第{n}个")
            for i, row in enumerate(form(n)):
                for j, text in enumerate(row):
                    sheet.write_string(i, j, text)

    return xlsx(fill)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(one_sheet_each(), id="one sheet each"),
        pytest.param(stacked(gap=0, merged=True), id="stacked"),
        pytest.param(stacked(gap=0, merged=False), id="stacked, nothing merged"),
        pytest.param(stacked(gap=1, merged=True), id="stacked with blank rows"),
        pytest.param(stacked(gap=2, merged=False, top=5, left=2), id="not from A1"),
    ],
)
def test_projects_in_sheets_of_their_own_and_stacked_in_one_are_read_alike(data: bytes) -> None:
    projects = parse_document(read(data), Forms.build()).projects
    assert [one.title for one in projects] == [f"{name}绩效目标表" for name in NAMES]
    for one, name in zip(projects, NAMES, strict=True):
        assert (one.unit_code, one.unit_name, one.currency_unit) == ("101001", "某市园林服务中心", "万元")
        assert (one.project_name, one.budget.total.text, one.goals_text) == (
            name,
            "12.50",
            "1.补种行道树，方便市民。",
        )
        assert one.fund_purpose == "用于补种行道树。"
        assert [(row.level1, row.value.text) for row in one.indicators] == [
            ("产出指标", "≥300株"),
            ("产出指标", "≥95%"),
            ("满意度指标", "≥90%"),
        ]


def test_places_are_those_that_the_program_shows_also_when_the_sheet_does_not_begin_at_a1() -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write(4, 2, "标题")
        sheet.write(5, 2, "甲")
        sheet.write(5, 4, "乙")
        second = book.add_worksheet("第二")
        second.write(0, 0, "丙")
        second.write(0, 1, "丁")

    title, first, second = read(xlsx(fill)).blocks
    assert isinstance(title, Paragraph)
    assert (title.place.sheet, title.place.row, title.place.column) == ("项目", 5, 3)
    assert isinstance(first, Row)
    places = [(cell.place.sheet, cell.place.table, cell.place.row, cell.place.column) for cell in first.cells]
    assert places == [("项目", 1, 6, 3), ("项目", 1, 6, 4), ("项目", 1, 6, 5)]
    assert isinstance(second, Row)
    assert second.cells[1].place.sheet == "第二"
    assert second.cells[1].place.table == 2


def test_a_single_cell_above_a_table_or_below_a_blank_row_is_a_paragraph() -> None:
    data = texts([["标题"], ["101 某局"], ["甲", "乙"], ["丙", "丁"], [], ["备注：无"]])
    assert blocks(data) == ["标题", "101 某局", ["甲", "乙"], ["丙", "丁"], "备注：无"]


def test_a_level_alone_on_its_row_stays_a_row() -> None:
    data = texts([["一级", "二级", "值"], ["产出"], ["", "数量", "1"], ["效益"], ["", "社会", "2"]])
    assert all(isinstance(block, list) for block in blocks(data))


def test_a_text_beside_a_merged_label_stays_a_row() -> None:
    data = texts([["资金", "总额", "1"], ["", "用于绿化"], ["目标", "甲"]], ("A1:A2", "B2:C2"))
    assert blocks(data)[1] == ["", "用于绿化", ""]


def test_a_label_whose_merged_value_is_blank_stays_a_row() -> None:
    assert blocks(texts([["目标"], ["甲", "乙", "丙"]], ("B1:C1",)))[0] == ["目标", "", ""]


def test_a_banner_inside_a_header_stays_a_row() -> None:
    rows = [["项目名称", "甲"], ["总额", "1", "财政", "1", "其他", "0"], ["年度目标"], ["完成绿化"]]
    data = texts([*rows, ["一级", "二级", "三级", "描述", "值"]], ("A3:F3", "A4:F4"))
    assert all(isinstance(block, list) for block in blocks(data))


def test_a_title_merged_over_two_rows_is_a_paragraph() -> None:
    assert blocks(texts([["标题"], [], ["甲", "乙"]], ("A1:B2",))) == ["标题", ["甲", "乙"]]


def test_merged_cells_hold_their_text_once_and_what_they_cover_is_noted() -> None:
    cell = '<c r="{0}" t="inlineStr"><is><t>{1}</t></is></c>'
    row = cell.format("A1", "甲") + cell.format("B1", "盖住") + cell.format("C1", "乙")
    data = xlsx_of(
        f'<row r="1">{row}</row>', after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    )
    document = read(data)
    assert blocks(data) == [["甲", "", "乙"]]
    assert noted(document) == [(Why.COVERED, 1, 2, "盖住")]


def test_line_breaks_and_outer_spaces_of_a_cell_are_kept() -> None:
    cell = '<c r="{0}1" t="inlineStr"><is><t xml:space="preserve">{1}</t></is></c>'
    data = xlsx_of(
        f'<row r="1">{cell.format("A", " 甲&#10;乙 ")}{cell.format("B", "丙_x000D_&#10;丁")}</row>'
    )
    assert blocks(data) == [[" 甲\n乙 ", "丙\n丁"]]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("66", "", "66"),
        ("66", "0.00", "66.00"),
        ("0.30000000000000004", "", "0.3"),
        ("2.6749999999999998", "0.00", "2.68"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1234.5", "#,##0", "1,235"),
        ("0.5", "0", "1"),
        ("0.956", "0%", "96%"),
        ("0.956", "0.00%", "95.60%"),
        ("12", "000", "012"),
        ("5.10", "0.0##", "5.1"),
        ("0", "#", ""),
        ("95", '"≥"0"%"', "≥95%"),
        ("3", '0"个"', "3个"),
        ("0.5", 'General"元"', "0.5元"),
        ("-5", "0.00_);[Red]\\(0.00\\)", "(5.00)"),
        ("-5", "0.00", "-5.00"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0.07", "[$￥-804]0.00", "￥0.07"),
        ("7", "@", "7"),
        ("7", ";;;", "7"),
        ("20000", "0!.0,", "20000"),
        ("1.5", "# ?/?", "1.5"),
        ("1E3", "0.00E+00", "1000"),
        ("12", "[>5]0.0;0", "12"),
        ("1e300", "0.00", "1E+300"),
        ("45292", "yyyy/m/d", "2024/1/1"),
        ("45292", "yyyy-mm-dd", "2024-01-01"),
        ("45292", 'yyyy"年"m"月"d"日";@', "2024年1月1日"),
        ("45292", 'm"月"d"日"', "1月1日"),
        ("45292.5", "yyyy/m/d h:mm:ss", "2024/1/1 12:00:00"),
        ("0.0625", "[$-804]h:mm", "1:30"),
        ("45292", "[$-804]dddd", "2024-01-01"),
        ("45292.5", "[$-804]dddd", "2024-01-01 12:00:00"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("3000000", "yyyy-mm-dd", "3000000"),
        ("不是数", "0.00", "不是数"),
    ],
)
def test_a_number_is_shown_in_its_format(stored: str, code: str, shown: str) -> None:
    assert NumberFormats([code]).show(stored, "0") == shown


def test_dates_may_count_from_1904() -> None:
    assert NumberFormats(["yyyy-mm-dd"], from_1904=True).show("0", "0") == "1904-01-01"


def test_a_number_of_no_format_has_the_digits_that_programs_show() -> None:
    assert [plain(one) for one in ("0.1", "1e-7", "100.0", "0.30000000000000004", "-0.0")] == [
        *("0.1", "0.0000001", "100", "0.3", "0")
    ]


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


def record(number: int, body: bytes = b"") -> bytes:
    """One record of an .xls workbook."""
    return struct.pack("<HH", number, len(body)) + body


def in_ole(name: str, stream: bytes) -> bytes:
    """An OLE file with one stream of at least 4096 bytes."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    count = len(stream) // 512
    table = [0xFFFF_FFFD, 0xFFFF_FFFE, *range(3, 2 + count), 0xFFFF_FFFE]
    entries = b""
    for entry, kind, start, size in (("Root Entry", 5, 0xFFFF_FFFE, 0), (name, 2, 2, len(stream))):
        title = entry.encode("utf-16-le") + b"\x00\x00"
        child = 1 if kind == 5 else 0xFFFF_FFFF
        links = struct.pack("<HBBIII", len(title), kind, 1, 0xFFFF_FFFF, 0xFFFF_FFFF, child)
        entries += title.ljust(64, b"\x00") + links + bytes(36) + struct.pack("<IQ", start, size)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(10) + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFF_FFFE, 0, 0xFFFF_FFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * 432
    sector = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + sector + entries.ljust(512, b"\x00") + stream


def xls(cells: bytes, *, locked: bool = False) -> bytes:
    """An .xls workbook with one sheet of these records; style 1 is 0.00."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 6))
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, one) + bytes(16)) for one in (0, 2, 164))
    own = record(0x41E, struct.pack("<HHB", 164, 4, 1) + '0"个"'.encode("utf-16-le"))
    lock = record(0x2F, bytes(6)) if locked else b""
    name = "项目".encode("utf-16-le")
    before = begin + lock + record(0x42, struct.pack("<H", 1200)) + own + styles
    at = len(before) + 4 + 8 + len(name) + 4
    sheet = record(0x85, struct.pack("<IBBBB", at, 0, 0, 2, 1) + name)
    inner = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 6))
    return in_ole("Workbook", before + sheet + record(0x0A) + inner + cells + record(0x0A))


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


def xlsb(cells: bytes) -> bytes:
    """An .xlsb workbook with one sheet of these records."""

    def part(*records: tuple[int, bytes]) -> bytes:
        return b"".join(
            (bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7]))
            + bytes([len(body)])
            + body
            for number, body in records
        )

    name = "项目".encode("utf-16-le")
    sheet = struct.pack("<III", 0, 1, 4) + "rId1".encode("utf-16-le") + struct.pack("<I", 2) + name
    book = part((131, b""), (143, b""), (156, sheet), (144, b""), (132, b""))
    size = struct.pack("<IIII", 0, 0, 0, 1)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("xl/workbook.bin", book)
        new.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships {space}><Relationship Id="rId1" Type="{kind}/worksheet" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
        )
        data = part((129, b""), (148, size), (145, b"")) + cells + part((146, b""), (130, b""))
        new.writestr("xl/worksheets/sheet1.bin", data)
    return out.getvalue()


def xlsb_row(row: int, *values: tuple[int, float]) -> bytes:
    head = struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0)
    cells = (bytes([5, 16]) + struct.pack("<IId", column, 0, value) for column, value in values)
    return bytes([0, len(head)]) + head + b"".join(cells)


def test_an_xlsb_workbook_is_read_with_its_values() -> None:
    assert blocks(xlsb(xlsb_row(2, (1, 395), (3, 0.5)))) == [["395", "", "0.5"]]


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
            "unpacks",
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


def test_the_size_that_an_archive_claims_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx_of("<row><c><v>1</v></c></row>", after="<x>" + " " * (3 << 20) + "</x>")
    size = struct.pack("<I", zipfile.ZipFile(BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size)
    assert data.count(size) == 2
    monkeypatch.setattr("structurer.read.sheets.marks.MOST_UNPACKED", 1 << 20)
    with pytest.raises(InputError, match="unpacks"):
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
