"""What an indicator promises: the value model."""

from enum import StrEnum
from typing import Literal, NamedTuple

from structurer.models.base import Exact, Model


class Kind(StrEnum):
    """What a value is; the questions are asked in this order, the first yes decides."""

    COMPOSITE = "composite"
    MALFORMED = "malformed"
    PERCENTAGE = "percentage"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    FREQUENCY = "frequency"
    QUANTITY = "quantity"
    ZERO_EVENT = "zero_event"
    REFERENCE = "reference"
    BINARY = "binary"
    GRADED = "graded"
    NARRATIVE = "narrative"


TargetKind = Literal[Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION, Kind.DATE, Kind.FREQUENCY, Kind.QUANTITY]


class Grade(StrEnum):
    """How much a degree word says: marked (显著), effective (有效), basic (基本), plain (no degree word)."""

    MARKED = "marked"
    EFFECTIVE = "effective"
    BASIC = "basic"
    PLAIN = "plain"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    EXACT = "exact"


class Comparator(StrEnum):
    """How a number bounds; nothing printed is eq."""

    EQ = "eq"
    GE = "ge"
    LE = "le"
    GT = "gt"
    LT = "lt"
    BETWEEN = "between"


LOWER_BOUNDS = (Comparator.GE, Comparator.GT)
UPPER_BOUNDS = (Comparator.LE, Comparator.LT)


class Target(Model):
    """One machine-readable target.

    `number` is exact and as printed, `base_value` the same in `unit_code` (114万元 is 1140000 CNY). `unit` is printed
    without its divisor, which is `per`. Dates are ISO 8601 at the precision printed; `--10` is October of no year.
    `span` are the offsets of the characters read, in the value's text. A time that is stated in words alone (汛期前) has
    its kind, comparator and span, and neither number nor date.
    """

    kind: TargetKind
    comparator: Comparator
    number: Exact | None = None
    number_max: Exact | None = None
    unit: str | None = None
    unit_code: str | None = None
    base_value: Exact | None = None
    per: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    condition: str | None = None
    span: tuple[int, int]


class Question(StrEnum):
    """What a rule could not settle from the cell and its row."""

    MONTH = "month"  # N月: months long, or a month of the year?
    UNIT = "unit"  # a number without a unit
    TIMES = "times"  # 次数: how many, or how often?
    HIDDEN_TARGET = "hidden_target"  # a sentence with a number in it: is that the target?
    FREE_TEXT = "free_text"  # words that no lexicon settles


class Reading(Model):
    """One way to read an ambiguous cell."""

    kind: Kind
    targets: tuple[Target, ...] = ()


class Ambiguity(Model):
    """A question left open, with the candidate readings; the value itself carries the best guess."""

    question: Question
    readings: tuple[Reading, ...]


class Evidence(Model):
    """A verbatim piece of the row, or of the project's header, that a decision rests on."""

    field: str
    quote: str


class Provenance(Model):
    """Which answer a decision of a model comes from: prompt `task/version`, model, and the key of the request."""

    prompt: str
    model: str
    request: str


Confidence = Literal["high", "medium", "low"]


class Decision(Model):
    """A decision that a later one beat: what the value was before."""

    kind: Kind | None
    targets: tuple[Target, ...]
    grade: Grade | None
    direction: Direction | None
    checkable: bool | None
    decided_by: Literal["rule", "llm", "human"] | None
    ambiguous: tuple[Ambiguity, ...] = ()


class IndicatorValue(Model):
    """The value cell (指标值) and what it means.

    `text` is the cell as printed, outer white space trimmed, inner line breaks kept; nothing changes it afterwards.
    `kind` and all else is null or empty until the value is normalized. `decided_by` says who set the kind; where
    `ambiguous` is not empty the rules left it open and it is their best guess. `history` holds what was beaten: a
    human's decision beats a model's, a model's beats a best guess. `provenance` is set where a model decided, `ruling`
    where a person did: the id of a line of decisions.jsonl. A person who says that no reading holds leaves `kind` null.
    """

    text: str
    kind: Kind | None = None
    targets: tuple[Target, ...] = ()
    grade: Grade | None = None
    direction: Direction | None = None
    checkable: bool | None = None
    decided_by: Literal["rule", "llm", "human"] | None = None
    ambiguous: tuple[Ambiguity, ...] = ()
    history: tuple[Decision, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    confidence: Confidence | None = None
    provenance: Provenance | None = None
    ruling: str | None = None

    def as_decision(self) -> Decision:
        """What the value is now, for the history of whoever beats it."""
        return Decision(
            kind=self.kind,
            targets=self.targets,
            grade=self.grade,
            direction=self.direction,
            checkable=self.checkable,
            decided_by=self.decided_by,
            ambiguous=self.ambiguous,
        )


class RowContext(NamedTuple):
    """The words of a row that its value is read with."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
