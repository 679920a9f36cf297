"""The nouns: what the stages take and return. The parts of a value are in structurer.models.value."""

from structurer.models.decision import Act, Meaning, RowRef, Ruling
from structurer.models.document import Block, Cell, Document, Paragraph, Row
from structurer.models.finding import Finding, Severity, Unjudged
from structurer.models.place import Place, Unread, Why
from structurer.models.submission import (
    Amount,
    Budget,
    FiscalYear,
    Indicator,
    Instalment,
    Project,
    ReviewCode,
    Run,
    Source,
    Submission,
)
from structurer.models.value import IndicatorValue

__all__ = [
    "Act",
    "Amount",
    "Block",
    "Budget",
    "Cell",
    "Document",
    "Finding",
    "FiscalYear",
    "Indicator",
    "IndicatorValue",
    "Instalment",
    "Meaning",
    "Paragraph",
    "Place",
    "Project",
    "ReviewCode",
    "Row",
    "RowRef",
    "Ruling",
    "Run",
    "Severity",
    "Source",
    "Submission",
    "Unjudged",
    "Unread",
    "Why",
]
