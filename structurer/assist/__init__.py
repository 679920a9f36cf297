"""The tasks of the language model: classify what rules left open, fill gaps, summarise, appraise."""

from structurer.assist.alone import read_alone
from structurer.assist.appraise import Questions
from structurer.assist.assistant import Assistant, without_model

__all__ = ["Assistant", "Questions", "read_alone", "without_model"]
