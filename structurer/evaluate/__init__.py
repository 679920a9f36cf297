"""Holding what the program says against what was labelled, and two ways of saying it against each other."""

from structurer.evaluate.agreement import FIELDS, Agreement, agreement, project_agreement
from structurer.evaluate.arms import Arm, Outcome, Recordings, take
from structurer.evaluate.classes import Calibration, Classification, calibration, score_classes
from structurer.evaluate.dataset import (
    Dataset,
    LabelledProject,
    LabelledValue,
    Split,
    load_dataset,
    load_projects,
    load_values,
)
from structurer.evaluate.recordings import orphans, require_complete
from structurer.evaluate.result import EvalResult, load_result, result_of, under
from structurer.evaluate.score import RowScore, score_rows, share
from structurer.evaluate.statistics import Comparison, Interval, compare_arms

__all__ = [
    "FIELDS",
    "Agreement",
    "Arm",
    "Calibration",
    "Classification",
    "Comparison",
    "Dataset",
    "EvalResult",
    "Interval",
    "LabelledProject",
    "LabelledValue",
    "Outcome",
    "Recordings",
    "RowScore",
    "Split",
    "agreement",
    "calibration",
    "compare_arms",
    "load_dataset",
    "load_projects",
    "load_result",
    "load_values",
    "orphans",
    "project_agreement",
    "require_complete",
    "result_of",
    "score_classes",
    "score_rows",
    "share",
    "take",
    "under",
]
