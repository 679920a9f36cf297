"""structurer eval as a person runs it: replayed, compared, exported, recorded from a server, corrected."""

import json
import shutil
from pathlib import Path

import pytest

from answering import ANSWERS, task_of
from commands import environment, structurer
from conftest import ROOT
from loopback import Body, Response, completion, loopback


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A set of one document for each split, with its recordings beside it."""
    folder = tmp_path / "evals"
    (folder / "documents").mkdir(parents=True)
    datasets = folder / "datasets"
    datasets.mkdir()
    splits = {"rules": ["stadium_word.txt"], "dev": ["training_word.txt"], "test": ["youth_word.txt"]}
    (datasets / "splits.json").write_text(json.dumps(splits), "utf-8")
    named = {name for names in splits.values() for name in names}
    for name in named:
        shutil.copy(ROOT / "evals" / "documents" / name, folder / "documents")
    for name in ("values.jsonl", "projects.jsonl"):
        lines = (ROOT / "evals" / "datasets" / name).read_text("utf-8").splitlines(keepends=True)
        kept = [line for line in lines if json.loads(line)["document"] in named]
        (datasets / name).write_text("".join(kept), "utf-8")
    for path in (ROOT / "cassettes").glob("*/*/*.json"):
        if path.name.removesuffix(".json") in named:
            to = tmp_path / "cassettes" / path.relative_to(ROOT / "cassettes")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, to)
    return folder


def test_a_run_prints_a_table_writes_json_and_holds_bars(small: Path, tmp_path: Path) -> None:
    env = environment(tmp_path) | {"STRUCTURER_LLM__MODEL": ""}
    del env["STRUCTURER_LLM__MODEL"]
    out = tmp_path / "results" / "test.json"
    done = structurer("eval", "run", "--set", small, "-o", out, "--fail-under", "grounded=1", env=env)
    assert done.returncode == 0, done.stderr
    assert "| kind " in done.stdout
    result = json.loads(out.read_text("utf-8"))
    assert result["documents"] == ["youth_word.txt"]
    assert len(result["rows"]) == result["figures"]["rows"]
    low = structurer("eval", "run", "--set", small, "--arm", "rules", "--fail-under", "kind=1", env=env)
    assert low.returncode == 1
    assert "kind is 0." in low.stderr
    none = structurer("eval", "run", "--set", small, "--fail-under", "kindness=1", env=env)
    assert none.returncode == 2


def test_two_versions_are_compared_from_their_files(small: Path, tmp_path: Path) -> None:
    env = {name: text for name, text in environment(tmp_path).items() if name != "STRUCTURER_LLM__MODEL"}
    for version in ("v001", "v002"):
        done = structurer(
            *("eval", "run", "--set", small, "--split", "dev", "--tasks", "classify"),
            *("--prompt", f"classify={version}", "-o", tmp_path / f"{version}.json"),
            env=env,
        )
        assert done.returncode == 0, done.stderr
    page = tmp_path / "page.html"
    both = (tmp_path / "v001.json", tmp_path / "v002.json")
    done = structurer("eval", "compare", *both, "--html", page, env=env)
    assert done.returncode == 0
    assert "A: both (classify=v001)" in done.stdout
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert (
        json.loads(structurer("eval", "compare", *both, "--json", env=env).stdout)["a"]
        == "both (classify=v001)"
    )
    assert structurer("eval", "compare", both[0], small / "nothing.json", env=env).returncode == 2


def test_two_versions_in_one_run_are_scored_and_compared(small: Path, tmp_path: Path) -> None:
    env = {name: text for name, text in environment(tmp_path).items() if name != "STRUCTURER_LLM__MODEL"}
    out = tmp_path / "result.json"
    done = structurer(
        *("eval", "run", "--set", small, "--tasks", "classify", "-o", out),
        *("--prompt", "classify=v001", "--prompt", "classify=v002"),
        env=env,
    )
    assert done.returncode == 0, done.stderr
    assert "| both (classify=v001) | both (classify=v002) |" in done.stdout
    assert "B: both (classify=v002)" in done.stdout
    assert json.loads((tmp_path / "result.json~2").read_text("utf-8"))["prompts"] == {"classify": "v002"}
    three = [word for version in ("v001", "v002", "v001") for word in ("--prompt", f"classify={version}")]
    assert structurer("eval", "run", "--set", small, *three, env=env).returncode == 2


def test_a_missing_recording_ends_the_run_with_what_to_do(small: Path, tmp_path: Path) -> None:
    env = {name: text for name, text in environment(tmp_path).items() if name != "STRUCTURER_LLM__MODEL"}
    shutil.rmtree(small.parent / "cassettes" / "summarise")
    done = structurer("eval", "run", "--set", small, env=env)
    assert done.returncode == 4
    assert "no recording for this prompt" in done.stderr
    assert "record again" in done.stderr
    exported = structurer("eval", "export", "--set", small, "-o", tmp_path / "requests.jsonl", env=env)
    assert exported.returncode == 0
    lines = [json.loads(line) for line in (tmp_path / "requests.jsonl").read_text("utf-8").splitlines()]
    assert {line["custom_id"].partition(":")[0] for line in lines} == {"summarise/v001"}
    assert f"{len(lines)} have none: {len(lines)} summarise/v001" in exported.stderr


def test_a_server_is_asked_for_what_is_missing_and_the_next_run_needs_none(
    small: Path, tmp_path: Path
) -> None:
    shutil.rmtree(small.parent / "cassettes")

    def behave(body: Body, _number: int) -> Response:
        return Response(completion(ANSWERS[task_of(body)](body)))

    with loopback(behave) as server:
        env = environment(tmp_path, server)
        done = structurer("eval", "record", "--set", small, "--split", "dev", env=env)
        assert done.returncode == 0, done.stderr
        asked = len(server.requests)
        assert asked > 0
        structurer("eval", "record", "--set", small, "--split", "dev", env=env)
        assert len(server.requests) == asked
    env = environment(tmp_path)
    assert structurer("eval", "run", "--set", small, "--split", "dev", env=env).returncode == 0
    nobody = structurer("eval", "record", "--set", small, env=env)
    assert nobody.returncode == 4
    assert "no server is named" in nobody.stderr


def test_decisions_are_added_or_refused_as_a_whole(small: Path, tmp_path: Path) -> None:
    env = environment(tmp_path)
    path = small / "datasets" / "values.jsonl"
    row = next(one for one in map(json.loads, path.read_text("utf-8").splitlines()))
    made = {
        **{name: row[name] for name in ("document", "project", "row", "label")},
        "text": row["value"],
        "by": "analyst",
        "at": "2026-11-25T10:00:00Z",
    }
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_text(json.dumps(made, ensure_ascii=False) + "\n", "utf-8")
    assert structurer("eval", "add", decisions, "--set", small, env=env).returncode == 0
    first = json.loads(path.read_text("utf-8").splitlines()[0])
    assert first["corrected"]["by"] == "analyst"
    before = path.read_bytes()
    decisions.write_text(json.dumps(made | {"row": 99}, ensure_ascii=False) + "\n", "utf-8")
    assert structurer("eval", "add", decisions, "--set", small, env=env).returncode == 2
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("option", "word"),
    [("--split", "tests"), ("--arm", "humans"), ("--prompt", "classify=v999"), ("--tasks", "sing")],
)
def test_a_wrong_word_costs_one_line(option: str, word: str, tmp_path: Path) -> None:
    done = structurer("eval", "run", "--set", ROOT / "evals", option, word, env=environment(tmp_path))
    assert done.returncode in {2, 4}
    assert word.rpartition("=")[2] in done.stderr
    assert "Traceback" not in done.stderr
