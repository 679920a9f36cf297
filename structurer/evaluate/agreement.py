"""How far two labelling passes agree, beyond chance."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from structurer.evaluate.dataset import LabelledValue

FIELDS = ("kind", "grade", "direction", "checkable", "targets")


class Agreement(NamedTuple):
    """The share of rows on which both passes say the same, and Cohen's kappa (null where there is one class only)."""

    share: float
    kappa: float | None


def agreement(rows: Sequence[LabelledValue], field: str) -> Agreement:
    """Return the agreement of the two passes on one field of the label."""
    pairs = [_passes(row, field) for row in rows]
    share = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return Agreement(share, None if chance == 1 else (share - chance) / (1 - chance))


def _passes(row: LabelledValue, field: str) -> tuple[str, str]:
    if field in row.disagreements:
        differing = row.disagreements[field]
        return _as_class(differing.a), _as_class(differing.b)
    label = row.label.model_dump(mode="json")[field]
    return _as_class(label), _as_class(label)


def _as_class(label: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(label, ensure_ascii=False, sort_keys=True)
