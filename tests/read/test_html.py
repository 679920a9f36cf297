"""Pages as a browser shows them: tables, text, what is hidden; office dialects, encodings, bad pages."""

import codecs
import time

import pytest
from lxml import etree

from structurer import InputError
from structurer.models import Document, Paragraph, Row, Why
from structurer.read import Source
from structurer.read.web.html import HtmlReader


def document(page: str | bytes) -> Document:
    return HtmlReader().read(source(page))


def source(page: str | bytes) -> Source:
    return Source("x.html", page.encode() if isinstance(page, str) else page)


def blocks(page: str | bytes) -> list[list[str] | str]:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in document(page).blocks
    ]


def cell(content: str) -> str:
    """The text of a cell with `content`."""
    (row,) = blocks(f"<table><tr><td>{content}</td></tr></table>")
    assert len(row) == 1
    return row[0]


def places(page: str) -> list[tuple[str, int | None, int | None, int | None, int | None]]:
    rows = [block for block in document(page).blocks if isinstance(block, Row)]
    return [
        (one.text, one.line, one.place.table, one.place.row, one.column)
        for row in rows
        for one in row.cells
        if one.text
    ]


class TestTables:
    def test_merged_cells_stand_in_the_first_cell_they_cover(self) -> None:
        assert blocks(
            "<table><tr><th rowspan=2>资金<th>预算数<td colspan=2>30.00</tr>"
            "<tr><td colspan='3'>修路</tr><tr><td>甲<td>乙<td>丙<td>丁</tr></table>"
        ) == [["资金", "预算数", "30.00", ""], ["", "修路", "", ""], ["甲", "乙", "丙", "丁"]]

    def test_the_grid_is_no_wider_than_the_cells_that_begin_in_it(self) -> None:
        assert blocks(
            "<table><tr><td colspan=10000000>标题<tr><td rowspan=99999999999999999999>甲<td>乙<tr><td>丙</table>"
        ) == [["标题", ""], ["甲", "乙"], ["", "丙"]]

    @pytest.mark.parametrize("span", ["0", "", "x", "-3", "1.9", "+1", " 1 "])
    def test_a_span_that_says_nothing_is_one_column(self, span: str) -> None:
        assert blocks(f"<table><tr><td colspan='{span}'>甲<td>乙<tr><td>丙<td>丁</table>") == [
            ["甲", "乙"],
            ["丙", "丁"],
        ]

    def test_a_rowspan_of_zero_goes_to_the_end_of_its_group(self) -> None:
        assert blocks("<table><tbody><tr><td rowspan=0>甲<td>1<tr><td>2<tbody><tr><td>乙<td>3</table>") == [
            ["甲", "1"],
            ["", "2"],
            ["乙", "3"],
        ]

    def test_a_span_ends_with_its_group(self) -> None:
        assert blocks("<table><thead><tr><td rowspan=5>甲<td>乙<tbody><tr><td>1<td>2</table>") == [
            ["甲", "乙"],
            ["1", "2"],
        ]

    def test_head_and_foot_stand_where_they_are_printed(self) -> None:
        assert blocks(
            "<table><tfoot><tr><td>尾</tfoot><tr><td>1</tr><thead><tr><td>头</thead><tbody><tr><td>2</tbody>"
            "<thead><tr><td>再</thead></table>"
        ) == [["头"], ["1"], ["2"], ["再"], ["尾"]]

    def test_rows_are_padded_to_the_width_of_their_table(self) -> None:
        assert blocks("<table><tr><td>甲<tr><tr><td>乙<td>丙</table>") == [["甲", ""], ["", ""], ["乙", "丙"]]

    def test_tags_may_be_left_out_or_nested_wrongly(self) -> None:
        assert blocks("<table><td>甲<td><font>乙<td>丙</font><tr><th><b>丁</table>") == [
            ["甲", "乙", "丙"],
            ["丁", "", ""],
        ]

    def test_a_caption_and_text_between_cells_stand_above_the_table(self) -> None:
        assert blocks("<table><caption>标题</caption>游离<tr><td>甲</table>后") == [
            "标题",
            "游离",
            ["甲"],
            "后",
        ]

    def test_a_table_in_a_cell_follows_the_row_of_that_cell(self) -> None:
        page = "<table><tr><td>标签<td>前<table><tr><td>内</table>后<tr><td>下<td>行</table>"
        assert blocks(page) == [["标签", "前\n后"], ["内"], ["下", "行"]]
        assert places(page) == [
            ("标签", 1, 1, 1, 1),
            ("前\n后", 1, 1, 1, 2),
            ("内", 1, 2, 1, 1),
            ("下", 1, 1, 2, 1),
            ("行", 1, 1, 2, 2),
        ]

    def test_a_table_that_lays_out_the_page_is_text_and_tables(self) -> None:
        assert blocks(
            "<table><tr><td> </td><td><h2>1.修路绩效目标表</h2><p>单位：万元</p><table><tr><td>甲<td>乙</table>"
            "<h2>2.路灯绩效目标表</h2><table><tr><td>丙</table></td></tr><tr><td>页脚<td></table>"
        ) == ["1.修路绩效目标表", "单位：万元", ["甲", "乙"], "2.路灯绩效目标表", ["丙"], ["页脚", ""]]

    def test_places_count_tables_rows_and_grid_columns_and_name_the_line(self) -> None:
        page = (
            "<table>\n<tr><td rowspan=2>甲</td>\n<td\n width=1>\n乙</td></tr><tr>\n\n<td>丙</table>\n<p>\n丁"
        )
        page += "<table><tr><td>戊</table>"
        assert places(page) == [
            ("甲", 2, 1, 1, 1),
            ("乙", 4, 1, 1, 2),
            ("丙", 7, 1, 2, 2),
            ("戊", 9, 2, 1, 1),
        ]

    def test_a_paragraph_names_the_line_of_its_first_character(self) -> None:
        read = document("<body>\n<p>\n\n甲&ge;\n乙</p>\n丙\n<h1\nid=a>丁")
        lines = [(one.text, one.place.line) for one in read.blocks if isinstance(one, Paragraph)]
        assert lines == [("甲≥ 乙", 4), ("丙", 6), ("丁", 8)]

    def test_a_page_without_tables_is_left_to_the_parser(self) -> None:
        assert blocks("<html><body><p>没有表格</p></body></html>") == ["没有表格"]


