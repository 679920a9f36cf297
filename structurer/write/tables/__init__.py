"""The flat tables of a run, declared once: every format of data that others load is made from them."""

from typing import Any

from structurer.write.tables.beside import EXTRAS, GOALS, INSTALMENTS
from structurer.write.tables.column import PRECISION, SCALE, Column, Reference, Table, Type, Value
from structurer.write.tables.findings import FINDING_CELLS, FINDINGS, UNREAD
from structurer.write.tables.indicators import INDICATORS
from structurer.write.tables.projects import DOCUMENTS, PROJECTS
from structurer.write.tables.targets import TARGETS

TABLES: tuple[Table[Any], ...] = (
    DOCUMENTS,
    PROJECTS,
    GOALS,
    INSTALMENTS,
    INDICATORS,
    TARGETS,
    FINDINGS,
    FINDING_CELLS,
    EXTRAS,
    UNREAD,
)
"""All tables; one that refers to another stands behind it."""

__all__ = [
    "DOCUMENTS",
    "INDICATORS",
    "PRECISION",
    "PROJECTS",
    "SCALE",
    "TABLES",
    "TARGETS",
    "Column",
    "Reference",
    "Table",
    "Type",
    "Value",
]
