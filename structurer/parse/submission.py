"""From a document to a submission: the sections of the document become projects."""

from dataclasses import replace

from structurer.errors import InputError
from structurer.models import (
    Budget,
    Document,
    Indicator,
    Place,
    Project,
    ReviewCode,
    Run,
    Source,
    Submission,
    Unread,
    Why,
)
from structurer.parse.amounts import read_amount
from structurer.parse.forms import Forms
from structurer.parse.goals import split_goals
from structurer.parse.header import Header, read_header
from structurer.parse.indicators import Stop, Surroundings, read_indicators
from structurer.parse.lines import periods_of
from structurer.parse.notes import Notes, add_text
from structurer.parse.prelude import Prelude, read_front, read_prelude, set_aside_blocks, set_aside_front
from structurer.parse.sections import cut_into_sections
from structurer.parse.tables import Section, Sections
from structurer.parse.year import budget_year
from structurer.text import fold
from structurer.version import __version__


def parse_document(document: Document, forms: Forms) -> Submission:
    """Find the target tables of `document` and return them as data, every printed character accounted for.

    Raises:
        InputError: no target table is found.
    """
    notes = Notes(document.unread)
    sections = cut_into_sections(document, forms, notes)
    if not sections.tables:
        raise InputError(
            "has no performance-target table in it: no row with labels such as 项目名称 or 指标值 was found "
            f"(read as {document.encoding or document.data_format})",
            hint="check that it is the right file; labels of your own forms go into structurer.toml",
        )
    projects, preludes = _read_tables(sections, document, forms, notes)
    title = read_front(preludes[0].front, notes)
    for prelude in preludes[1:]:
        set_aside_front(prelude.front, notes)
    set_aside_blocks(sections.rest, notes)
    if document.by_ocr:
        projects = [_marked(project, ReviewCode.OCR) for project in projects]
    return Submission(
        source=_source(document),
        document_title=title,
        fiscal_year=budget_year(title, projects),
        projects=tuple(projects),
        unread=_in_reading_order(notes),
        run=Run(version=__version__),
    )


def _source(document: Document) -> Source:
    return Source(
        name=document.name,
        sha256=document.sha256,
        format=document.data_format,
        encoding=document.encoding,
        bytes=document.size,
        warning=document.warning,
    )


def _read_tables(
    sections: Sections, document: Document, forms: Forms, notes: Notes
) -> tuple[list[Project], list[Prelude]]:
    """Read the tables in order; a line says the currency unit once above several projects of one table."""
    projects: list[Project] = []
    preludes: list[Prelude] = []
    for index, section in enumerate(sections.tables, 1):
        header, prelude = _read_above(section, forms, notes)
        if prelude.currency_unit is None and index > 1 and _goes_on(section, sections.tables[index - 2]):
            prelude.currency_unit = preludes[-1].currency_unit
        preludes.append(prelude)
        is_last = index == len(sections.tables) and not sections.rest
        around = Surroundings(
            _told_periods(section, forms),
            header.fields,
            header.extra,
            cells_are_whole=document.cells_are_whole,
            stop=(Stop.IN_CELL if document.open_ended else Stop.AT_ROW) if is_last else Stop.BELOW,
        )
        rows = read_indicators(section.indicators, forms, notes, around)
        projects.append(_project(index, section, (prelude, header, rows), forms))
    return projects, preludes


def _read_above(section: Section, forms: Forms, notes: Notes) -> tuple[Header, Prelude]:
    """Read the header of a table and what stands above it, and settle which of both goes first."""
    header = read_header(section.header, forms, notes)
    prelude = read_prelude(section.prelude, header.fields.get("project_name"), forms, notes)
    settle_currency(prelude, header, section, notes)
    if section.flat:
        section.flat.complete(header.fields, prelude, notes, is_in_label=bool(header.currencies))
    is_shared = section.flat is not None and section.flat.table.prelude is not prelude
    settle_unit(prelude, header, Notes() if is_shared else notes)  # the first project of a table says it
    settle_fields(prelude, header, notes)
    return header, prelude


def _project(
    index: int, section: Section, parts: tuple[Prelude, Header, tuple[Indicator, ...]], forms: Forms
) -> Project:
    prelude, header, indicators = parts
    fields = header.fields
    currency = prelude.currency_unit
    budget = _budget(fields, currency, forms)
    goals = fields.get("goals")
    return Project(
        index=index,
        heading=prelude.heading,
        title=prelude.title,
        unit_code=fields.get("unit_code", prelude.unit_code),
        unit_name=fields.get("unit_name", prelude.unit_name),
        currency_unit=currency,
        project_code=fields.get("project_code"),
        project_name=fields.get("project_name"),
        budget=budget,
        fund_purpose=fields.get("fund_purpose"),
        goals=split_goals(goals),
        goals_text=goals,
        payment_plan=None if header.payment_plan is None else tuple(header.payment_plan),
        extra=header.extra,
        needs_review=tuple(sorted(header.needs_review | _review(section, budget, currency, indicators))),
        place=_place(section, prelude),
        indicators=indicators,
    )


def _budget(fields: dict[str, str], currency: str | None, forms: Forms) -> Budget:
    return Budget(
        total=read_amount(fields.get("budget_total"), currency, forms),
        fiscal=read_amount(fields.get("budget_fiscal"), currency, forms),
        other=read_amount(fields.get("budget_other"), currency, forms),
    )