class TestText:
    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("甲<br>乙<BR/>丙", "甲\n乙\n丙"),
            ("甲<p>乙</p>丙<div><div>丁</div></div>", "甲\n乙\n丙\n丁"),
            ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
            ("甲 <br> 乙<br>", "甲\n乙"),
            ("甲<br><br>乙", "甲\n\n乙"),
            ("<span style='display: block'>甲</span><span>乙</span>", "甲\n乙"),
            ("\n  甲\t\n  乙 <b> 丙</b>\n", "甲 乙 丙"),
            ("甲<b>乙</b><font>丙</font><o:p></o:p>", "甲乙丙"),
            ("甲&nbsp;&nbsp;　乙", "甲\xa0\xa0　乙"),
            ("<pre>\n 甲\n\t乙\n</pre>", " 甲\n\t乙"),
            ("<p style='white-space:pre-wrap'>甲  乙</p>", "甲  乙"),
            ("&ge;95%&#65292;&#x4E2D;&lt;b&gt;&amp;&quot;&copy;", '≥95%，中<b>&"©'),
            ("≥95%<sup>2</sup><!-- 注 --><wbr>甲", "≥95%2甲"),
            ("<a href='x'>甲</a>", "甲"),
            ("<input value='甲'><input type=hidden value='乙'><textarea>丙</textarea>", "甲\n丙"),
            ("&nbsp;", "\xa0"),
            ("<br>", ""),
        ],
    )
    def test_text_is_as_a_browser_shows_it(self, content: str, text: str) -> None:
        assert cell(content) == text

    def test_every_block_outside_tables_is_a_paragraph(self) -> None:
        assert blocks("<h1>一</h1>二<p>三<br>四</p><hr><p>&nbsp;</p><ol><li>五</ol>") == [
            "一",
            "二",
            "三\n四",
            "五",
        ]

    def test_scripts_and_styles_are_not_read(self) -> None:
        page = "<style>td{}</style><script>var a = '<td>甲</td>'</script><p>乙</p><xml><w:a>丙</w:a></xml>"
        assert blocks(page) == ["乙"]
        assert document(page).unread == ()


