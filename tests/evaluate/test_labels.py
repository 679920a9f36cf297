"""The labelled values, and how right the rules are on them."""

from pathlib import Path

import pytest

from conftest import ROOT, SAMPLES
from structurer import InputError, Kind, structure
from structurer.evaluate import FIELDS, LabelledValue, agreement, load_values, score_rules

DATASETS = ROOT / "evals" / "datasets"
NUMERIC = {
    Kind.PERCENTAGE,
    Kind.MONEY,
    Kind.DURATION,
    Kind.DATE,
    Kind.FREQUENCY,
    Kind.QUANTITY,
    Kind.COMPOSITE,
}
DECIDED_AT_LEAST = 0.85
RIGHT_AT_LEAST = 0.995


def composed() -> list[LabelledValue]:
    return load_values(DATASETS / "values.jsonl")


def on_real_submissions(corpus: Path) -> list[LabelledValue]:
    assert corpus.is_dir()
    return load_values(DATASETS / "corpus_values.jsonl")


def test_every_row_of_the_documents_is_labelled_once() -> None:
    labelled = [(row.document, row.project, row.row) for row in composed()]
    rows = [
        (path.name, project.index, row.row)
        for path in sorted(SAMPLES.glob("*.txt"))
        for project in structure(path).projects
        for row in project.indicators
    ]
    assert sorted(labelled) == sorted(rows)
    assert len(rows) >= 300


def test_every_row_of_the_corpus_is_labelled_once(corpus: Path) -> None:
    labelled = [(row.document, row.project, row.row) for row in on_real_submissions(corpus)]
    rows = [
        (path.name, project.index, row.row)
        for path in (corpus / "text").glob("*.txt")
        for project in structure(path).projects
        for row in project.indicators
    ]
    assert sorted(labelled) == sorted(rows)
    assert len(rows) == 339


def test_labels_are_of_the_text_that_is_printed() -> None:
    submissions = {path.name: structure(path) for path in SAMPLES.glob("*.txt")}
    for row in composed():
        printed = submissions[row.document].projects[row.project - 1].indicators[row.row - 1].value.text
        assert row.value == printed
        for target in row.label.targets:
            start, end = target.span
            assert printed[start:end].strip()


@pytest.mark.parametrize("name", ["values", "corpus_values"])
def test_labels_keep_to_the_guide(name: str) -> None:
    for row in load_values(DATASETS / f"{name}.jsonl"):
        label = row.label
        assert (label.grade is not None) == (label.kind is Kind.GRADED)
        if label.kind in {Kind.GRADED, Kind.BINARY, Kind.NARRATIVE, Kind.MALFORMED}:
            assert not label.targets
        if label.kind is Kind.COMPOSITE:
            assert len(label.targets) >= 2
        assert row.disagreements.keys() <= set(FIELDS)


def test_the_rules_decide_most_real_rows_and_are_right(corpus: Path) -> None:
    submissions = {path.name: structure(path) for path in (corpus / "text").glob("*.txt")}
    score = score_rules(on_real_submissions(corpus), submissions)
    assert score.decided_share >= DECIDED_AT_LEAST
    assert score.share_of_decided("kind") >= RIGHT_AT_LEAST, score.wrong
    assert score.share_of_decided("targets") >= RIGHT_AT_LEAST


def test_every_real_value_has_a_kind(corpus: Path) -> None:
    for path in (corpus / "text").glob("*.txt"):
        for project in structure(path).projects:
            assert all(row.value.kind and row.value.direction for row in project.indicators)


def test_what_the_rules_decide_of_the_composed_rows_is_right() -> None:
    submissions = {path.name: structure(path) for path in SAMPLES.glob("*.txt")}
    score = score_rules(composed(), submissions)
    assert score.share_of_decided("kind") >= 0.98, score.wrong
    assert score.share_of_decided("targets") >= 0.98


def test_a_changed_label_changes_score_and_agreement() -> None:
    submissions = {path.name: structure(path) for path in SAMPLES.glob("*.txt")}
    rows = [row for row in composed() if row.label.kind is Kind.PERCENTAGE]
    before = score_rules(rows, submissions)
    wrong = rows[0].model_copy(update={"label": rows[0].label.model_copy(update={"kind": Kind.NARRATIVE})})
    after = score_rules([wrong, *rows[1:]], submissions)
    assert after.right["kind"] == before.right["kind"] - 1
    assert len(after.wrong) == len(before.wrong) + 1


def test_agreement_counts_what_the_passes_said_and_corrects_for_chance() -> None:
    rows = composed()[:4]
    same = [row.model_copy(update={"disagreements": {}}) for row in rows]
    assert agreement(same, "kind").share == 1
    one = same[0].model_validate(
        same[0].model_dump() | {"disagreements": {"checkable": {"a": True, "b": False, "why": "a test"}}}
    )
    half = agreement(
        [one, same[1].model_validate(same[1].model_dump() | {"label": same[1].label})], "checkable"
    )
    assert half.share == 0.5
    assert half.kappa is not None
    assert half.kappa < half.share


def test_half_of_three_hundred_composed_rows_are_free_text() -> None:
    free = [row for row in composed() if row.label.kind not in NUMERIC]
    assert len(composed()) >= 300
    assert len(free) >= 150


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "values.jsonl"
    path.write_text('{"document": "x", "project": 1, "row": 1}\n')
    with pytest.raises(InputError, match="line 1, label"):
        load_values(path)
