"""X03."""

import re
from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Remark, Severity

_GENERAL = re.compile(
    r"(?:完成|完工|支付|拨付|发放|资金使用|支出|实施)(?:时间|时限|期限|及时率|合规率|合规性|进度|率)$"
)
_SYSTEM = re.compile("系统|平台|软件|网络|设备|信息化|数据库")


def _suits_any_project(row: RowView, about: str) -> bool:
    if row.section in (Section.SATISFACTION, Section.COST) or _GENERAL.search(row.name):
        return True
    # A system project has system rates, whatever the system is for.
    return any(word in about for word in _SYSTEM.findall(row.name))


@rule(
    "X03",
    "indicator-unrelated",
    Severity.ERROR,
    starred=True,
    method=Method.LLM,
    authority=("A2",),
    zh="指标“{name}”与本项目内容无关，疑似从其他项目复制。",
    en="“{name}” has nothing to do with this project and may be copied from another.",
    suggestion="按本项目内容重设",
    question=(
        "Which rows have nothing to do with the project's name, purpose of the money and goals, so that "
        "they seem copied from another project's table? One remark for each such row, quoting the row's own "
        "name, description or value and, of the header, the words that say what the project is about; say "
        "in the reason what it is about. Do not report general rows (满意度, 成本, 完成时间, use of the "
        "money), system rates in a project about a system, or rows that are only vague or filed in the "
        "wrong place."
    ),
)
def indicator_unrelated(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """An indicator has nothing to do with the project.

    **Why it matters** A row copied from another table binds the project to something that it does not do, and
    leaves its own work unmeasured.

    **Flagged** A row that is about another subject than name, purpose and goals: 行政许可事项清单 in a
    project that supervises prepaid cards, the pass rate of systems in a project that pays rent. A model must
    quote the row.

    **Fine** General rows (满意度, 成本, 完成时间, 资金使用合规率), and system rates in a system project.
    """
    about = "".join(project.text(field) for field in ("project_name", "fund_purpose", "goals"))
    quoted = {quote.row for quote in remark.quotes}
    for row, spots in remarked(project, remark):
        if row.number in quoted and not _suits_any_project(row, about):
            yield Draft(spots, {"name": row.shown_name})
