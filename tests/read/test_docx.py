"""Word files, feature by feature; the XML is what Word writes, cut down to what matters."""

import zipfile
from io import BytesIO

import docx
import pytest

from structurer import InputError
from structurer.models import Document, Place, Row, Unread, Why
from structurer.parse import Forms, parse_document
from structurer.read import Source
from structurer.read.word.docx import DocxReader

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str = "", properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if '<' in text else p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def relations(parts: dict[str, str]) -> str:
    lines = (f'<Relationship Id="{name}" Type="{kind}" Target="{name}"/>' for name, kind in parts.items())
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'


def word(body: str, parts: dict[str, str] | None = None, *, space: str = TRANSITIONAL) -> bytes:
    """A file with `body`; `parts` are others of the same folder, called as the kind of their relation."""
    others = parts or {}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations({"word/document.xml": f"{OFFICE}/officeDocument"}))
        kinds = {f"{name}.xml": f"{OFFICE}/{name.rstrip('0123456789')}" for name in others}
        archive.writestr("word/_rels/document.xml.rels", relations(kinds))
        head = f'xmlns:w="{space}" {SPACES}'
        archive.writestr("word/document.xml", f"<w:document {head}><w:body>{body}</w:body></w:document>")
        for name, inner in others.items():
            root, _, rest = inner.partition(" ")
            archive.writestr(f"word/{name}.xml", f"<w:{root} {head}>{rest}</w:{root}>")
    return stream.getvalue()


def document(data: bytes) -> Document:
    return DocxReader().read(Source("x.docx", data))


def shown(read: Document) -> list[list[str] | str]:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text for block in read.blocks
    ]


def blocks(body: str) -> list[list[str] | str]:
    return shown(document(word(body)))


def cell(inner: str) -> str:
    """The text of a cell with `inner` in it."""
    row = blocks(tbl(tr(tc(inner))))[0]
    return row[0]


def unread(body: str, parts: dict[str, str] | None = None) -> list[tuple[str, Why]]:
    return [(one.text, one.why) for one in document(word(body, parts)).unread]


def places(read: Document) -> list[tuple[int | None, int | None, int | None]]:
    rows = [block for block in read.blocks if isinstance(block, Row)]
    return [(at.table, at.row, at.column) for row in rows for at in (one.place for one in row.cells)]


SPAN2 = '<w:gridSpan w:val="2"/>'
RESTART = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
ANY_TABLE = tbl(tr(tc("甲")))
HIDDEN_RUN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"


def test_paragraphs_and_rows_come_in_reading_order() -> None:
    assert blocks(p("标题") + p("") + tbl(tr(tc("甲"), tc("乙"))) + p("单位：万元")) == [
        "标题",
        ["甲", "乙"],
        "单位：万元",
    ]


MERGED = {
    "over columns": (
        tr(tc("甲", SPAN2), tc("乙")) + tr(tc("丙"), tc("丁"), tc("戊")),
        [["甲", "", "乙"], ["丙", "丁", "戊"]],
    ),
    "over rows": (
        tr(tc("产出", RESTART), tc("一")) + tr(tc("", GOES_ON), tc("二")),
        [["产出", "一"], ["", "二"]],
    ),
    "over both": (
        tr(tc("甲", SPAN2 + RESTART), tc("一")) + tr(tc("", SPAN2 + GOES_ON), tc("二")),
        [["甲", "", "一"], ["", "", "二"]],
    ),
    "going on from no cell": (tr(tc("甲", GOES_ON), tc("一")), [["甲", "一"]]),
    "merged as of old": (
        tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("乙")),
        [["甲", "", "乙"]],
    ),
    "too few cells": (tr(tc("甲"), tc("乙")) + tr(tc("丙")), [["甲", "乙"], ["丙", ""]]),
}


