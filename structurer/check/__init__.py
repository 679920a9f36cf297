"""Submission -> findings: what a budget reviewer would object to, each finding tied to cells and an authority."""

from structurer.check.check import Remarks, Report, check, check_all

__all__ = ["Remarks", "Report", "check", "check_all"]