class TestUnread:
    @pytest.mark.parametrize(
        "hidden",
        [
            "<p style='color:red; DISPLAY : none'>密 文</p>",
            "<div hidden>密 <b>文</b><script>1</script></div>",
            "<span style='mso-hide:all'>密\n文</span>",
            "<template><p>密 文</p></template>",
            "<noscript>密 文</noscript>",
            "<table style='display:none'><tr><td>密 文</table>",
        ],
    )
    def test_what_the_page_hides_is_kept_as_unread(self, hidden: str) -> None:
        page = f"<p>甲</p>\n{hidden}<p>乙</p>"
        assert blocks(page) == ["甲", "乙"]
        (one,) = document(page).unread
        assert (one.text, one.why, one.place.line) == ("密 文", Why.HIDDEN, 2 + hidden.count("\n"))

    def test_a_hidden_row_or_cell_takes_no_place(self) -> None:
        page = "<table><tr style='display:none'><td>密<tr><td>甲<td hidden>文<td>乙</table>"
        assert blocks(page) == [["甲", "乙"]]
        assert [one.text for one in document(page).unread] == ["密", "文"]

    def test_the_title_of_the_window_is_not_on_the_page(self) -> None:
        read = document("<html><head><title>窗口</title></head><body>甲</body></html>")
        assert [(one.text, one.why) for one in read.unread] == [("窗口", Why.HIDDEN)]

    def test_lines_of_links_to_other_pages_are_no_text_of_the_document(self) -> None:
        page = "<div><a href='/'>首页</a> &gt; <a href='/a'>信息公开</a> &gt; 预决算</div><h2><a href='/b'>标题</a></h2>"
        page += "<p><a href='#a'>目录一项</a></p><p>详见<a href='/c'>通知</a>，请各单位按时填报。</p>"
        assert blocks(page) == ["标题", "目录一项", "详见通知，请各单位按时填报。"]
        assert [(one.text, one.why) for one in document(page).unread] == [
            ("首页 > 信息公开 > 预决算", Why.NAVIGATION)
        ]


class TestOffice:
    def test_word_hides_its_settings_in_comments_and_prints_what_it_reveals(self) -> None:
        assert blocks(
            "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><!--[if gte mso 9]><xml><o:p>设置</o:p>"
            "</xml><![endif]--><style><!-- p.MsoNormal {mso-style-parent:''} --></style></head><body>"
            "<p class=MsoNormal><b><span lang=EN-US>1.</span>修路绩效目标表<o:p></o:p></b></p>"
            "<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>"
            "<table class=MsoTableGrid><tr style='mso-yfti-irow:0'><td width=50 style='mso-border-alt:solid'>"
            "<p class=MsoNormal>项目\n  名称<o:p></o:p></p></td><td><p class=MsoNormal><span lang=EN-US>2025</span>年"
            "<span style='mso-spacerun:yes'>&nbsp; </span>修路<o:p></o:p></p><p><o:p>&nbsp;</o:p></p></td></tr>"
            "<![if !supportMisalignedColumns]><tr height=0><td width=50 style='border:none'></td></tr><![endif]>"
            "</table></body></html>"
        ) == ["1.修路绩效目标表", ["项目 名称", "2025年\xa0 修路\n\xa0"], ["", ""]]

    def test_excel_hides_columns_it_does_not_show(self) -> None:
        assert blocks(
            "<table><col width=64><tr><td class=xl65 style='mso-ignore:colspan' colspan=2>甲<td style='display:none'>"
            "乙<td>丙<br style='mso-data-placement:same-cell'>丁</tr></table>"
        ) == [["甲", "", "丙\n丁"]]

    def test_libreoffice_wraps_lines_and_closes_empty_tags(self) -> None:
        assert blocks(
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN">'
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="x"/></head><body><center><table><col '
            'width="61"/>\n<tr><td height="15"><p class="western"><font face="宋体"><font size="2">其中：财政\n'
            "\t\t资金</font></font></p>\n\t</td><td/></tr></table></center><p><br/><br/>\n</p></body></html>"
        ) == [["其中：财政 资金", ""]]


PAGE = (
    "<html><head><meta http-equiv='Content-Type' content='text/html; charset={}'></head><body>"
    "<table><tr><td>项目名称</td><td>修缮乡道，惠及群众</td></tr></table></body></html>"
)
ROWS = [["项目名称", "修缮乡道，惠及群众"]]


