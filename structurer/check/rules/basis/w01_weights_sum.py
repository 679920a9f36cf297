"""W01."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView, RowView
from structurer.models.finding import FieldName, Severity
from structurer.text import fold

_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?:%|分)?")
_SUBTOTAL = re.compile(r"[(（]\s*(\d+(?:\.\d+)?)\s*(?:分|%)\s*[)）]")
_FULL = Decimal(100)
_EXECUTION = Decimal(10)  # 预算执行率, where it is kept apart from the rows
_LEVELS: tuple[FieldName, FieldName] = ("level1", "level2")


@rule(
    "W01",
    "weights-sum",
    Severity.ERROR,
    starred=True,
    authority=("A7",),
    zh="{level}指标权重合计为{sum}，应为{due}。",
    en="The weights{under} add up to {plain}{invalid}, not to {due}.",
    suggestion="调整权重",
)
def weights_sum(project: ProjectView) -> Iterator[Draft]:
    """The weights do not add up to 100.

    **Why it matters** The score of a project is the sum of its weighted indicators; weights that do not add up to 100
    make it wrong for every project that is compared with it.

    **Flagged** A printed weight column (权重, 分值) whose figures do not add up to 100, or that holds something else
    than a number or a negative one; a subtotal of a level (`产出指标（50分）`) that its rows do not reach.

    **Fine** A sum of 90 where 预算执行率 takes the other 10 and is no row of the table. Forms without the column, and a
    column left blank for the assessor. Percent signs (`20%`). The share that each level takes is not judged: the usual
    bands are a recommendation that differs from place to place.
    """
    weighted = [row for row in project.rows if fold(row.indicator.weight or "")]
    if not weighted:
        return
    total = sum((_number(row) or Decimal(0) for row in weighted), Decimal(0))
    odd = [row for row in weighted if (found := _number(row)) is None or found < 0]
    names_execution = any("预算执行率" in row.name for row in project.rows)
    if odd:
        texts = "、".join(f"“{row.text('weight').strip()}”" for row in odd)
        draft = _draft(odd, total, _FULL, suggestion="权重应填写非负数，合计为100")
        said = {"sum": f"{total:f}（含无效权重{texts}）", "invalid": f" with the invalid {texts}"}
        yield draft._replace(words={**draft.words, **said})
    elif total != _FULL and (names_execution or total != _FULL - _EXECUTION):
        yield _draft(weighted, total, _FULL)
    else:
        yield from _subtotals(weighted)


def _draft(rows: Sequence[RowView], total: Decimal, due: Decimal, suggestion: str | None = None) -> Draft:
    words = {
        "level": "",
        "under": "",
        "sum": f"{total:f}",
        "plain": f"{total:f}",
        "invalid": "",
        "due": f"{due:f}",
    }
    return Draft(tuple(row.spot("weight") for row in rows), words, suggestion=suggestion)


def _number(row: RowView) -> Decimal | None:
    found = _NUMBER.fullmatch(fold(row.indicator.weight or ""))
    return Decimal(found[1]) if found else None


def _subtotals(rows: Sequence[RowView]) -> Iterator[Draft]:
    for level in _LEVELS:
        groups: dict[tuple[str, ...], list[RowView]] = {}
        for row in rows:
            above = (fold(row.indicator.level1), fold(row.indicator.level2))
            groups.setdefault(above[: _LEVELS.index(level) + 1], []).append(row)
        for group in groups.values():
            total = sum((_number(row) or Decimal(0) for row in group), Decimal(0))
            label = group[0].text(level)
            if (printed := _SUBTOTAL.search(fold(label))) and Decimal(printed[1]) != total:
                draft = _draft(group, total, Decimal(printed[1]), suggestion="核对该级小计与各项权重")
                words = {**draft.words, "level": f"“{label}”", "under": f" under “{label}”"}
                yield draft._replace(spots=(group[0].spot(level), *draft.spots), words=words)
