"""B01."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import cited
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.text import fold

_SOURCES = re.compile(
    "标准|合同|协议|约定|计划|规划|政策|文件|办法|规定|通知|(?<!领导)意见|条例|法律|法规|[^方]法$|方案|批复|批准|预算|概算|定额|《|》"
    "|历史|往年|上年|去年|近[一二两三四五\\d]年|年度?(?:实际|数据|水平|完成)|统计|年鉴|调查|测算|评审|任务书|任务分解|清单|目录|考核|指南|规程|规范"
    "|[〔\\[]\\d{4}[〕\\]]|中标|招标|公报|决算|台账"
)


@rule(
    "B01",
    "basis-not-a-standard",
    Severity.WARNING,
    authority=("A1r", "A7"),
    zh="指标“{name}”的确定依据{says}，看不出指标值从何而来，建议写明所依据的标准、计划、合同或文件。",
    en="The basis of “{name}” {says_en}, so nobody can see where the target comes from.",
    suggestion="建议写明计划标准、行业标准、历史标准、预算支出标准，或合同、政策文件的名称",
)
def basis_not_a_standard(row: RowView) -> Iterator[Draft]:
    """The basis of a target names no source.

    **Why it matters** 指标值确定依据 is there so that a reviewer can trace the target; 工作要求 can be written under any
    number.

    **Flagged** The column is printed and is empty, or holds no standard, plan, contract, policy, budget or document:
    工作要求, 机关要求, 合理预计.

    **Fine** 计划标准, 行业标准, 历史标准, 预算支出标准, 经验标准, 合同约定, 协议规定, 工作计划, a named document. Forms
    without the column.
    """
    if row.indicator.basis is None:
        return
    basis = fold(row.indicator.basis)
    if _SOURCES.search(basis):
        return
    printed = cited(row.indicator.basis)
    yield Draft(
        (row.spot("basis"),),
        {
            "name": row.shown_name,
            "says": f"为“{printed}”" if basis else "未填写",
            "says_en": f"is “{printed}”" if basis else "is left empty",
        },
    )
