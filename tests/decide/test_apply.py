"""What a decision changes: it beats the model and the rules, for as long as its row prints what it printed."""

from datetime import UTC, datetime

import pytest

from made import made
from structurer.decide import (
    apply,
    corrected,
    docket,
    row_ref,
    ruling,
    standing_meaning,
    undecided,
)
from structurer.figures.overview import needs_person, settled_by
from structurer.models import Indicator, IndicatorValue, ReviewCode, Submission
from structurer.models.decision import Act, Meaning, Ruling
from structurer.models.value import (
    Comparator,
    Direction,
    Evidence,
    Grade,
    Kind,
    Provenance,
    RowContext,
    Target,
)
from structurer.normalize import normalize, normalize_value

WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHO = "复核人"


def read(*values: str, name: str = "a.txt") -> Submission:
    return normalize(made(*values, name=name))


def row(submission: Submission, number: int = 1) -> Indicator:
    return submission.projects[0].indicators[number - 1]


def decide(act: Act, submission: Submission, number: int = 1, **said: object) -> Ruling:
    ref = row_ref(submission.source.name, submission, 1, row(submission, number))
    return ruling(act, ref, WHO, WHEN, **said)  # type: ignore[arg-type]  # the cases say what goes together


def accept(submission: Submission, number: int = 1) -> Ruling:
    return decide(Act.ACCEPT, submission, number, meaning=standing_meaning(row(submission, number).value))


def test_an_accepted_guess_stands_and_nothing_stays_open() -> None:
    before = read("≥855", "≥95%")
    assert settled_by(row(before)) == "open"
    after, stale = apply(before, [accept(before)])
    value = row(after).value
    assert stale == ()
    assert (value.decided_by, value.ambiguous, value.ruling) == ("human", (), accept(before).id)
    assert value.text == "≥855"
    assert (value.kind, value.targets, value.direction) == (
        Kind.QUANTITY,
        row(before).value.targets,
        Direction.HIGHER,
    )
    assert value.history == (row(before).value.as_decision(),)
    assert not needs_person(row(after))
    assert row(after, 2) == row(before, 2)


def test_an_accepted_label_of_a_model_holds_without_the_model() -> None:
    rules = read("运转有序")
    labelled = row(rules).value.model_copy(
        update={
            "kind": Kind.GRADED,
            "grade": Grade.PLAIN,
            "direction": Direction.HIGHER,
            "checkable": False,
            "decided_by": "llm",
            "ambiguous": (),
            "evidence": (Evidence(field="value", quote="有序"),),
            "confidence": "low",
            "provenance": Provenance(prompt="classify/v001", model="m", request="r"),
        }
    )
    accepted = decide(Act.ACCEPT, rules, meaning=standing_meaning(labelled), made_by="llm", note="同意")
    value = row(apply(rules, [accepted]).submission).value
    assert (value.kind, value.grade, value.checkable) == (Kind.GRADED, Grade.PLAIN, False)
    assert (value.decided_by, value.reason, value.provenance, value.confidence) == (
        "human",
        "同意",
        None,
        None,
    )
    assert value.evidence == labelled.evidence


def test_a_rejected_row_keeps_what_is_printed_and_nothing_else() -> None:
    before = read("≥855")
    after = row(apply(before, [decide(Act.REJECT, before, note="单位不明")]).submission)
    value = after.value
    assert (value.text, value.decided_by, value.reason) == ("≥855", "human", "单位不明")
    assert (value.kind, value.targets, value.grade, value.direction, value.checkable) == (
        None,
        (),
        None,
        None,
        None,
    )
    assert value.ambiguous == ()
    assert ReviewCode.REFUSED in after.needs_review
    assert needs_person(after)


def test_the_last_decision_on_a_row_wins_and_an_undo_brings_back_the_one_before() -> None:
    before = read("≥855")
    first, second = accept(before), decide(Act.REJECT, before)
    undo_second = decide(Act.UNDO, before, undoes=second.id)
    undo_first = decide(Act.UNDO, before, undoes=first.id)
    assert row(apply(before, [first, second]).submission).value.kind is None
    assert row(apply(before, [first, second, undo_second]).submission).value.ruling == first.id
    assert apply(before, [first, second, undo_second, undo_first]).submission == before
    assert (
        row(apply(before, [first, second, undo_first]).submission).value.kind is None
    )  # an undo takes back its own


def test_applying_twice_is_applying_once() -> None:
    before = read("≥855")
    once = apply(before, [accept(before)]).submission
    assert apply(once, [accept(before)]).submission == once


def test_a_row_that_prints_something_else_now_is_not_decided() -> None:
    before = read("≥855", "≥95%")
    rulings = [accept(before, 1), accept(before, 2)]
    revised = read("≥866")
    after, stale = apply(revised, rulings)
    assert after == revised
    assert [one.row.text for one in stale] == ["≥855", "≥95%"]  # changed, and gone
    undone = [*rulings, *(decide(Act.UNDO, before, one.row.row, undoes=one.id) for one in rulings)]
    assert apply(revised, undone).stale == ()


