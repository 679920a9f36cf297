"""What is promised by when, and what of it can be checked."""

from collections.abc import Iterable, Sequence

from structurer.figures.figure import Figure, Lang, Words
from structurer.figures.money import by_budget
from structurer.figures.owned import Owned, OwnedRow
from structurer.figures.promises import Deadline, KindFigures
from structurer.write.brief.facts import MOST_DEADLINES, Facts, called, project_name
from structurer.write.brief.model import (
    Bar,
    Block,
    Chart,
    Column,
    Pieces,
    Printed,
    Row,
    Section,
    Sentence,
    Table,
)
from structurer.write.brief.phrases import fill, note, paragraph, say, word
from structurer.write.brief.printed import date_text
from structurer.write.brief.sums import number
from structurer.write.brief.vocabulary import kind_name

_FEWEST_MONTHS = 3
_MOST_MONTHS = 24


def deadlines(facts: Facts) -> Section:
    """Dates in their order, and time limits that have none."""
    one, lang = facts.promises, facts.lang
    if not one.dated and not one.limits:
        return Section(fill("heading_promises", lang), (paragraph(say("promises_none", lang)),))
    blocks: list[Block] = [
        paragraph(
            say("promises_dated", lang, dated=one.dated_count),
            say("promises_no_year", lang, no_year=one.no_year) if one.no_year.value else None,
            say("promises_without", lang, without=one.without) if one.without.value else None,
        )
    ]
    blocks += _dated(facts) + _limits(facts)
    return Section(fill("heading_promises", lang), tuple(blocks))


def checkability(facts: Facts) -> Section:
    """How many targets can be checked, and of which kinds those are that cannot."""
    one, lang = facts.checkable, facts.lang
    heading = fill("heading_checkable", lang)
    if one.can_share is None:
        return Section(heading, (paragraph(say("checkable_none", lang)),))
    counts = say("checkable_counts", lang, rows=one.rows, can=one.can, share=one.can_share, cannot=one.cannot)
    unknown = say("checkable_unknown", lang, unknown=one.unknown) if one.unknown.value else None
    kinds = tuple(map(_in_words, one.by_kind))
    return Section(heading, (paragraph(counts, unknown, _worst(kinds, lang)), *_kinds(kinds, lang)))


def _in_words(one: KindFigures) -> KindFigures:
    key, name = Words(f"{one.kind}", f"{one.kind}"), kind_name(one.kind)
    can, cannot, unknown = (called(figure, key, name) for figure in (one.can, one.cannot, one.unknown))
    return KindFigures(one.kind, can, cannot, unknown)


def _worst(kinds: Sequence[KindFigures], lang: Lang) -> Sentence | None:
    if not kinds[0].cannot.value:
        return None
    return say("checkable_worst", lang, kind=kind_name(kinds[0].kind).of(lang), cannot=kinds[0].cannot)


def _kinds(kinds: Sequence[KindFigures], lang: Lang) -> list[Block]:
    has_unknown = any(one.unknown.value for one in kinds)
    titles = ["column_can", "column_cannot", *["column_not_judged"] * has_unknown]
    columns = (
        Column(word("column_kind", lang), 40),
        *(Column(word(title, lang), 20, is_number=True) for title in titles),
    )
    caption = word("caption_kinds", lang)
    parts = [((kind_name(one.kind).of(lang),), _parts(one, has_unknown=has_unknown)) for one in kinds]
    rows = tuple(Row(((name,), *((number(figure, lang),) for figure in figures))) for name, figures in parts)
    bars = tuple(Bar(name, figures) for name, figures in parts)
    chart = Chart(caption, word("unit_targets", lang), tuple(word(title, lang) for title in titles), bars)
    return [Table(caption, columns, rows), chart]


def _parts(one: KindFigures, *, has_unknown: bool) -> tuple[Figure, ...]:
    return (one.can, one.cannot, *[one.unknown] * has_unknown)


def _dated(facts: Facts) -> list[Block]:
    one, lang = facts.promises, facts.lang
    if not one.dated:
        return []
    shown = _of_largest(facts, one.dated)
    before = [note("promises_some", lang)] if len(shown) < len(one.dated) else []
    columns = (
        Column(word("column_deadline", lang), 20),
        Column(word("column_project", lang), 27),
        Column(word("column_indicator", lang), 23),
        Column(word("column_value", lang), 30),
    )
    rows = tuple(
        Row(((_date(one, lang),), *_named(one.place, lang), (_value(one.place, lang),))) for one in shown
    )
    return [*before, Table(word("caption_dated", lang), columns, rows), *_months(facts)]


def _months(facts: Facts) -> list[Block]:
    """A chart, where there are more deadlines than the table shows."""
    one, lang = facts.promises, facts.lang
    if not _FEWEST_MONTHS <= len(one.by_month) <= _MOST_MONTHS or len(one.dated) <= MOST_DEADLINES:
        return []
    bars = tuple(Bar((date_text(of.month, lang),), (of.with_year, of.without_year)) for of in one.by_month)
    series = (word("series_year", lang), word("series_no_year", lang))
    return [Chart(word("caption_months", lang), word("unit_deadlines", lang), series, bars)]


def _limits(facts: Facts) -> list[Block]:
    one, lang = facts.promises, facts.lang
    if not one.limits:
        return []
    rank = _rank(facts.projects)
    shown = sorted(one.limits, key=lambda row: rank[id(row.owner)])[:MOST_DEADLINES]
    columns = (
        Column(word("column_project", lang), 34),
        Column(word("column_indicator", lang), 28),
        Column(word("column_value", lang), 38),
    )
    rows = tuple(Row((*_named(row, lang), (_value(row, lang),))) for row in shown)
    table = Table(word("caption_limits", lang), columns, rows)
    return (
        [note("limits_some", lang, limits=one.limit_count), table]
        if len(shown) < len(one.limits)
        else [table]
    )


def _of_largest(facts: Facts, dated: Sequence[Deadline]) -> list[Deadline]:
    """As many deadlines as fit, of the largest projects, still by date."""
    rank = _rank(facts.projects)
    chosen = sorted(dated, key=lambda one: rank[id(one.place.owner)])[:MOST_DEADLINES]
    return sorted(chosen, key=lambda one: one.order)


def _rank(projects: Iterable[Owned]) -> dict[int, int]:
    return {id(owner): place for place, owner in enumerate(by_budget(projects))}


def _date(one: Deadline, lang: Lang) -> Pieces:
    return (one.date,) if one.has_year else (one.date, word("no_year", lang))


def _named(row: OwnedRow, lang: Lang) -> tuple[tuple[Pieces, ...], ...]:
    return (project_name(row.owner, lang),), ((Printed(row.row.level3, 50),),)


def _value(row: OwnedRow, lang: Lang) -> Pieces:
    printed = Printed(row.row.value.text, 80)
    return (printed, word("open_value", lang)) if row.row.value.ambiguous else (printed,)
