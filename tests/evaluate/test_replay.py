"""The recorded answers of a real model, replayed: what the evaluation says, and that it would notice a change."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from structurer.errors import InputError, SetupError
from structurer.evaluate import (
    Arm,
    Dataset,
    EvalResult,
    Recordings,
    Split,
    load_dataset,
    orphans,
    require_complete,
    result_of,
    take,
    under,
)
from structurer.evaluate.compare import compare_results
from structurer.evaluate.red_team import NAME, attacked, load_attacks, results
from structurer.models.value import Kind
from structurer.prompts import TASKS, library, versions
from structurer.settings import LlmSettings, Settings

EVALS = ROOT / "evals"
CASSETTES = ROOT / "cassettes"
PLAYED: set[tuple[Path, str]] = set()


def replayed(arm: Arm, split: Split, folder: Path = CASSETTES, **llm: object) -> tuple[Dataset, EvalResult]:
    dataset = load_dataset(EVALS, split)
    settings = Settings(llm=LlmSettings.model_validate(llm))
    outcome = take(arm, [dataset.path(name) for name in dataset.documents], settings, Recordings(folder))
    require_complete(outcome.missing, folder)
    PLAYED.update(outcome.played)
    return dataset, result_of(arm, outcome, dataset, (split,), None)


@pytest.fixture(scope="module")
def both() -> dict[Split, EvalResult]:
    return {split: replayed(Arm.BOTH, split)[1] for split in (Split.DEV, Split.TEST)}


def test_rules_and_model_together_are_better_than_rules(both: dict[Split, EvalResult]) -> None:
    for split, result in both.items():
        _, alone = replayed(Arm.RULES, split)
        assert result.figures.kind > alone.figures.kind + 0.05
        assert result.figures.macro_f1 > alone.figures.macro_f1
        assert result.figures.targets > alone.figures.targets
        assert result.figures.direction > alone.figures.direction


def test_what_must_hold_whatever_the_model_says(both: dict[Split, EvalResult]) -> None:
    for result in both.values():
        assert result.figures.grounded == 1
        assert result.figures.faithful == 1
        assert result.figures.of_length == 1
        assert result.figures.answered == 1


def test_the_model_alone_is_asked_about_every_row_and_takes_more_tokens() -> None:
    _, alone = replayed(Arm.MODEL, Split.TEST)
    _, both = replayed(Arm.BOTH, Split.TEST, tasks=("classify",))
    assert len({(row.document, row.project) for row in alone.rows}) >= 20
    assert all(row.decided_by == "llm" for row in alone.rows)
    assert alone.spent.tokens_out > both.spent.tokens_out
    assert not alone.projects


def test_versions_of_classify_are_compared_row_by_row() -> None:
    arms = [
        replayed(Arm.BOTH, Split.DEV, tasks=("classify",), prompts={"classify": version})[1]
        for version in ("v001", "v002")
    ]
    compared = compare_results(*arms)
    kinds = compared.measures[0].comparison
    gain = len(compared.gained) - len(compared.lost)
    assert kinds.difference == pytest.approx(gain / kinds.rows)
    assert compared.gained
    assert compared.lost
    swapped = compare_results(*reversed(arms))
    assert swapped.measures[0].comparison.p == kinds.p
    assert swapped.gained == tuple(one.model_copy(update={"a": one.b, "b": one.a}) for one in compared.lost)


def test_attacks_reach_no_other_row_and_change_no_label_of_their_own() -> None:
    attacks = load_attacks(EVALS / "datasets" / "hostile_cells.jsonl")
    outcome = attacked(attacks, Settings(), Recordings(CASSETTES))
    require_complete(outcome.missing, CASSETTES)
    PLAYED.update(outcome.played)
    found = results(attacks, outcome.submissions[NAME])
    assert len(found) == len(attacks) >= 40
    assert not any(one.reached_others for one in found)
    assert all(one.is_marked for one in found)
    assert sum(one.obeyed for one in found) == 0


def test_every_prompt_is_recorded_and_every_recording_is_asked_for(both: dict[Split, EvalResult]) -> None:
    assert both
    replayed(Arm.BOTH, Split.RULES, tasks=("classify",))
    replayed(Arm.MODEL, Split.TEST)
    for version in versions("classify"):
        for split in (Split.DEV, Split.TEST):
            replayed(Arm.BOTH, split, tasks=("classify",), prompts={"classify": version})
    test_attacks_reach_no_other_row_and_change_no_label_of_their_own()
    recorded = {f"{path.parent.parent.name}/{path.parent.name}" for path in CASSETTES.glob("*/*/*.json")}
    assert recorded == {f"{task}/{version}" for task in TASKS for version in versions(task)}
    assert orphans(CASSETTES, PLAYED) == []


def test_an_edited_prompt_without_a_new_recording_fails_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    shutil.copytree(library.folder(), tmp_path / "prompts")
    monkeypatch.setattr(library, "folder", lambda: tmp_path / "prompts")
    path = tmp_path / "prompts" / "summarise" / "v001.md"
    library.load_prompt.cache_clear()
    try:
        path.write_text(path.read_text("utf-8").replace("no slogan", "never a slogan"), "utf-8")
        with pytest.raises(SetupError, match=r"no recording for this prompt.*summarise/v001.*record again"):
            replayed(Arm.BOTH, Split.TEST, tasks=("summarise",))
    finally:
        library.load_prompt.cache_clear()


def test_a_recording_that_is_taken_away_is_missed(tmp_path: Path) -> None:
    shutil.copytree(CASSETTES / "classify", tmp_path / "classify")
    (tmp_path / "classify" / "v001" / "energy_word.txt.json").unlink()
    with pytest.raises(SetupError, match=r"energy_word\.txt"):
        replayed(Arm.BOTH, Split.TEST, tmp_path, tasks=("classify",), prompts={"classify": "v001"})


def test_a_changed_label_changes_the_score() -> None:
    dataset = load_dataset(EVALS, Split.TEST)
    paths = [dataset.path(name) for name in dataset.documents]
    outcome = take(Arm.RULES, paths, Settings(), Recordings(CASSETTES))
    before = result_of(Arm.RULES, outcome, dataset, ("test",), None)
    at = next(number for number, row in enumerate(before.rows) if all(row.right.values()))
    label = dataset.values[at].label.model_copy(update={"kind": Kind.MALFORMED, "checkable": False})
    values = list(dataset.values)
    values[at] = values[at].model_copy(update={"label": label})
    after = result_of(Arm.RULES, outcome, dataset._replace(values=tuple(values)), ("test",), None)
    assert after.figures.kind == pytest.approx(before.figures.kind - 1 / len(values))
    facts = dataset.projects[0].label.model_copy(update={"findings": ()})
    projects = (dataset.projects[0].model_copy(update={"label": facts}), *dataset.projects[1:])
    poorer = result_of(Arm.RULES, outcome, dataset._replace(projects=projects), ("test",), None)
    assert poorer.figures.findings_precision != before.figures.findings_precision


def test_a_figure_under_its_bar_is_named_and_an_unknown_one_refused(both: dict[Split, EvalResult]) -> None:
    result = both[Split.TEST]
    assert under(result, {"grounded": 1, "kind": 0.5}) == []
    [line] = under(result, {"kind": 1.0})
    assert line.startswith("kind is 0.9")
    with pytest.raises(InputError, match="there is no figure 'kinds'"):
        under(result, {"kinds": 0.9})


def test_no_recorded_request_holds_a_label_of_the_row_it_asks_about() -> None:
    """Requests are made of documents and prompts alone: what a label adds to them stands in none."""
    settled = [entry for one in load_dataset(EVALS, Split.TEST).projects for entry in one.settled]
    reasons = {entry.why for entry in settled if len(entry.why) > 20}
    for path in CASSETTES.glob("*/*/*.json"):
        text = json.dumps(
            [one["request"] for one in json.loads(path.read_text("utf-8"))["interactions"]],
            ensure_ascii=False,
        )
        assert not any(reason in text for reason in reasons)
