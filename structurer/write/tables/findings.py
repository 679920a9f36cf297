"""The tables of findings, and of what belongs to no field."""

from typing import get_args

from structurer.models.finding import FieldName, Severity
from structurer.models.place import Why
from structurer.write.tables import rows
from structurer.write.tables.column import Column, Reference, Table, Type, choices, place
from structurer.write.tables.projects import DOCUMENT, PROJECT, TO_DOCUMENT, TO_PROJECT
from structurer.write.tables.rows import OneCell, OneFinding, OneUnread, codes

TEXT, INTEGER, BOOLEAN = Type.TEXT, Type.INTEGER, Type.BOOLEAN

FINDING = ("finding", INTEGER, "审核意见序号，从1起", "number of the finding in the document, from 1")

_COLUMNS: tuple[Column[OneFinding], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*FINDING, lambda at: at.number, needed=True),
    Column(*PROJECT, lambda at: at.finding.project, needed=True),
    Column(
        "rows",
        TEXT,
        "所涉指标行号，以;分隔",
        "rows concerned, divided by ;",
        lambda at: codes(map(str, at.finding.rows)),
    ),
    Column("rule", TEXT, "规则编号", "rule", lambda at: at.finding.rule, needed=True),
    Column("name", TEXT, "规则名称", "name of the rule", lambda at: at.finding.name, needed=True),
    Column(
        "severity",
        TEXT,
        "严重程度",
        "how much it weighs",
        lambda at: at.finding.severity,
        needed=True,
        choices=choices(Severity),
    ),
    Column(
        "starred",
        BOOLEAN,
        "规则是否默认显示",
        "whether the rule is in the default view",
        lambda at: at.finding.starred,
        needed=True,
    ),
    Column(
        "shown",
        BOOLEAN,
        "本条是否默认显示",
        "whether the default view shows this finding",
        lambda at: at.finding.is_shown,
        needed=True,
    ),
    Column(
        "message_zh",
        TEXT,
        "意见（中文）",
        "what is wrong, in Chinese",
        lambda at: at.finding.message_zh,
        needed=True,
    ),
    Column(
        "message_en",
        TEXT,
        "意见（英文）",
        "what is wrong, in English",
        lambda at: at.finding.message_en,
        needed=True,
    ),
    Column(
        "suggestion",
        TEXT,
        "修改建议",
        "what to do, in Chinese",
        lambda at: at.finding.suggestion,
        needed=True,
    ),
    Column(
        "authority",
        TEXT,
        "依据，以;分隔",
        "what it rests on: keys divided by ;",
        lambda at: codes(at.finding.authority),
    ),
    Column(
        "decided_by",
        TEXT,
        "由谁提出",
        "who found it",
        lambda at: at.finding.decided_by,
        needed=True,
        choices=("rule", "llm"),
    ),
    Column(
        "confirmed",
        BOOLEAN,
        "是否经模型核实；空为待核实",
        "whether it holds; null while it waits for a model",
        lambda at: at.finding.confirmed,
    ),
    Column(
        "suppressed",
        TEXT,
        "人工接受的理由",
        "reason for which a person accepts it",
        lambda at: at.finding.suppressed,
    ),
)

_CELL_COLUMNS: tuple[Column[OneCell], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*FINDING, lambda at: at.finding, needed=True),
    Column(
        "cell", INTEGER, "序号，从1起", "number in the finding, from 1", lambda at: at.number, needed=True
    ),
    Column(*PROJECT, lambda at: at.cell.project, needed=True),
    Column(
        "row",
        INTEGER,
        "指标行号；表头则空",
        "number of the indicator row; null for the header",
        lambda at: at.cell.row,
    ),
    Column(
        "field", TEXT, "栏目", "field", lambda at: at.cell.field, needed=True, choices=get_args(FieldName)
    ),
    Column(
        "quote", TEXT, "原文摘录", "verbatim piece of the cell", lambda at: getattr(at.quote, "quote", None)
    ),
    Column(
        "quote_start",
        INTEGER,
        "摘录在单元格中的起点",
        "offset of its first character in the cell",
        lambda at: getattr(at.quote, "start", None),
    ),
    Column(
        "quote_end",
        INTEGER,
        "摘录在单元格中的终点",
        "offset behind its last",
        lambda at: getattr(at.quote, "end", None),
    ),
)

_UNREAD_COLUMNS: tuple[Column[OneUnread], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(
        "unread", INTEGER, "序号，从1起", "number in the document, from 1", lambda at: at.number, needed=True
    ),
    Column(
        "why",
        TEXT,
        "不属任何栏目的原因",
        "why it belongs to no field",
        lambda at: at.unread.why,
        needed=True,
        choices=choices(Why),
    ),
    Column("text", TEXT, "原文", "the text as printed", lambda at: at.unread.text, needed=True),
    *place(lambda at: at.unread.place),
)

FINDINGS = Table(
    "findings",
    "审核意见",
    "One row a finding, of all rules at all levels.",
    rows.findings,
    ("document", "finding"),
    _COLUMNS,
    (TO_PROJECT,),
)
FINDING_CELLS = Table(
    "finding_cells",
    "审核意见所涉单元格",
    "One row a cell of a finding, with the quote that proves it.",
    rows.finding_cells,
    ("document", "finding", "cell"),
    _CELL_COLUMNS,
    (Reference(("document", "finding"), "findings", ("document", "finding")), TO_PROJECT),
)
UNREAD = Table(
    "unread",
    "未归入栏目的文字",
    "One row a printed text that belongs to no field.",
    rows.unread,
    ("document", "unread"),
    _UNREAD_COLUMNS,
    (TO_DOCUMENT,),
)
