"""Q06."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView, Spot
from structurer.models.finding import Remark, Severity
from structurer.text import fold

_FIELDS = ("goals", "fund_purpose", "description")
# Years, numbers of laws, documents and hotlines, parts of places and phases; list numbers at the start of a line.
_NO_FIGURE = re.compile(
    r"(?:19|20)\d{2}(?:年度?|/|-)?|[\[〔(]\d{4}[\]〕)]\d+号|第?\d+号(?:楼|线|院|文)?|\d{5}(?=热线)"
    r"|GB[/TZ]*\d[\d.-]*|\d+期工程|^\d+[.、](?!\d)"
)
_FIGURE = re.compile(
    r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万两]+(?=个|项|次|人|户|套|台|家|份|场|种|类|名|所|处|条|件|期|公里|平方米|亩|吨)"
)


def _figures(quote: str) -> list[str]:
    """The figures of a quote that could be targets."""
    return _FIGURE.findall(_NO_FIGURE.sub("", fold(quote)))


def _is_in_a_value(project: ProjectView, figure: str) -> bool:
    return any(figure in fold(row.value.text) for row in project.rows)


@rule(
    "Q06",
    "detail-not-in-value",
    Severity.INFO,
    method=Method.LLM,
    authority=("A8",),
    zh="“{quote}”可以作为考核目标，但没有写入指标值。",
    en="“{quote}” would quantify an indicator but stands in no value.",
    suggestion="将该数据写入相应指标的指标值",
    question=(
        "Which figures in goal, purpose or a description would quantify an indicator but stand in no value cell? "
        "Quote each figure with its unit and what it counts; name the row whose value should carry it, or none if "
        "there is no such row. Do not report years, numbers of laws or documents, numbers of places, phases or "
        "models, past achievements, or figures that a value already prints."
    ),
)
def detail_not_in_value(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """A figure that would quantify the table stands only in goal, purpose or description.

    **Why it matters** What the text promises is not checked, because only values are.

    **Flagged** A goal that speaks of 15类问题 when no value prints 15.

    **Fine** Years, numbers of laws and places. A figure that a value prints, in any row.
    """
    told = [spot for spot in project.quoted(remark) if _is_missing(project, spot)]
    if not told:
        return
    rows = [row for number in remark.rows if (row := project.row(number))]
    spots = (*told, *(row.spot("value") for row in rows if row.value.text))
    yield Draft(spots, {"quote": cited(told[0].quote)})


def _is_missing(project: ProjectView, spot: Spot) -> bool:
    figures = _figures(spot.quote) if spot.cell.field in _FIELDS else []
    return any(not _is_in_a_value(project, figure) for figure in figures)
