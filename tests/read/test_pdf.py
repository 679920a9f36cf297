"""PDF files, drawn line by line with reportlab, and read back."""

import io
import zlib
from collections import Counter
from collections.abc import Callable, Sequence

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from structurer import InputError
from structurer.models import Document, Paragraph, Row, Why
from structurer.read import Source
from structurer.read.pdf import PdfReader

FONT = "STSong-Light"
SIZE = 10.0
PITCH = 14.0  # from line to line
WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP = 50.0, 70.0  # of the text, from the upper left corner
COLUMNS = (50.0, 106.0, 182.0, 302.0, 442.0, 540.0)
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Drawing = Callable[[Canvas], None]
Printed = list[list[str] | str]


def pdf(
    *pages: Drawing, size: tuple[float, float] = (WIDTH, HEIGHT), lock: StandardEncryption | None = None
) -> bytes:
    """A file with one page for each drawing."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, encrypt=lock)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def write(canvas: Canvas, x: float, down: float, text: str) -> None:
    """Write `text` with its base line `down` points from the upper edge of the page."""
    canvas.setFont(FONT, SIZE)
    canvas.drawString(x, HEIGHT - down, text)


def grid(
    canvas: Canvas, rows: Sequence[Sequence[str]], *, top: float = TOP, columns: Sequence[float] = COLUMNS
) -> float:
    """Draw a ruled table, a cell as high as its row's most lines; return where it ends.

    `<` in a cell merges it with the one on its left, `^` with the one above.
    """
    downs = [top]
    for row in rows:
        downs.append(downs[-1] + 7 + PITCH * max(1, *(text.count("\n") + 1 for text in row)))
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text != "^":
                canvas.line(columns[j], HEIGHT - downs[i], columns[j + 1], HEIGHT - downs[i])
            if text != "<":
                canvas.line(columns[j], HEIGHT - downs[i], columns[j], HEIGHT - downs[i + 1])
            for k, line in enumerate(text.split("\n")):
                if line not in "<^":
                    write(canvas, columns[j] + 4, downs[i] + 13 + k * PITCH, line)
    canvas.line(columns[0], HEIGHT - downs[-1], columns[-1], HEIGHT - downs[-1])
    canvas.line(columns[-1], HEIGHT - top, columns[-1], HEIGHT - downs[-1])
    return downs[-1]


def table(*rows: Sequence[str], top: float = TOP, columns: Sequence[float] = COLUMNS) -> Drawing:
    """A page with one table."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, rows, top=top, columns=columns)

    return draw


def together(*drawings: Drawing) -> Drawing:
    """All of them on one page."""

    def draw(canvas: Canvas) -> None:
        for one in drawings:
            one(canvas)

    return draw


def line(text: str, down: float, x: float = LEFT) -> Drawing:
    """One line of text."""
    return lambda canvas: write(canvas, x, down, text)


def document(data: bytes) -> Document:
    return PdfReader().read(Source("x.pdf", data))


def blocks(data: bytes) -> Printed:
    """Rows as lists of cells, paragraphs as text."""
    return [
        [cell.text for cell in block.cells] if isinstance(block, Row) else block.text
        for block in document(data).blocks
    ]


def unread(data: bytes) -> list[tuple[int | None, str, Why]]:
    return [(one.place.page, one.text, one.why) for one in document(data).unread]


TWO = (50.0, 250.0, 540.0)
HEAD = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
FIRST = ("产出指标", "数量指标", "栽种行道树", "全年栽种行道树数量", "≥300棵")
SECOND = ("^", "质量指标", "行道树成活率", "次年春季检查成活", "≥95%")


# Tables


def test_a_merged_cell_keeps_its_text_in_its_first_place() -> None:
    assert blocks(pdf(table(("项目名称", "护岸林", "<", "<", "<"), HEAD, FIRST, SECOND))) == [
        ["项目名称", "护岸林", "", "", ""],
        list(HEAD),
        list(FIRST),
        ["", *SECOND[1:]],
    ]


def test_lines_of_a_cell_are_kept_from_top_to_bottom() -> None:
    assert blocks(pdf(table(("甲", "第一行\n第二行\n第三行"), columns=TWO))) == [
        ["甲", "第一行\n第二行\n第三行"]
    ]


