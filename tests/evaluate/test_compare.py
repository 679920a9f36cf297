"""Two results side by side: what changed, what may be said, and a page that is safe and whole."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from structurer.errors import InputError
from structurer.evaluate import Arm, EvalResult
from structurer.evaluate.classes import score_classes
from structurer.evaluate.compare import Compared, compare_results
from structurer.evaluate.page import comparison_page, comparison_text, verdict
from structurer.evaluate.result import Figures, Spent
from structurer.evaluate.score import FIELDS, RowScore
from structurer.models.value import Kind

Right = Callable[[int, int], bool]


def result(name: str, right: Right, documents: int = 8, rows: int = 10, text: str = "较好") -> EvalResult:
    """A made-up result: graded rows, right where `right(document, row)` says so, else called binary."""
    scored = tuple(
        RowScore(
            document=f"d{document}.txt",
            project=1,
            row=row,
            text=text,
            kind=Kind.GRADED,
            said=Kind.GRADED if right(document, row) else Kind.BINARY,
            decided_by="llm",
            is_open=False,
            confidence="high",
            right=dict.fromkeys(FIELDS, True) | {"kind": right(document, row)},
            is_grounded=True,
        )
        for document in range(documents)
        for row in range(1, rows + 1)
    )
    figures = dict.fromkeys(Figures.model_fields, 1.0) | {"rows": len(scored)}
    return EvalResult(
        arm=Arm.BOTH,
        split=("test",),
        model="made-up",
        prompts={"classify": name},
        documents=tuple(f"d{document}.txt" for document in range(documents)),
        rows=scored,
        projects=(),
        figures=Figures.model_validate(figures),
        classes=score_classes((row.kind, row.said) for row in scored),
        calibration=None,
        spent=Spent(requests=8, tokens_in=1000, tokens_out=100, cost=None, seconds=None),
    )


def compared(text: str = "较好") -> Compared:
    """B has one row more right in each of eight documents, and one less in the first."""
    return compare_results(
        result("v001", lambda _, row: row > 2, text=text),
        result("v002", lambda document, row: row > (3 if document == 0 else 1), text=text),
    )


def test_rows_that_changed_are_counted_both_ways() -> None:
    found = compared()
    kind = found.measures[0].comparison
    assert (len(found.gained), len(found.lost)) == (7, 1)
    assert kind.difference == pytest.approx(6 / 80)
    assert (kind.better, kind.worse) == (7, 1)
    assert kind.p == pytest.approx(18 / 256)
    assert {one.a for one in found.gained} == {Kind.BINARY}
    assert found.lost[0].b is Kind.BINARY
    assert found.lost[0].document == "d0.txt"


def test_a_measure_without_a_difference_is_called_the_same() -> None:
    sentences = {one.name: verdict(one.comparison) for one in compared().measures}
    assert sentences["kind"] == "this set does not tell"
    assert sentences["grade"] == "the same on every document"
    better = compare_results(result("a", lambda _, row: row > 3), result("b", lambda _, row: row > 1))
    assert verdict(better.measures[0].comparison) == "B is better"
    worse = compare_results(result("b", lambda _, row: row > 1), result("a", lambda _, row: row > 3))
    assert verdict(worse.measures[0].comparison) == "B is worse"


def test_results_on_other_rows_or_other_labels_are_refused() -> None:
    one = result("a", lambda _, row: row > 3)
    elsewhere = one.model_copy(
        update={"rows": tuple(row.model_copy(update={"document": "x.txt"}) for row in one.rows)}
    )
    with pytest.raises(InputError, match="share no row"):
        compare_results(one, elsewhere)
    relabelled = one.model_copy(
        update={"rows": (one.rows[0].model_copy(update={"kind": Kind.NARRATIVE}), *one.rows[1:])}
    )
    with pytest.raises(InputError, match=r"d0\.txt project 1 row 1 is labelled graded in one result"):
        compare_results(one, relabelled)


def test_the_text_names_arms_rows_and_cost() -> None:
    text = comparison_text(compared())
    assert "A: both (classify=v001)" in text
    assert "80 rows in 8 documents" in text
    assert "+7.5%" in text
    assert "not measured, replayed" in text
    assert "Only A is right: 1 rows" in text


class _Page(HTMLParser):
    """Every tag of a page with its attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_page_is_whole_needs_no_network_and_runs_no_script() -> None:
    page = _Page()
    page.feed(comparison_page(compared()))
    names = [tag for tag, _ in page.tags]
    assert "script" not in names
    assert "link" not in names
    assert not [one for _, one in page.tags if {"src", "href", "onclick", "onload"} & one.keys()]
    [policy] = [one["content"] for _, one in page.tags if one.get("http-equiv") == "Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert names.count("circle") == len(compared().measures)
    assert names.count("svg") == 1
    assert "p = 0.070" in "".join(page.words)


def test_what_documents_say_is_text_on_the_page() -> None:
    hostile = "<script>alert(1)</script>\"'&{{ 7*7 }}"
    html = comparison_page(compared(text=hostile))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{ 7*7 }}" in html


def test_the_plot_keeps_every_line_inside() -> None:
    html = comparison_page(compared())
    box = re.search(r'viewBox="0 0 (\d+) (\d+)"', html)
    assert box is not None
    width = float(box[1])
    places = [float(x) for x in re.findall(r'\b(?:x1|x2|cx)="([\d.]+)"', html)]
    assert places
    assert all(0 <= x <= width for x in places)


def test_a_comparison_is_read_back_equal() -> None:
    found = compared()
    assert Compared.model_validate_json(found.model_dump_json()) == found
    assert json.loads(found.model_dump_json())["measures"][0]["name"] == "kind"
