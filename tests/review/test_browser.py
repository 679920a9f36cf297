"""The page in a browser: by keys alone, by touch alone, with two windows, and over hostile text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import chromium
from reviewing import OPEN, SETTLED, Served, changed, labelled, put, read, serving
from structurer.decide import DecisionLog
from structurer.models import Ruling
from structurer.models.decision import Act
from structurer.models.value import Kind

LAPTOP = (1280, 800)
PHONE = (390, 844)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rows 1 and 3 of a.txt are open, of b.txt row 1 has a label the model was not sure of, and row 2 is open."""
    second = labelled(read("运转有序", OPEN, name="b.txt"), 1, "运转")
    return put(tmp_path / "out", read(OPEN, SETTLED, "≤6月"), second)


@pytest.fixture
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as one:
        yield one


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with opened(browser, served) as one:
        yield one


class opened:  # noqa: N801 - a context manager that is used like a function
    """A window of its own: a page, and whatever went wrong in it."""

    def __init__(self, browser: Browser, served: Served, size: tuple[int, int] = LAPTOP) -> None:
        self._context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self._served = served
        self._wrong: list[str] = []

    def __enter__(self) -> Page:
        page = self._context.new_page()
        page.on("pageerror", lambda error: self._wrong.append(str(error)))
        page.on("dialog", lambda dialog: self._wrong.append(dialog.message))
        page.on("request", self._stays_at_home)
        page.goto(self._served.url)
        expect(page.locator("#row > *").first).to_be_visible()
        return page

    def __exit__(self, *_: object) -> None:
        self._context.close()
        assert self._wrong == []

    def _stays_at_home(self, request: object) -> None:
        url: str = request.url  # type: ignore[attr-defined]  # playwright's Request
        if not url.startswith(f"{self._served.origin}/"):
            self._wrong.append(f"a request left: {url}")


def rulings(folder: Path) -> list[Ruling]:
    return list(DecisionLog(folder / "decisions.jsonl").read())


def expect_row(page: Page, number: int) -> None:
    expect(page.locator(".number")).to_have_text(re.compile(f"^第 {number} 行"))


def test_doubtful_rows_are_settled_with_the_keyboard_alone(page: Page, folder: Path) -> None:
    expect_row(page, 1)
    expect(page.locator("#count")).to_have_text("0 / 4")
    page.keyboard.press("a")
    expect_row(page, 3)
    expect(page.locator("#count")).to_have_text("1 / 4")
    page.keyboard.press("2")  # the second reading: a month of the year
    expect_row(page, 4)
    page.keyboard.press("m")
    page.keyboard.type("没有可量化的标准")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect_row(page, 5)
    page.keyboard.press("c")
    expect(page.locator("#correction")).to_be_visible()
    page.keyboard.press("7")
    page.keyboard.press("x")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    expect(page.locator("#row")).to_contain_text("这里没有待处理的行")
    expect(page.locator("#count")).to_have_text("4 / 4")
    one, two, three, four = rulings(folder)
    assert (one.act, two.act, three.act, four.act) == (Act.ACCEPT, Act.CORRECT, Act.REJECT, Act.CORRECT)
    assert two.meaning is not None
    assert two.meaning.kind is Kind.DATE
    assert three.note == "没有可量化的标准"
    assert four.meaning is not None
    assert (four.meaning.kind, four.meaning.direction, four.meaning.checkable) == (
        "frequency",
        "lower",
        False,
    )


def test_a_decision_is_undone_where_it_was_made_and_a_moment_later(page: Page, folder: Path) -> None:
    page.keyboard.press("a")
    expect_row(page, 3)
    page.keyboard.press("u")  # this row has no decision: the last one is meant
    expect_row(page, 1)
    expect(page.locator("#ruling")).to_have_count(0)
    expect(page.locator("#count")).to_have_text("0 / 4")
    page.keyboard.press("x")
    expect_row(page, 3)
    page.locator("#state").select_option("decided")
    expect_row(page, 1)
    expect(page.locator("#ruling")).to_contain_text("已驳回")
    page.locator("#undo").click()
    expect(page.locator("#ruling")).to_have_count(0)
    assert [one.act for one in rulings(folder)] == [Act.ACCEPT, Act.UNDO, Act.REJECT, Act.UNDO]