def _marked(project: Project, code: ReviewCode) -> Project:
    """`project` with `code` on itself and on every row."""
    rows = tuple(
        row.model_copy(update={"needs_review": tuple(sorted({*row.needs_review, code}))})
        for row in project.indicators
    )
    codes = tuple(sorted({*project.needs_review, code}))
    return project.model_copy(update={"needs_review": codes, "indicators": rows})


def _review(
    section: Section, budget: Budget, currency: str | None, indicators: tuple[Indicator, ...]
) -> set[ReviewCode]:
    unread = [
        amount
        for amount in (budget.total, budget.fiscal, budget.other)
        if amount.text and amount.amount is None
    ]
    codes: set[ReviewCode] = set()
    if unread:
        codes.add(ReviewCode.AMOUNT if currency else ReviewCode.NO_CURRENCY)
    if section.header_in_pieces:
        codes.add(ReviewCode.PIECES)
    if not indicators:
        codes.add(ReviewCode.NO_INDICATORS)
    if any(part.head.is_unclear for part in section.indicators):
        codes.add(ReviewCode.HALF_RECOGNISED)
    return codes


def _place(section: Section, prelude: Prelude) -> Place:
    """The place of a project: the line of its heading, the table of its first row; in a flat table its first row."""
    if section.flat and section.flat.place:
        return replace(section.flat.place, column=None)
    rows = section.header + [row for part in section.indicators for row in part.rows]
    first = rows[0].cells[0].place if rows else Place()
    head = prelude.place or first
    return Place(page=head.page, line=head.line, sheet=head.sheet or first.sheet, table=first.table)


def _told_periods(section: Section, forms: Forms) -> tuple[str, ...]:
    """What the header says of the periods of lists side by side."""
    are_beside = any(len(part.head.parts) > 1 for part in section.indicators)
    return periods_of(section.header, forms) if are_beside else ()


def settle_currency(prelude: Prelude, header: Header, section: Section, notes: Notes) -> None:
    """The unit that labels state goes before that of a line such as 单位：万元; two units that differ are none."""
    header.currencies |= prelude.currencies
    line = prelude.currency_unit or header.currency_line
    if prelude.currency_unit and header.currency_line:
        notes.append(Unread(_table_of(section.place), header.currency_line, Why.LABEL))
    if header.currencies and line:
        notes.append(Unread(_table_of(section.place), line, Why.LABEL))
    stated = header.currencies or ({line} if line else set())
    prelude.currency_unit = stated.copy().pop() if len(stated) == 1 else None


def settle_unit(prelude: Prelude, header: Header, notes: Notes) -> None:
    """A unit in a header line goes before the one above the table."""
    for name in ("unit_code", "unit_name"):
        above = getattr(prelude, name)
        if above is not None and header.fields.get(name):
            is_same = fold(above) == fold(header.fields[name])
            why = Why.REPEATED if is_same else Why.NO_TARGET_TABLE
            notes.append(Unread(prelude.place or Place(), above, why))
            setattr(prelude, name, None)
        elif above is not None:
            header.fields.pop(name, None)


def settle_fields(prelude: Prelude, header: Header, notes: Notes) -> None:
    """Fields of the header go before those of the lines above the table; goals of all years give way to the year's."""
    place = prelude.place or Place()
    if (long := prelude.fields.pop("goals_second", None)) is not None:
        is_second = bool(header.fields.get("goals") or prelude.fields.get("goals"))
        if not is_second or prelude.long_goals in prelude.extra:
            notes.append(Unread(place, prelude.long_goals, Why.LABEL))
        if is_second:
            add_text(prelude.extra, prelude.long_goals, long)
        else:
            add_text(prelude.fields, "goals", long)
    for above, below in ((prelude.fields, header.fields), (prelude.extra, header.extra)):
        for name, text in above.items():
            if below is header.extra and name in below:
                notes.append(Unread(place, name, Why.LABEL))
            if not (before := below.get(name)):
                below[name] = text
            elif text:
                is_same = fold(before) == fold(text)
                notes.append(Unread(place, text, Why.REPEATED if is_same else Why.NO_TARGET_TABLE))


def _table_of(place: Place) -> Place:
    return Place(page=place.page, sheet=place.sheet, table=place.table)


def _goes_on(section: Section, above: Section) -> bool:
    """Tell whether a project stands in the table of the one above, with nothing of a table that names it in its rows."""
    table = _table_of(section.place)
    return section.flat is None and table.table is not None and table == _table_of(above.place)


def _in_reading_order(notes: Notes) -> tuple[Unread, ...]:
    """Put texts in the order of the document: by line, and by table and row where there are no lines.

    A paragraph without a line was given the row above it, which is not where it stands.
    """
    return tuple(
        replace(one, place=replace(one.place, table=None, row=None))
        if one.place.column is None and one.place.line is None and one.place.row is not None
        else one
        for one in sorted(notes, key=_reading_order)
    )


def _reading_order(unread: Unread) -> tuple[int, int, int, int, int]:
    place = unread.place
    return (place.page or 0, place.line or 0, place.table or 0, place.row or 0, place.column or 0)
