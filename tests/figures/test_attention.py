"""What a person should look at."""

import pytest

from made import made
from structurer.figures import Doubt, attention, reasons
from structurer.figures.overview import needs_person
from structurer.models import Indicator, ReviewCode
from structurer.models.result import Result
from structurer.models.value import Kind


def row(decided_by: str | None, confidence: str | None = None, *codes: ReviewCode) -> Indicator:
    first = made("≥95%").projects[0].indicators[0]
    said = {"kind": Kind.PERCENTAGE, "decided_by": decided_by, "confidence": confidence}
    return first.model_copy(update={"value": first.value.model_copy(update=said), "needs_review": codes})


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (row("rule"), ()),
        (row("llm", "high"), ()),
        (row("llm", "low"), (Doubt.UNSURE,)),
        (row(None), (Doubt.OPEN,)),
        (row("rule", None, ReviewCode.CUT, ReviewCode.SHIFTED), (ReviewCode.CUT, ReviewCode.SHIFTED)),
        (row(None, None, ReviewCode.CUT), (Doubt.OPEN, ReviewCode.CUT)),
    ],
    ids=["rule", "sure", "unsure", "open", "codes", "both"],
)
def test_a_row_has_reasons_where_it_needs_a_person(one: Indicator, expected: tuple[str, ...]) -> None:
    assert reasons(one) == expected
    assert needs_person(one) == bool(expected)


def test_reasons_are_counted_over_rows_and_headers_the_most_frequent_first() -> None:
    submission = made("≥95%", projects=2)
    first, second = submission.projects
    rows = (row("rule", None, ReviewCode.CUT), row("llm", "low", ReviewCode.CUT))
    projects = (
        first.model_copy(update={"indicators": rows, "needs_review": ()}),
        second.model_copy(update={"indicators": (), "needs_review": (ReviewCode.NO_INDICATORS,)}),
    )
    counted = attention([Result("a.txt", submission.model_copy(update={"projects": projects}))])
    assert list(counted.items()) == [
        (ReviewCode.CUT, 2),
        (Doubt.UNSURE, 1),
        (ReviewCode.NO_INDICATORS, 1),
    ]
