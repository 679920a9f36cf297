"""What documents may print must not act in the workbook, nor be lost in silence."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from books import finding, opened, table, with_findings, with_project
from made import made
from structurer.models.result import Result
from structurer.write.workbook import to_workbook
from structurer.write.workbook.sheet import LONGEST_TEXT, held

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1}",
    "http://x.example/?a=1",
    "mailto:x@x.example",
    "internal:'项目'!A1",
    "<b>粗</b>&amp;",
    "_x0041_",
    "'引号",
    "12345678901234567890",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_document_is_only_ever_text(text: str) -> None:
    submission = with_project(made(text, purpose=text), project_name=text, unit_name=text, goals_text=text)
    result = with_findings(submission, finding(message_zh=text, suggestion=text))
    data = to_workbook([result])["workbook.xlsx"]
    (line,) = table(openpyxl.load_workbook(BytesIO(data))["指标"])
    cell = line["指标值（原文）"]
    assert cell.data_type == "s"
    assert cell.value in (
        text,
        text.replace("_x0041_", "_x005F_x0041_"),
    )  # the library leaves the escape as it is
    assert cell.hyperlink is None
    with ZipFile(BytesIO(data)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if "worksheets" in name]
    assert not any("<f>" in page for page in pages)
    assert not any("x.example" in page for page in pages)


def test_what_cannot_be_seen_or_held_is_shown() -> None:
    text = "一\x00二\x1b三\x7f四\u202e五\x85六\r七\t八\n九"
    (line,) = table(opened(Result("a.txt", with_project(made(text), project_name=text)))["指标"])
    shown = "一␀二␛三␡四⟨202E⟩五⟨0085⟩六␍七\t八\n九"
    assert line["指标值（原文）"].value == shown
    assert line["项目名称"].value == shown


@pytest.mark.parametrize("text", ["长" * 40_000, "𠀀" * 20_000])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(text: str) -> None:
    (line,) = table(opened(Result("a.txt", made(text)))["指标"])
    value = line["指标值（原文）"].value
    assert len(value.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert f"已截断：全文{len(text):,}字" in value
    assert value.startswith(text[:16_000])


def test_a_text_of_just_the_length_of_a_cell_is_whole() -> None:
    assert held("长" * LONGEST_TEXT) == "长" * LONGEST_TEXT
    assert "已截断" in held("长" * (LONGEST_TEXT + 1))
