"""T07."""

import re
from collections.abc import Iterator
from itertools import combinations

from structurer.check.lexicon import lexicon
from structurer.check.likeness import lasting_name, unit
from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView, RowView, Section, Spot, SubmissionView
from structurer.check.years import event_of, same_subject
from structurer.models.finding import Severity
from structurer.models.value import Kind
from structurer.normalize.dates import find_dates
from structurer.text import fold

# A bare month that bounds, and a number of months: ≤8月。合同签订后8个月内.
_TWO_ANCHORS = re.compile(
    r"(?:^|[≤<≦⩽]|不超过|不晚于)\s*(\d{1,2}\s*月)\s*(?:[。,，;；\n]|前|以?内).*?(\d{1,2}\s*个\s*月)",
    re.DOTALL,
)
_CLAUSES = re.compile(r"[^\s,，。;；][^,，。;；\n]*")


@rule(
    "T07",
    "dates-contradict",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("practice",),
    zh="指标“{name}”的时间要求对不上：“{first}”与“{second}”。",
    en="The times of “{name}” do not agree: “{first}” and “{second}”.",
    suggestion="核对并统一时间要求",
    question=(
        "Do the two quoted pieces state different times, or different events, for the same piece of work? Confirm "
        "(holds) if they cannot both be kept, or if the value dates another event than the name asks for; clear it "
        "only with a verbatim quote that shows that they are about different phases or different work."
    ),
)
def dates_contradict(submission: SubmissionView) -> Iterator[Draft]:
    """Times of one piece of work contradict each other.

    **Why it matters** Where two dates stand for one event nobody can say which one binds.

    **Flagged** A value with two anchors (`≤8月。合同签订后8个月内`); a value that dates another event than the name asks
    for (启动时限: 9月底完成招标); a start after the end; a row that ends later than the goal says; the same project under
    two funding lines with different completion times.

    **Fine** Different phases or different work. An earlier date than the goal's. Equal times in other words.
    """
    for project in submission.projects:
        rows = project.rows_of(Section.TIME)
        for row in rows:
            yield from _within_cell(row)
            yield from _against_goal(row)
        yield from _starts_after_end(rows)
    yield from _sisters(submission)


def _draft(row: RowView, spots: tuple[Spot, ...], first: str, second: str) -> Draft:
    return Draft(spots, {"name": row.shown_name, "first": cited(first), "second": cited(second)})


def _within_cell(row: RowView) -> Iterator[Draft]:
    text = row.value.text
    if found := _TWO_ANCHORS.search(text):
        yield _draft(row, (row.spot("value"),), found[1], found[2])
        return
    if not any(target.kind is Kind.DATE for target in row.targets):
        return
    asked, dated = event_of(row.name), event_of(fold(text))
    if asked and dated and asked != dated:
        yield _draft(row, (row.spot("level3"), row.spot("value")), row.text("level3"), text)


def _deadline(row: RowView) -> str | None:
    """The one date of a row, by which it is met."""
    dates = {target.date_to or target.date_from for target in row.targets if target.kind is Kind.DATE}
    return next(iter(dates)) if len(dates) == 1 and len(row.targets) == 1 else None


def _is_later(one: str, other: str, year: int | None) -> bool:
    """Compare at the precision both have; a date without a year is of the budget year."""
    if one.startswith("---") or other.startswith("---"):
        return False
    if year is None and one.startswith("--") != other.startswith("--"):
        return False
    first, second = (
        text.replace("-", str(year), 1) if text.startswith("--") else text for text in (one, other)
    )
    length = min(len(first), len(second))
    return first[:length] > second[:length]


def _against_goal(row: RowView) -> Iterator[Draft]:
    event, deadline = event_of(row.name), _deadline(row)
    if not event or not deadline:
        return
    for clause in _CLAUSES.finditer(row.project.text("goals")):
        text = fold(clause[0])
        if event_of(text) != event or not same_subject(row.name, text):
            continue
        dates = [date.last for date in find_dates(text) if date.last]
        if len(dates) == 1 and _is_later(deadline, dates[0], row.project.year):
            goal = row.project.spot("goals", clause[0], clause.start())
            yield _draft(row, (goal, row.spot("value")), clause[0].strip(), row.value.text)
            return


def _starts_after_end(rows: tuple[RowView, ...]) -> Iterator[Draft]:
    for one, other in combinations([row for row in rows if _deadline(row) and event_of(row.name)], 2):
        start, end = (one, other) if event_of(one.name) == "start" else (other, one)
        if event_of(start.name) == event_of(end.name) or not same_subject(start.name, end.name):
            continue
        if _is_later(_deadline(start) or "", _deadline(end) or "", one.project.year):
            yield _draft(end, (one.spot("value"), other.spot("value")), start.value.text, end.value.text)


def _sisters(submission: SubmissionView) -> Iterator[Draft]:
    """Projects that differ by their funding line only; each is held against the first of that name."""
    known: dict[tuple[str, str], RowView] = {}
    for project in submission.projects:
        row, name = _completion(project), lasting_name(project)
        if row is None or not name:
            continue
        earlier = known.setdefault((unit(project), name), row)
        if earlier is not row and _time(earlier) != _time(row):
            yield _draft(row, (earlier.spot("value"), row.spot("value")), earlier.value.text, row.value.text)


def _completion(project: ProjectView) -> RowView | None:
    words = lexicon("time")["event"]["completion"]
    rows = [row for row in project.rows_of(Section.TIME) if any(word in row.name for word in words)]
    return rows[0] if len(rows) == 1 and rows[0].targets else None


def _time(row: RowView) -> tuple[object, ...]:
    target = row.targets[0]
    return (target.kind, target.base_value, target.date_to or target.date_from)
