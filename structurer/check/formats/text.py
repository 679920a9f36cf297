"""Lines for a terminal, grouped by project: pieces of text, each with the style it is shown in."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import east_asian_width

from structurer.check.formats.message import (
    Lang,
    elsewhere,
    message,
    one_line,
    project_in_words,
    rows_in_words,
    suppressions,
    totals,
    unjudged,
)
from structurer.check.report import Checked, summed_up
from structurer.check.texts import cited, shown
from structurer.models import Place
from structurer.models.finding import Finding, Severity
from structurer.models.report import CheckReport, UnjudgedRule

Line = tuple[tuple[str, str], ...]
"""Pieces of one line: text and style."""

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_ORDER = list(Severity)
# One finding a row in the data, one line a project for people: their rows say the same again and again.
_ONE_LINE_A_PROJECT = frozenset({"B01", "N08", "Q01"})
_SOME = 3  # documents named where a rule could not judge


def to_lines(
    checked: Sequence[Checked], lang: Lang = Lang.ZH, *, with_detail: bool = False, with_totals: bool = True
) -> Iterator[Line]:
    """The lines of a report.

    Args:
        checked: The documents.
        lang: The language of the messages.
        with_detail: Every finding on its own line with its suggestion; what could not be judged, and why.
        with_totals: Counts, suppressions and what could not be judged at the end.
    """
    for document in checked:
        for number, findings in groupby(sorted(document.findings, key=_by_project), lambda one: one.project):
            yield from _project(document, number, list(findings), lang, with_detail=with_detail)
            yield ()
    if with_totals:
        yield from _totals(summed_up(checked), with_detail=with_detail)


def _by_project(finding: Finding) -> tuple[int, int, int, str]:
    return finding.project, _ORDER.index(finding.severity), max(finding.rows, default=0), finding.rule


def _project(
    document: Checked, number: int, findings: list[Finding], lang: Lang, *, with_detail: bool
) -> Iterator[Line]:
    yield ((f"{one_line(document.path)}: {project_in_words(document, number)}", "bold"),)
    groups = [[one] for one in findings] if with_detail else _grouped(findings)
    places = [_place(document, group) for group in groups]
    width = max(map(_width, places))
    for group, place in zip(groups, places, strict=True):
        first = group[0]
        others = [_short(cell.document, cell.project, document) for cell in elsewhere(first)]
        yield (
            (f"  {first.severity:<8}", _STYLES[first.severity]),
            (f"{place}{' ' * (width - _width(place))}  ", "dim"),
            (f"{first.rule}  ", "bold"),
            (_said(document, group, lang), ""),
            (f" (see {', '.join(others)})" if others else "", "dim"),
        )
        if with_detail:
            yield ((f"{' ' * 10}建议：{one_line(first.suggestion)}", "dim"),)


def _grouped(findings: list[Finding]) -> list[list[Finding]]:
    groups: dict[object, list[Finding]] = {}
    for position, one in enumerate(findings):
        alike = (one.rule, one.severity) if one.rule in _ONE_LINE_A_PROJECT else position
        groups.setdefault(alike, []).append(one)
    return list(groups.values())


def _said(document: Checked, group: list[Finding], lang: Lang) -> str:
    text = message(group[0], lang)
    if len(group) == 1:
        return _with_name(document, group[0], text, lang)
    quotes = dict.fromkeys(one_line(quote.quote) for one in group for quote in one.evidence[:1])
    if lang is Lang.ZH:
        named = f"：{'、'.join(f'“{quote}”' for quote in quotes)}" if len(quotes) > 1 else ""
        return f"{text}（共{len(group)}行{named}）"
    named = f": {', '.join(f'“{quote}”' for quote in quotes)}" if len(quotes) > 1 else ""
    return f"{text} ({len(group)} rows{named})"


def _with_name(document: Checked, finding: Finding, text: str, lang: Lang) -> str:
    """The message, after the name of its row where it does not say it: a reviewer looks for names, not for numbers."""
    row = document.indicator(finding)
    name = one_line(cited(shown(row.level3))) if row else ""
    return text if not name or name in text else f"{name}{'：' if lang is Lang.ZH else ': '}{text}"


def _short(document: str, project: int, own: Checked) -> str:
    return f"project {project}" if document == own.name else f"{one_line(document)} project {project}"


def _place(document: Checked, group: list[Finding]) -> str:
    rows = tuple(row for one in group for row in one.rows)
    printed = _printed(document.place(group[0].cells[-1])) if len(group) == 1 else ""
    return ", ".join(filter(None, (rows_in_words(rows) or "header", printed)))


def _printed(place: Place) -> str:
    if place.line is not None:
        return f"line {place.line}"
    parts = (("page", place.page), ("sheet", place.sheet), ("table", place.table), ("table row", place.row))
    return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _totals(report: CheckReport, *, with_detail: bool) -> Iterator[Line]:
    yield ((totals(report), "bold"),)
    for line in suppressions(report):
        yield ((line, ""),)
    if report.counts.hidden:
        left_out = "of rules that were not chosen, or at info level; --all shows them"
        yield ((f"{report.counts.hidden:,} more not shown: {left_out}", "dim"),)
    if said := unjudged(report):
        yield ((said + ("" if with_detail else "; --verbose says more"), "dim"),)
        if with_detail:
            yield from (((f"  {_in_detail(one)}", "dim"),) for one in report.unjudged)


def _in_detail(one: UnjudgedRule) -> str:
    named = ", ".join(map(one_line, one.documents[:_SOME]))
    more = len(one.documents) - _SOME
    where = f"{named} and {more:,} more" if more > 0 else named
    return f"{one.rule}: {one_line(one.why)} ({one.projects:,} in {where})"
