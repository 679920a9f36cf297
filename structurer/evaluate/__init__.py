"""Holding what the program says against what people and models labelled."""

from structurer.evaluate.agreement import FIELDS, Agreement, agreement
from structurer.evaluate.classes import Calibration, Classification, calibration, score_classes
from structurer.evaluate.dataset import LabelledValue, load_values
from structurer.evaluate.score import Score, score_rules
from structurer.evaluate.statistics import Comparison, Interval, compare_arms

__all__ = [
    "FIELDS",
    "Agreement",
    "Calibration",
    "Classification",
    "Comparison",
    "Interval",
    "LabelledValue",
    "Score",
    "agreement",
    "calibration",
    "compare_arms",
    "load_values",
    "score_classes",
    "score_rules",
]
