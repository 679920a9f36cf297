"""OpenDocument texts, feature by feature; the XML is what LibreOffice writes, cut down to what matters."""

import zipfile
from io import BytesIO

import pytest

from structurer import InputError
from structurer.models import Document, Place, Row, Unread, Why
from structurer.parse import Forms, parse_document
from structurer.read import Source
from structurer.read.word.odt import OdtReader

TYPE = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        *(
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
        ),
        ("svg", "svg-compatible"),
    ]
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def p(text: str, attributes: str = "") -> str:
    return f"<text:p {attributes}>{text}</text:p>"


def tc(text: str = "", attributes: str = "") -> str:
    inner = text if text.startswith("<") else p(text)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def covered(text: str = "", times: int = 1) -> str:
    repeated = f'table:number-columns-repeated="{times}"'
    return f"<table:covered-table-cell {repeated}>{p(text)}</table:covered-table-cell>"


def tr(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def tbl(*rows: str) -> str:
    return f'<table:table table:name="表"><table:table-column/>{"".join(rows)}</table:table>'


def odt(
    body: str, styles: str = "", *, common_styles: str = "", masters: str = "", manifest: str = MANIFEST
) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {SPACES}><office:styles>{common_styles}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>",
        )
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def document(data: bytes) -> Document:
    return OdtReader().read(Source("x.odt", data))


def shown(read: Document) -> list[list[str] | str]:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text for block in read.blocks
    ]


def blocks(body: str) -> list[list[str] | str]:
    return shown(document(odt(body)))


def cell(inner: str) -> str:
    """The text of a cell with `inner` in it."""
    row = blocks(tbl(tr(tc(inner))))[0]
    return row[0]


def unread(body: str) -> list[tuple[str, Why]]:
    return [(one.text, one.why) for one in document(odt(body)).unread]


SPAN2 = 'table:number-columns-spanned="2"'
ANY_TABLE = tbl(tr(tc("甲")))


def test_paragraphs_headings_and_rows_come_in_reading_order() -> None:
    body = "<text:h>标题</text:h>" + p("") + tbl(tr(tc("甲"), tc("乙"))) + p("单位：万元")
    assert blocks(body) == ["标题", ["甲", "乙"], "单位：万元"]


def test_lists_and_sections_are_looked_through() -> None:
    items = f"<text:list><text:list-item>{p('一')}</text:list-item><text:list-item>{p('二')}</text:list-item></text:list>"
    body = f"<text:section>{p('标题')}{tbl(tr(tc(items)))}</text:section>"
    assert blocks(body) == ["标题", ["一\n二"]]


def test_merged_cells_stand_in_their_first_grid_cell() -> None:
    both = f'{SPAN2} table:number-rows-spanned="2"'
    table = tbl(tr(tc("甲", both), covered(), tc("乙")), tr(covered(times=2), tc("丙")))
    assert blocks(table) == [["甲", "", "乙"], ["", "", "丙"]]


def test_covered_cells_that_a_program_left_out_are_filled_in() -> None:
    table = tbl(tr(tc("甲", SPAN2), tc("乙", SPAN2)), tr(tc("丙"), tc("丁"), tc("戊"), tc("己")))
    assert blocks(table) == [["甲", "", "乙", ""], ["丙", "丁", "戊", "己"]]


def test_text_in_a_covered_cell_is_not_printed_and_is_kept_as_unread() -> None:
    read = document(odt(tbl(tr(tc("甲", SPAN2), covered("旧文")))))
    assert shown(read) == [["甲", ""]]
    assert read.unread == (Unread(Place(table=1, row=1, column=2), "旧文", Why.HIDDEN),)


def test_repeated_cells_and_rows_are_printed_as_often() -> None:
    twice = 'table:number-columns-repeated="2"'
    table = tbl(tr(tc("甲", twice), tc("乙"), attributes='table:number-rows-repeated="2"'), tr(tc("丙")))
    read = document(odt(table))
    assert shown(read) == [["甲", "甲", "乙"], ["甲", "甲", "乙"], ["丙", "", ""]]
    last = list(read.blocks)[-1]
    assert isinstance(last, Row)
    assert last.cells[0].place == Place(table=1, row=3, column=1)


def test_rows_in_groups_are_rows() -> None:
    table = tbl(
        f"<table:table-header-rows>{tr(tc('甲'))}</table:table-header-rows>",
        f"<table:table-row-group><table:table-rows>{tr(tc('乙'))}</table:table-rows></table:table-row-group>",
    )
    assert blocks(table) == [["甲"], ["乙"]]