def test_a_reload_keeps_the_decision_the_row_and_the_filter(page: Page) -> None:
    page.locator("#state").select_option("all")
    expect(page.locator("#found")).to_have_text("5 行")
    page.locator("#rows button").nth(3).click()
    expect_row(page, 4)
    page.locator("#accept").click()
    expect_row(page, 5)
    page.locator("#previous").click()
    expect(page.locator("#ruling")).to_contain_text("已接受")
    page.reload()
    expect_row(page, 4)
    expect(page.locator("#ruling")).to_contain_text("复核人")
    expect(page.locator("#state")).to_have_value("all")
    expect(page.locator("#count")).to_have_text("1 / 4")
    assert "token" not in page.url


def test_rows_are_filtered_searched_and_jumped_to(page: Page) -> None:
    page.locator("#document").select_option("b.txt")
    expect(page.locator("#found")).to_have_text("2 行")
    expect_row(page, 4)
    page.locator("#reason").select_option("low_confidence")
    expect(page.locator("#found")).to_have_text("1 行")
    expect(page.locator("#count")).to_have_text("0 / 1")
    page.locator("#document").select_option("")
    page.locator("#reason").select_option("")
    page.locator("#state").select_option("all")
    expect(page.locator("#found")).to_have_text("5 行")
    page.locator("#state").blur()
    page.keyboard.press("/")
    page.keyboard.type("6月")
    expect(page.locator("#found")).to_have_text("1 行")
    expect_row(page, 3)
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect_row(page, 2)
    page.keyboard.press("g")
    page.keyboard.type("77")
    page.keyboard.press("Enter")
    expect(page.locator("#jump")).to_be_visible()  # the number is out of bounds, and the browser says so
    page.keyboard.press("Escape")
    expect_row(page, 2)


def test_the_quotes_of_the_model_are_marked_where_they_stand(page: Page) -> None:
    page.locator("#rows button").nth(2).click()
    expect_row(page, 4)
    expect(page.locator("[data-field=value] mark.model").first).to_have_text("运转")
    expect(page.locator("[data-field=level3] mark.model").first).to_have_text("通过率")
    expect(page.locator(".judgement")).to_contain_text("词语有程度")
    expect(page.locator(".confidence.low")).to_be_visible()


def test_a_second_window_sees_what_the_first_decided_without_a_reload(
    browser: Browser, served: Served, page: Page, folder: Path
) -> None:
    with opened(browser, served) as other:
        expect_row(other, 1)
        page.keyboard.press("a")
        expect(other.locator("#ruling")).to_contain_text("已接受")
        expect(other.locator("#count")).to_have_text("1 / 4")
    assert len(rulings(folder)) == 1


def test_a_second_window_that_is_late_is_told_and_overwrites_nothing(
    browser: Browser, served: Served, page: Page, folder: Path
) -> None:
    with opened(browser, served) as other:
        other.keyboard.press("c")  # an open correction keeps what was seen when it was opened
        expect(other.locator("#correction")).to_be_visible()
        page.keyboard.press("x")
        expect(page.locator("#count")).to_have_text("1 / 4")
        expect(other.locator("#count")).to_have_text("1 / 4")
        other.keyboard.press("3")
        other.keyboard.press("Enter")
        expect(other.locator("#toast")).to_contain_text("刚被另一窗口决定")
        expect(other.locator("#ruling")).to_contain_text("已驳回")
        expect_row(other, 1)
    assert [one.act for one in rulings(folder)] == [Act.REJECT]


def test_a_server_that_is_gone_is_told_and_nothing_seems_saved(browser: Browser, folder: Path) -> None:
    with serving(folder) as served:
        window = opened(browser, served)
        page = window.__enter__()
    expect(page.locator("#offline")).to_be_visible(timeout=10_000)
    page.keyboard.press("a")
    expect(page.locator("#toast")).to_contain_text("没有保存")
    expect_row(page, 1)
    window.__exit__()
    assert rulings(folder) == []