@pytest.mark.parametrize("space", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("merged", MERGED)
def test_every_row_is_as_wide_as_the_grid_and_a_merged_cell_stands_in_its_first(
    merged: str, space: str
) -> None:
    rows, expected = MERGED[merged]
    assert shown(document(word(tbl(rows), space=space))) == expected


def test_text_in_a_covered_cell_is_not_printed_and_is_kept_as_unread() -> None:
    body = tbl(tr(tc("甲", RESTART), tc("一")), tr(tc("旧文", GOES_ON), tc("二")))
    read = document(word(body))
    assert shown(read) == [["甲", "一"], ["", "二"]]
    assert read.unread == (Unread(Place(table=1, row=2, column=1), "旧文", Why.HIDDEN),)


def test_columns_before_and_after_a_short_row_are_empty_cells() -> None:
    short = tr(tc("丙"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    assert blocks(tbl(tr(tc("甲"), tc("乙"), tc("丁")), short)) == [["甲", "乙", "丁"], ["", "丙", ""]]


def test_a_table_in_a_cell_follows_its_row_and_is_counted_where_it_begins() -> None:
    inner = tbl(tr(tc("内一"), tc("内二")))
    body = tbl(tr(tc("甲"), tc(p("前") + inner + p("后"))), tr(tc("乙", SPAN2))) + tbl(tr(tc("丁")))
    read = document(word(body))
    assert shown(read) == [["甲", "前\n后"], ["内一", "内二"], ["乙", ""], ["丁"]]
    assert places(read) == [(1, 1, 1), (1, 1, 2), (2, 1, 1), (2, 1, 2), (1, 2, 1), (1, 2, 2), (3, 1, 1)]


def test_content_controls_are_looked_through_wherever_they_stand() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    in_cell = control(p("丙")) + p("丁")
    row = control(tr(control(tc("甲")), tc(f"<w:p>{control('<w:r><w:t>乙</w:t></w:r>')}</w:p>"), tc(in_cell)))
    assert blocks(control(p("标题")) + control(tbl(row))) == ["标题", ["甲", "乙", "丙\n丁"]]


def test_paragraphs_breaks_and_tabs_inside_a_cell_are_kept() -> None:
    runs = "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r>"
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr>'
    assert cell(f"<w:p>{stops}{runs}</w:p>" + p("五")) == "一\n二\n三\t四\n五"


@pytest.mark.parametrize(
    ("sign", "printed"),
    [
        ("<w:noBreakHyphen/>", "-"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F0E0"/>', "\uf0e0"),
        ('<w:sym w:font="Symbol" w:char="D800"/>', "\ufffd"),
        ('<w:sym w:font="Symbol" w:char="xyz"/>', "\ufffd"),
        ("<w:softHyphen/>", ""),
        ('<w:t xml:space="preserve">\u3000≥９５％ </w:t>', "\u3000≥９５％ "),
        ("<w:instrText>PAGE</w:instrText>", ""),
    ],
)
def test_text_is_left_as_it_is_and_signs_that_are_elements_are_read_as_printed(
    sign: str, printed: str
) -> None:
    assert cell(f"<w:p><w:r><w:t>甲</w:t>{sign}</w:r></w:p>") == f"甲{printed}"


def test_links_and_fields_and_formulas_are_looked_through() -> None:
    inner = (
        "<w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>乙</w:t></w:r></w:fldSimple>"
        "<m:oMath><m:r><m:t>≥95</m:t></m:r></m:oMath>"
    )
    assert cell(f"<w:p>{inner}</w:p>") == "甲乙≥95"


def test_insertions_are_content_and_deletions_are_not() -> None:
    inner = (
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>移出</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移入</w:t></w:r></w:moveTo>"
    )
    read = document(word(tbl(tr(tc("甲"), tc(f"<w:p>{inner}</w:p>")))))
    assert shown(read) == [["甲", "新移入"]]
    assert read.unread == (Unread(Place(table=1, row=1, column=2), "旧移出", Why.DELETED),)


def test_rows_that_are_deleted_or_hidden_are_not_rows() -> None:
    body = tbl(
        tr(tc("甲")),
        tr(tc("删去"), tc("两格"), properties="<w:del/>"),
        tr(tc("藏起"), properties="<w:hidden/>"),
        tr(tc("乙"), properties='<w:hidden w:val="0"/>'),
    )
    read = document(word(body))
    assert shown(read) == [["甲"], ["乙"]]
    assert [(one.place.row, one.text, one.why) for one in read.unread] == [
        (2, "删去\n两格", Why.DELETED),
        (2, "藏起", Why.HIDDEN),
    ]


def test_hidden_text_is_unread_and_text_that_only_could_be_is_not() -> None:
    shown_run = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可见</w:t></w:r>'
    body = tbl(tr(tc(f"<w:p>{HIDDEN_RUN}{shown_run}{HIDDEN_RUN}</w:p>")))
    assert blocks(body) == [["可见"]]
    assert unread(body) == [("隐藏隐藏", Why.HIDDEN)]
    assert unread(f"<w:p>{HIDDEN_RUN}</w:p>" + ANY_TABLE) == [("隐藏", Why.HIDDEN)]


def test_text_that_its_style_hides_is_unread() -> None:
    styles = 'styles <w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"><w:rPr/></w:style>'
    by_run = (
        '<w:p><w:r><w:rPr><w:rStyle w:val="a"/></w:rPr><w:t>窗体</w:t></w:r><w:r><w:t>甲</w:t></w:r></w:p>'
    )
    by_paragraph = p("窗体底端", '<w:pPr><w:pStyle w:val="a"/></w:pPr>')
    visible = p("乙", '<w:pPr><w:pStyle w:val="b"/></w:pPr>')
    read = document(word(by_paragraph + tbl(tr(tc(by_run), tc(visible))), {"styles": styles}))
    assert shown(read) == [["甲", "乙"]]
    assert [(one.text, one.why) for one in read.unread] == [("窗体底端", Why.HIDDEN), ("窗体", Why.HIDDEN)]


def test_notes_and_comments_are_unread_at_the_place_of_their_mark() -> None:
    marks = (
        '<w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="5"/></w:r>'
    )
    parts = {
        "footnotes": f'footnotes <w:footnote w:type="separator" w:id="0">{p("—")}</w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>脚注</w:t></w:r></w:p></w:footnote>',
        "endnotes": f'endnotes <w:endnote w:id="2">{p("尾注")}</w:endnote>',
        "comments": f'comments <w:comment w:id="5">{p("请核实")}{p("第二行")}</w:comment>'
        f'<w:comment w:id="6">{p("无处")}</w:comment>',
    }
    read = document(word(tbl(tr(tc("乙"), tc(f"<w:p>{marks}</w:p>"))), parts))
    assert shown(read) == [["乙", "甲"]]
    here = Place(table=1, row=1, column=2)
    assert read.unread == (
        Unread(here, "脚注", Why.NOTE),
        Unread(here, "尾注", Why.NOTE),
        Unread(here, "请核实\n第二行", Why.NOTE),
        Unread(Place(), "无处", Why.NOTE),
    )


def test_a_reading_aid_above_a_character_is_unread() -> None:
    ruby = "<w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绩</w:t></w:r></w:rubyBase></w:ruby>"
    body = tbl(tr(tc(f"<w:p><w:r>{ruby}</w:r></w:p>")))
    assert blocks(body) == [["绩"]]
    assert unread(body) == [("jì", Why.NOTE)]


def test_headers_and_footers_are_unread_and_once_when_several_say_the_same() -> None:
    number = "<w:p><w:r><w:t>第 </w:t></w:r><w:r><w:t>3</w:t></w:r><w:r><w:t> 页 共 9 页</w:t></w:r></w:p>"
    parts = {
        "header1": f"hdr {p('某局二〇二四年预算')}",
        "footer1": f"ftr {number}",
        "header2": f"hdr {p('')}{p('某局二〇二四年预算')}",
    }
    assert unread(ANY_TABLE, parts) == [
        ("某局二〇二四年预算", Why.RUNNING_HEAD),
        ("第 3 页 共 9 页", Why.PAGE_NUMBER),
    ]


def box(inner: str) -> str:
    """A text box as Word stores it: twice, for programs of two ages."""
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    old = f"<w:pict><v:textbox>{content}</v:textbox></w:pict>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{content}</w:drawing></mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_comes_once_as_paragraphs_below_the_one_it_hangs_on() -> None:
    inner = p("框一") + p("框二")
    assert blocks(f"<w:p>{box(inner)}<w:r><w:t>段落</w:t></w:r></w:p>" + ANY_TABLE) == [
        "段落",
        "框一",
        "框二",
        ["甲"],
    ]


def test_a_table_in_a_text_box_is_a_table() -> None:
    assert blocks(f"<w:p>{box(tbl(tr(tc('甲'), tc('乙'))) + p(''))}</w:p>") == [["甲", "乙"]]


def test_a_text_box_in_a_cell_goes_on_below_the_text_of_the_cell() -> None:
    assert cell(f"<w:p>{box(p('框') + p('二'))}<w:r><w:t>格</w:t></w:r></w:p>") == "格\n框\n二"


def test_word_art_is_text() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="绩效目标"/></v:shape></w:pict></w:r>'
    assert blocks(f"<w:p>{art}</w:p>" + ANY_TABLE) == ["绩效目标", ["甲"]]


def test_the_document_says_what_it_was_read_from() -> None:
    read = document(word(ANY_TABLE))
    assert (read.name, read.data_format, read.encoding) == ("x.docx", "docx", None)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "no text"),
        (p(""), "no text"),
        (p("一段文字。"), "no table"),
        ("<w:altChunk/>" + ANY_TABLE, "embedded file"),
        (tbl(tr(tc("甲", '<w:gridSpan w:val="2000000000"/>'))), "columns"),
        (tbl(tr(tc("甲"), properties='<w:gridBefore w:val="99999999999999"/>')), "columns"),
        (tbl(tr(tc("", '<w:gridSpan w:val="999"/>')) * 600), "cells"),
        (tbl(tr(tc("", '<w:gridSpan w:val="999"/>')) + "<w:tr><w:tc/></w:tr>" * 600), "cells"),
    ],
)
def test_a_file_without_a_table_or_with_an_impossible_one_is_refused(body: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        document(word(body))


def test_an_archive_that_names_no_text_is_refused() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(InputError, match="no Word file"):
        document(stream.getvalue())


def test_elements_nested_as_deep_as_xml_may_be_are_read() -> None:
    deep = "<w:sdt>" * 230 + "<w:r><w:t>深</w:t></w:r>" + "</w:sdt>" * 230
    assert cell(f"<w:p>{deep}</w:p>") == "深"
    nested = ANY_TABLE
    for _ in range(70):
        nested = tbl(tr(tc(nested)))
    assert blocks(nested)[-1] == ["甲"]


def test_a_word_file_is_recognised_by_its_content_whole_or_cut_off() -> None:
    reader, data = DocxReader(), word(ANY_TABLE)
    assert reader.recognises(Source("", data))
    assert reader.recognises(Source("", data[: len(data) // 2]))
    assert not reader.recognises(Source("x.docx", b"text"))


def test_a_form_that_a_library_wrote_becomes_a_project() -> None:
    file = docx.Document()
    file.add_heading("1.村级道路照明项目绩效目标表")
    file.add_paragraph("单位：万元")
    table = file.add_table(rows=5, cols=5)
    texts = [
        ["项目名称", "村级道路照明项目", "", "", ""],
        ["绩效目标", "建成路灯\n三百盏", "", "", ""],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值"],
        ["产出指标", "数量指标", "路灯数量", "安装路灯的数量", "≥300盏"],
        ["", "质量指标", "验收合格率", "合格路灯的比例", "≥98%"],
    ]
    for row, cells in zip(table.rows, texts, strict=True):
        for at, text in zip(row.cells, cells, strict=True):
            at.text = text
    for row in range(2):
        table.cell(row, 1).merge(table.cell(row, 4))
    table.cell(3, 0).merge(table.cell(4, 0))
    stream = BytesIO()
    file.save(stream)
    [project] = parse_document(document(stream.getvalue()), Forms.build()).projects
    assert (project.project_name, project.goals_text) == ("村级道路照明项目", "建成路灯\n三百盏")
    assert [(row.level1, row.level2, row.value.text) for row in project.indicators] == [
        ("产出指标", "数量指标", "≥300盏"),
        ("产出指标", "质量指标", "≥98%"),
    ]
    assert [row.place for row in project.indicators] == [
        Place(table=1, row=4, column=5),
        Place(table=1, row=5, column=5),
    ]
