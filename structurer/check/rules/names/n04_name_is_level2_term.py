"""N04."""

from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, rule
from structurer.check.texts import trimmed
from structurer.check.view import RowView, Section
from structurer.models.finding import Severity
from structurer.text import fold

_SUFFIX = "指标"


@cache
def _bare_terms() -> frozenset[str]:
    levels = lexicon("terms")["levels"]
    with_suffix = {term + _SUFFIX for term in (*levels["terms"], *levels["only_with_suffix"])}
    return frozenset({*levels["terms"], *with_suffix})


@rule(
    "N04",
    "name-is-level2-term",
    Severity.ERROR,
    starred=True,
    authority=("A2",),
    zh="三级指标“{name}”只是上级指标的名称，没有具体内容。",
    en="The indicator name “{name}” is only a term of a higher level{more_en}.",
    suggestion="改为能衡量的具体指标{more}",
)
def name_is_level2_term(row: RowView) -> Iterator[Draft]:
    """The name is nothing but a term of level 1 or 2.

    **Why it matters** A level-3 indicator says what is measured; the heading it stands under does not.

    **Flagged** 社会效益指标, 数量指标, 产出指标, 经济效益 as a name. It is also said whether the description repeats it and
    whether the name contradicts the level 2 that the row stands under.

    **Fine** 服务对象满意度, which can be measured. 满意度 and 总成本 are N05. A longer name that contains the term
    (社会效益提升率).
    """
    name = trimmed(row.name)
    if name not in _bare_terms():
        return
    more, more_en, spots = "", "", [row.spot("level3")]
    named = next((section for section in Section if section.value in name), None)
    if named and row.section and named is not row.section:
        level2 = fold(row.text("level2"))
        more += f"；名称与所属的“{level2}”不符，请一并核对"
        more_en += f", and contradicts the “{level2}” that it stands under"
        spots.insert(0, row.spot("level2"))
    if row.description and trimmed(row.description) == name:
        more += "；绩效指标描述与名称相同，请写明指标含义"
        more_en += ", and the description only repeats it"
        spots.append(row.spot("description"))
    yield Draft(tuple(spots), {"name": row.shown_name, "more": more, "more_en": more_en})
