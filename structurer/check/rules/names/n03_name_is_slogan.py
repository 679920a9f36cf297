"""N03."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import is_measure, trimmed
from structurer.check.view import RowView
from structurer.lexicon.polarity import table
from structurer.models.finding import Severity
from structurer.models.value import Kind

_COUNTS = (Kind.QUANTITY, Kind.MONEY, Kind.FREQUENCY, Kind.DATE)


@rule(
    "N03",
    "name-is-slogan",
    Severity.INFO,
    method=Method.RULE_LLM,
    authority=("A2",),
    zh="三级指标“{name}”是工作要求或口号，不是可以衡量的内容。",
    en="The indicator name “{name}” is an action or a slogan, nothing that can be measured.",
    suggestion="改为可衡量的名称，如“……率”“……次数”“……时间”",
    question=(
        "Is the name (三级指标) of this row an action or a slogan (verb and object) and not something that can be "
        "measured or counted? Confirm (holds) if no quantity, rate, time, amount or state of a thing is named; clear "
        "it only with a verbatim quote of the name that names such a measure."
    ),
)
def name_is_slogan(row: RowView) -> Iterator[Draft]:
    """The name is an action or a slogan.

    **Why it matters** An indicator names what is measured. 优化营商环境 is a task; whether it was done depends on who is
    asked.

    **Flagged** A name that begins with a verb of change or care (提升, 保障, 优化, 围绕, 营造) and ends in no measure:
    `改善办公环境`, `围绕中心，服务大局`.

    **Fine** A verb in front of a measure (`举办培训次数`, `提高群众知晓率`), and a name whose value counts something
    (`形成调研报告`, 5篇).
    """
    name = trimmed(row.name)
    if not _begins_with_verb().match(name) or is_measure(name):
        return
    if not any(target.kind in _COUNTS for target in row.targets):
        yield Draft((row.spot("level3"),), {"name": row.shown_name})


@cache
def _begins_with_verb() -> re.Pattern[str]:
    slogans, verbs = lexicon("terms")["slogans"], table()["verbs"]
    actions = "|".join((*slogans["verbs"], *verbs["lower"], *verbs["higher"]))
    return re.compile(rf"(?:{'|'.join(slogans['adverbs'])})*(?:{actions})")