def test_a_table_in_a_cell_follows_the_row() -> None:
    read = document(odt(tbl(tr(tc("甲"), tc(p("前") + tbl(tr(tc("内"))) + p("后"))), tr(tc("乙"), tc("丙")))))
    assert shown(read) == [["甲", "前\n后"], ["内"], ["乙", "丙"]]
    rows = [block for block in read.blocks if isinstance(block, Row)]
    assert [(row.cells[0].place.table, row.cells[0].place.row) for row in rows] == [(1, 1), (2, 1), (1, 2)]


def test_spaces_tabs_and_breaks_that_are_elements_are_kept() -> None:
    inner = 'a<text:s text:c="3"/>b<text:s/>c<text:tab/>d<text:line-break/>e'
    assert cell(p(inner) + p("f")) == "a   b c\td\ne\nf"


def test_white_space_of_the_xml_is_one_space_and_none_where_a_line_begins() -> None:
    assert cell("<text:p>\n   目标 \n\t值<text:span>  二</text:span>\u3000</text:p>") == "目标 值 二\u3000"
    assert cell("\n".join(["<text:list>", p("一"), "<!-- -->", "</text:list>"])) == "一"


def test_spans_links_fields_and_marks_are_looked_through() -> None:
    inner = (
        '甲<text:span>乙<text:a>丙</text:a></text:span><text:bookmark-start text:name="x"/>丁<text:soft-page-break/>'
        "戊<text:page-number>3</text:page-number>己"
    )
    assert cell(p(inner)) == "甲乙丙丁戊3己"


def test_deleted_text_is_unread_and_inserted_text_is_content() -> None:
    info = "<office:change-info>某人</office:change-info>"
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{info}{p('旧一')}{p('旧二')}</text:deletion>"
        f"</text:changed-region><text:changed-region><text:insertion>{info}</text:insertion></text:changed-region>"
        "</text:tracked-changes>"
    )
    body = changes + tbl(tr(tc(p("<text:change-start/>新<text:change-end/><text:change/>"))))
    assert blocks(body) == [["新"]]
    assert unread(body) == [("旧一\n旧二", Why.DELETED)]


def test_notes_and_comments_are_unread_and_their_marks_dropped() -> None:
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('脚注')}</text:note-body></text:note>"
    comment = f"<office:annotation><office:creator>某人</office:creator>{p('请核实')}</office:annotation>"
    read = document(odt(tbl(tr(tc("乙"), tc(p(f"甲{note}{comment}丙"))))))
    assert shown(read) == [["乙", "甲丙"]]
    assert read.unread == (Unread(Place(table=1, row=1, column=2), "脚注请核实", Why.NOTE),)


def test_a_reading_aid_above_a_character_is_unread() -> None:
    ruby = "<text:ruby><text:ruby-base>绩</text:ruby-base><text:ruby-text>jì</text:ruby-text></text:ruby>"
    body = tbl(tr(tc(p(f"{ruby}效"))))
    assert blocks(body) == [["绩效"]]
    assert unread(body) == [("jì", Why.NOTE)]


def hiding(name: str, parent: str = "", display: str = "none") -> str:
    properties = f'<style:text-properties text:display="{display}"/>'
    return f'<style:style style:name="{name}" style:parent-style-name="{parent}">{properties}</style:style>'


def test_text_that_its_style_hides_is_unread() -> None:
    body = (
        p("窗体", 'text:style-name="P1"')
        + p("可见", 'text:style-name="P2"')
        + tbl(tr(tc(p('甲<text:span text:style-name="T1">藏</text:span>乙'))))
    )
    styles = hiding("T1") + hiding("P1", "Hidden", "true") + hiding("P2", display="true")
    read = document(odt(body, styles, common_styles=hiding("Hidden")))
    assert shown(read) == ["可见", ["甲乙"]]
    assert [(one.text, one.why) for one in read.unread] == [("窗体", Why.HIDDEN), ("藏", Why.HIDDEN)]


