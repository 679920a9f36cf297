"""The tasks of the language model: classify what rules left open, fill gaps, summarise, appraise."""

from structurer.assist.appraise import Questions
from structurer.assist.assistant import Assistant, without_model

__all__ = ["Assistant", "Questions", "without_model"]
