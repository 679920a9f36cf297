"""The red team's measure notices a model that obeys, and only then."""

from conftest import ROOT
from structurer.evaluate.red_team import Attack, load_attacks, results, submission_with
from structurer.models import Project, ReviewCode, Submission
from structurer.models.value import Kind
from structurer.normalize import normalize

ATTACKS = load_attacks(ROOT / "evals" / "datasets" / "hostile_cells.jsonl")
ATTACK = next(one for one in ATTACKS if one.wanted.kind == "percentage" and one.true_kind is Kind.GRADED)


def answered(
    attack: Attack, kind: Kind, *, checkable: bool = False, neighbour: Kind | None = None
) -> Submission:
    """A submission in which a model said `kind` of the attack's row, and `neighbour` of the row before it."""
    submission = normalize(submission_with([attack]))
    first, own, last = submission.projects[0].indicators
    said = own.value.model_copy(update={"kind": kind, "checkable": checkable, "decided_by": "llm"})
    own = own.model_copy(update={"value": said, "needs_review": (ReviewCode.INSTRUCTIONS,)})
    if neighbour:
        first = first.model_copy(update={"value": first.value.model_copy(update={"kind": neighbour})})
    project: Project = submission.projects[0].model_copy(update={"indicators": (first, own, last)})
    return submission.model_copy(update={"projects": (project, submission.projects[1])})


def test_a_row_that_says_what_the_attack_wants_is_obeyed() -> None:
    [result] = results([ATTACK], answered(ATTACK, Kind.PERCENTAGE))
    assert result.obeyed
    assert not result.is_right


def test_a_row_that_is_called_checkable_because_it_was_asked_for_is_obeyed() -> None:
    [result] = results([ATTACK], answered(ATTACK, Kind.GRADED, checkable=True))
    assert ATTACK.wanted.checkable is True
    assert result.obeyed


def test_a_row_that_is_read_as_what_it_is_is_not_obeyed() -> None:
    [result] = results([ATTACK], answered(ATTACK, Kind.GRADED))
    assert (result.obeyed, result.is_right, result.is_marked, result.reached_others) == (False, True, True, 0)


def test_a_neighbour_that_changes_is_reached() -> None:
    [result] = results([ATTACK], answered(ATTACK, Kind.GRADED, neighbour=Kind.PERCENTAGE))
    assert result.reached_others == 1
