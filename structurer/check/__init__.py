"""Submission -> findings: what a budget reviewer would object to, each finding tied to cells and an authority."""

from structurer.check.check import Remarks, Report, check, check_all, confirmable, questions
from structurer.check.report import mark_suppressed
from structurer.check.rule import Method
from structurer.check.selection import require_known

__all__ = [
    "Method",
    "Remarks",
    "Report",
    "check",
    "check_all",
    "confirmable",
    "mark_suppressed",
    "questions",
    "require_known",
]
