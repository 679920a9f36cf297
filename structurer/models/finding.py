"""What the QA pass says: findings, each tied to cells and an authority; and what a model says about them."""

from enum import StrEnum
from typing import Literal

from structurer.models.base import Model


class Severity(StrEnum):
    """How much a finding weighs: an error cannot be accepted, a warning a reviewer would ask about."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


FieldName = Literal[
    "title",
    "unit_code",
    "unit_name",
    "currency_unit",
    "project_code",
    "project_name",
    "budget_total",
    "budget_fiscal",
    "budget_other",
    "fund_purpose",
    "goals",
    "payment_plan",
    "level1",
    "level2",
    "level3",
    "description",
    "value",
    "basis",
    "weight",
]


class CellRef(Model):
    """A cell of a document: `row` is null for the project's header.

    `document` is the name of the file; where two that are checked together share it, the later is called name~2.
    """

    document: str
    project: int
    row: int | None
    field: FieldName


class Quote(Model):
    """A verbatim piece of a cell: `cell` counts a finding's cells from 0, [start, end) are offsets into its text."""

    cell: int
    quote: str
    start: int
    end: int


class Finding(Model):
    """One thing a budget reviewer would object to (审核意见).

    `rows` and `project` repeat what `cells` says; `rows` is empty where only the header is concerned. `confirmed`
    is null while a candidate waits for a judgement that no model has given. `suppressed` is the reason for which a
    person accepts it (settings, `check.suppress`); null: nobody does.
    """

    rule: str
    name: str
    starred: bool
    severity: Severity
    project: int
    rows: tuple[int, ...]
    message_zh: str
    message_en: str
    cells: tuple[CellRef, ...]
    evidence: tuple[Quote, ...]
    authority: tuple[str, ...]
    suggestion: str
    decided_by: Literal["rule", "llm"] = "rule"
    confirmed: bool | None = True
    suppressed: str | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether the default view has it: of a starred rule, above info level, and accepted by nobody."""
        return self.starred and self.severity is not Severity.INFO and self.suppressed is None


class Cause(StrEnum):
    """What kept a rule from judging."""

    NO_MODEL = "no_model"  # only a model can judge it, and none was asked
    SKIPPED = "skipped"  # the document does not say what the rule needs
    FAILED = "failed"  # the rule broke; the others went on


class Unjudged(Model):
    """A rule that could not judge: `project` is null where that is so for all projects of the document."""

    rule: str
    project: int | None
    cause: Cause
    why: str


class RemarkQuote(Model):
    """A verbatim piece of a row's cell, or of the project's header (`row` null)."""

    row: int | None
    field: FieldName
    quote: str


class Remark(Model):
    """A model's answer about one project: that a rule's candidate holds or not, or a finding of its own.

    `rows` names the rows concerned; empty means the project as a whole. Every quote was checked to be verbatim.
    """

    rule: str
    rows: tuple[int, ...]
    holds: bool
    quotes: tuple[RemarkQuote, ...]
    reason: str