def test_places_name_page_table_row_and_column_of_the_grid() -> None:
    two = together(table(("甲", "乙"), ("丙", "丁"), columns=TWO), table(("戊", "己"), top=300, columns=TWO))
    read = document(pdf(line("封面", 200), two))
    places = [cell.place for block in read.blocks if isinstance(block, Row) for cell in block.cells]
    assert [(p.page, p.table, p.row, p.column, p.line) for p in places] == [
        (2, 1, 1, 1, None),
        (2, 1, 1, 2, None),
        (2, 1, 2, 1, None),
        (2, 1, 2, 2, None),
        (2, 2, 1, 1, None),
        (2, 2, 1, 2, None),
    ]


def test_a_paragraph_between_tables_stands_between_them() -> None:
    page = together(
        line("第一张表", 60),
        table(("甲", "乙"), columns=TWO),
        line("中间一段话，", 120),
        line("换了一行。", 134),
        line("下一段。", 190),
        table(("丙", "丁"), top=200, columns=TWO),
    )
    assert blocks(pdf(page)) == [
        "第一张表",
        ["甲", "乙"],
        "中间一段话，\n换了一行。",
        "下一段。",
        ["丙", "丁"],
    ]
    paragraph = next(iter(document(pdf(page)).blocks))
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place.page == 1


def test_a_heading_that_the_layout_breaks_is_one_line_again() -> None:
    full = "关于沿河两岸防护林补植与日常管护以及病虫害防治的综合性年度项目支出绩"  # as wide as the text
    page = together(
        line(full, 50),
        line("效目标表", 64, 250),
        table(("甲", "乙"), columns=(LEFT, 200.0, LEFT + len(full) * SIZE)),
    )
    assert blocks(pdf(page))[0] == full + "效目标表"


def test_what_stands_far_apart_on_one_line_is_set_apart_by_a_space() -> None:
    page = together(
        line("010203绿化管理站", 60), line("单位：万元", 60, 480), table(("甲", "乙"), columns=TWO)
    )
    assert blocks(pdf(page))[0] == "010203绿化管理站 单位：万元"


