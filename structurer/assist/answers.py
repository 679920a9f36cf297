"""What a model is asked to answer. Docstrings and descriptions go to the provider: they are prompt text.

The reason and the evidence stand before the verdict, so that they are written before it.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from structurer.models.finding import FieldName
from structurer.models.proposal import Category
from structurer.models.value import Comparator, Confidence, Direction, Grade, Kind, TargetKind

QuotedField = Literal[
    "project_name", "fund_purpose", "goals", "level1", "level2", "level3", "description", "value", "basis"
]
Level2 = Literal[
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "满意度指标",
]


class AnswerModel(BaseModel):
    """A closed object."""

    model_config = ConfigDict(extra="forbid")


class Cited(AnswerModel):
    """A verbatim piece of one cell."""

    field: QuotedField = Field(description="the cell that is quoted")
    quote: str = Field(
        description="copied from that cell character by character, as short as proves the point"
    )


class RowVerdict(AnswerModel):
    """What one value cell means."""

    row: str = Field(description="the row's id as given, such as r3")
    reason: str = Field(description="one short sentence: which question decides and why")
    evidence: list[Cited] = Field(min_length=1, max_length=3)
    kind: Kind
    grade: Grade | None = Field(description="for kind graded only, else null")
    direction: Direction
    checkable: bool
    targets: list[str] = Field(
        description="each number or time that is a target, copied from the value cell with its sign and unit; else []"
    )
    suggested_level2: Level2 | None = Field(
        description="only if the row is filed under the wrong level 2, else null"
    )
    confidence: Confidence


class Classification(AnswerModel):
    """One entry for each row asked about, in the order given, no other rows."""

    rows: list[RowVerdict]


class TargetReading(AnswerModel):
    """One target that the value cell states."""

    kind: TargetKind
    comparator: Comparator
    number: str | None
    number_max: str | None
    unit: str | None
    unit_code: str | None
    base_value: str | None
    per: str | None
    date_from: str | None
    date_to: str | None


class RowReading(AnswerModel):
    """What one value cell means, and every target it states."""

    row: str = Field(description="the row's id as given, such as r3")
    reason: str = Field(description="one short sentence: which question decides and why")
    evidence: list[Cited] = Field(min_length=1, max_length=3)
    kind: Kind
    grade: Grade | None = Field(description="for kind graded only, else null")
    direction: Direction
    checkable: bool
    targets: list[TargetReading]
    confidence: Confidence


class WholeReading(AnswerModel):
    """One entry for each row, in the order given, no other rows."""

    rows: list[RowReading]


class FillProposal(AnswerModel):
    """What a row leaves out, taken from the words of the row or the project."""

    row: str = Field(description="the row's id as given, such as r3")
    reason: str = Field(description="one short sentence")
    evidence: list[Cited] = Field(min_length=1, max_length=3)
    field: Literal["unit", "comparator", "year"]
    value: str = Field(
        description="a unit such as % or 个月; a comparator eq, ge, le, gt, lt; or a year of four digits"
    )
    confidence: Confidence


class CategoryProposal(AnswerModel):
    """The kind of spending."""

    reason: str = Field(description="one short sentence")
    evidence: list[Cited] = Field(min_length=1, max_length=3)
    value: Category


class Filling(AnswerModel):
    """The project's category, and fills only where the words prove them."""

    category: CategoryProposal
    fills: list[FillProposal]


class Fact(AnswerModel):
    """Something the project states, which the summary says again."""

    row: str | None = Field(description="the row's id, or null for the header")
    field: QuotedField
    quote: str = Field(description="copied from that cell character by character")


class SummaryText(AnswerModel):
    """A project in plain words, after the facts it rests on."""

    facts: list[Fact] = Field(min_length=1, max_length=8)
    headline: str
    text: str
    key_rows: list[str] = Field(
        max_length=3, description="ids of up to three rows that matter most to a citizen"
    )


class RemarkQuoted(AnswerModel):
    """A verbatim piece of a row's cell, or of the header."""

    row: str | None = Field(description="the row's id, or null for the header")
    field: FieldName
    quote: str = Field(description="copied from that cell character by character")


class RemarkAnswer(AnswerModel):
    """One judgement: about a candidate, or an objection of your own to a question."""

    rule: str = Field(description="the id of the candidate's rule or of the question")
    rows: list[str] = Field(description="the rows concerned; [] for the project as a whole")
    reason: str = Field(description="one short sentence")
    quotes: list[RemarkQuoted] = Field(min_length=1, max_length=4)
    holds: bool = Field(description="true: the objection stands; false: the quote clears the candidate")


class Appraisal(AnswerModel):
    """One remark for every candidate, and remarks with holds=true for questions that find something."""

    remarks: list[RemarkAnswer]


COMPARATORS = tuple(one.value for one in Comparator)
