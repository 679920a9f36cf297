"""Delimiters, quotes, ragged rows and encodings of CSV; what is none."""

import codecs
import csv
import io

import pytest

from structurer import InputError
from structurer.models import Document, Row, Why
from structurer.read import Source
from structurer.read.csv import CsvReader

HEADER = ["项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    HEADER,
    ["乡道修缮", "30.00", "产出指标", "数量指标", "修缮里程, 含桥涵", "≥12公里；全年"],
    ["", "", "", "质量指标", '验收"合格"率', "100%，\n逐段验收"],
    ["", "", "效益指标", "社会效益指标", "出行|条件", "明显改善;持续"],
]


def document(data: str | bytes) -> Document:
    return CsvReader().read(source(data))


def source(data: str | bytes) -> Source:
    return Source("x.csv", data.encode() if isinstance(data, str) else data)


def rows(data: str | bytes) -> list[list[str]]:
    return [[cell.text for cell in block.cells] for block in document(data).blocks if isinstance(block, Row)]


def written(delimiter: str = ",") -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(ROWS)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，", "；", "|"])
def test_the_delimiter_is_told_by_the_content(delimiter: str) -> None:
    assert rows(written(delimiter)) == ROWS


@pytest.mark.parametrize(
    "data",
    [
        written().encode(),
        written().encode("utf-8-sig"),
        written().encode("gb18030"),
        written().encode("utf-16"),
        codecs.BOM_UTF16_BE + written().encode("utf-16-be"),
        written().encode("utf-16-le"),
    ],
)
def test_any_encoding_reads_the_same(data: bytes) -> None:
    assert rows(data) == ROWS
    assert CsvReader().recognises(source(data))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_read_the_same(end: str) -> None:
    assert rows(written().replace("\r\n", end)) == ROWS


def test_a_place_names_the_line_where_the_row_begins_and_its_row_and_column() -> None:
    blocks = [block for block in document("\n" + written() + "\n尾,行").blocks if isinstance(block, Row)]
    places = [block.cells[1].place for block in blocks]
    assert [(place.line, place.table, place.row, place.column) for place in places] == [
        (2, 1, 1, 2),
        (3, 1, 2, 2),
        (4, 1, 3, 2),
        (6, 1, 4, 2),
        (8, 1, 5, 2),
    ]


def test_ragged_rows_are_filled_up_to_the_widest() -> None:
    assert rows("某县绩效目标\n甲,乙,丙\n丁,戊\n己,庚,辛,壬\n") == [
        ["某县绩效目标", "", "", ""],
        ["甲", "乙", "丙", ""],
        ["丁", "戊", "", ""],
        ["己", "庚", "辛", "壬"],
    ]


def test_white_space_in_cells_is_kept() -> None:
    assert rows("甲 ,　乙\n丙, 丁\n") == [["甲 ", "　乙"], ["丙", " 丁"]]


def test_one_column_is_a_table_too() -> None:
    assert rows("甲\n乙\n") == [["甲"], ["乙"]]


def test_a_separator_line_for_excel_tells_the_delimiter_and_is_unread() -> None:
    read = document("sep=;\r\n甲,乙;丙\r\n")
    (row,) = read.blocks
    assert isinstance(row, Row)
    assert [(cell.text, cell.line) for cell in row.cells] == [("甲,乙", 2), ("丙", 2)]
    assert [(one.place.line, one.text, one.why) for one in read.unread] == [(1, "sep=;", Why.MARKUP)]


def test_quotes_that_are_printed_are_kept() -> None:
    assert rows('"智慧"平台,甲,乙\n丙,"丁,戊\n') == [['"智慧"平台', "甲", "乙"], ["丙", '"丁', "戊"]]


@pytest.mark.parametrize("text", ['"甲",乙\n丙,"丁\n戊,己\n', '甲,乙\n"丙"丁,"戊,己"\n'])
def test_a_cell_whose_quotes_do_not_end_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(InputError, match=r"quotes.* line 2"):
        document(text)


@pytest.mark.parametrize("data", [b"", b" \r\n\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="empty"):
        document(data)


def test_another_format_is_refused() -> None:
    with pytest.raises(InputError, match="Office"):
        document(b"PK\x03\x04...")


def test_a_table_that_would_grow_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="columns"):
        document("," * 10_000)
    with pytest.raises(InputError, match="cells"):
        document('甲,"\n",' * 6_000)
    with pytest.raises(InputError, match="cells"):
        document("," * 4_000 + "\n" + "甲\n" * 1_000)


def test_a_file_of_any_size_is_not_read() -> None:
    data = bytes(33 * 1024 * 1024)
    assert not CsvReader().recognises(source(data))
    with pytest.raises(InputError, match="larger"):
        document(data)


@pytest.mark.parametrize("delimiter", [",", ";", "，", "|"])
def test_a_file_with_a_row_of_labels_is_recognised(delimiter: str) -> None:
    assert CsvReader().recognises(source(written(delimiter)))


def test_a_file_with_cells_in_quotes_is_recognised() -> None:
    assert CsvReader().recognises(source('1,"2",3\n4,"5",6\n'))


@pytest.mark.parametrize(
    "text",
    [
        "\t项目名称\n\t乡道修缮，含桥，含涵洞\n\n\t一级指标\n\t二级指标\n",
        "项目名称\t乡道修缮，含桥，含涵洞\n产出指标\t数量指标\t修路，修桥，修渠\t≥1\n",
        "根据文件，结合实际，制定目标。\n请各单位，认真填报，按时上报。本年，下年，都要报。\n",
        "甲,乙\n丙,丁\n",
        "一段文字。\n",
        "",
        written("\t"),
    ],
)
def test_plain_text_is_not_recognised(text: str) -> None:
    assert not CsvReader().recognises(source(text))


def test_binary_data_is_not_recognised() -> None:
    assert not CsvReader().recognises(source(b"%PDF-1.7\n1,2,3\n"))
    assert not CsvReader().recognises(source(bytes(range(256))))
