"""V09."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Comparator, Kind
from structurer.text import fold

_CONVERTED = re.compile(r"[,，、;；(（]?(?:约|大约|折合|合|相当于|共计|共)")
_BASELINE = re.compile("(?:较|比|同|与|相比)$")
_FROM_TO = re.compile(r"[由从].*(?:缩短|降低?|减少|压缩|提高|提升|增加|增长|扩大)[到至为]")


@rule(
    "V09",
    "several-targets-in-one-value",
    Severity.WARNING,
    authority=("practice",),
    zh="指标“{name}”的指标值“{value}”含有多个目标，应一项指标对应一个目标值。",
    en="The value “{value}” of “{name}” holds several targets; one indicator should have one.",
    suggestion="分别设置指标，每项填写一个目标值",
)
def several_targets_in_one_value(row: RowView) -> Iterator[Draft]:
    """The value states several targets.

    **Why it matters** One indicator has one result: when one of two targets is met and the other is not, the row is
    neither done nor undone, and its points cannot be given.

    **Flagged** `培训3期，每期不少于50人`; `紧急故障1小时、一般故障8小时`. The quotes are the targets.

    **Fine** One target said twice, or in another unit (`4万卷，约620万页`). A part of the first
    (`95户，其中山区不少于30户`). From one figure to another (`由2小时缩短到1小时`). What a change is held against
    (`较2024年下降5%`). Several periods of one service. A numbered list of sentences. A number with its own deadline.
    """
    if row.value.kind is not Kind.COMPOSITE or len(row.targets) < 2:
        return
    text = row.value.text
    if len([one for one in row.targets if not _BASELINE.search(fold(text[: one.span[0]]))]) < 2:
        return
    are_periods = all(one.kind is Kind.DATE and one.comparator is Comparator.BETWEEN for one in row.targets)
    if are_periods or _FROM_TO.search(fold(text)) or _are_parts(row) or _is_converted(row):
        return
    spots = [row.spot("value", text[start:end], start) for start, end in (one.span for one in row.targets)]
    yield Draft(tuple(spots), {"name": row.shown_name, "value": row.shown_value})


def _are_parts(row: RowView) -> bool:
    """Tell whether every further target is a part of the first: 95户，其中山区不少于30户."""
    text, ends = row.value.text, [one.span[1] for one in row.targets]
    starts = [one.span[0] for one in row.targets[1:]]
    return all("其中" in text[end:start] for end, start in zip(ends, starts, strict=False))


def _is_converted(row: RowView) -> bool:
    """Tell whether the second of two amounts only says the first in another unit: 4万卷，约620万页."""
    if len(row.targets) != 2 or any(one.kind is not Kind.QUANTITY for one in row.targets):
        return False
    first, second = row.targets
    return _CONVERTED.match(fold(row.value.text[first.span[1] : second.span[1]])) is not None