def test_thin_filled_bars_and_double_lines_are_rulings() -> None:
    def draw(canvas: Canvas) -> None:
        for down in (70, 72, 94, 118, 120):
            canvas.rect(50, HEIGHT - down, 240, 0.5, stroke=0, fill=1)
        for x in (50, 170, 290):
            canvas.rect(x, HEIGHT - 120, 0.5, 50, stroke=0, fill=1)
        for i, text in enumerate("甲乙丙丁"):
            write(canvas, 55 + i % 2 * 120, 87 + i // 2 * 24, text)

    assert blocks(pdf(draw)) == [["甲", "乙"], ["丙", "丁"]]


def test_backgrounds_frames_and_underlines_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(30, 30, 535, 780)
        canvas.setFillGray(0.9)
        canvas.rect(50, HEIGHT - 91, 200, 21, stroke=0, fill=1)
        canvas.setFillGray(0)
        grid(canvas, [("甲", "乙")], columns=TWO)
        canvas.line(54, HEIGHT - 85, 64, HEIGHT - 85)
        canvas.line(50, HEIGHT - 205, 150, HEIGHT - 205)
        write(canvas, 50, 200, "划线")

    assert blocks(pdf(draw)) == [["甲", "乙"], "划线"]


def test_a_table_without_outer_borders_ends_where_its_lines_end() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(50, 676, 290, 676)
        canvas.line(170, 700, 170, 652)
        for i, text in enumerate("甲乙丙丁"):
            write(canvas, 55 + i % 2 * 120, 158 + i // 2 * 24, text)

    assert blocks(pdf(draw)) == [["甲", "乙"], ["丙", "丁"]]


def test_a_table_without_lines_down_comes_as_lines() -> None:
    def draw(canvas: Canvas) -> None:
        for down in (140, 165, 215):
            canvas.line(50, HEIGHT - down, 290, HEIGHT - down)
        for i, text in enumerate("甲乙丙丁"):
            write(canvas, 55 + i % 2 * 120, 158 + i // 2 * 24, text)

    assert blocks(pdf(draw)) == ["甲 乙", "丙 丁"]


def test_no_character_is_lost_where_rulings_are_missing() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 652, 628):
            canvas.line(50, y, 410, y)
        for piece in ((50, 676, 170, 676), (290, 676, 410, 676), (170, 700, 170, 676), (170, 652, 170, 628)):
            canvas.line(*piece)
        canvas.line(290, 700, 290, 628)
        for i, text in enumerate("甲乙丙丁戊己庚辛壬"):
            write(canvas, 55 + i % 3 * 120, 158 + i // 3 * 24, text)

    printed = "".join("".join(block) for block in blocks(pdf(draw)))
    assert Counter(printed.replace(" ", "")) == Counter("甲乙丙丁戊己庚辛壬")


def test_tables_are_the_same_as_pdfplumber_finds_them() -> None:
    data = pdf(
        table(
            ("项目名称", "护岸林", "<", "<", "<"),
            HEAD,
            FIRST,
            SECOND,
            ("满意度", "^", "居民", "走访\n居民", ""),
        )
    )
    with pdfplumber.open(io.BytesIO(data)) as file:
        (expected,) = file.pages[0].extract_tables()
    assert blocks(data) == [[cell or "" for cell in row] for row in expected]


# Page ends


def test_a_table_goes_on_over_a_page_end_with_the_columns_of_both_pages() -> None:
    data = pdf(table(("项目名称", "护岸林", "<", "<", "<"), top=740), table(HEAD, FIRST))
    assert blocks(data) == [["项目名称", "护岸林", "", "", ""], list(HEAD), list(FIRST)]
    rows = [block for block in document(data).blocks if isinstance(block, Row)]
    assert [(row.cells[0].place.page, row.cells[0].place.table, row.cells[0].place.row) for row in rows] == [
        (1, 1, 1),
        (2, 1, 2),
        (2, 1, 3),
    ]


def test_a_text_between_them_parts_two_tables() -> None:
    data = pdf(table(HEAD, top=740), together(line("第二个项目", 60), table(FIRST)))
    assert [block.cells[0].place.table for block in document(data).blocks if isinstance(block, Row)] == [1, 2]


def test_other_sides_part_two_tables() -> None:
    data = pdf(table(("甲", "乙"), top=740, columns=TWO), table(("丙", "丁"), columns=(50.0, 250.0, 400.0)))
    assert [block.cells[0].place.table for block in document(data).blocks if isinstance(block, Row)] == [1, 2]


def test_a_row_that_a_page_end_cuts_is_one_row() -> None:
    upper = ("产出指标", "数量指标", "沿河两岸新栽种行道树", "全年在沿河两岸新栽种行道", "≥300棵")
    data = pdf(table(HEAD, upper, top=700), table(("", "", "", "树的棵数", ""), SECOND))
    assert blocks(data) == [
        list(HEAD),
        [*upper[:3], f"{upper[3]}\n树的棵数", upper[4]],
        ["", *SECOND[1:]],
    ]


def test_a_row_may_be_cut_twice() -> None:
    rows = (("目标", "甲" * 47), ("", "乙" * 47), ("", "丙"))
    data = pdf(*(table(row, columns=(50.0, 106.0, 584.0)) for row in rows))
    assert blocks(data) == [["目标", "\n".join(text for _, text in rows)]]


def test_a_new_row_is_no_rest_of_the_one_above() -> None:
    below = ("", "质量指标", "行道树成活率", "次年春季检查成活", "≥95%")
    assert blocks(pdf(table(HEAD, FIRST, top=700), table(below))) == [list(HEAD), list(FIRST), list(below)]


def test_a_label_over_several_rows_that_a_page_end_cuts_is_one_label() -> None:
    label = "资金规模\n和资金用"

    def upper(canvas: Canvas) -> None:
        grid(canvas, [(label, "预算数", "12.50", "其中：财政\n资金", "12.50")], top=740)

    def lower(canvas: Canvas) -> None:
        grid(canvas, [("途", "栽种行道树。", "<", "<", "<")])

    assert blocks(pdf(upper, lower)) == [
        [f"{label}\n途", "预算数", "12.50", "其中：财政\n资金", "12.50"],
        ["", "栽种行道树。", "", "", ""],
    ]


def test_libreoffice_says_by_the_upper_side_that_a_label_goes_on() -> None:
    """It draws that side half a thickness to the left then; the other columns are rows of their own."""
    rows = [("总计划", "3月底", "6月底"), ("（%）", "", "100%")]
    columns = (50.0, 84.0, 182.0, 302.0)

    def lower(canvas: Canvas) -> None:
        for x in columns:
            canvas.line(x, HEIGHT - TOP, x, HEIGHT - TOP - 20)
        canvas.line(columns[0] - 0.25, HEIGHT - TOP, columns[-1] - 0.25, HEIGHT - TOP)
        canvas.line(columns[0] - 0.25, HEIGHT - TOP - 20, columns[-1] + 0.25, HEIGHT - TOP - 20)
        for x, text in zip(columns, rows[1], strict=False):
            write(canvas, x + 2, TOP + 13, text)

    expected = [["总计划\n（%）", "3月底", "6月底"], ["", "", "100%"]]
    assert blocks(pdf(table(rows[0], top=740, columns=columns), lower)) == expected


def test_an_open_side_says_that_a_cell_goes_on() -> None:
    """Calc leaves the side open, and prints the text of the cell on the page that its middle is on."""

    def draw(canvas: Canvas, rows: Sequence[Sequence[str]], label: str) -> None:
        end = grid(canvas, rows, columns=(106.0, 250.0, 540.0))
        canvas.line(50, HEIGHT - TOP, 50, HEIGHT - end)
        canvas.line(50, HEIGHT - (end if label else TOP), 106, HEIGHT - (end if label else TOP))
        write(canvas, 54, TOP + 30, label)

    upper, lower = [("甲", "5%"), ("乙", "6%")], [("丙", "7%"), ("丁", "8%")]
    assert blocks(pdf(lambda c: draw(c, upper, ""), lambda c: draw(c, lower, "产出指标"))) == [
        ["产出指标", "甲", "5%"],
        ["", "乙", "6%"],
        ["", "丙", "7%"],
        ["", "丁", "8%"],
    ]


def test_a_label_that_fills_its_cell_does_not_take_up_the_next_one() -> None:
    upper = ("项目名称", "护岸林", "<", "<", "<")
    lower = ("资金总额", "12.50", "财政资金", "12.50", "")
    assert blocks(pdf(table(upper, top=740), table(lower))) == [
        ["项目名称", "护岸林", "", "", ""],
        list(lower),
    ]


def test_header_rows_printed_again_are_unread() -> None:
    data = pdf(table(HEAD, FIRST, top=700), table(HEAD, ("效益指标", *SECOND[1:])))
    assert blocks(data) == [list(HEAD), list(FIRST), ["效益指标", *SECOND[1:]]]
    assert unread(data) == [(2, "\t".join(HEAD), Why.RUNNING_HEAD)]


def test_page_numbers_and_running_heads_are_unread_and_do_not_part_a_table() -> None:
    pages = [
        together(line("绿化管理站年度目标", 40), table(row, top=top), line(f"— {number} —", 800, 280))
        for number, (row, top) in enumerate(((HEAD, 740.0), (FIRST, TOP)), 1)
    ]
    assert blocks(pdf(*pages)) == [list(HEAD), list(FIRST)]
    assert unread(pdf(*pages)) == [
        (1, "绿化管理站年度目标", Why.RUNNING_HEAD),
        (1, "— 1 —", Why.PAGE_NUMBER),
        (2, "绿化管理站年度目标", Why.RUNNING_HEAD),
        (2, "— 2 —", Why.PAGE_NUMBER),
    ]


def test_numbered_headings_at_the_top_of_pages_are_no_running_heads() -> None:
    pages = [together(line(f"项目{number}绩效目标表", 50), table(FIRST)) for number in (1, 2, 3)]
    assert blocks(pdf(*pages)) == [
        "项目1绩效目标表",
        list(FIRST),
        "项目2绩效目标表",
        list(FIRST),
        "项目3绩效目标表",
        list(FIRST),
    ]


def test_a_line_on_one_page_is_no_running_head() -> None:
    assert blocks(pdf(together(line("护岸林绩效目标表", 40), table(FIRST))))[0] == "护岸林绩效目标表"


# Pages


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_it_is_turned(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.translate(-50, -600)
        grid(canvas, [FIRST[:2], HEAD[:2]], columns=(50.0, 150.0, 250.0), top=HEIGHT - 600)

    assert blocks(pdf(draw)) == [list(FIRST[:2]), list(HEAD[:2])]


def test_a_text_turned_on_an_upright_page_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        grid(canvas, [FIRST], top=HEIGHT - 500)

    assert blocks(pdf(draw)) == [list(FIRST)]


def test_a_landscape_page_is_read() -> None:
    draw = table(HEAD, FIRST, top=400)
    assert blocks(pdf(draw, size=(HEIGHT, WIDTH))) == [list(HEAD), list(FIRST)]


def test_a_text_that_is_clipped_away_is_not_printed() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [("甲", "乙")], columns=TWO)
        path = canvas.beginPath()
        path.rect(50, 400, 200, 100)
        canvas.clipPath(path, stroke=0, fill=0)
        write(canvas, 60, HEIGHT - 450, "可见")
        write(canvas, 60, HEIGHT - 600, "不可见")

    assert blocks(pdf(draw)) == [["甲", "乙"], "可见"]


def test_what_was_typed_into_a_form_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [("甲", "")], columns=TWO)
        canvas.acroForm.textfield(
            x=260, y=HEIGHT - 88, width=100, height=14, value="typed", fontSize=9, borderWidth=0
        )

    assert blocks(pdf(draw)) == [["甲", "typed"]]


def test_characters_are_kept_as_the_file_has_them() -> None:
    text = "　①㎡⼀％－Ａ"
    assert blocks(pdf(table(("甲", text), columns=TWO))) == [["甲", text]]


def test_a_bold_text_printed_twice_is_read_once() -> None:
    draw = together(table(("甲", "乙"), columns=TWO), line("粗体", 60), line("粗体", 60, LEFT + 0.3))
    assert blocks(pdf(draw))[0] == "粗体"


def test_a_page_that_is_a_picture_is_unread() -> None:
    assert unread(pdf(table(FIRST), scan)) == [(2, "", Why.PICTURE)]


# Files that are refused


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), "white")), 0, 0, WIDTH, HEIGHT)