class TestEncodings:
    @pytest.mark.parametrize("declared", ["utf-8", "gb2312", "utf-16", "no-such"])
    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
    )
    def test_the_bytes_are_believed_before_the_declaration(self, declared: str, encoding: str) -> None:
        data = PAGE.format(declared).encode(encoding)
        assert HtmlReader().recognises(source(data))
        assert blocks(data) == ROWS

    def test_a_declaration_tells_what_the_bytes_do_not(self) -> None:
        assert blocks("<meta charset=big5><p>績效目標</p>".encode("big5")) == ["績效目標"]
        page = b"<meta charset=windows-1252><p>&#32489;&#25928;\xa0\x9650</p>"
        assert blocks(page) == ["绩效\xa0\u201350"]
        assert document(page).encoding == "cp1252"

    def test_an_entity_of_the_page_reads_no_file(self) -> None:
        page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "甲甲">]><p>[&x;&y;]</p>'
        assert "&x;&y;" in "".join(map(str, blocks(page)))


class TestBadPages:
    @pytest.mark.parametrize("data", [b"", b" \n", codecs.BOM_UTF8, b"<html></html>", b"<!-- a --><p> </p>"])
    def test_an_empty_page_is_refused(self, data: bytes) -> None:
        with pytest.raises(InputError, match="empty"):
            document(data)

    @pytest.mark.parametrize(
        ("page", "cut"),
        [
            ("<table><tr><td>甲<td>乙", True),
            ("<table><tr><td>甲</td></tr></table>", False),
            ("<table><tr><td>甲</td></tr>", False),
            ("<table><tr><td>甲<td><p>乙</p", True),
        ],
    )
    def test_a_page_that_stops_inside_a_cell_is_said_to(self, page: str, cut: bool) -> None:  # noqa: FBT001
        assert document(page).open_ended is cut

    def test_binary_data_is_refused(self) -> None:
        with pytest.raises(InputError, match="PDF"):
            document(b"%PDF-1.7")

    def test_a_page_of_any_size_is_refused(self) -> None:
        with pytest.raises(InputError, match="larger than 32 MB"):
            document(bytes(33 * 1024 * 1024))

    @pytest.mark.parametrize(
        ("page", "said"),
        [
            ("<table>" + "<tr><td>" + "<table><tr><td>" * 60, "inside each other"),
            ("<table><tr>" + "<td colspan=1000>甲" * 6, "columns"),
            ("<table>" + "<tr><td colspan=1000><td>甲" * 1_000, "cells"),
            (("<table><tr><td colspan=999><td>甲" + "<tr>" * 500 + "</table>") * 3, "cells"),
        ],
    )
    def test_a_page_that_would_grow_without_end_is_refused(self, page: str, said: str) -> None:
        with pytest.raises(InputError, match=said):
            document(page)

    def test_tags_without_end_are_refused_in_a_second(self) -> None:
        start = time.perf_counter()
        with pytest.raises(InputError, match="tags"):
            document("<p>" + "甲<br>" * 501_000)
        assert time.perf_counter() - start < 5

    def test_deep_nesting_is_no_harm(self) -> None:
        assert blocks("<div>" * 20_000 + "甲") == ["甲"]


class TestRecognition:
    @pytest.mark.parametrize(
        "page",
        [
            "<!DOCTYPE html><html>",
            "\n<!-- x -->\n<HTML>",
            "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'>",
            "<meta charset=gb2312><table>",
            "<table border=1>",
            "<div class=a>\n<p>甲</p><table><tr>",
        ],
    )
    def test_a_page_is_recognised_by_its_first_tags(self, page: str) -> None:
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
            assert HtmlReader().recognises(source(page.encode(encoding)))

    @pytest.mark.parametrize(
        "text",
        [
            "项目名称\t<table>",
            "<p>1. 甲</p>\n\t项目名称\n",
            '<?xml version="1.0"?><Workbook><Table><Row>',
            '<?xml version="1.0"?><office:document xmlns:table="x"><table:table>',
            "PK\x03\x04",
            "",
        ],
    )
    def test_other_formats_are_not_recognised(self, text: str) -> None:
        assert not HtmlReader().recognises(source(text))


def test_a_page_that_a_library_writes_is_read_back() -> None:
    rows = [["一级指标", "指标值"], ["产出指标", "≥95%"], ["", "<3 & >1"]]
    page = etree.Element("html")
    etree.SubElement(page, "h1").text = "绩效目标表"
    table = etree.SubElement(page, "table")
    for row in rows:
        line = etree.SubElement(table, "tr")
        for text in row:
            etree.SubElement(line, "td").text = text
    for encoding in ("utf-8", "gb18030", "us-ascii"):
        assert blocks(etree.tostring(page, method="html", encoding=encoding)) == ["绩效目标表", *rows]
