"""The tables of documents and projects."""

from structurer.models.proposal import Category
from structurer.models.result import Result
from structurer.write.tables import rows
from structurer.write.tables.column import Column, Reference, Table, Type, choices, place
from structurer.write.tables.rows import InProject, codes

TEXT, INTEGER, NUMBER = Type.TEXT, Type.INTEGER, Type.NUMBER

DOCUMENT = ("document", TEXT, "结果名称，一次运行内唯一", "name of the result, unique in the run")
PROJECT = ("project", INTEGER, "项目序号，从1起", "number of the project in the document, from 1")
TO_DOCUMENT = Reference(("document",), "documents", ("document",))
TO_PROJECT = Reference(("document", "project"), "projects", ("document", "project"))

_DOCUMENT_COLUMNS: tuple[Column[Result], ...] = (
    Column(*DOCUMENT, lambda at: at.name, needed=True),
    Column(
        "file",
        TEXT,
        "文件名",
        "name of the file that was read",
        lambda at: at.submission.source.name,
        needed=True,
    ),
    Column(
        "sha256",
        TEXT,
        "文件的SHA-256",
        "SHA-256 of the file",
        lambda at: at.submission.source.sha256,
        needed=True,
    ),
    Column(
        "format", TEXT, "文件格式", "format of the file", lambda at: at.submission.source.format, needed=True
    ),
    Column("encoding", TEXT, "文字编码", "encoding of the file", lambda at: at.submission.source.encoding),
    Column(
        "bytes",
        INTEGER,
        "文件字节数",
        "size of the file in bytes",
        lambda at: at.submission.source.bytes,
        needed=True,
    ),
    Column("document_title", TEXT, "文件标题", "title as printed", lambda at: at.submission.document_title),
    Column(
        "fiscal_year",
        INTEGER,
        "预算年度",
        "budget year",
        lambda at: getattr(at.submission.fiscal_year, "value", None),
    ),
    Column(
        "fiscal_year_from",
        TEXT,
        "预算年度的出处",
        "where the budget year was read",
        lambda at: getattr(at.submission.fiscal_year, "basis", None),
        choices=("document_title", "headings", "project_names", "texts"),
    ),
    Column(
        "schema_version",
        TEXT,
        "结果格式版本",
        "version of the result's schema",
        lambda at: at.submission.schema_version,
        needed=True,
    ),
    Column(
        "version",
        TEXT,
        "structurer版本",
        "version of structurer",
        lambda at: at.submission.run.version,
        needed=True,
    ),
    Column(
        "model", TEXT, "所用语言模型", "language model that was asked", lambda at: at.submission.run.model
    ),
    Column(
        "requests",
        INTEGER,
        "向模型发出的请求数",
        "requests sent to the model",
        lambda at: at.submission.run.requests,
        needed=True,
    ),
    Column(
        "cached",
        INTEGER,
        "沿用的已存回答数",
        "kept answers that were used",
        lambda at: at.submission.run.cached,
        needed=True,
    ),
    Column(
        "tokens_in", INTEGER, "输入词元数", "tokens sent", lambda at: at.submission.run.tokens_in, needed=True
    ),
    Column(
        "tokens_out",
        INTEGER,
        "输出词元数",
        "tokens received",
        lambda at: at.submission.run.tokens_out,
        needed=True,
    ),
)

_PROJECT_COLUMNS: tuple[Column[InProject], ...] = (
    Column(*DOCUMENT, lambda at: at.result.name, needed=True),
    Column(*PROJECT, lambda at: at.project.index, needed=True),
    Column("heading", TEXT, "表前标题原文", "heading as printed", lambda at: at.project.heading),
    Column("title", TEXT, "标题", "heading without its number and line breaks", lambda at: at.project.title),
    Column("department_code", TEXT, "单位编码", "code of the department", lambda at: at.project.unit_code),
    Column("department_name", TEXT, "单位名称", "name of the department", lambda at: at.project.unit_name),
    Column("project_code", TEXT, "项目编码", "code of the project", lambda at: at.project.project_code),
    Column("project_name", TEXT, "项目名称", "name of the project", lambda at: at.project.project_name),
    Column(
        "currency_unit", TEXT, "金额单位", "unit of the printed amounts", lambda at: at.project.currency_unit
    ),
    Column(
        "budget_total_text", TEXT, "预算数原文", "total as printed", lambda at: at.project.budget.total.text
    ),
    Column(
        "budget_total", NUMBER, "预算数（元）", "total in yuan", lambda at: at.project.budget.total.amount
    ),
    Column(
        "budget_fiscal_text",
        TEXT,
        "其中：财政资金原文",
        "fiscal funds as printed",
        lambda at: at.project.budget.fiscal.text,
    ),
    Column(
        "budget_fiscal",
        NUMBER,
        "其中：财政资金（元）",
        "fiscal funds in yuan",
        lambda at: at.project.budget.fiscal.amount,
    ),
    Column(
        "budget_other_text",
        TEXT,
        "其他资金原文",
        "other funds as printed",
        lambda at: at.project.budget.other.text,
    ),
    Column(
        "budget_other",
        NUMBER,
        "其他资金（元）",
        "other funds in yuan",
        lambda at: at.project.budget.other.amount,
    ),
    Column("fund_purpose", TEXT, "资金用途", "what the money is for", lambda at: at.project.fund_purpose),
    Column("goals_text", TEXT, "年度绩效目标原文", "goals as printed", lambda at: at.project.goals_text),
    Column(
        "category",
        TEXT,
        "项目类别（模型所拟）",
        "kind of spending, proposed by a model",
        lambda at: getattr(at.project.category, "value", None),
        choices=choices(Category),
    ),
    Column(
        "category_by",
        TEXT,
        "类别由谁定",
        "who set the category",
        lambda at: getattr(at.project.category, "decided_by", None),
        choices=("llm", "human"),
    ),
    Column(
        "headline",
        TEXT,
        "摘要标题",
        "summary in a line",
        lambda at: getattr(at.project.summary, "headline", None),
    ),
    Column("summary", TEXT, "摘要", "summary", lambda at: getattr(at.project.summary, "text", None)),
    Column(
        "summary_by",
        TEXT,
        "摘要由谁写",
        "who wrote the summary",
        lambda at: getattr(at.project.summary, "decided_by", None),
        choices=("llm", "template", "human"),
    ),
    Column(
        "needs_review",
        TEXT,
        "需人工核对的原因，以;分隔",
        "why to look at it: codes divided by ;",
        lambda at: codes(at.project.needs_review),
    ),
    *place(lambda at: at.project.place),
)

DOCUMENTS = Table(
    "documents", "文件", "One row a document that was read.", rows.documents, ("document",), _DOCUMENT_COLUMNS
)
PROJECTS = Table(
    "projects",
    "项目",
    "One row a project (项目支出绩效目标表).",
    rows.projects,
    ("document", "project"),
    _PROJECT_COLUMNS,
    (TO_DOCUMENT,),
)
