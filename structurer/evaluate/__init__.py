"""Holding what the program says against what people and models labelled."""

from structurer.evaluate.agreement import FIELDS, Agreement, agreement
from structurer.evaluate.dataset import LabelledValue, load_values
from structurer.evaluate.score import Score, score_rules
from structurer.evaluate.statistics import Comparison, Interval, compare_arms

__all__ = [
    "FIELDS",
    "Agreement",
    "Comparison",
    "Interval",
    "LabelledValue",
    "Score",
    "agreement",
    "compare_arms",
    "load_values",
    "score_rules",
]
