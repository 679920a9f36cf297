"""From results to a briefing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from structurer.figures.figure import Figure, Lang, Ref, Unit, Words
from structurer.models.result import Result
from structurer.write.brief.appendix import appendix
from structurer.write.brief.facts import Facts, facts
from structurer.write.brief.model import Briefing, Piece, Pieces, Printed, Section, figures_of
from structurer.write.brief.opening import glance, purposes
from structurer.write.brief.pages import project_pages
from structurer.write.brief.phrases import fill, word
from structurer.write.brief.promised import checkability, deadlines
from structurer.write.brief.reviewed import by_rule, gravest, people
from structurer.write.brief.sums import amounts, largest

_NUMERALS = "一二三四五六七八九十"
_MOST_TITLE = 120


class Wish(NamedTuple):
    """How a briefing is wanted; `projects`: a page a project."""

    lang: Lang = "zh"
    title: str | None = None
    projects: bool = False


def compose(results: Sequence[Result], wish: Wish = Wish()) -> Briefing:  # noqa: B008 - it is frozen
    """Say what `results` hold, in as many words as stay readable.

    Raises:
        ValueError: there is no result.
    """
    if not results:
        raise ValueError("a briefing needs a result")
    known = facts(results, wish.lang)
    sections = [
        glance(known),
        purposes(known),
        amounts(known),
        largest(known),
        deadlines(known),
        checkability(known),
        gravest(known),
        by_rule(known),
        people(known),
        *(project_pages(known) if wish.projects else ()),
    ]
    text = Briefing(
        lang=wish.lang,
        title=(wish.title or word("title", wish.lang))[:_MOST_TITLE],
        subtitle=_subtitle(known),
        sections=_numbered([one for one in sections if one], wish.lang),
    )
    return replace(text, appendix=appendix(figures_of(text), known))


def language_of(results: Sequence[Result]) -> Lang:
    """The language that the summaries of a run are in; Chinese where there are none."""
    summaries = (project.summary for one in results for project in one.submission.projects)
    return next((summary.lang for summary in summaries if summary), "zh")


def _subtitle(known: Facts) -> tuple[Pieces, ...]:
    lang, money = known.lang, known.money
    lines: list[Pieces] = []
    departments = list(dict.fromkeys(owner.project.unit_name for owner in known.projects))
    if len(departments) == 1 and departments[0]:
        lines.append((Printed(departments[0]),))
    if years := _years(known):
        joined: list[Piece] = []
        for year in years:
            joined += ["、" if lang == "zh" else ", ", year]
        lines.append(fill("subtitle_years", lang, years=tuple(joined[1:])))
    size = fill("subtitle_size", lang, documents=money.documents, projects=money.projects, rows=money.rows)
    return (*lines, size)


def _years(known: Facts) -> list[Figure]:
    found: dict[int, list[Ref]] = {}
    for one in known.results:
        if one.submission.fiscal_year:
            found.setdefault(one.submission.fiscal_year.value, []).append(Ref(one.name))
    return [
        Figure(
            name=Words("预算年度", "Budget year").about(str(year)),
            value=str(year),
            unit=Unit.DATE,
            formula=Words("读自标题、表头或文字", "read from the title, the headings or the texts"),
            basis=tuple(places),
        )
        for year, places in sorted(found.items())
    ]


def _numbered(sections: Sequence[Section], lang: Lang) -> tuple[Section, ...]:
    """Chinese sections of the first level count 一、二、三."""
    if lang == "en":
        return tuple(sections)
    numerals = iter(_NUMERALS)
    return tuple(
        replace(one, heading=(f"{next(numerals)}、", *one.heading)) if one.level == 1 else one
        for one in sections
    )
