"""B02."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
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
    quotes = project.quoted(remark)
    for number in remark.rows:
        row = project.row(number)
        if row is None:
            raise ValueError(f"there is no row {number}")
        own = tuple(one for one in quotes if one.cell.row == number)
        basis = row.text("basis")
        if is_blank(basis) or not any(one.cell.field == "basis" for one in own):
            continue
        words = {"name": row.name, "value": row.value.text, "basis": basis.strip()}
        if not any(one.cell.field == "value" for one in own):
            own = (row.spot("value"), *own)
        yield Draft(own, words)
