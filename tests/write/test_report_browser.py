"""The report page as people use it, in Chromium: nothing runs, nothing is asked for, everything can be found."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import chromium
from cases import CaseRow
from reported import HOSTILE, hostile, many, rich, submission_of
from structurer.models.result import Result
from structurer.write.report import to_page

Opened = Callable[..., Page]
_BODIES = "#results article tbody"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


def report_file(folder: Path, *results: Result) -> str:
    """The address of the report of results."""
    file = folder / "report.html"
    file.write_bytes(to_page(results)["report.html"])
    return file.as_uri()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Open the report of results; afterwards, nothing was asked for, and the console is empty."""
    said: list[str] = []
    asked: list[str] = []
    pages: list[Page] = []

    def open_page(*results: Result, width: int = 1280, height: int = 900, script: bool = True) -> Page:
        address = report_file(tmp_path, *results)
        page = browser.new_page(viewport={"width": width, "height": height}, java_script_enabled=script)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked} <= {(tmp_path / "report.html").as_uri()}


def shown(page: Page) -> list[str]:
    """The values that are on the page."""
    return page.locator("#results p.value").all_text_contents()


def wait_for_count(page: Page, text: str) -> None:
    expect(page.locator("#count")).to_have_text(text)


def test_searching_leaves_the_rows_that_say_it_and_marks_the_words(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    wait_for_count(page, "5项指标，1个项目")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("投诉 95％")
    wait_for_count(page, "1项指标，1个项目")
    assert shown(page) == ["验收合格率≥95%，投诉不超过3件"]
    assert page.evaluate("CSS.highlights.get('search').size") > 0
    assert "q=投诉" in unquote(page.url)


def test_a_search_for_words_of_the_header_shows_the_whole_project(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    page.fill("[name=q]", "设备购置 满意度")
    wait_for_count(page, "1项指标，1个项目")
    page.fill("[name=q]", "设备购置")
    wait_for_count(page, "5项指标，1个项目")


def test_every_filter_narrows_and_a_reload_brings_the_state_back(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    for name, value, count in (
        ("kind", "composite", "1项指标，1个项目"),
        ("kind", "", "5项指标，1个项目"),
        ("severity", "error", "2项指标，1个项目"),
        ("rule", "D02", "1项指标，1个项目"),
    ):
        page.select_option(f"[name={name}]", value)
        wait_for_count(page, count)
    page.reload()
    wait_for_count(page, "1项指标，1个项目")
    assert shown(page) == ["≤90%"]
    assert page.input_value("[name=rule]") == "D02"
    page.click("button[type=reset]")
    wait_for_count(page, "5项指标，1个项目")
    page.check("[name=review]")
    wait_for_count(page, "3项指标，1个项目")
    page.go_back()
    wait_for_count(page, "5项指标，1个项目")


def test_departments_categories_and_files_are_filters(opened: Opened) -> None:
    page = opened(*many(50, departments=2), Result("乙.txt", submission_of([CaseRow(value="≥1个")])))
    page.select_option("[name=unit]", "第1局")
    wait_for_count(page, "25项指标，5个项目")
    page.select_option("[name=unit]", "")
    page.select_option("[name=category]", "-")
    wait_for_count(page, "1项指标，1个项目")
    page.select_option("[name=document]", "1")
    wait_for_count(page, "0项指标，0个项目")
    assert "没有符合条件的指标" in page.locator("#results").inner_text()


def test_secondary_findings_count_only_when_they_are_asked_for(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    page.select_option("[name=severity]", "info")
    wait_for_count(page, "0项指标，0个项目")
    page.check("[name=minor]")
    expect(page.locator("#results tbody details.others[open]").first).to_be_visible()


def test_a_bar_of_a_plot_is_a_filter(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    page.click("#plot-kind a:has-text('程度描述')")
    wait_for_count(page, "1项指标，1个项目")
    assert page.input_value("[name=kind]") == "graded"


def test_a_project_of_which_rows_are_left_out_can_be_shown_whole(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    page.select_option("[name=kind]", "graded")
    wait_for_count(page, "1项指标，1个项目")
    assert not page.is_visible(".card dl.fields")
    page.click("button.rest")
    assert page.locator(_BODIES).count() == 5
    assert page.is_visible(".card dl.fields")


def test_details_say_why_on_demand(opened: Opened) -> None:
    page = opened(Result("甲.txt", rich()))
    why = page.locator("#r1-4 details.why")
    assert not why.get_by_text("此前由规则判为").is_visible()
    why.locator("summary").click()
    assert why.get_by_text("此前由规则判为").is_visible()
    page.locator("#results footer summary").first.click()
    assert page.get_by_text("附件另行报送").is_visible()


def test_pages_are_turned_and_hold_what_the_first_one_held_before_the_script(opened: Opened) -> None:
    results = many(500)
    ids = "list => list.map(one => one.id)"
    still = opened(*results, script=False)
    written = still.locator(_BODIES).evaluate_all(ids)
    page = opened(*results)
    before = page.locator(_BODIES).evaluate_all(ids)
    assert before == written
    page.click("#pages button[value='1']")
    expect(page.locator("#pages input")).to_have_value("2")
    after = page.locator(_BODIES).evaluate_all(ids)
    assert after
    assert not set(before) & set(after)
    page.fill("#pages input", "999")
    page.keyboard.press("Enter")
    expect(page.locator("#pages button").last).to_be_disabled()
    assert page.locator(_BODIES).last.get_attribute("id") == "r100-5"
    page.reload()
    expect(page.locator("#pages button").last).to_be_disabled()


def test_without_scripts_the_first_projects_are_there(opened: Opened) -> None:
    page = opened(*many(500), script=False)
    assert page.is_visible("#results article")
    assert not page.is_visible("#filters")
    assert "未启用 JavaScript" in page.locator("noscript p").inner_text()


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_text_neither_runs_nor_breaks_the_layout(opened: Opened, width: int) -> None:
    page = opened(*(Result(f"{at}", hostile(text)) for at, text in enumerate(HOSTILE)), width=width)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    last = int(page.inner_text("#last"))
    for _ in range(last):
        assert page.title() == "项目支出绩效目标审核报告"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.querySelectorAll('#results script, #results img').length") == 0
        if page.is_enabled("#pages button[value='1']"):
            page.click("#pages button[value='1']", force=True)
            page.wait_for_timeout(100)
    page.fill("[name=q]", "<script>document.title='owned'</script>")
    expect(page.locator("#count")).not_to_have_text("13项指标，13个项目")
    assert page.title() == "项目支出绩效目标审核报告"


def test_nothing_that_is_put_into_the_page_can_run(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(report_file(tmp_path, Result("甲.txt", rich())))
    violated = page.evaluate(
        """() => new Promise((done) => {
            document.addEventListener("securitypolicyviolation", (event) => done(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "document.title = 'owned'";
            document.body.append(script);
        })"""
    )
    assert violated == "script-src-elem"
    assert page.title() != "owned"
    page.close()


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_no_text_is_cut_on_any_screen(opened: Opened, width: int) -> None:
    page = opened(Result("甲.txt", rich()), *many(100, 60), width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        """() => [...document.querySelectorAll("#results *, .tiles *, .plots *")].filter((one) =>
            one.children.length === 0 && one.textContent.trim() && one.scrollWidth > one.clientWidth + 1
            && getComputedStyle(one).display !== "inline").map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert cut == []


def test_on_paper_everything_is_there_and_no_controls_are(opened: Opened) -> None:
    page = opened(*many(100))
    data = page.pdf(prefer_css_page_size=True, print_background=True)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    text = "".join(one.get_textpage().get_text_bounded() for one in document)
    assert "项目0020" in text
    assert "此前由规则判为" in text
    assert "附件另行报送" in text
    assert "未归入任何栏目的原文" in text
    assert "上一页" not in text
    assert "全部部门" not in text
    assert page.locator(_BODIES).count() < 100


def test_ten_thousand_rows_are_quick(opened: Opened) -> None:
    page = opened(*many(10_000, departments=60))
    seconds = page.evaluate(
        """() => new Promise((done) => {
            const start = performance.now();
            addEventListener("hashchange", () => requestAnimationFrame(() => setTimeout(() =>
                done((performance.now() - start) / 1000))), { once: true });
            location.hash = "severity=error&q=满意度";
        })"""
    )
    wait_for_count(page, "2,000项指标，2,000个项目")
    assert seconds < 2
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
    assert paint < 5
