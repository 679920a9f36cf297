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
)
from structurer.parse.amounts import read_amount
from structurer.parse.forms import Forms
from structurer.parse.goals import split_goals
from structurer.parse.header import Header, read_header
from structurer.parse.indicators import Stop, read_indicators
from structurer.parse.notes import Notes
from structurer.parse.prelude import Prelude, read_front, read_prelude, set_aside_blocks, set_aside_front
from structurer.parse.sections import Section, cut_into_sections
from structurer.parse.year import budget_year
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
    title: str | None = None
    projects: list[Project] = []
    for index, section in enumerate(sections.tables, 1):
        header = read_header(section.header, forms, notes)
        prelude = read_prelude(section.prelude, header.fields.get("project_name"), forms, notes)
        if section.flat:
            section.flat.complete(header.fields, prelude, notes)
        if index == 1:
            title = read_front(prelude.front, notes)
        else:
            set_aside_front(prelude.front, notes)
        stop = Stop.BELOW
        if index == len(sections.tables) and not sections.rest:
            stop = Stop.IN_CELL if document.open_ended else Stop.AT_ROW
        rows = read_indicators(section.indicators, forms, notes, extra=header.extra, stop=stop)
        projects.append(_project(index, section, (prelude, header, rows), forms))
    set_aside_blocks(sections.rest, notes)
    if document.by_ocr:
        projects = [_marked(project, ReviewCode.OCR) for project in projects]
    return Submission(
        source=Source(
            name=document.name,
            sha256=document.sha256,
            format=document.data_format,
            encoding=document.encoding,
            bytes=document.size,
            warning=document.warning,
        ),
        document_title=title,
        fiscal_year=budget_year(title, projects),
        projects=tuple(projects),
        unread=tuple(sorted(notes, key=_reading_order)),
        run=Run(version=__version__),
    )


def _project(
    index: int, section: Section, parts: tuple[Prelude, Header, tuple[Indicator, ...]], forms: Forms
) -> Project:
    prelude, header, indicators = parts
    fields = header.fields
    currency = prelude.currency_unit
    budget = Budget(
        total=read_amount(fields.get("budget_total"), currency, forms),
        fiscal=read_amount(fields.get("budget_fiscal"), currency, forms),
        other=read_amount(fields.get("budget_other"), currency, forms),
    )
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
    return codes


def _place(section: Section, prelude: Prelude) -> Place:
    """The place of a project: the line of its heading, the table of its first row; in a flat table its first row."""
    if section.flat and section.flat.place:
        return replace(section.flat.place, column=None)
    rows = section.header + [row for part in section.indicators for row in part.rows]
    first = rows[0].cells[0].place if rows else Place()
    head = prelude.place or first
    return Place(page=head.page, line=head.line, sheet=head.sheet or first.sheet, table=first.table)


def _reading_order(unread: Unread) -> tuple[int, int, int, int]:
    place = unread.place
    return (place.page or 0, place.line or 0, place.row or 0, place.column or 0)
