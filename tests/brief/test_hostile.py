"""Texts of documents that want to be more than text."""

import re
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from briefed import blocks, budget, changed, result, text_of
from structurer.models import Submission
from structurer.models.result import Result
from structurer.write.brief import RENDERERS, Wish, compose, to_docx, to_html, to_markdown
from structurer.write.brief.markdown import escaped
from structurer.write.brief.printed import on_one_line

HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</td></tr></table></style><h1>甲",
    "[点此](javascript:alert(1)) ![图](https://example.org/a.png) <https://example.org>",
    "https://example.org/a www.example.org a@example.org",
    "| 甲 | 乙 |\n|---|---|\n# 标题\n- 项\n```\n代码",
    "\u202e倒\u202c写\u2066内\u2069\u200f\u061c",
    "控\x00制\x07字\x1b[31m符\x7f\x85",
    "坏\ufffe字\uffff",
    "=1+1",
    "{}{0}{name}%s$x^2$",
    "甲" * 10_000,
    "a" * 10_000,
    "7" * 10_000,
]


def everywhere(text: str) -> Result:
    """A submission that prints `text` in every cell a briefing shows."""
    one = result("schools_pdf.txt")
    first, *rest = one.submission.projects
    rows = tuple(
        row.model_copy(
            update={
                "level2": text,
                "level3": text,
                "description": text,
                "value": row.value.model_copy(update={"text": text}),
            }
        )
        for row in first.indicators
    )
    said = dict.fromkeys(
        ("project_name", "title", "unit_name", "unit_code", "project_code", "fund_purpose"), text
    )
    project = first.model_copy(update={**said, "goals": (text, text), "goals_text": text, "indicators": rows})
    assert first.summary
    told_by_model = {"headline": text, "text": text, "decided_by": "llm"}
    project = project.model_copy(update={"summary": first.summary.model_copy(update=told_by_model)})
    findings = tuple(
        finding.model_copy(
            update={
                "message_zh": text,
                "message_en": text,
                "suggestion": text,
                "authority": (text,),
                "evidence": tuple(quote.model_copy(update={"quote": text}) for quote in finding.evidence),
            }
        )
        for finding in one.submission.findings
    )
    source = one.submission.source.model_copy(update={"name": text})
    changes = {"projects": (project, *rest), "findings": findings, "source": source, "document_title": text}
    return Result(text, one.submission.model_copy(update=changes))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_it_is_only_text_in_a_word_file(text: str) -> None:
    data = to_docx(compose([everywhere(text)], Wish(projects=True, title=text)))
    tree = etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))
    tags = {etree.QName(one).localname for one in tree.iter()}
    assert not tags & {"instrText", "fldSimple", "object", "control", "altChunk"}
    external = [name for name in ZipFile(BytesIO(data)).namelist() if name.endswith(".rels")]
    assert not any(b'TargetMode="External"' in ZipFile(BytesIO(data)).read(name) for name in external)
    assert not re.search(
        "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f]", told(data)
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_it_is_only_text_in_a_page(text: str) -> None:
    calm = to_html(compose([everywhere("甲")], Wish(projects=True, title="甲"))).decode()
    page = to_html(compose([everywhere(text)], Wish(projects=True, title=text))).decode()
    assert set(re.findall(r"<[a-z0-9]+", page)) == set(re.findall(r"<[a-z0-9]+", calm))
    assert set(re.findall(r' (?:href|src)="(.{5})', page)) <= {
        "#f100",
        *re.findall(r' (?:href|src)="(.{5})', page),
    }
    assert all(
        link.startswith(("#f", "data:image/png;base64,"))
        for link in re.findall(r' (?:href|src)="([^"]*)', page)
    )


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_it_is_only_text_in_markdown(text: str) -> None:
    calm = kinds(to_markdown(compose([everywhere("甲")], Wish(projects=True, title="甲"))).decode())
    seen = kinds(to_markdown(compose([everywhere(text)], Wish(projects=True, title=text))).decode())
    assert seen == calm


def kinds(text: str) -> set[str]:
    """The kinds of things that Markdown makes of a text, and where it links to."""
    found = set()
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text):
        for one in (token, *(token.children or ())):
            href = str(one.attrs.get("href", one.attrs.get("src", "")))
            html = re.sub(r"\d+", "0", one.content) if one.type.startswith("html") else ""
            found.add(f"{one.type} {one.tag} {re.sub(r'[0-9]+', '0', href)} {html}".strip())
    return found


def told(data: bytes) -> str:
    return "\n".join(map(text_of, blocks(data))).replace("\n", "")


@pytest.mark.parametrize(
    ("text", "shown"), [("\x1b", "␛"), ("\x7f", "␡"), ("\u202e", "202E"), ("\ufffe", "FFFE")]
)
def test_what_cannot_be_printed_is_pictured(text: str, shown: str) -> None:
    assert shown in on_one_line(f"甲{text}乙")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a|b", "a\\|b"),
        ("1. 甲", "1\\. 甲"),
        ("1)", "1\\)"),
        ("72.5%", "72.5%"),
        ("2026年", "2026年"),
        ("- 甲", "\\- 甲"),
        ("https://example.org", "https\\://example.org"),
        ("www.example.org", "www\\.example.org"),
        ("a@b", "a\\@b"),
        ("2,318.60", "2,318.60"),
    ],
)
def test_markdown_is_escaped_where_it_must_be_and_nowhere_else(text: str, safe: str) -> None:
    assert escaped(text) == safe


def test_long_text_is_cut_with_a_mark() -> None:
    data = to_docx(compose([everywhere("长" * 10_000)], Wish(projects=True)))
    text = told(data)
    assert "长……" in text
    assert not re.search("长{700}", text)


def test_no_number_is_cut_in_two() -> None:
    one = changed(result("roads_pdf.txt"), project_name="甲" * 57 + "123456")
    text = told(to_docx(compose([one])))
    assert "甲……" in text
    assert not re.search(r"甲1\d*……", text)


@pytest.mark.parametrize("amount", ["1e40", "1e400", "99999999999999999999999999", "-5", "0.004", "1e-9"])
@pytest.mark.parametrize("suffix", RENDERERS)
def test_an_amount_that_is_no_amount_does_no_harm(amount: str, suffix: str) -> None:
    one = changed(result("schools_pdf.txt"), budget=budget(amount))
    assert RENDERERS[suffix](compose([one, result("roads_pdf.txt")], Wish(projects=True)))


def test_an_amount_too_small_to_show_is_not_shown_as_nothing() -> None:
    one = changed(result("schools_pdf.txt"), budget=budget("3"))
    text = told(to_docx(compose([one])))
    assert "（<0.01万元）" in text
    assert "3元" in text


def test_a_result_whose_projects_share_a_number_does_no_harm() -> None:
    submission: Submission = result("schools_pdf.txt").submission
    projects = tuple(one.model_copy(update={"index": 1}) for one in submission.projects)
    one = Result("a.txt", submission.model_copy(update={"projects": projects}))
    total = sum((project.budget.total.amount or Decimal(0) for project in projects), Decimal(0))
    assert f"{total / 10000:,.2f}" in told(to_docx(compose([one], Wish(projects=True))))
