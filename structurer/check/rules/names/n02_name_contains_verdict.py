"""N02."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, rule
from structurer.check.texts import is_measure, trimmed
from structurer.check.view import RowView
from structurer.models.finding import Severity


@rule(
    "N02",
    "name-contains-verdict",
    Severity.WARNING,
    authority=("practice",),
    zh="三级指标“{name}”把结论“{verdict}”写进了名称，没有留下衡量的内容。",
    en="The indicator name “{name}” already holds its verdict, “{verdict}”.",
    suggestion="名称只写衡量内容（如满意度、验收合格率），结论写入指标值",
)
def name_contains_verdict(row: RowView) -> Iterator[Draft]:
    """The name already says how well it went.

    **Why it matters** An indicator asks a question; a name that answers it leaves nothing to be measured.

    **Flagged** 服务对象满意度较高, 高质量完成课题, 验收合格, 达到设计性能指标, a name that ends in 满意.

    **Fine** 合格率, 达标率, 满意度: measures whose name holds such a word. 高质量发展, a fixed term.
    """
    name = trimmed(row.name)
    found = _verdict().search(name)
    if found and not is_measure(name):
        yield Draft((row.spot("level3"),), {"name": row.shown_name, "verdict": found[0]})


@cache
def _verdict() -> re.Pattern[str]:
    verdicts = lexicon("terms")["verdicts"]
    anywhere, at_end, whole = ("|".join(verdicts[place]) for place in ("anywhere", "at_end", "whole"))
    return re.compile(rf"^(?:{whole})$|(?:{at_end})$|^达到.*(?:指标|要求|标准)$|(?:{anywhere})(?!发展)")
