"""V10."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import trimmed
from structurer.check.view import RowView
from structurer.models.finding import FieldName, Severity
from structurer.models.value import Kind
from structurer.text import fold

_FIELDS: tuple[tuple[FieldName, str, str], ...] = (
    ("level3", "三级指标", "name"),
    ("description", "绩效指标描述", "description"),
)


@rule(
    "V10",
    "value-repeats-name",
    Severity.ERROR,
    starred=True,
    authority=("A8",),
    zh="指标值与{field}文字相同，没有给出目标值，无法考核。",
    en="The value repeats the {field_en} and states no target: “{value}”.",
    suggestion="给出可衡量的目标值",
)
def value_repeats_name(row: RowView) -> Iterator[Draft]:
    """The value repeats the name or the description.

    **Why it matters** A target that only says again what the row is about cannot be met or missed.

    **Flagged** Value and name, or value and description, are the same text but for white space and final
    punctuation: name and value both 提升群众健身意识.

    **Fine** A value that holds a target, also where the description repeats it. Something that must not happen
    (无重大事故). A part of the name (name 验收合格, value 合格). Name and degree word are V11 and Q01.
    """
    value = row.value
    if row.targets or value.kind is Kind.ZERO_EVENT:
        return
    text = trimmed(fold(value.text))
    for field, zh, en in _FIELDS:
        if text and text == trimmed(fold(row.text(field))):
            words = {"field": zh, "field_en": en, "value": row.shown_value}
            yield Draft((row.spot(field), row.spot("value")), words)
            return
