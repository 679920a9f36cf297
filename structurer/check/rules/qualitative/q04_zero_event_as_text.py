"""Q04."""

from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.view import RowView
from structurer.models.finding import Severity
from structurer.models.value import Kind


@rule(
    "Q04",
    "zero-event-as-text",
    Severity.INFO,
    authority=("practice",),
    zh="指标“{name}”的指标值“{value}”用文字表述，可以直接量化为0。",
    en="The value “{value}” of “{name}” says in words what could be written as 0.",
    suggestion="建议改为“=0起”，请填报单位确认",
)
def zero_event_as_text(row: RowView) -> Iterator[Draft]:
    """That something must not happen is said in words.

    **Why it matters** A figure can be stored and compared, and it says what is counted.

    **Flagged** 不发生安全事故, 零投诉.

    **Fine** `0起`, `=0次`.
    """
    if row.value.kind is Kind.ZERO_EVENT and not row.targets:
        yield Draft((row.spot("value"),), {"name": row.shown_name, "value": row.shown_value})
