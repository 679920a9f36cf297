"""What people decide goes into the set with who and when, and only where it belongs."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, SAMPLES
from structurer import InputError, structure
from structurer.evaluate import load_values
from structurer.evaluate.corrections import load_decisions, to_lines, with_decisions

VALUES = ROOT / "evals" / "datasets" / "values.jsonl"
DOCUMENT = "training_word.txt"


def decision(**changes: object) -> dict[str, Any]:
    row = structure(SAMPLES / DOCUMENT).projects[0].indicators[6]
    label: dict[str, object] = {
        "kind": "narrative",
        "grade": None,
        "direction": "higher",
        "checkable": False,
        "targets": [],
    }
    made = {
        "document": DOCUMENT,
        "project": 1,
        "row": 7,
        "text": row.value.text,
        "label": label,
        "by": "analyst 2",
        "at": "2026-11-25T09:30:00+08:00",
        "note": "a trend, no degree",
    }
    return made | changes


def decisions(folder: Path, *made: dict[str, Any]) -> Path:
    path = folder / "decisions.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), "utf-8")
    return path


def test_a_decision_replaces_the_label_and_says_who_and_when(tmp_path: Path) -> None:
    rows = load_values(VALUES)
    submissions = {DOCUMENT: structure(SAMPLES / DOCUMENT)}
    first = decision(label=decision()["label"] | {"kind": "binary"}, by="analyst 1")
    made = load_decisions(decisions(tmp_path, first, decision()))
    after = with_decisions(rows, made, submissions)
    assert len(after) == len(rows)
    changed = [one for old, one in zip(rows, after, strict=True) if old != one]
    assert [(one.document, one.project, one.row) for one in changed] == [(DOCUMENT, 1, 7)]
    assert changed[0].label.kind == "narrative"
    assert changed[0].corrected is not None
    assert changed[0].corrected.by == "analyst 2"
    assert changed[0].corrected.at == "2026-11-25T09:30:00+08:00"


def test_the_file_reads_back_equal_and_unchanged_rows_keep_their_bytes(tmp_path: Path) -> None:
    rows = load_values(VALUES)
    path = tmp_path / "values.jsonl"
    path.write_text(to_lines(rows), "utf-8")
    assert load_values(path) == rows
    assert to_lines(load_values(path)) == to_lines(rows)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "显著增加"}, "prints '有所增加', not '显著增加'"),
        ({"row": 70}, "there is no such row"),
        ({"project": 9}, "there is no such row"),
        ({"document": "other.txt"}, "the set has no such document"),
    ],
)
def test_a_decision_about_something_else_is_refused(
    changes: dict[str, Any], message: str, tmp_path: Path
) -> None:
    made = load_decisions(decisions(tmp_path, decision(**changes)))
    with pytest.raises(InputError, match=message):
        with_decisions(load_values(VALUES), made, {DOCUMENT: structure(SAMPLES / DOCUMENT)})


@pytest.mark.parametrize("changes", [{"by": ""}, {"at": "yesterday"}, {"label": {"kind": "great"}}])
def test_a_broken_decision_is_named_by_its_line(changes: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="line 2"):
        load_decisions(decisions(tmp_path, decision(), decision(**changes)))
