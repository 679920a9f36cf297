"""A submission as data: what `structurer run` writes. Field names are public; see the JSON Schema in schemas/."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from structurer.models.base import Exact, Model
from structurer.models.finding import Finding, Unjudged
from structurer.models.place import Place, Unread
from structurer.models.proposal import CategoryChoice, Fill, Summary
from structurer.models.value import IndicatorValue

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class ReviewCode(StrEnum):
    """Why a person should look at what was parsed."""

    CUT = "cut"  # the source ends inside this row
    NO_VALUE = "no_value"  # the row prints no target
    NO_INDICATORS = "no_indicators"  # the project prints no indicator row
    PIECES = "pieces"  # the row was printed in pieces and put together
    SHIFTED = "shifted"  # a cell stood beside its column
    SURPLUS = "surplus_cells"  # the row prints more than the table has columns for
    AMOUNT = "amount_unreadable"  # an amount of the header is no amount of money
    NO_CURRENCY = "no_currency_unit"  # amounts are printed without a unit, so they have no value in yuan
    INSTRUCTIONS = "instructions_in_text"  # a cell speaks to the reader's program instead of stating a target
    MODEL_REJECTED = "model_answer_rejected"  # no answer of the model held; the rule's guess stands
    MODEL_UNAVAILABLE = "model_not_reached"  # the model was to be asked and could not be
    REFUSED = "reading_rejected"  # a person says that no reading of the value holds
    HALF_RECOGNISED = "half_recognised"  # of its columns, that of the name or the value is none that is known
    OCR = "read_by_ocr"  # text recognition read the file from pictures, and it errs
    INSTALMENTS = "payment_plan_incomplete"  # shares that could not be given to their dates


class Source(Model):
    """The file that was read; `warning` says what is odd about it, such as a suffix of another format."""

    name: str
    sha256: str
    format: str
    encoding: str | None
    bytes: int
    warning: str | None = None


class FiscalYear(Model):
    """The budget year (预算年度) and where it was read: the title, the project names or the texts."""

    value: int
    basis: Literal["document_title", "headings", "project_names", "texts"] = Field(alias="from")


class Amount(Model):
    """An amount of the header: `text` as printed (null: the form has no such cell), `amount` in yuan (元)."""

    text: str | None = None
    amount: Exact | None = None


class Budget(Model):
    """预算数, 其中：财政资金, 其他资金."""

    total: Amount = Amount()
    fiscal: Amount = Amount()
    other: Amount = Amount()


class Instalment(Model):
    """One date of the payment plan (资金支出计划); `percent` is the share of the budget spent by then, cumulative."""

    label: str
    text: str
    percent: Exact | None = None


class Indicator(Model):
    """One indicator row (绩效指标).

    `level1` and `level2` are carried down over merged cells; what the row itself prints is in `level1_printed`
    and `level2_printed`. `period` tells of which list an indicator is where the form prints two, that of the year and
    that of all years of the project. `place` is that of the value, `row_place` that of the row's first cell. `extra`
    holds columns without a field of their own, by their printed header.
    """

    row: int
    level1: str
    level1_printed: str
    level2: str
    level2_printed: str
    level3: str
    description: str | None = None
    basis: str | None = None
    weight: str | None = None
    period: Literal["年度", "实施期"] | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    value: IndicatorValue
    fills: tuple[Fill, ...] = ()
    suggested_level2: str | None = None
    needs_review: tuple[ReviewCode, ...] = ()
    place: Place
    row_place: Place


class Project(Model):
    """One target table (项目支出绩效目标表).

    `heading` is printed above the table, `title` is the heading without its number and line breaks. A header field
    the form does not print is null; one it prints and leaves empty is "". `goals` are the items of `goals_text`
    without their numbers. `extra` holds header lines without a field of their own, by their printed label.
    """

    index: int
    heading: str | None
    title: str | None
    unit_code: str | None
    unit_name: str | None
    currency_unit: str | None
    project_code: str | None
    project_name: str | None
    budget: Budget
    fund_purpose: str | None
    goals: tuple[str, ...]
    goals_text: str | None
    payment_plan: tuple[Instalment, ...] | None
    extra: dict[str, str]
    needs_review: tuple[ReviewCode, ...] = ()
    category: CategoryChoice | None = None
    summary: Summary | None = None
    place: Place
    indicators: tuple[Indicator, ...]


class Run(Model):
    """What made this result; no clock, so that the same input gives the same bytes."""

    version: str
    prompts: dict[str, str] = Field(default_factory=dict)
    model: str | None = None
    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


class Submission(Model):
    """Everything one file says. Every printed character is in exactly one field or in `unread`.

    `findings` and `unjudged` are empty until the submission is checked.
    """

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    source: Source
    document_title: str | None
    fiscal_year: FiscalYear | None
    projects: tuple[Project, ...]
    findings: tuple[Finding, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()
    unread: tuple[Unread, ...]
    run: Run
