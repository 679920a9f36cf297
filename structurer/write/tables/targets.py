"""The table of targets."""

from structurer.models.value import Comparator, Kind
from structurer.write.tables import rows
from structurer.write.tables.column import Column, Table, Type, choices
from structurer.write.tables.indicators import ROW, TO_ROW
from structurer.write.tables.projects import DOCUMENT, PROJECT
from structurer.write.tables.rows import OneTarget

TEXT, INTEGER, NUMBER = Type.TEXT, Type.INTEGER, Type.NUMBER

_COLUMNS: tuple[Column[OneTarget], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*PROJECT, lambda at: at.project.index, needed=True),
    Column(*ROW, lambda at: at.row.row, needed=True),
    Column(
        "target",
        INTEGER,
        "目标序号，从1起",
        "number of the target in the row, from 1",
        lambda at: at.number,
        needed=True,
    ),
    Column(
        "text",
        TEXT,
        "目标原文",
        "the characters it was read from",
        lambda at: at.row.value.text[slice(*at.target.span)],
        needed=True,
    ),
    Column(
        "kind",
        TEXT,
        "目标类型",
        "what the target is",
        lambda at: at.target.kind,
        needed=True,
        choices=choices(Kind),
    ),
    Column(
        "comparator",
        TEXT,
        "比较关系",
        "how it bounds; nothing printed is eq",
        lambda at: at.target.comparator,
        needed=True,
        choices=choices(Comparator),
    ),
    Column("number", NUMBER, "数值", "number as printed", lambda at: at.target.number),
    Column("number_max", NUMBER, "上限", "upper end, of a range", lambda at: at.target.number_max),
    Column("unit", TEXT, "计量单位原文", "unit as printed, without its divisor", lambda at: at.target.unit),
    Column("unit_code", TEXT, "标准单位", "standard unit", lambda at: at.target.unit_code),
    Column(
        "base_value",
        NUMBER,
        "折合标准单位的数值",
        "number in the standard unit",
        lambda at: at.target.base_value,
    ),
    Column("per", TEXT, "“每”", "what the unit is divided by", lambda at: at.target.per),
    Column(
        "date_from", TEXT, "起始时间", "first day, month or year, ISO 8601", lambda at: at.target.date_from
    ),
    Column("date_to", TEXT, "截止时间", "last day, month or year, ISO 8601", lambda at: at.target.date_to),
    Column("condition", TEXT, "条件", "condition as printed", lambda at: at.target.condition),
    Column(
        "span_start",
        INTEGER,
        "在指标值中的起点",
        "offset of the first character in the value",
        lambda at: at.target.span[0],
        needed=True,
    ),
    Column(
        "span_end",
        INTEGER,
        "在指标值中的终点",
        "offset behind the last",
        lambda at: at.target.span[1],
        needed=True,
    ),
)

TARGETS = Table(
    "targets",
    "目标值",
    "One row a machine-readable target of an indicator.",
    rows.targets,
    ("document", "project", "row", "target"),
    _COLUMNS,
    (TO_ROW,),
)
