"""What rules look at: a row, a project, a submission and a portfolio, with the questions that rules ask of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from structurer.check.texts import bare, cited, shown
from structurer.models import Indicator, IndicatorValue, Project, Submission
from structurer.models.finding import FieldName, Remark, RemarkQuote
from structurer.models.value import Target
from structurer.settings import CheckSettings
from structurer.text import fold


class Section(StrEnum):
    """What a row measures, from its level-2 term or, where a form has none, its level-1 term."""

    QUANTITY = "数量"
    QUALITY = "质量"
    TIME = "时效"
    COST = "成本"
    ECONOMIC = "经济"
    SOCIAL = "社会"
    ECOLOGICAL = "生态"
    LASTING = "可持续"
    SATISFACTION = "满意"


_OTHER_WORDS = {"环境": Section.ECOLOGICAL}
_BENEFITS = (Section.ECONOMIC, Section.SOCIAL, Section.ECOLOGICAL, Section.LASTING)


class Cell(NamedTuple):
    """A cell while rules are at work; a finding holds the same as `CellRef`."""

    document: str
    project: int
    row: int | None
    field: FieldName


class Spot(NamedTuple):
    """A piece of a cell: the whole cell, or what a finding quotes of it; an empty cell has an empty quote."""

    cell: Cell
    quote: str
    start: int


def _spot(cell: Cell, text: str, quote: str | None, start: int | None) -> Spot:
    if quote is None:
        return Spot(cell, text, 0)
    at = text.find(quote) if start is None else start
    if text[at : at + len(quote)] != quote or at < 0:
        raise ValueError(f"{quote!r} is not at {at} in {cell.field}")
    return Spot(cell, quote, at)


@lru_cache(maxsize=1024)
def _section(level2: str, level1: str) -> Section | None:
    """What the terms of a row say; kept, because the same few come again on every row."""
    for level in (fold(level2), fold(level1)):
        if found := next((one for one in Section if one.value in level), None):
            return found
        if found := next((one for word, one in _OTHER_WORDS.items() if word in level), None):
            return found
    return None


@dataclass(frozen=True, eq=False)
class RowView:
    """One indicator row as a rule sees it. `name` and `description` are folded: without any white space."""

    project: "ProjectView"
    indicator: Indicator

    @property
    def number(self) -> int:
        """The row's number, counted from 1 within its project."""
        return self.indicator.row

    @cached_property
    def value(self) -> IndicatorValue:
        """The value; its kind and targets are set."""
        return self.indicator.value

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets of the value that hold a number or a date; a time in words alone (汛期前) is for T05 to judge."""
        return tuple(
            one
            for one in self.indicator.value.targets
            if one.number is not None or one.date_to or one.date_from
        )

    @cached_property
    def target(self) -> Target | None:
        """The target of a value that has one only."""
        return self.targets[0] if len(self.targets) == 1 else None

    @cached_property
    def name(self) -> str:
        """The level-3 name, folded."""
        return fold(self.indicator.level3)

    @cached_property
    def description(self) -> str:
        """The description, folded; empty where the form has none."""
        return fold(self.indicator.description or "")

    @cached_property
    def section(self) -> Section | None:
        """What the row measures; null where neither level says it."""
        return _section(self.indicator.level2, self.indicator.level1)

    @property
    def is_benefit(self) -> bool:
        """Tell whether this is a 效益 row of any kind."""
        return self.section in _BENEFITS or (
            self.section is None and any(word in fold(self.indicator.level1) for word in ("效益", "效果"))
        )

    @property
    def shown_name(self) -> str:
        """The name as a message quotes it."""
        return cited(shown(self.indicator.level3))

    @property
    def shown_value(self) -> str:
        """The value as a message quotes it."""
        return cited(self.value.text)

    def text(self, name: FieldName) -> str:
        """A cell of the row as printed; empty where it is blank or the form has no such column."""
        if name == "value":
            return self.value.text
        text: str | None = getattr(self.indicator, name)
        return text or ""

    def spot(self, name: FieldName, quote: str | None = None, start: int | None = None) -> Spot:
        """A cell of the row, or the piece `quote` of it that begins at `start` (default: where it is found first).

        Raises:
            ValueError: the cell does not print `quote` there.
        """
        cell = Cell(self.project.document, self.project.index, self.number, name)
        return _spot(cell, self.text(name), quote, start)


@dataclass(frozen=True, eq=False)
class ProjectView:
    """One project as a rule sees it; `year` is the budget year of its submission."""

    document: str
    project: Project
    year: int | None
    settings: CheckSettings

    @property
    def index(self) -> int:
        """The project's number in its document, counted from 1."""
        return self.project.index

    @cached_property
    def rows(self) -> tuple[RowView, ...]:
        """All indicator rows in printed order."""
        return tuple(RowView(self, row) for row in self.project.indicators)

    def row(self, number: int) -> RowView | None:
        """The row of that number."""
        return next((row for row in self.rows if row.number == number), None)

    def rows_of(self, *sections: Section) -> tuple[RowView, ...]:
        """The rows of these sections, in printed order."""
        if len(sections) == 1:
            return self._by_section.get(sections[0], ())
        return tuple(row for row in self.rows if row.section in sections)

    @cached_property
    def _by_section(self) -> dict[Section | None, tuple[RowView, ...]]:
        found: dict[Section | None, list[RowView]] = {}
        for row in self.rows:
            found.setdefault(row.section, []).append(row)
        return {section: tuple(rows) for section, rows in found.items()}

    @cached_property
    def goals(self) -> str:
        """The goals as they are compared."""
        return bare(self.text("goals"))

    @cached_property
    def purpose(self) -> str:
        """The purpose of the funds as it is compared."""
        return bare(self.text("fund_purpose"))

    @property
    def budget(self) -> Decimal | None:
        """预算数 in yuan; null where it is blank or no amount."""
        return self.project.budget.total.amount

    def prints(self, name: FieldName) -> bool:
        """Tell whether the form prints that header label at all, be its cell empty or not."""
        return self._printed(name) is not None

    def text(self, name: FieldName) -> str:
        """A header cell as printed; empty where it is blank or the form has no such label."""
        return self._printed(name) or ""

    def spot(self, name: FieldName, quote: str | None = None, start: int | None = None) -> Spot:
        """A header cell, or a piece of it; see `RowView.spot`."""
        cell = Cell(self.document, self.index, None, name)
        return _spot(cell, self.text(name), quote, start)

    def quoted(self, remark: Remark) -> tuple[Spot, ...]:
        """What a model quotes, as spots.

        Raises:
            ValueError: a row does not exist, or a cell does not print a quote.
        """
        return tuple(self._quoted(quote) for quote in remark.quotes)

    def _quoted(self, quote: RemarkQuote) -> Spot:
        if quote.row is None:
            return self.spot(quote.field, quote.quote)
        if row := self.row(quote.row):
            return row.spot(quote.field, quote.quote)
        raise ValueError(f"there is no row {quote.row}")

    def _printed(self, name: FieldName) -> str | None:
        project = self.project
        if name.startswith("budget_"):
            amount: str | None = getattr(project.budget, name.removeprefix("budget_")).text
            return amount
        if name == "goals":
            return project.goals_text
        if name == "payment_plan":
            plan = project.payment_plan
            return None if plan is None else "\n".join(f"{one.label} {one.text}".strip() for one in plan)
        text: str | None = getattr(project, name)
        return text


@dataclass(frozen=True, eq=False)
class SubmissionView:
    """One submission as a rule sees it; `document` is what its cells call it, by default the name of its source."""

    submission: Submission
    settings: CheckSettings = field(default_factory=CheckSettings)
    document: str = ""

    @cached_property
    def projects(self) -> tuple[ProjectView, ...]:
        """All projects in printed order."""
        year = self.submission.fiscal_year.value if self.submission.fiscal_year else None
        name = self.document or self.submission.source.name
        return tuple(ProjectView(name, project, year, self.settings) for project in self.submission.projects)


@dataclass(frozen=True, eq=False)
class Portfolio:
    """All projects that are checked together, in order: those of one submission, or of many."""

    projects: tuple[ProjectView, ...]

    @classmethod
    def of(cls, submissions: Iterable[SubmissionView]) -> "Portfolio":
        """The projects of several submissions."""
        return cls(tuple(project for one in submissions for project in one.projects))
