"""What a run says at its end: what was read, found and written, and what is left for a person."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from structurer.models import Submission

_MOST_NAMES = 6  # of reports, on one line


def closing(total: Counter[str], out: Path, reports: list[Path], *, can_review: bool) -> Iterator[str]:
    """What was done, what was found, where it is, and what is left for a person."""
    yield f"{sentence(total)}; written to {out}"
    if reports:
        names = [path.relative_to(out).as_posix() for path in reports]
        yield f"reports: {', '.join(names[:_MOST_NAMES])}{', ...' * (len(names) > _MOST_NAMES)}"
    if total["errors"] or total["warnings"]:
        told = [plural(total["errors"], "error"), plural(total["warnings"], "warning")]
        yield f"{' and '.join(told)}, as a budget reviewer would object"
    if total["person"]:
        one = total["person"] == 1
        how = f": structurer review {out}" if can_review else ""
        yield f"{plural(total['person'], 'row')} need{'s' * one} a person{how}"


def plural(number: int, name: str) -> str:
    """`1 row`, `2 rows`."""
    return f"{number:,} {name}{'s' * (number != 1)}"


def count(submission: "Submission") -> Counter[str]:
    """What a person wants to know of a result at first sight; `open` are values that rules could not settle."""
    from structurer.figures.overview import needs_person
    from structurer.models import Severity

    rows = [row for project in submission.projects for row in project.indicators]
    shown = [finding.severity for finding in submission.findings if finding.is_shown]
    return Counter(
        submissions=1,
        projects=len(submission.projects),
        indicators=len(rows),
        open=sum(bool(row.value.ambiguous) for row in rows),
        errors=shown.count(Severity.ERROR),
        warnings=shown.count(Severity.WARNING),
        person=sum(map(needs_person, rows)),
        human=sum(row.value.decided_by == "human" for row in rows),
        review=sum(bool(row.needs_review) for row in rows)
        + sum(bool(one.needs_review) for one in submission.projects),
    )


def sentence(counts: Counter[str]) -> str:
    """`counts` in words."""
    parts = [
        f"{counts[name]:,} {name if counts[name] != 1 else name.removesuffix('s')}"
        for name in ("submissions", "projects", "indicators")
    ]
    settled = counts["indicators"] - counts["open"] - counts["human"]
    people = f", {counts['human']:,} decided by people" if counts["human"] else ""
    if counts["open"]:
        parts[-1] += f" ({settled:,} settled by rule, {counts['open']:,} open{people})"
    elif people:
        parts[-1] += f" ({people.removeprefix(', ')})"
    review = f", {counts['review']:,} to review" if counts["review"] else ""
    return ", ".join(parts) + review
