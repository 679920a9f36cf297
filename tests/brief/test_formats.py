"""The three files: what they are made of, read back with other libraries."""

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from lxml import etree
from markdown_it import MarkdownIt

from briefed import all_results, blocks, changed, result, results, text_of
from structurer.models.result import Result
from structurer.write import REPORTS, write_reports
from structurer.write.brief import RENDERERS, Wish, compose, figures_of, to_docx, to_html, to_markdown
from structurer.write.brief import docx as docx_module
from structurer.write.brief import html as html_module
from structurer.write.brief.model import Briefing, Chart
from structurer.write.brief.model import Table as TableBlock

SOME = ["clinics_word.txt", "schools_pdf.txt", "training_word.txt"]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def briefing(lang: str = "zh") -> Briefing:
    return compose(results(*SOME), Wish(lang, projects=True))  # type: ignore[arg-type]


@cache
def word(lang: str = "zh") -> bytes:
    return to_docx(briefing(lang))


def body(data: bytes) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))


class Page(HTMLParser):
    """What a page holds: its text, its tags, where it links to, what it can be linked at."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.mark.parametrize("suffix", RENDERERS)
def test_the_same_results_give_the_same_bytes(suffix: str) -> None:
    first, second = (RENDERERS[suffix](compose(results(*SOME))) for _ in range(2))
    assert first == second


def test_the_word_file_says_nothing_of_when_it_was_made() -> None:
    file = ZipFile(BytesIO(word()))
    assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = Document(BytesIO(word())).core_properties
    assert about.title == "项目支出绩效目标简报"
    assert about.created == about.modified
    assert about.created is not None
    assert about.created.year == 1980


def test_the_page_is_a4_and_no_table_is_wider_than_its_text() -> None:
    document = Document(BytesIO(word()))
    section = document.sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    width = section.page_width - (section.left_margin or 0) - (section.right_margin or 0)
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= width


def test_each_table_has_a_style_and_a_head_that_is_repeated() -> None:
    tables = list(body(word()).iter(f"{WORD}tbl"))
    assert len(tables) > 10
    for table in tables:
        assert table.find(f"{WORD}tblPr/{WORD}tblStyle").get(f"{WORD}val") == "BriefTable"  # type: ignore[union-attr]
        first, *others = table.findall(f"{WORD}tr")
        assert first.find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert all(row.find(f"{WORD}trPr/{WORD}tblHeader") is None for row in others)


def test_headings_are_headings_and_chinese_has_its_fonts() -> None:
    document = Document(BytesIO(word()))
    heads = [one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"]
    assert heads[:3] == ["一、要点", "二、钱用来做什么", "三、多少钱"]
    for name, font in (("Normal", "宋体"), ("Heading 1", "黑体"), ("Title", "黑体")):
        fonts = document.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert not [key for key in fonts.attrib if "Theme" in str(key)]


def test_no_paragraph_is_empty() -> None:
    for one in blocks(word()):
        if not isinstance(one, Table):
            has_picture = bool(one._element.findall(f".//{qn('w:drawing')}"))  # noqa: SLF001
            assert has_picture or text_of(one).strip()


def test_pages_are_numbered() -> None:
    foot = ZipFile(BytesIO(word("en"))).read("word/footer1.xml").decode()
    assert re.findall(r'w:instr=" (\w+) "', foot) == ["PAGE", "NUMPAGES"]


def test_every_picture_says_what_it_shows() -> None:
    pictures = [one for one in body(word()).iter() if etree.QName(one).localname == "docPr"]
    assert len(pictures) == 2
    for one in pictures:
        assert one.get("descr", "").startswith("条形图：")
    assert "青河市教育局 1,373.50" in (pictures[0].get("descr") or "")


def test_each_figure_of_the_text_leads_to_its_row_in_the_appendix() -> None:
    tree = body(word())
    marks = [one.get(f"{WORD}name") for one in tree.iter(f"{WORD}bookmarkStart")]
    links = {one.get(f"{WORD}anchor") for one in tree.iter(f"{WORD}hyperlink")}
    assert len(marks) == len(set(marks)) == len(figures_of(briefing()))
    assert links <= set(marks)
    assert len(links) > 50


def test_a_link_shows_the_value_of_the_row_it_leads_to() -> None:
    tree = body(word())
    rows = {
        mark.get(f"{WORD}name"): next(mark.iterancestors(f"{WORD}tr"))
        for mark in tree.iter(f"{WORD}bookmarkStart")
    }
    for link in tree.iter(f"{WORD}hyperlink"):
        shown = "".join(one.text or "" for one in link.iter(f"{WORD}t"))
        value = rows[link.get(f"{WORD}anchor")].findall(f"{WORD}tc")[2]
        assert shown in "".join(one.text or "" for one in value.iter(f"{WORD}t"))


def test_the_page_loads_and_runs_nothing() -> None:
    page = Page(to_html(briefing()))
    [policy] = [one["content"] or "" for one in page.all("meta") if one.get("http-equiv")]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    style = re.search(r"<style>(.*?)</style>", to_html(briefing()).decode(), re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy
    assert not page.all("script")
    assert not [one for _, one in page.tags if "style" in one or any(name.startswith("on") for name in one)]
    assert all(
        (one["src"] or "").startswith("data:image/png;base64,") and one["alt"] for one in page.all("img")
    )


def test_links_of_the_page_lead_to_rows_of_the_appendix() -> None:
    page = Page(to_html(briefing()))
    rows = [one["id"] for one in page.all("tr") if "id" in one]
    assert len(rows) == len(set(rows)) == len(figures_of(briefing()))
    assert {(one["href"] or "").removeprefix("#") for one in page.all("a")} <= set(rows)


def test_the_page_and_the_word_file_say_the_same() -> None:
    def words(text: str) -> str:
        return re.sub(r"\s", "", text)

    told = "".join(map(text_of, blocks(word())))
    page = Page(to_html(briefing())).texts
    start = page.index("项目支出绩效目标简报", page.index("项目支出绩效目标简报") + 1)
    assert words("".join(page[start:])) == words(told)


def test_markdown_holds_headings_tables_and_bars() -> None:
    text = to_markdown(briefing()).decode()
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    heads = [tokens[place + 1].content for place, one in enumerate(tokens) if one.type == "heading_open"]
    assert heads[:2] == ["项目支出绩效目标简报", "一、要点"]
    tables = sum(one.type == "table_open" for one in tokens)
    assert tables == len(Document(BytesIO(word())).tables) + 2  # the two charts are tables of bars
    assert "████" in text


def test_every_row_of_a_markdown_table_has_all_its_cells() -> None:
    lines = to_markdown(briefing()).decode().splitlines()
    for before, line in pairwise(lines):
        if before.startswith("| ") and line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", before)) == len(re.findall(r"(?<!\\)\|", line))


def test_without_a_chinese_font_the_chart_is_left_out_and_the_reader_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (docx_module, html_module):
        monkeypatch.setattr(module, "chart_png", lambda _chart, _lang: None)
    data = to_docx(briefing())
    text = "".join(map(text_of, blocks(data)))
    assert "图“各部门预算”未画出：本机没有中文字体。" in text
    assert "fonts-noto-cjk" in text
    assert not list(body(data).iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"))
    page = to_html(briefing()).decode()
    assert "fonts-noto-cjk" in page
    assert "<img" not in page


def test_english_words_are_english_and_printed_names_stay() -> None:
    text = "\n".join(map(text_of, blocks(word("en"))))
    assert "7 projects with a total budget of CNY 17.737 million." in text
    assert "义务教育学校食堂改造项目" in text
    page = compose([result("roads_pdf.txt")], Wish("en"))
    assert "Amounts are in CNY million" in to_markdown(page).decode()


def test_a_single_thing_is_said_in_the_singular() -> None:
    one = changed(result("water_pdf_bom.txt"))
    first = one.submission.projects[0]
    single = Result(one.name, one.submission.model_copy(update={"projects": (first,), "findings": ()}))
    text = to_markdown(compose([single], Wish("en"))).decode()
    assert re.search(r"\[1 project\]\(#f\d+\) with a total budget", text)


def test_a_run_writes_the_briefing_in_the_language_of_its_summaries(tmp_path: Path) -> None:
    given = results(*SOME)
    assert {path.name for path in write_reports(given, tmp_path, ["docx", "md"])} == {
        "briefing.docx",
        "briefing.md",
    }
    assert (tmp_path / "briefing.md").read_text("utf-8").startswith("# 项目支出绩效目标简报")
    summary = given[0].submission.projects[0].summary
    assert summary
    english = changed(given[0], summary=summary.model_copy(update={"lang": "en"}))
    assert REPORTS["md"]([english])["briefing.md"].startswith(b"# Briefing on")


def rows_in(one: Briefing) -> int:
    every = (block for section in one.sections for block in section.blocks)
    return sum(len(block.rows) for block in every if isinstance(block, TableBlock))


def test_a_hundred_submissions_stay_readable() -> None:
    many = [Result(f"{number}-{one.name}", one.submission) for number in range(3) for one in all_results()]
    long, short = compose(many), compose(all_results())
    assert rows_in(long) <= rows_in(short) + 5
    charts = [block for one in long.sections for block in one.blocks if isinstance(block, Chart)]
    assert max(len(one.bars) for one in charts) <= 24
