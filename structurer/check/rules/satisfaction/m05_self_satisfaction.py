"""M05."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from structurer.check.lexicon import any_of, lexicon
from structurer.check.printed import search
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import RowView, Section
from structurer.models.finding import FieldName, Severity

_FIELDS: Final[tuple[FieldName, ...]] = ("level3", "description")


@cache
def _payer() -> re.Pattern[str]:
    words = lexicon("people")["payers"]
    before = "".join(f"(?<!{word})" for word in words["not_before"])
    return re.compile(f"{before}{any_of(words['words'])}(?!{any_of(words['not_behind'])})")


@cache
def _homes() -> re.Pattern[str]:
    return re.compile(any_of(lexicon("people")["payers"]["homes"]))


def _owns_a_flat(quote: str, row: RowView) -> bool:
    """Tell whether 业主 are residents: they own their homes and pay for nothing here."""
    text = row.name + row.description + row.project.text("project_name")
    return quote == "业主" and _homes().search(text) is not None


@rule(
    "M05",
    "self-satisfaction",
    Severity.WARNING,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A1r",),
    zh="满意度的评价主体是项目单位自己（{quote}），缺乏客观性。",
    en="The paying party itself ({quote}) is asked whether it is satisfied.",
    suggestion="建议改为实际服务对象",
    question=(
        "Is the party that answers this satisfaction question the one that pays for or commissions the "
        "project (甲方, 委托方, 采购人, 建设单位, the unit itself)? Confirm (holds) if so, also where "
        "nothing says who answers; clear it only with a verbatim quote that names who else is asked, such "
        "as the people or companies served."
    ),
)
def self_satisfaction(row: RowView) -> Iterator[Draft]:
    """The respondent of a satisfaction indicator is the paying party itself.

    **Why it matters** A unit that rates what it has itself ordered and paid for will be satisfied; the
    question belongs to those who are served.

    **Flagged** A 满意度 row whose name or description names 甲方, 委托方, 发包方, 采购人, 业主, 建设单位 or
    本单位 as the one who answers (甲方满意度, 诉讼仲裁委托方满意度).

    **Fine** Another department that asked for the system (需求提出部门), creditors, companies, market
    parties, residents who own flats (小区业主), the unit's own employees, and a paying party that is rated by
    others (群众对本单位的满意度).
    """
    if row.section is not Section.SATISFACTION:
        return
    for field in _FIELDS:
        found = search(_payer(), row.text(field))
        if found and not _owns_a_flat(found.quote, row):
            yield Draft((row.spot(field, found.quote, found.start),), {"quote": cited(found.quote)})
            return