def test_a_revised_file_keeps_the_decisions_on_rows_that_print_the_same() -> None:
    before = read("≥855", "≥95%")
    revised = normalize(made("≥855", "≥96%", purpose="乙"))
    revised = revised.model_copy(
        update={"source": revised.source.model_copy(update={"sha256": "f" * 64, "name": "a.txt"})}
    )
    after, stale = apply(revised, [accept(before, 1), accept(before, 2)])
    assert (row(after).value.decided_by, row(after, 2).value.decided_by) == ("human", "rule")
    assert len(stale) == 1


def test_the_same_file_under_another_name_is_the_same_file() -> None:
    before = read("≥855")
    assert row(apply(before, [accept(before)], "folder/b.txt").submission).value.decided_by == "human"
    other = before.model_copy(
        update={"source": before.source.model_copy(update={"sha256": "1" * 64, "name": "b.txt"})}
    )
    assert docket(other, [accept(before)], "folder/b.txt") == ({}, ())


def test_a_value_can_be_seen_as_it_was_before_a_person_decided() -> None:
    before = read("≥855")
    after = apply(before, [accept(before)]).submission
    assert undecided(row(after).value) == row(before).value
    assert undecided(row(before).value) == row(before).value


def value(text: str, level3: str = "工作安排") -> IndicatorValue:
    return normalize_value(text, RowContext(level1="产出指标", level2="数量指标", level3=level3))


def test_another_kind_has_the_targets_of_the_candidate_reading() -> None:
    month = value("≤6月")
    assert month.kind is Kind.DURATION
    [target] = corrected(month, kind=Kind.DATE).targets
    assert (target.kind, target.date_to, target.number) == (Kind.DATE, "--06", None)
    decided = row_with(month, corrected(month, kind=Kind.DATE))
    [back] = corrected(decided, kind=Kind.DURATION).targets  # the readings stand in the history
    assert (back.kind, str(back.number), back.unit) == (Kind.DURATION, "6", "月")


def row_with(value: IndicatorValue, meaning: Meaning) -> IndicatorValue:
    submission = read(value.text)
    [project] = submission.projects
    bare = project.indicators[0].model_copy(update={"value": value})
    project = project.model_copy(update={"indicators": (bare,)})
    submission = submission.model_copy(update={"projects": (project,)})
    return row(apply(submission, [decide(Act.CORRECT, submission, meaning=meaning)]).submission).value


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("≥0.95", Kind.PERCENTAGE, [(Kind.PERCENTAGE, "0.95")]),
        ("12次", Kind.FREQUENCY, [(Kind.FREQUENCY, "12")]),
        ("≥3台", Kind.MONEY, []),
        ("≥3台", Kind.ZERO_EVENT, [(Kind.QUANTITY, "3")]),
        ("≥3台", Kind.NARRATIVE, []),
        ("运转有序", Kind.PERCENTAGE, []),
    ],
)
def test_targets_that_do_not_fit_another_kind_are_dropped_and_none_is_made_up(
    text: str, kind: Kind, expected: list[tuple[Kind, str]]
) -> None:
    meaning = corrected(value(text), kind=kind)
    assert [(one.kind, str(one.number)) for one in meaning.targets] == expected


def test_what_a_person_leaves_alone_stays() -> None:
    before = value("≥3台")
    meaning = corrected(before, direction=Direction.EXACT)
    assert (meaning.kind, meaning.targets, meaning.checkable) == (
        before.kind,
        before.targets,
        before.checkable,
    )
    assert meaning.direction is Direction.EXACT
    assert corrected(before, checkable=False).checkable is False


def test_a_grade_goes_with_graded_alone() -> None:
    graded = corrected(value("运转有序"), kind=Kind.GRADED, grade=Grade.EFFECTIVE)
    assert graded.grade is Grade.EFFECTIVE
    decided = row_with(value("运转有序"), graded)
    assert corrected(decided, kind=Kind.NARRATIVE).grade is None
    assert corrected(decided, direction=Direction.LOWER).grade is Grade.EFFECTIVE
    with pytest.raises(ValueError, match="has no grade"):
        corrected(value("≥3台"), grade=Grade.BASIC)


def test_a_value_that_says_nothing_can_be_corrected_but_not_accepted() -> None:
    nothing = IndicatorValue(text="≥3台")
    with pytest.raises(ValueError, match="no reading to accept"):
        standing_meaning(nothing)
    with pytest.raises(ValueError, match="say the kind"):
        corrected(nothing, direction=Direction.LOWER)
    assert corrected(nothing, kind=Kind.QUANTITY) == Meaning(kind=Kind.QUANTITY)


def test_a_target_of_a_correction_is_the_very_target_that_was_read() -> None:
    before = value("≥0.95")
    [target] = corrected(before, kind=Kind.PERCENTAGE).targets
    assert isinstance(target, Target)
    assert target.comparator is Comparator.GE
    assert before.text[slice(*target.span)] == "≥0.95"
