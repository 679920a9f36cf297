"""The labelled values, and how right the rules are on them."""

from pathlib import Path

import pytest

from conftest import ROOT, SAMPLES
from structurer import InputError, Kind, structure
from structurer.assist.cells import header_texts, row_texts
from structurer.check.catalogue import ALL_RULES
from structurer.evaluate import (
    FIELDS,
    LabelledValue,
    Split,
    agreement,
    load_dataset,
    load_projects,
    load_values,
    project_agreement,
    score_rows,
    share,
)
from structurer.text import fold

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
            assert len(label.targets) != 1  # times in words alone may be none
        assert row.disagreements.keys() <= set(FIELDS)


def test_the_rules_decide_most_real_rows_and_are_right(corpus: Path) -> None:
    submissions = {path.name: structure(path) for path in (corpus / "text").glob("*.txt")}
    scored = score_rows(on_real_submissions(corpus), submissions)
    decided = [row for row in scored if not row.is_open]
    assert len(decided) / len(scored) >= DECIDED_AT_LEAST
    assert share(decided, "kind") >= RIGHT_AT_LEAST
    assert share(decided, "targets") >= RIGHT_AT_LEAST


def test_every_real_value_has_a_kind(corpus: Path) -> None:
    for path in (corpus / "text").glob("*.txt"):
        for project in structure(path).projects:
            assert all(row.value.kind and row.value.direction for row in project.indicators)


@pytest.mark.parametrize(
    ("split", "kind", "targets"),
    [(Split.DEV, 0.995, 0.99), (Split.RULES, 0.98, 0.94), (Split.TEST, 0.98, 0.97)],
)
def test_what_the_rules_decide_of_the_composed_rows_is_right(
    split: Split, kind: float, targets: float
) -> None:
    dataset = load_dataset(ROOT / "evals", split)
    submissions = {name: structure(dataset.path(name)) for name in dataset.documents}
    decided = [row for row in score_rows(dataset.values, submissions) if not row.is_open]
    assert share(decided, "kind") >= kind
    assert share(decided, "targets") >= targets


def test_a_changed_label_changes_score_and_agreement() -> None:
    submissions = {path.name: structure(path) for path in SAMPLES.glob("*.txt")}
    rows = [row for row in composed() if row.label.kind is Kind.PERCENTAGE]
    before = score_rows(rows, submissions)
    wrong = rows[0].model_copy(update={"label": rows[0].label.model_copy(update={"kind": Kind.NARRATIVE})})
    after = score_rows([wrong, *rows[1:]], submissions)
    assert share(after, "kind") == pytest.approx(share(before, "kind") - 1 / len(rows))
    assert not after[0].right["kind"]


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


def test_every_document_is_in_one_split_and_each_split_is_of_many_fields() -> None:
    documents = [load_dataset(ROOT / "evals", split).documents for split in Split]
    assert sorted(name for one in documents for name in one) == sorted(
        path.name for path in SAMPLES.glob("*.txt")
    )
    assert all(len(one) >= 8 for one in documents)


def test_the_documents_are_of_six_styles() -> None:
    styles = set()
    for path in SAMPLES.glob("*.txt"):
        rows = structure(path).projects[0].indicators
        form = "basis" if rows[0].basis is not None else "weights" if rows[0].weight is not None else "plain"
        styles.add(("pdf" if "_pdf" in path.name else "word", form))
    assert len(styles) == 6


def test_the_set_is_as_large_as_it_says() -> None:
    dataset = load_dataset(ROOT / "evals", Split.DEV, Split.TEST)
    assert len(dataset.projects) >= 60
    assert len(dataset.values) >= 700
    assert sum(row.label.kind not in NUMERIC for row in dataset.values) >= 300
    assert all(len(one.label.must) >= 3 and len(one.label.must_not) >= 2 for one in dataset.projects)


def test_labels_of_projects_are_of_rows_and_rules_that_exist() -> None:
    dataset = load_dataset(ROOT / "evals", Split.DEV, Split.TEST)
    submissions = {name: structure(dataset.path(name)) for name in dataset.documents}
    starred = {rule.id for rule in ALL_RULES if rule.starred}
    for labelled in dataset.projects:
        project = submissions[labelled.document].projects[labelled.project - 1]
        rows = {row.row for row in project.indicators} | {None}
        label = labelled.label
        named = [one.row for one in label.level2] + [one.row for one in label.fills]
        assert {*named, *(one.row for one in label.findings)} <= rows
        assert {one.rule for one in label.findings} <= starred
        cells = [
            *header_texts(project).values(),
            *(text for row in project.indicators for text in row_texts(row).values()),
        ]
        printed = "\n".join(map(fold, cells))
        assert not [piece for one in label.must_not for piece in one.any_of if fold(piece) in printed]
    assert {(one.document, one.project) for one in dataset.projects} == {
        (name, project.index) for name, one in submissions.items() for project in one.projects
    }


def test_agreement_on_projects_counts_what_one_pass_alone_said() -> None:
    path = DATASETS / "projects.jsonl"
    projects = load_projects(path)
    alone = sum(one.field == "findings" for project in projects for one in project.settled)
    kept = sum(one.field == "findings" and one.kept for project in projects for one in project.settled)
    both = sum(len(project.label.findings) for project in projects) - kept
    found = project_agreement(projects, "findings", 38 * 900)
    assert found.share == pytest.approx(2 * both / (2 * both + alone))
    assert found.kappa is not None
    assert 0.9 < found.kappa < 1
