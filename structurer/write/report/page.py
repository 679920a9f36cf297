"""The report of a run (审核报告): one HTML file with its data, its style and its script in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, NamedTuple

from markupsafe import Markup

from structurer.figures import Doubt, Reason, attention, overview, reasons
from structurer.figures.overview import Overview
from structurer.lexicon.authorities import authorities
from structurer.models import Indicator
from structurer.models.finding import Cause, Severity
from structurer.models.result import Result
from structurer.models.value import Target
from structurer.write import words
from structurer.write.html import content_policy, page_environment
from structurer.write.report.cards import HEADER, Card, cards
from structurer.write.report.index import NOTHING, index
from structurer.write.report.marks import marked
from structurer.write.report.plots import filter_link, money_in_words, plots, strips
from structurer.write.visible import visible

ROWS_A_PAGE = 50
"""Projects are put on a page while they fit, the first in any case."""

ROWS_A_HEAD = 4
"""What the head of a project counts as."""

ROWS_A_PIECE = 120
"""A project with more rows than these goes over several pages."""

_LIMITS = {"rowsAPage": ROWS_A_PAGE, "rowsAHead": ROWS_A_HEAD, "rowsAPiece": ROWS_A_PIECE}
_DOUBTS = {Doubt.OPEN: "类型待定，所列为最可能的读法", Doubt.UNSURE: "模型判定，把握低"}
_CAUSES = {
    Cause.NO_MODEL: "需由模型判断，本次未询问模型",
    Cause.SKIPPED: "文件未提供所需内容",
    Cause.FAILED: "规则出错",
}
_FILLS = {"unit": "计量单位", "comparator": "比较符号", "year": "年份"}


class Piece(NamedTuple):
    """What one page shows of a project: some or all of its rows."""

    card: Card
    rows: tuple[Indicator, ...]
    ends_document: bool


def to_page(results: Sequence[Result]) -> dict[str, bytes]:
    """The report of a run as one HTML file, by its name; the same results always give the same bytes."""
    script, style = _text("page.js"), _text("page.css")
    environment = page_environment("structurer.write.report")
    environment.globals.update(_helpers())
    page = environment.get_template("report.html.j2").render(
        policy=content_policy(script=script, style=style),
        script=Markup(script),  # noqa: S704 - a file of ours
        style=Markup(style),  # noqa: S704 - the same
        results=results,
        **_said_of_run(results),
        **_said_of_projects(list(cards(results))),
    )
    return {"report.html": page.encode()}


def _said_of_run(results: Sequence[Result]) -> dict[str, Any]:
    seen = overview(results)
    years = {one.submission.fiscal_year.value for one in results if one.submission.fiscal_year}
    return {
        "title": _title(results),
        "years": sorted(years),
        "seen": seen,
        "attention": attention(results),
        "plots": plots(seen, results),
        "strips": strips(seen),
        "options": _options(seen, results),
    }


def _said_of_projects(made: Sequence[Card]) -> dict[str, Any]:
    first = list(_first_page(made))
    return {
        "cards": made,
        "first": first,
        "is_whole": not made or (first[-1].card is made[-1] and first[-1].ends_document),
        "index": _LIMITS | {"projects": index(made)},
    }


def _text(name: str) -> str:
    return resources.files("structurer.write.report").joinpath(name).read_text("utf-8")


def _title(results: Sequence[Result]) -> str:
    titles = {one.submission.document_title for one in results}
    title = titles.pop() if len(titles) == 1 else None
    return title.replace("\n", "") if title else "项目支出绩效目标审核报告"


def _first_page(made: Iterable[Card]) -> Iterator[Piece]:
    """What is shown before any script runs; the script divides pages alike."""
    total = 0
    for card in made:
        rows = card.project.indicators
        for start in range(0, max(1, len(rows)), ROWS_A_PIECE):
            piece = rows[start : start + ROWS_A_PIECE]
            if total and total + len(piece) + ROWS_A_HEAD > ROWS_A_PAGE:
                return
            total += len(piece) + ROWS_A_HEAD
            ends = card.project is card.submission.projects[-1] and start + ROWS_A_PIECE >= len(rows)
            yield Piece(card, piece, ends_document=ends)


def _options(seen: Overview, results: Sequence[Result]) -> dict[str, list[tuple[str, str]]]:
    """What each filter can be set to: the value in the page's address, and its words."""
    rules = {finding.rule for result in results for finding in result.submission.findings}
    in_view = {one.rule for one in seen.rules}
    return {
        "document": [(str(number), one.name) for number, one in enumerate(results, 1)],
        "unit": [(one.name or NOTHING, one.name or "（未注明）") for one in seen.by_department],
        "category": [(one.name or NOTHING, one.name or "（未分类）") for one in seen.by_category],
        "kind": [(kind.value, words.KIND_ZH[kind]) for kind in seen.kinds],
        "severity": [(one.value, words.SEVERITY_ZH[one]) for one in Severity],
        "rule": [(one, one) for one in sorted(in_view)],
        "rule_hidden": [(one, one) for one in sorted(rules - in_view)],
    }


def _helpers() -> Mapping[str, Any]:
    """What the templates call by name."""
    return {
        "HEADER": HEADER,
        "words": words,
        "whys": words.WHY_ZH,
        "causes": _CAUSES,
        "fills": _FILLS,
        "authorities": authorities(),
        "t": marked,
        "visible": visible,
        "reasons": reasons,
        "reason_in_words": _reason_in_words,
        "place": words.place_in_words,
        "target_in_words": words.target_in_words,
        "meaning": _meaning,
        "money": money_in_words,
        "number": words.number_in_words,
        "filter_link": filter_link,
    }


def _reason_in_words(reason: Reason) -> str:
    return _DOUBTS[reason] if isinstance(reason, Doubt) else words.REVIEW_ZH[reason]


def _meaning(target: Target) -> str:
    """What a target says beyond its own words: the comparator, and the number in the unit that it is compared in."""
    said = words.COMPARATOR_ZH[target.comparator] if target.number is not None else ""
    if target.base_value is None or target.number_max is not None or target.base_value == target.number:
        return said
    per = f"/{target.per}" if target.per else ""
    unit = words.unit_in_words(target.unit_code or "")
    return f"{said} {words.number_in_words(target.base_value)}{unit}{per}"