def file_of(contents: bytes, *, count: int = 1) -> bytes:
    """A file with one page, written by hand."""
    return (
        b"%%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count %d>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>> endobj\n"
        b"4 0 obj <</Length %d/Filter/FlateDecode>> stream\n%s\nendstream endobj\n"
        b"trailer <</Root 1 0 R>>\n%%%%EOF\n" % (count, len(contents), contents)
    )


WHOLE = pdf(table(HEAD, FIRST))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        ("只是一段文字".encode(), "is no PDF file"),
        (WHOLE[: len(WHOLE) // 2], "is cut off"),
        (b"%PDF-1.7\n%%EOF\n", "is damaged"),
        (WHOLE[: len(WHOLE) // 2] + b"%%EOF", "is damaged"),
        (pdf(scan), "is a scan.*OCR"),
        (pdf(lambda _: None), "has no text"),
        (pdf(table(FIRST), lock=StandardEncryption("geheim")), "password"),
        (file_of(zlib.compress(b" " * (17 << 20))), "unpacks to more"),
        (file_of(zlib.compress(b"0 0 m 9 9 l S " * 100_000)), "draws more"),
        (file_of(zlib.compress(b"q Q " * 40_000)[:-40] + b"\xff" * 40), "damaged in the middle"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        document(data)
    assert error.value.hint
    assert "\n" not in str(error.value)


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("structurer.read.pdf.pages._MOST_PAGES", 2)
    with pytest.raises(InputError, match="has 3 pages, more than 2"):
        document(pdf(*[table(FIRST)] * 3))


def test_pages_are_read_the_same_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(*[together(line(f"第{i}个项目", 60), table(FIRST)) for i in range(5)])
    whole = blocks(data)
    monkeypatch.setattr("structurer.read.pdf.pages._AT_ONCE", 2)
    monkeypatch.setattr("structurer.read.pdf.reader._SAMPLE", 1)
    assert blocks(data) == whole


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert blocks(pdf(table(FIRST), lock=StandardEncryption("", "owner"))) == [list(FIRST)]


@pytest.mark.parametrize(
    ("start", "is_pdf"), [(b"%PDF-1.7", True), (b"\n\n%PDF-1.4", True), (b"PK\x03\x04", False)]
)
def test_it_is_told_by_its_first_bytes(start: bytes, is_pdf: bool) -> None:  # noqa: FBT001
    assert PdfReader().recognises(Source("x.docx", start)) is is_pdf


def test_the_document_says_what_it_was_read_from() -> None:
    read = document(WHOLE)
    assert (read.name, read.data_format, read.encoding, read.size) == ("x.pdf", "pdf", None, len(WHOLE))
