"""S05."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import LABELS, cited, residue
from structurer.check.view import ProjectView, RowView, Section
from structurer.lexicon.polarity import polarity
from structurer.models.finding import FieldName, Severity

_HEADER: tuple[FieldName, ...] = ("fund_purpose", "goals")
_CELLS: tuple[FieldName, ...] = ("level3", "description", "value")


@rule(
    "S05",
    "template-residue",
    Severity.ERROR,
    starred=True,
    authority=("practice",),
    zh="{field}残留填报模板文字“{quote}”，请删除并补充实际内容。",
    en="Text of the blank form, “{quote}”, is left in the {field_en}.",
    suggestion="按项目实际重写",
)
def template_residue(project: ProjectView) -> Iterator[Draft]:
    """A cell still holds text of the blank form.

    **Why it matters** What the template says is no statement of the project; the cell was never filled in, or was
    filled in around the instruction.

    **Flagged** `目标内容1`, `请填写`, `（填写…）`, `示例`, `待定`, `待补充`, `同上`; crosses or asterisks where a figure
    belongs (`XX人`, `≥**%`, `20XX年`); a cell that is only `无`, `/`, `-` or `……`.

    **Fine** Words that only contain such a piece (`无故障`, `等待定期检修`, `邀请填写问卷`), model numbers, double list
    numbers (S09), and `无` as the target of something that must not happen (安全事故 `无`).
    """
    if found := [(field, at) for field in _HEADER if (at := residue(project.text(field)))]:
        field, (start, end) = found[0]
        spots = tuple(project.spot(one, project.text(one)[at[0] : at[1]], at[0]) for one, at in found)
        words = {"field": LABELS[field].zh, "field_en": LABELS[field].en}
        yield Draft(spots, {**words, "quote": cited(project.text(field)[start:end])})
    for row in project.rows:
        if cells := [(field, at) for field in _CELLS if (at := _residue(row, field))]:
            yield _draft(row, cells)


def _residue(row: RowView, field: FieldName) -> tuple[int, int] | None:
    text = row.text(field)
    if (
        field == "value"
        and text == "无"
        and polarity(row.name) == "lower"
        and row.section is not Section.COST
    ):
        return None
    return residue(text)


def _draft(row: RowView, cells: list[tuple[FieldName, tuple[int, int]]]) -> Draft:
    spots = tuple(row.spot(field, row.text(field)[start:end], start) for field, (start, end) in cells)
    zh, en = LABELS[cells[0][0]]
    name = row.shown_name
    words = {"field": f"第{row.number}行“{name}”的{zh}", "field_en": f"{en} of row {row.number}, “{name}”"}
    return Draft(spots, {**words, "quote": cited(spots[0].quote)})
