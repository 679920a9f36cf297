"""M09."""

from collections.abc import Iterator

from structurer.check.likeness import unit
from structurer.check.rule import Draft, rule
from structurer.check.texts import cited
from structurer.check.view import RowView, Section, SubmissionView
from structurer.models.finding import Severity

_FEWEST = 5  # projects of a unit


def _key(row: RowView) -> tuple[object, ...] | None:
    """What two satisfaction targets have in common when they are the same; null without one number."""
    target = row.target
    if target is None or target.base_value is None:
        return None
    return target.comparator, target.base_value, target.unit_code


@rule(
    "M09",
    "satisfaction-uniform",
    Severity.INFO,
    authority=("A13",),
    zh="{unit}的{n}个项目满意度指标“{name}”等均设为“{value}”，没有结合各项目实际。",
    en="All {n} projects of {unit} have the same satisfaction target “{value}” (“{name}” and others).",
    suggestion="结合各项目服务对象和历史水平分别设置",
)
def satisfaction_uniform(submission: SubmissionView) -> Iterator[Draft]:
    """All projects of a unit have the same satisfaction target.

    **Why it matters** One figure for rent, software and training alike was copied, not estimated.

    **Flagged** Five or more projects of one unit whose satisfaction rows all have one and the same target
    (`≥98%`). One finding lists them all; it stands on the last project.

    **Fine** Fewer than five projects, or any other target among them.
    """
    units: dict[str, list[RowView]] = {}
    for project in submission.projects:
        of_unit = units.setdefault(unit(project), [])
        of_unit += project.rows_of(Section.SATISFACTION)
    for rows in units.values():
        projects = {row.project.index for row in rows}
        keys = {_key(row) for row in rows}
        if len(projects) < _FEWEST or len(keys) != 1 or None in keys:
            continue
        first = rows[0]
        words = {
            "unit": cited(first.project.text("unit_name")) or "该单位",
            "n": len(projects),
            "name": first.shown_name,
            "value": first.shown_value,
        }
        yield Draft(tuple(row.spot("value") for row in rows), words)
