"""The workbook of a run (xlsx): an overview with charts, projects, indicators, findings, and what people decide."""

from structurer.write.workbook.filled import read_filled
from structurer.write.workbook.workbook import WORKBOOK_NAME, to_workbook

__all__ = ["WORKBOOK_NAME", "read_filled", "to_workbook"]
