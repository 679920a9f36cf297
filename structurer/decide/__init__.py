"""Decisions of people: how they are kept, and what they change. A human's decision beats a model's and a rule's."""

from structurer.decide.apply import Applied, Docket, apply, docket, latest
from structurer.decide.filled import Taken, take
from structurer.decide.log import LOG_NAME, DecisionLog
from structurer.decide.meaning import corrected, standing_meaning, undecided
from structurer.decide.ruling import row_ref, ruling

__all__ = [
    "LOG_NAME",
    "Applied",
    "DecisionLog",
    "Docket",
    "Taken",
    "apply",
    "corrected",
    "docket",
    "latest",
    "row_ref",
    "ruling",
    "standing_meaning",
    "take",
    "undecided",
]
