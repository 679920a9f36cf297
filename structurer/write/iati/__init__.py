"""IATI 2.03: an activity a project, with its budget and its indicators as results; docs/iati.md holds the mapping."""

from structurer.write.iati.activities import to_iati

__all__ = ["to_iati"]
