"""N06."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import residue, trimmed
from structurer.check.view import ProjectView, RowView
from structurer.models.finding import Severity


@rule(
    "N06",
    "duplicate-name",
    Severity.WARNING,
    starred=True,
    authority=("practice", "A1r"),
    zh="三级指标“{name}”在第{row_a}行和第{row_b}行重复出现。",
    en="The indicator name “{name}” stands in row {row_a} and again in row {row_b}.",
    suggestion="合并或区分两项指标",
)
def duplicate_name(project: ProjectView) -> Iterator[Draft]:
    """The same name stands in two rows of one project.

    **Why it matters** The same thing is measured and scored twice, or two things cannot be told apart.

    **Flagged** 资金使用合规率 under 质量指标 and again under 时效指标. White space and final punctuation do not matter. Each
    later row is reported once, with the first of that name.

    **Fine** The same description or value under different names. Blank names are S04, text of the blank form is S05.
    """
    first: dict[str, RowView] = {}
    for row in project.rows:
        name = trimmed(row.name)
        if not name or (earlier := first.setdefault(name, row)) is row or residue(row.text("level3")):
            continue
        words = {"name": row.shown_name, "row_a": earlier.number, "row_b": row.number}
        yield Draft((earlier.spot("level3"), row.spot("level3")), words)
