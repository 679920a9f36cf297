"""Figures over submissions: counts and sums of what is printed, for whoever reports them. Writers count nothing."""

from structurer.figures.attention import Doubt, Reason, attention, reasons
from structurer.figures.overview import Group, Overview, RuleCount, Sum, overview

__all__ = ["Doubt", "Group", "Overview", "Reason", "RuleCount", "Sum", "attention", "overview", "reasons"]
