"""B02."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity
from structurer.text import is_blank


@rule(
    "B02",
    "basis-does-not-fit",
    Severity.INFO,
    method=Method.LLM,
    authority=("A1r",),
    zh="指标“{name}”的指标值“{value}”与确定依据“{basis}”对不上，建议核实依据。",
    en="The target “{value}” of “{name}” cannot come from its basis “{basis}”.",
    suggestion="建议改填该指标值真正依据的标准、合同或文件",
    question=(
        "Does the table print a basis (指标值确定依据) for a row from which its target cannot come: experience for a "
        "number that only a contract can fix, a contract for an effect on the public, a kind of source that other "
        "rows of the same form use for the same target differently? Report each such row with a verbatim quote of its "
        "basis and of its value. Do not report an empty basis, a basis that is merely vague, or a basis that may fit."
    ),
)
def basis_does_not_fit(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """The basis of a target cannot be where it comes from.

    **Why it matters** A basis that does not fit shows that the column was filled in for the form's sake, and the target
    has no basis at all.

    **Flagged** A number that only a contract can fix is based on experience; the same target has different bases in one
    table.

    **Fine** A basis that may fit. An empty one. Forms without the column.
    """
    for row, spots in remarked(project, remark):
        quoted = {spot.cell.field for spot in spots}
        basis = row.text("basis")
        if is_blank(basis) or "basis" not in quoted:
            continue
        value = () if "value" in quoted else (row.spot("value"),)
        words = {"name": row.shown_name, "value": row.shown_value, "basis": cited(basis)}
        yield Draft((*value, *spots), words)
