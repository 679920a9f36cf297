"""How right the rules are on labelled values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from structurer.evaluate.dataset import LabelledValue
from structurer.models import IndicatorValue, Submission
from structurer.models.value import Target

_OF_TARGET = {
    "kind", "comparator", "number", "number_max", "unit", "unit_code", "base_value", "per", "date_from", "date_to",
}  # fmt: skip


@dataclass
class Score:
    """Rows of a dataset on which the rules are right; `wrong` names the decided rows whose kind is not the label's."""

    rows: int = 0
    decided: int = 0
    right: dict[str, int] = field(default_factory=dict)  # by field of the label, over all rows
    right_of_decided: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        """The share of all rows whose field is right, best guesses included."""
        return self.right.get(name, 0) / self.rows

    def share_of_decided(self, name: str) -> float:
        """The share of decided rows whose field is right."""
        return self.right_of_decided.get(name, 0) / self.decided

    @property
    def decided_share(self) -> float:
        """The share of rows that the rules decide."""
        return self.decided / self.rows


def score_rules(rows: Sequence[LabelledValue], submissions: Mapping[str, Submission]) -> Score:
    """Hold the values of `submissions`, by document name, against `rows`."""
    score = Score()
    for row in rows:
        value = submissions[row.document].projects[row.project - 1].indicators[row.row - 1].value
        is_right = _compare(row, value)
        score.rows += 1
        score.decided += not value.ambiguous
        for name, right in is_right.items():
            score.right[name] = score.right.get(name, 0) + right
            if not value.ambiguous:
                score.right_of_decided[name] = score.right_of_decided.get(name, 0) + right
        if not value.ambiguous and not is_right["kind"]:
            score.wrong.append(
                f"{row.document} project {row.project} row {row.row}: {value.kind}, not {row.label.kind}"
            )
    return score


def _compare(row: LabelledValue, value: IndicatorValue) -> dict[str, bool]:
    label = row.label
    return {
        "kind": value.kind == label.kind,
        "grade": value.grade == label.grade,
        "direction": value.direction == label.direction,
        "checkable": value.checkable == label.checkable,
        "targets": _exact(value.targets) == _exact(label.targets),
    }


def _exact(targets: tuple[Target, ...]) -> list[dict[str, object]]:
    """Targets as they are compared: all but the words of the condition and the offsets."""
    return [target.model_dump(include=_OF_TARGET) for target in targets]
