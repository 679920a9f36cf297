"""P04."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from structurer.check.likeness import by_year, label, unit
from structurer.check.rule import Draft, rule
from structurer.check.view import Portfolio, RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind

# What should take the same time in every project of a unit; a construction time is a project's own.
_SERVICE_TIME = re.compile("响应|修复|恢复|应急|抢修|处置|处理|办理|到场|审核|审批")
_MINUTES: Final = {"s": Decimal(1) / 60, "min": Decimal(1), "h": Decimal(60), "d": Decimal(24 * 60)}
_SAME_WORDS: Final = {"运行维护": "运维", "维护保养": "维保", "时限": "时间", "时长": "时间"}


def _standard(row: RowView) -> Decimal | None:
    """The figure of a row that like projects should share: a service time in minutes, or a share of quality."""
    target = row.target
    if target is None or target.base_value is None:
        return None
    if row.section is Section.QUALITY and target.kind is Kind.PERCENTAGE:
        return target.base_value
    is_service = (
        row.section is Section.TIME and target.kind is Kind.DURATION and _SERVICE_TIME.search(row.name)
    )
    factor = _MINUTES.get(target.unit_code or "")
    return target.base_value * factor if is_service and factor else None


def _key(row: RowView) -> tuple[str, Section | None, str]:
    name = row.name
    for word, same in _SAME_WORDS.items():
        name = name.replace(word, same)
    return unit(row.project), row.section, name


@rule(
    "P04",
    "peer-targets-differ",
    Severity.INFO,
    authority=("A13",),
    zh="“{name}”的目标值为“{value}”，同单位“{earlier}”的同类指标为“{other}”，标准不统一。",
    en="“{name}” is “{value}” here and “{other}” in “{earlier}” of the same unit.",
    suggestion="统一同类指标的标准，或说明差异的理由",
)
def peer_targets_differ(portfolio: Portfolio) -> Iterator[Draft]:
    """Like rows in two projects of a unit have unlike targets.

    **Why it matters** A unit that answers a fault within ten minutes in one project and within four hours in
    another has no standard; reviewers ask which one is meant.

    **Flagged** Rows of one name (运维 and 运行维护 are one) in projects of one unit and year whose service
    times (response, repair, handling) or quality shares differ. Each further value is reported once, beside
    the first.

    **Fine** Amounts, costs, construction times and satisfaction, which are a project's own; equal times in
    other units (`120分钟` and `2小时`).
    """
    for projects in by_year(portfolio):
        first: dict[tuple[str, Section | None, str], RowView] = {}
        seen: dict[tuple[str, Section | None, str], set[Decimal]] = {}
        for row in (row for project in projects for row in project.rows):
            standard = _standard(row)
            if standard is None or not row.name:
                continue
            key = _key(row)
            peer, values = first.setdefault(key, row), seen.setdefault(key, set())
            if values and standard not in values and peer.project is not row.project:
                words = {"name": row.shown_name, "value": row.shown_value, "other": peer.shown_value}
                yield Draft((peer.spot("value"), row.spot("value")), words | {"earlier": label(peer.project)})
            values.add(standard)
