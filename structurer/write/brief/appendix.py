"""Where every figure of a briefing comes from, and the documents that it rests on."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from structurer.figures.figure import Figure, Lang, Ref, Unit
from structurer.models import Submission
from structurer.models.finding import FieldName
from structurer.write.brief.facts import Facts
from structurer.write.brief.model import Column, Pieces, Printed, Row, Section, Table, Told
from structurer.write.brief.phrases import fill, note, word
from structurer.write.brief.printed import cut, exact_text, figure_text, on_one_line
from structurer.write.words import FIELD_ZH

_MOST_PLACES = 200  # characters
_LONGEST_NAME = 60
_SHA = 16


def appendix(figures: Sequence[Figure], facts: Facts) -> tuple[Section, ...]:
    """The sections behind the text: all its figures in the order of first use, and the documents."""
    lang = facts.lang
    columns = (
        Column(word("column_number", lang), 7),
        Column(word("column_name", lang), 25),
        Column(word("column_amount", lang), 15, is_number=True),
        Column(word("column_formula", lang), 21),
        Column(word("column_basis", lang), 32),
    )
    places = _Places(facts)
    rows = tuple(_row(number, figure, places, lang) for number, figure in enumerate(figures, 1))
    table = Table(word("caption_figures", lang), columns, rows, is_fine=True)
    return (
        Section(fill("heading_figures", lang), (note("appendix_intro", lang), table), on_new_page=True),
        _documents(facts),
    )


def _row(number: int, figure: Figure, places: "_Places", lang: Lang) -> Row:
    value: list[Pieces] = [(value_with_unit(figure, lang),)]
    if figure.unit is Unit.YUAN:
        yuan = exact_text(figure.number)
        value.append((f"{yuan}元" if lang == "zh" else f"{yuan} yuan",))
    cells: tuple[tuple[Pieces, ...], ...] = (
        ((f"F{number}",),),
        ((Told(figure.name.of(lang), most=160),),),
        tuple(value),
        ((Told(figure.formula.of(lang), most=200),),),
        ((Told(places.of(figure, f"F{number}"), most=_MOST_PLACES + 120),),),
    )
    return Row(cells, figure)


def value_with_unit(figure: Figure, lang: Lang) -> str:
    """The value as the text shows it, amounts with their unit."""
    text = figure_text(figure, lang)
    if figure.unit is not Unit.YUAN:
        return text
    return f"{text}万元" if lang == "zh" else f"CNY {text} million"


class _Marks(NamedTuple):
    """What stands between places."""

    colon: str
    also: str
    between: str
    ends: str


_MARKS = {"zh": _Marks("：", "、", "，", "；"), "en": _Marks(": ", "+", ", ", "; ")}


class _Places:
    """Says where a figure comes from: documents, projects and rows, neighbours together."""

    def __init__(self, facts: Facts) -> None:
        self._lang = facts.lang
        self._marks = _MARKS[facts.lang]
        self._all_projects = {owner.ref() for owner in facts.projects}
        self._all_rows = {owner.ref(row.row) for owner in facts.projects for row in owner.project.indicators}
        self._listed_by: dict[tuple[Ref, ...], str] = {}

    def of(self, figure: Figure, number: str) -> str:
        """The places of the figure that goes by `number`; a long list is written once."""
        basis = dict.fromkeys(figure.basis)
        if not basis:
            return word("places_none", self._lang)
        before = self._listed_by.setdefault(figure.basis, number)
        if before != number and len(basis) > 1:
            return word("places_as", self._lang).format(number=before)
        field = figure.basis[0].field
        said = _field(field, self._lang) + self._marks.colon if field else ""
        bare = {ref._replace(field=None) for ref in basis}
        if len(bare) > 1 and bare == self._all_projects:
            return said + word("places_all_projects", self._lang)
        if len(bare) > 1 and bare == self._all_rows:
            return said + word("places_all_rows", self._lang)
        return said + self._listed(list(basis))

    def _listed(self, basis: list[Ref]) -> str:
        parts: list[str] = []
        length = 0
        for document, refs in groupby(basis, key=lambda ref: ref.document):
            name = cut(on_one_line(document), _LONGEST_NAME)
            part = self._marks.colon.join(filter(None, (name, _projects(refs, self._marks))))
            length += len(part)
            if length > _MOST_PLACES:
                first = [] if parts else [part[:_MOST_PLACES].rsplit(self._marks.between, 1)[0]]
                more = word("places_more", self._lang).format(count=f"{len(basis):,}")
                parts = [*parts, *first, more]
                break
            parts.append(part)
        return self._marks.ends.join(parts)


def _field(field: FieldName, lang: Lang) -> str:
    return FIELD_ZH[field] if lang == "zh" else field.replace("_", " ")


def _projects(refs: Iterable[Ref], marks: _Marks) -> str:
    parts: list[str] = []
    whole: list[int] = []
    rows: dict[int, list[int]] = {}
    for ref in refs:
        if ref.project is None:
            continue
        if ref.row is None:
            whole.append(ref.project)
        else:
            rows.setdefault(ref.project, []).append(ref.row)
    parts += [_ranges(whole, marks)] if whole else []
    parts += [f"{project}/{_ranges(those, marks)}" for project, those in rows.items()]
    return marks.between.join(parts)


def _ranges(numbers: Iterable[int], marks: _Marks) -> str:
    """`1–4、7`: numbers with neighbours together."""
    ordered = sorted(set(numbers))
    runs = groupby(enumerate(ordered), key=lambda one: one[1] - one[0])
    said = []
    for _, run in runs:
        members = [number for _, number in run]
        said.append(f"{members[0]}–{members[-1]}" if len(members) > 1 else f"{members[0]}")
    return marks.also.join(said)


def _documents(facts: Facts) -> Section:
    lang = facts.lang
    columns = (
        Column(word("column_document", lang), 28),
        Column(word("column_projects", lang), 10, is_number=True),
        Column(word("column_year", lang), 14),
        Column(word("column_sha", lang), 26),
        Column(word("column_made_by", lang), 22),
    )
    rows = tuple(
        Row(
            (
                ((Printed(one.name, 80),),),
                ((str(len(one.submission.projects)),),),
                ((_year(one.submission) or word("none", lang),),),
                ((Printed(one.submission.source.sha256[:_SHA], _SHA),),),
                ((Printed(_made_by(one.submission), 60),),),
            )
        )
        for one in facts.results
    )
    table = Table(word("caption_documents", lang), columns, rows, is_fine=True)
    return Section(fill("heading_documents", lang), (table,))


def _year(submission: Submission) -> str:
    return str(submission.fiscal_year.value) if submission.fiscal_year else ""


def _made_by(submission: Submission) -> str:
    return " · ".join(filter(None, (f"structurer {submission.run.version}", submission.run.model)))
