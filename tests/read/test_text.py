"""The two dialects, block by block."""

import pytest

from structurer import InputError
from structurer.models import Document, Paragraph, Row, Why
from structurer.read import Source, read


def blocks(text: str) -> list[list[str] | str]:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in document(text).blocks
    ]


def document(text: str) -> Document:
    return read(Source("x.txt", text.encode()))


def test_out_of_word_a_line_is_a_cell_and_a_blank_line_ends_the_row() -> None:
    assert blocks("标题\n\t甲\n\t乙\n\n\t丙\n\t \n\t丁\n") == ["标题", ["甲", "乙"], ["丙", "", "丁"]]


def test_out_of_word_a_line_without_indent_continues_the_cell_above() -> None:
    assert blocks("\t甲\n\t乙一\n乙二\n\t丙\n") == [["甲", "乙一\n乙二", "丙"]]


def test_out_of_word_a_line_below_blank_ones_is_a_paragraph_of_its_own() -> None:
    assert blocks("\t甲\n\n\n乙\n\n\t丙\n") == [["甲"], "乙", ["丙"]]


def test_out_of_a_pdf_a_line_is_a_row() -> None:
    assert blocks("标题\n第二行\n\n甲\t乙\t\n\t丙\t\t丁\t\t\n") == [
        "标题\n第二行",
        ["甲", "乙"],
        ["", "丙", "", "丁"],
    ]


def test_bookmarks_are_taken_out_wherever_they_stand_and_kept_as_unread() -> None:
    read_document = document("\t甲[bookmark: _Toc1]乙\n\n[bookmark: _Toc2]\t丙\n")
    assert [
        cell.text for block in read_document.blocks if isinstance(block, Row) for cell in block.cells
    ] == ["甲乙", "丙"]
    assert [(one.place.line, one.text, one.why) for one in read_document.unread] == [
        (1, "[bookmark: _Toc1]", Why.BOOKMARK),
        (3, "[bookmark: _Toc2]", Why.BOOKMARK),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_line_ends_read_the_same(end: str) -> None:
    assert blocks(f"\t甲{end}\t乙{end}{end}\t丙{end}") == [["甲", "乙"], ["丙"]]


def test_places_count_lines_tables_rows_and_cells_from_one() -> None:
    rows = [
        block for block in document("标题\n\t甲\n\n\t乙\n\t丙\n\n\n\n\t丁\n").blocks if isinstance(block, Row)
    ]
    places = [(p.line, p.table, p.row, p.column) for row in rows for p in (cell.place for cell in row.cells)]
    assert places == [(2, 1, 1, 1), (4, 1, 2, 1), (5, 1, 2, 2), (9, 2, 1, 1)]


def test_paragraphs_know_their_first_line() -> None:
    paragraph = next(iter(document("\n\n甲\n乙\n\t丙\n").blocks))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place.line == 3


@pytest.mark.parametrize(
    ("text", "open_ended"), [("\t甲\n\t乙", True), ("\t甲\n\t乙\n", False), ("甲\t乙", False)]
)
def test_a_source_that_stops_inside_a_cell_is_said_to(text: str, open_ended: bool) -> None:  # noqa: FBT001
    assert document(text).open_ended is open_ended


@pytest.mark.parametrize(
    ("text", "said"), [("", "empty"), (" \n\t\n", "empty"), ("一段文字。\n", "no table")]
)
def test_a_text_without_cells_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        document(text)
