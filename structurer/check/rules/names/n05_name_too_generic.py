"""N05."""

from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, rule
from structurer.check.texts import trimmed
from structurer.check.view import RowView
from structurer.models.finding import Severity

_SHORTEST_OBJECT = 2  # characters


@rule(
    "N05",
    "name-too-generic",
    Severity.INFO,
    authority=("A1r",),
    zh="三级指标“{name}”过于通用，建议写明具体对象。",
    en="The indicator name “{name}” could stand in any project.",
    suggestion="建议在名称中写明对象，如“业务系统验收合格率”",
)
def name_too_generic(row: RowView) -> Iterator[Draft]:
    """The name could stand in any project.

    **Why it matters** A name without an object does not say whose rate, time or cost is measured, and cannot be compared
    between years.

    **Flagged** 总成本, 满意度, 覆盖率, 准确率, 完成时间, 合同要求, 系统性能, 社会效果, 其他费用.

    **Fine** 服务对象满意度, and a name whose description supplies the object (满意度: 系统使用人员满意度). A name that is a
    term of the form is N04.
    """
    name = trimmed(row.name)
    if name in _generic() and not _supplies_object(trimmed(row.description), name):
        yield Draft((row.spot("level3"),), {"name": row.shown_name})


def _supplies_object(description: str, name: str) -> bool:
    """Tell whether the description is the name with its object in front; a condition in front is no object."""
    if not description.endswith(name):
        return False
    before = description.removesuffix(name)
    return len(before) >= _SHORTEST_OBJECT and not before.startswith(_conditions())


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon("terms")["generic"]["names"])


@cache
def _conditions() -> tuple[str, ...]:
    return tuple(lexicon("terms")["generic"]["conditions"])
