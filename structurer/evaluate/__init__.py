"""Holding what the program says against what people and models labelled."""

from structurer.evaluate.agreement import FIELDS, Agreement, agreement
from structurer.evaluate.dataset import LabelledValue, load_values
from structurer.evaluate.score import Score, score_rules

__all__ = ["FIELDS", "Agreement", "LabelledValue", "Score", "agreement", "load_values", "score_rules"]