def test_everything_can_be_reached_by_touch_on_a_phone(
    browser: Browser, served: Served, folder: Path
) -> None:
    with opened(browser, served, PHONE) as page:
        expect_row(page, 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        page.locator("#accept").click()
        expect_row(page, 3)
        page.locator("[data-reading=date]").click()
        expect_row(page, 4)
        page.locator("#open-list").click()
        expect(page.locator("#row")).to_be_hidden()
        expect(page.locator("#accept")).to_be_hidden()
        page.locator("#rows button", has_text=OPEN).last.click()
        expect_row(page, 5)
        page.locator("#correct").click()
        page.get_by_label("金额").check()
        page.locator("#correction .strong").click()
        expect(page.locator("#toast")).to_contain_text("更正")
    assert [one.act for one in rulings(folder)] == [Act.ACCEPT, Act.CORRECT, Act.CORRECT]


def test_what_has_the_focus_can_be_seen_and_everything_has_a_name(page: Page) -> None:
    page.keyboard.press("Tab")
    names = []
    for _ in range(12):
        focused = page.evaluate(
            "() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.ariaLabel || e.innerText || e.labels?.[0]?.innerText || '', s.outlineStyle] }"
        )
        names.append(focused[0])
        assert focused[1] != "none"
        page.keyboard.press("Tab")
    assert all(names)


HOSTILE = "\u202e<script>window.hacked=1</script><img src=http://evil.example/x onerror=window.hacked=1>≥855"


def test_hostile_text_is_shown_as_text_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    submission = labelled(read(OPEN, SETTLED, name="h.txt"), 1, "855", reason=HOSTILE)
    first = submission.projects[0].indicators[0]
    value = first.value.model_copy(update={"text": HOSTILE})
    submission = changed(
        submission, 1, value=value, level3=HOSTILE, description=HOSTILE, extra={HOSTILE: HOSTILE}
    )
    [project] = submission.projects
    project = project.model_copy(
        update={"project_name": HOSTILE, "fund_purpose": HOSTILE, "unit_name": HOSTILE}
    )
    folder = put(tmp_path / "out", submission.model_copy(update={"projects": (project,)}))
    with serving(folder) as served, opened(browser, served) as page:
        shown = page.locator("#row").inner_text()
        assert shown.count("<script>window.hacked=1</script><img src=http://evil.example/x") >= 7
        assert "[U+202E]" in shown
        assert "\u202e" not in page.content()
        page.keyboard.press("c")
        page.keyboard.press("Escape")
        page.locator("#note").fill(HOSTILE)
        page.locator("#reject").click()
        page.locator("#state").select_option("decided")
        expect(page.locator("#ruling")).to_contain_text("window.hacked=1")
        assert page.evaluate("window.hacked") is None
        assert page.locator("article script, article img, nav script, nav img, dialog img").count() == 0


def test_a_cell_of_ten_thousand_characters_does_not_push_the_page_apart(
    browser: Browser, tmp_path: Path
) -> None:
    submission = read(OPEN, name="l.txt")
    value = (
        submission.projects[0]
        .indicators[0]
        .value.model_copy(update={"text": "≥855" + "长" * 10_000 + "a" * 2000})
    )
    folder = put(tmp_path / "out", changed(submission, 1, value=value))
    with serving(folder) as served:
        for size in (LAPTOP, PHONE):
            with opened(browser, served, size) as page:
                expect_row(page, 1)
                assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
                expect(page.locator(".judgement")).to_be_in_viewport()


def test_a_long_list_comes_as_it_is_scrolled(browser: Browser, tmp_path: Path) -> None:
    folder = put(tmp_path / "out", read(*[OPEN] * 250))
    with serving(folder) as served, opened(browser, served) as page:
        expect(page.locator("#found")).to_have_text("250 行")
        expect(page.locator("#rows li")).to_have_count(100)
        page.locator("#list").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        expect(page.locator("#rows li")).to_have_count(200)
        page.locator("#list").evaluate("list => list.scrollTo(0, list.scrollHeight)")
        expect(page.locator("#rows li")).to_have_count(250)
        expect(page.locator("#more")).to_be_hidden()
