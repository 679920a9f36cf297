"""The tables of what a project prints beside its rows, and of cells without a column of their own."""

from structurer.write.tables import rows
from structurer.write.tables.column import Column, Table, Type
from structurer.write.tables.projects import DOCUMENT, PROJECT, TO_PROJECT
from structurer.write.tables.rows import Extra, OneGoal, OneInstalment

TEXT, INTEGER, NUMBER = Type.TEXT, Type.INTEGER, Type.NUMBER

_GOAL_COLUMNS: tuple[Column[OneGoal], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*PROJECT, lambda at: at.project.index, needed=True),
    Column(
        "goal", INTEGER, "目标序号，从1起", "number of the goal, from 1", lambda at: at.number, needed=True
    ),
    Column("text", TEXT, "目标，不含序号", "the goal without its number", lambda at: at.text, needed=True),
)

_INSTALMENT_COLUMNS: tuple[Column[OneInstalment], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*PROJECT, lambda at: at.project.index, needed=True),
    Column(
        "instalment", INTEGER, "序号，从1起", "number of the date, from 1", lambda at: at.number, needed=True
    ),
    Column("label", TEXT, "支出时间原文", "date as printed", lambda at: at.instalment.label, needed=True),
    Column("text", TEXT, "支出进度原文", "share as printed", lambda at: at.instalment.text, needed=True),
    Column(
        "percent",
        NUMBER,
        "累计支出进度（%）",
        "share of the budget spent by then, in percent",
        lambda at: at.instalment.percent,
    ),
)

_EXTRA_COLUMNS: tuple[Column[Extra], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(
        "extra",
        INTEGER,
        "序号，从1起",
        "number of the cell in the document, from 1",
        lambda at: at.number,
        needed=True,
    ),
    Column(*PROJECT, lambda at: at.project, needed=True),
    Column(
        "row",
        INTEGER,
        "指标行号；表头则空",
        "number of the indicator row; null for the header",
        lambda at: at.row,
    ),
    Column(
        "label", TEXT, "栏目名称原文", "label or column header as printed", lambda at: at.label, needed=True
    ),
    Column("text", TEXT, "内容原文", "the cell as printed", lambda at: at.text, needed=True),
)

GOALS = Table(
    "goals",
    "年度绩效目标",
    "One row an item of a project's goals.",
    rows.goals,
    ("document", "project", "goal"),
    _GOAL_COLUMNS,
    (TO_PROJECT,),
)
INSTALMENTS = Table(
    "instalments",
    "资金支出计划",
    "One row a date of a payment plan.",
    rows.instalments,
    ("document", "project", "instalment"),
    _INSTALMENT_COLUMNS,
    (TO_PROJECT,),
)
EXTRAS = Table(
    "extras",
    "其他栏目",
    "One row a printed cell that has no column of its own.",
    rows.extras,
    ("document", "extra"),
    _EXTRA_COLUMNS,
    (TO_PROJECT,),
)
