"""Q02."""

import re
from collections.abc import Iterator

from structurer.check.measures import is_narrative
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.text import fold

_HAN = re.compile("[\u4e00-\u9fff]")
# All of a thing (全部交由有资质单位处置), none of it (无垃圾积存), or a state that was to be reached: it can be seen.
_OBSERVABLE = re.compile("^(?:全部|一律|逐一|户户|村村|人人|不得?(?!断)|无|未|零|没有|已|完成)")
_SHORTEST = 7  # Chinese characters: less is a class or a label (Ⅲ类及以上), no sentence


@rule(
    "Q02",
    "benefit-is-narrative",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("A2",),
    zh="效益指标“{name}”的指标值“{value}”只是文字描述，没有可衡量的目标。",
    en="The value “{value}” of the benefit “{name}” is a sentence, not a target.",
    suggestion="改为能量化的效益值，或写明可核对的结果",
    question=(
        "Is the value a sentence about what will improve, in which nothing can be counted or observed at the end of "
        "the year? Confirm (holds) if so; clear it only with a verbatim quote of the value that names a result a "
        "third party could check."
    ),
)
def benefit_is_narrative(row: RowView) -> Iterator[Draft]:
    """The value of a 效益 row is a sentence.

    **Why it matters** A sentence about improvement cannot be met or missed, so the benefit is never judged.

    **Flagged** A benefit whose value tells what will get better: 推动产业转型升级，增强企业竞争力.

    **Fine** Events that must not happen, documents to be met, words of degree (Q01), sentences that hold a figure
    or say that it holds for all or none (全部交由有资质单位处置, 无暴露垃圾).
    """
    if not row.is_benefit or row.targets or not is_narrative(row) or _OBSERVABLE.match(fold(row.value.text)):
        return
    if len(_HAN.findall(row.value.text)) >= _SHORTEST:
        yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
