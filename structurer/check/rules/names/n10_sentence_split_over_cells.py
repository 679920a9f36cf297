"""N10."""

from collections.abc import Iterator

from structurer.check.remarks import remarked
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity


@rule(
    "N10",
    "sentence-split-over-cells",
    Severity.INFO,
    method=Method.LLM,
    authority=("practice",),
    zh="三级指标“{name}”与绩效指标描述“{description}”像是一句话拆成了两格，各自不成意思。",
    en="“{name}” and its description “{description}” are one sentence cut in two.",
    suggestion="三级指标写衡量内容，绩效指标描述写含义或计算方法",
    question=(
        "Does a sentence begin in the name (三级指标) of a row and go on in its description (绩效指标描述), so that neither "
        "makes sense alone? Report such a row (holds) with verbatim quotes of its level3 and of its description. Do "
        "not report a name that can stand alone, be it that it ends in a comma, nor a description that repeats it."
    ),
)
def sentence_split_over_cells(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """One sentence runs from the name into the description.

    **Why it matters** Neither cell does its work: there is no indicator, and no definition of one.

    **Flagged** Name `推动社区治理，`, description `让居民共享成果`.

    **Fine** A name that only ends in a comma by mistake (N07), and a description that repeats or contains the name.
    """
    for row, spots in remarked(project, remark):
        quotes_both = {"level3", "description"} <= {spot.cell.field for spot in spots}
        if quotes_both and row.name not in row.description:
            words = {"name": row.shown_name, "description": cited(row.text("description"))}
            yield Draft(spots, words)
