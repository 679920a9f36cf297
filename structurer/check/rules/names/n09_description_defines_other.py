"""N09."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView, RowView, Spot
from structurer.models.finding import Remark, Severity


@rule(
    "N09",
    "description-defines-other",
    Severity.WARNING,
    starred=True,
    method=Method.LLM,
    authority=("A2",),
    zh="绩效指标描述与三级指标不对应：指标是“{name}”，描述写的是“{description}”。",
    en="The description “{description}” does not define what the indicator “{name}” measures.",
    suggestion="描述应说明该指标的含义或计算方法",
    question=(
        "For every row, what does its 绩效指标描述 say about the quantity that its 三级指标 names: the same, something "
        "narrower, another quantity, or nothing related (a purpose, an effect, a wish)? Report a row (holds) only for "
        "another or unrelated, and quote both its level3 and its description verbatim. Do not report a description "
        "that repeats the name, that gives a definition, a way to count or a part of what is named, or that only "
        "names its object or its standard."
    ),
)
def description_defines_other(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """The description is about something else than the name.

    **Why it matters** 绩效指标描述 says how the indicator is understood and counted. Where it speaks of another quantity, a
    purpose or an effect, nobody knows what will be measured.

    **Flagged** 服务费总成本 described as 降低办事成本; 系统维护数量 described as 保证平台正常运行.

    **Fine** A description that repeats the name (N08), one that is narrower than the name (满意度: 参训学员满意度), and an
    empty one.
    """
    for row, spots in remarked(project, remark):
        if _quotes_both(spots) and not _is_same_or_narrower(row):
            words = {"name": row.shown_name, "description": cited(row.text("description"))}
            yield Draft(spots, words)


def _quotes_both(spots: tuple[Spot, ...]) -> bool:
    return {"level3", "description"} <= {spot.cell.field for spot in spots}


def _is_same_or_narrower(row: RowView) -> bool:
    """A description that ends in the name is the name with more said of it."""
    return row.description.endswith(row.name)
