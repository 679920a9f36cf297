"""How far two labelling passes agree, beyond chance."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from structurer.evaluate.dataset import LabelledProject, LabelledValue

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


def project_agreement(projects: Sequence[LabelledProject], field: str, cells: int) -> Agreement:
    """Return the agreement of the two passes on one list of a project label.

    Args:
        projects: All labelled projects.
        field: level2, fills, findings, must or must_not.
        cells: How many entries there could have been in all (a finding: starred rules times rows), most of which neither
            pass made; kappa is null where that is not known (0).

    Returns:
        `share` is the positive agreement, 2 both / (a + b): of what one pass says, what the other says too.
    """
    alone: dict[str, int] = {"a": 0, "b": 0}
    both = 0
    for project in projects:
        settled = [one for one in project.settled if one.field == field]
        for one in settled:
            alone[one.by] += 1
        both += len(getattr(project.label, field)) - sum(one.kept for one in settled)
    said = 2 * both + sum(alone.values())
    share = 2 * both / said if said else 1.0
    if not cells:
        return Agreement(share, None)
    first, second = (both + alone["a"]) / cells, (both + alone["b"]) / cells
    same = 1 - sum(alone.values()) / cells
    chance = first * second + (1 - first) * (1 - second)
    return Agreement(share, None if chance == 1 else (same - chance) / (1 - chance))


def _passes(row: LabelledValue, field: str) -> tuple[str, str]:
    if field in row.disagreements:
        differing = row.disagreements[field]
        return _as_class(differing.a), _as_class(differing.b)
    label = row.label.model_dump(mode="json")[field]
    return _as_class(label), _as_class(label)


def _as_class(label: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(label, ensure_ascii=False, sort_keys=True)
