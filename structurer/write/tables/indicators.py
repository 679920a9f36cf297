"""The table of indicators: what is printed, and beside it what it means."""

from structurer.models.value import Comparator, Direction, Grade, Kind
from structurer.write.tables import rows
from structurer.write.tables.column import Column, Reference, Table, Type, choices, place
from structurer.write.tables.projects import DOCUMENT, PROJECT, TO_PROJECT
from structurer.write.tables.rows import InRow, codes

TEXT, INTEGER, NUMBER, BOOLEAN = Type.TEXT, Type.INTEGER, Type.NUMBER, Type.BOOLEAN

ROW = ("row", INTEGER, "指标行号，从1起", "number of the row in the project, from 1")
TO_ROW = Reference(("document", "project", "row"), "indicators", ("document", "project", "row"))


_COLUMNS: tuple[Column[InRow], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*PROJECT, lambda at: at.project.index, needed=True),
    Column(*ROW, lambda at: at.row.row, needed=True),
    Column("level1", TEXT, "一级指标", "level 1, carried down", lambda at: at.row.level1, needed=True),
    Column("level2", TEXT, "二级指标", "level 2, carried down", lambda at: at.row.level2, needed=True),
    Column("level3", TEXT, "三级指标", "the indicator", lambda at: at.row.level3, needed=True),
    Column("description", TEXT, "指标说明", "description as printed", lambda at: at.row.description),
    Column("value", TEXT, "指标值原文", "target as printed", lambda at: at.row.value.text, needed=True),
    Column(
        "kind", TEXT, "指标值类型", "what the value is", lambda at: at.row.value.kind, choices=choices(Kind)
    ),
    Column(
        "targets",
        INTEGER,
        "读出的目标个数",
        "how many targets it states",
        lambda at: len(at.row.value.targets),
        needed=True,
    ),
    Column(
        "comparator",
        TEXT,
        "首个目标的比较关系",
        "how the first target bounds",
        lambda at: getattr(at.first, "comparator", None),
        choices=choices(Comparator),
    ),
    Column(
        "number",
        NUMBER,
        "首个目标的数值",
        "number of the first target, as printed",
        lambda at: getattr(at.first, "number", None),
    ),
    Column(
        "number_max",
        NUMBER,
        "首个目标的上限",
        "its upper end, of a range",
        lambda at: getattr(at.first, "number_max", None),
    ),
    Column(
        "unit",
        TEXT,
        "首个目标的计量单位原文",
        "its unit as printed",
        lambda at: getattr(at.first, "unit", None),
    ),
    Column(
        "unit_code",
        TEXT,
        "首个目标的标准单位",
        "its standard unit",
        lambda at: getattr(at.first, "unit_code", None),
    ),
    Column(
        "base_value",
        NUMBER,
        "折合标准单位的数值",
        "its number in the standard unit",
        lambda at: getattr(at.first, "base_value", None),
    ),
    Column(
        "per",
        TEXT,
        "首个目标的“每”",
        "what its unit is divided by",
        lambda at: getattr(at.first, "per", None),
    ),
    Column(
        "date_from",
        TEXT,
        "首个目标的起始时间",
        "its first day, month or year, ISO 8601",
        lambda at: getattr(at.first, "date_from", None),
    ),
    Column(
        "date_to",
        TEXT,
        "首个目标的截止时间",
        "its last day, month or year, ISO 8601",
        lambda at: getattr(at.first, "date_to", None),
    ),
    Column(
        "grade",
        TEXT,
        "定性程度",
        "how much a degree word says",
        lambda at: at.row.value.grade,
        choices=choices(Grade),
    ),
    Column(
        "direction",
        TEXT,
        "优劣方向",
        "which way is better",
        lambda at: at.row.value.direction,
        choices=choices(Direction),
    ),
    Column(
        "checkable",
        BOOLEAN,
        "第三方能否核实",
        "whether a third party could check it",
        lambda at: at.row.value.checkable,
    ),
    Column(
        "decided_by",
        TEXT,
        "类型由谁定",
        "who set the kind",
        lambda at: at.row.value.decided_by,
        choices=("rule", "llm", "human"),
    ),
    Column(
        "open_questions",
        TEXT,
        "规则未决的问题，以;分隔",
        "what rules left open: codes divided by ;",
        lambda at: codes(one.question for one in at.row.value.ambiguous),
    ),
    Column(
        "confidence",
        TEXT,
        "模型的把握",
        "how sure the model is",
        lambda at: at.row.value.confidence,
        choices=("high", "medium", "low"),
    ),
    Column("reason", TEXT, "模型的理由", "why the model decided so", lambda at: at.row.value.reason),
    Column(
        "suggested_level2",
        TEXT,
        "模型建议的二级指标",
        "level 2 where a model would file it",
        lambda at: at.row.suggested_level2,
    ),
    Column(
        "needs_review",
        TEXT,
        "需人工核对的原因，以;分隔",
        "why to look at it: codes divided by ;",
        lambda at: codes(at.row.needs_review),
    ),
    Column(
        "basis", TEXT, "指标值设定依据", "what the target is based on, as printed", lambda at: at.row.basis
    ),
    Column("weight", TEXT, "权重", "weight as printed", lambda at: at.row.weight),
    Column(
        "period",
        TEXT,
        "所属期间",
        "年度 or 实施期, where a form prints both",
        lambda at: at.row.period,
        choices=("年度", "实施期"),
    ),
    Column(
        "level1_printed",
        TEXT,
        "本行所印一级指标",
        "level 1 as the row itself prints it",
        lambda at: at.row.level1_printed,
        needed=True,
    ),
    Column(
        "level2_printed",
        TEXT,
        "本行所印二级指标",
        "level 2 as the row itself prints it",
        lambda at: at.row.level2_printed,
        needed=True,
    ),
    *place(lambda at: at.row.place),
)

INDICATORS = Table(
    "indicators",
    "绩效指标",
    "One row an indicator: the printed text, and what it means; of several targets the first.",
    rows.indicators,
    ("document", "project", "row"),
    _COLUMNS,
    (TO_PROJECT,),
)