def test_hidden_sections_and_hidden_fields_are_unread() -> None:
    section = f'<text:section text:display="none">{p("藏一")}{tbl(tr(tc("藏二")))}</text:section>'
    hidden = '<text:hidden-text text:is-hidden="true" text:string-value="藏三"/>'
    visible = '<text:hidden-text text:is-hidden="false" text:string-value="乙">乙</text:hidden-text>'
    body = section + tbl(tr(tc(p(f"甲{hidden}{visible}"))))
    assert blocks(body) == [["甲乙"]]
    assert unread(body) == [("藏一\n藏二", Why.HIDDEN), ("藏三", Why.HIDDEN)]


def frame(inner: str) -> str:
    return f"<draw:frame><draw:text-box>{inner}</draw:text-box><svg:title>说明</svg:title></draw:frame>"


def test_a_text_box_comes_below_the_paragraph_or_the_text_of_the_cell_it_hangs_on() -> None:
    body = p(f"{frame(p('框一') + p('框二'))}段落") + tbl(tr(tc(p(f"格{frame(p('框'))}"))))
    assert blocks(body) == ["段落", "框一", "框二", ["格\n框"]]


def test_a_text_box_of_a_page_and_a_table_in_one_are_read() -> None:
    shape = f"<draw:custom-shape>{p('图形')}</draw:custom-shape>"
    assert blocks(frame(p("框")) + shape + p(frame(ANY_TABLE))) == ["框", "图形", ["甲"]]


def test_headers_and_footers_are_unread() -> None:
    number = p("第 <text:page-number>3</text:page-number> 页")
    masters = (
        f"<style:master-page><style:header>{p('某局预算')}</style:header><style:footer>{number}</style:footer>"
        f"<style:header-left>{p('某局预算')}</style:header-left></style:master-page>"
    )
    read = document(odt(ANY_TABLE, masters=masters))
    assert [(one.text, one.why) for one in read.unread] == [
        ("某局预算", Why.RUNNING_HEAD),
        ("第 3 页", Why.PAGE_NUMBER),
    ]


def test_the_document_says_what_it_was_read_from() -> None:
    data = odt(ANY_TABLE)
    read = document(data)
    assert (read.name, read.data_format, read.encoding, read.size) == ("x.odt", "odt", None, len(data))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "no text"),
        (p("一段文字。"), "no table"),
        (tbl(tr(tc("甲", 'table:number-columns-repeated="2000000000"'))), "columns"),
        (tbl(tr(tc("甲", 'table:number-columns-spanned="99999999999999"'))), "columns"),
        (tbl(tr(tc("甲"), attributes='table:number-rows-repeated="2000000000"')), "cells"),
        (tbl(tr(attributes='table:number-rows-repeated="2000000000"')), "cells"),
    ],
)
def test_a_file_without_a_table_or_with_an_impossible_one_is_refused(body: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        document(odt(body))


def test_a_number_of_spaces_has_a_limit() -> None:
    assert len(cell(p('<text:s text:c="2000000000"/>'))) == 1_000


def test_an_encrypted_file_is_said_to_be_one() -> None:
    manifest = MANIFEST.replace("/>", "><manifest:encryption-data/></manifest:manifest>")
    with pytest.raises(InputError, match="encrypted with a password"):
        document(odt(ANY_TABLE, manifest=manifest))


def test_an_open_document_text_is_recognised_by_its_content_whole_or_cut_off() -> None:
    reader, data = OdtReader(), odt(ANY_TABLE)
    assert reader.recognises(Source("", data))
    assert reader.recognises(Source("", data[: len(data) // 2]))
    assert not reader.recognises(Source("", data.replace(b"opendocument.text", b"opendocument.calc")))
    assert not reader.recognises(Source("x.odt", b"text"))


def test_a_form_becomes_a_project() -> None:
    table = tbl(
        tr(tc("项目名称"), tc("山区饮水项目", 'table:number-columns-spanned="3"'), covered(times=2)),
        tr(tc("一级指标"), tc("二级指标"), tc("三级指标"), tc("指标值")),
        tr(tc("产出指标", 'table:number-rows-spanned="2"'), tc("数量指标"), tc("水窖数量"), tc("≥40口")),
        tr(covered(), tc("质量指标"), tc("水质达标率"), tc("≥99%")),
    )
    read = document(odt("<text:h>山区饮水项目绩效目标表</text:h>" + table))
    [project] = parse_document(read, Forms.build()).projects
    assert project.project_name == "山区饮水项目"
    assert [(row.level1, row.level2, row.value.text) for row in project.indicators] == [
        ("产出指标", "数量指标", "≥40口"),
        ("产出指标", "质量指标", "≥99%"),
    ]
