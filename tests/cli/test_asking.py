"""structurer run with a model, batch, prompts and cache, as a person runs them."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from answering import ANSWERS, answering, task_of
from commands import KEY, environment, structurer
from conftest import SAMPLES
from loopback import Body, Response, completion, error, loopback

SAMPLE = SAMPLES / "clinics_word.txt"


def result(folder: Path, name: str = "clinics_word.txt") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "out" / f"{name}.json").read_text("utf-8"))
    return loaded


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """All rows of a result, or of a project."""
    projects = data.get("projects", [data])
    return [row for project in projects for row in project["indicators"]]


def printed(data: dict[str, Any]) -> list[Any]:
    """What a result says is printed, whoever decided what it means."""
    return [
        [
            project["project_name"],
            project["goals_text"],
            *((row["level3"], row["value"]["text"]) for row in project["indicators"]),
        ]
        for project in data["projects"]
    ]


def test_without_a_key_a_run_says_so_and_does_everything_else(tmp_path: Path) -> None:
    done = structurer("run", SAMPLE, "-o", tmp_path / "out", env=environment(tmp_path))
    assert done.returncode == 0
    assert "no model is asked: neither OPENAI_API_KEY nor a base URL is set" in done.stderr
    data = result(tmp_path)
    assert data["run"]["model"] is None
    assert all(project["summary"]["decided_by"] == "template" for project in data["projects"])
    assert not (tmp_path / "cache").exists()


def test_a_run_that_asks_no_model_loads_nothing_of_one(tmp_path: Path) -> None:
    code = (
        "import sys; from structurer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "run", SAMPLE, "-o", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=True,
        env=environment(tmp_path),
    )
    assert {"openai", "instructor", "diskcache", "genai_prices"}.isdisjoint(done.stdout.split())


def test_a_live_run_without_a_server_or_a_model_is_a_matter_of_set_up(tmp_path: Path) -> None:
    done = structurer("run", SAMPLE, "-o", tmp_path / "out", "--llm", "live", env=environment(tmp_path))
    assert (done.returncode, "names no server" in done.stderr) == (4, True)
    nameless = environment(tmp_path, STRUCTURER_LLM__MODEL="", OPENAI_API_KEY=KEY)
    done = structurer("run", SAMPLE, "-o", tmp_path / "out", "--llm", "live", env=nameless)
    assert (done.returncode, "no model is named" in done.stderr) == (4, True)
    done = structurer("run", SAMPLE, "-o", tmp_path / "out", "--llm-mode", "yaml", env=environment(tmp_path))
    assert (done.returncode, "--llm-mode" in done.stderr) == (2, True)


def test_a_run_asks_once_and_never_again(tmp_path: Path) -> None:
    with loopback(answering()) as server:
        env = environment(tmp_path, server)
        plan = structurer("run", SAMPLES, "-o", tmp_path / "out", "--dry-run", env=env)
        assert plan.returncode == 0
        assert not server.requests
        assert not (tmp_path / "out").exists()
        assert "(estimated), about $" in plan.stdout
        expected = int(plan.stdout.split("in all: ")[1].split(" requests")[0])

        first = structurer("run", SAMPLES, "-o", tmp_path / "out", env=env)
        assert first.returncode == 0, first.stderr
        assert len(server.requests) == expected
        assert (
            f"{expected} requests, 21,900 tokens in" in first.stderr or f"{expected} requests" in first.stderr
        )
        tasks = [task_of(body) for body in server.requests]
        projects = tasks.count("SummaryText")
        assert tasks.count("Classification") <= projects == tasks.count("Filling") == tasks.count("Appraisal")

        before = result(tmp_path)
        second = structurer("run", SAMPLES, "-o", tmp_path / "out", env=env)
        assert len(server.requests) == expected
        assert f"0 requests, {expected} answers kept" in second.stderr
        assert f"with earlier starts {expected} requests" in second.stderr
    after = result(tmp_path)
    replayed = structurer(
        "run", SAMPLES, "-o", tmp_path / "out", "--llm", "replay", env=environment(tmp_path, server)
    )
    assert replayed.returncode == 0
    empty = environment(tmp_path, server, STRUCTURER_LLM__CACHE=str(tmp_path / "empty"))
    nothing_kept = structurer("run", SAMPLE, "-o", tmp_path / "none", "--llm", "replay", env=empty)
    assert nothing_kept.returncode == 3
    assert "answers are not kept; run with --llm live" in nothing_kept.stderr
    assert before["run"]["requests"] == after["run"]["cached"] > 0
    assert {**before, "run": None} == {**after, "run": None} == {**result(tmp_path), "run": None}


def test_a_dead_server_costs_the_model_s_part_alone(tmp_path: Path) -> None:
    off = structurer("run", SAMPLE, "-o", tmp_path / "off", env=environment(tmp_path))
    assert off.returncode == 0
    refusing = error(401, f"Incorrect API key provided: {KEY}")
    with loopback(lambda _body, _number: refusing) as server:
        env = environment(tmp_path, server)
        done = structurer("run", SAMPLE, "-o", tmp_path / "out", "--trace", tmp_path / "trace.jsonl", env=env)
    assert done.returncode == 3
    assert "ended early: the server refuses the key" in done.stderr
    assert 1 <= len(server.requests) <= 8  # what was in flight when the first refusal came
    without = json.loads((tmp_path / "off" / "clinics_word.txt.json").read_text("utf-8"))
    assert printed(result(tmp_path)) == printed(without)
    open_rows = [row for row in rows_of(without) if row["value"]["ambiguous"]]
    marked = [row for row in rows_of(result(tmp_path)) if "model_not_reached" in row["needs_review"]]
    assert len(marked) == len(open_rows) > 0
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert KEY.encode() not in everything
    assert KEY not in done.stderr + done.stdout


def test_nonsense_from_the_model_changes_nothing_printed(tmp_path: Path) -> None:
    with loopback(lambda _body, _number: Response(completion("Sure, here is your JSON!"))) as server:
        done = structurer("run", SAMPLE, "-o", tmp_path / "out", env=environment(tmp_path, server))
    assert done.returncode == 0
    off = structurer("run", SAMPLE, "-o", tmp_path / "off", env=environment(tmp_path))
    without = json.loads((tmp_path / "off" / "clinics_word.txt.json").read_text("utf-8"))
    assert off.returncode == 0
    assert printed(result(tmp_path)) == printed(without)
    for project in result(tmp_path)["projects"]:
        assert project["summary"]["decided_by"] == "template"
        assert "model_answer_rejected" in project["needs_review"]
        for row in project["indicators"]:
            assert row["value"]["decided_by"] == "rule"
            assert bool(row["value"]["ambiguous"]) == ("model_answer_rejected" in row["needs_review"])


def test_a_limit_ends_the_pass_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with loopback(answering()) as server:
        env = environment(tmp_path, server, STRUCTURER_LLM__CONCURRENCY="1")
        limited = structurer("run", SAMPLE, "-o", tmp_path / "out", "--max-requests", "2", env=env)
        assert limited.returncode == 3
        assert "the limit of 2 requests is reached" in limited.stderr
        assert len(server.requests) == 2
        again = structurer("run", SAMPLE, "-o", tmp_path / "out", "--max-requests", "2", env=env)
        assert (again.returncode, len(server.requests)) == (3, 2)
        whole = structurer("run", SAMPLE, "-o", tmp_path / "out", env=env)
        assert whole.returncode == 0
        asked = len(server.requests)
        structurer("run", SAMPLE, "-o", tmp_path / "out", env=env)
        assert len(server.requests) == asked
    ledger = json.loads((tmp_path / "out" / "llm-usage.json").read_text("utf-8"))
    assert ledger["requests"] == asked


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_ctrl_c_writes_what_is_there_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with loopback(answering(seconds=0.4)) as server:
        env = environment(tmp_path, server, STRUCTURER_LLM__CONCURRENCY="2")
        command = [sys.executable, "-m", "structurer", "run", str(SAMPLES), "-o", str(tmp_path / "out")]
        running = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
        until = time.monotonic() + 30
        while len(server.requests) < 5 and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
        stopped_at = len(server.requests)
        assert running.returncode == 3
        assert "stopping: what is in flight is finished" in said
        assert "stopped by hand" in said
        assert stopped_at <= 9
        assert len(list((tmp_path / "out").glob("*.txt.json"))) == len(list(SAMPLES.glob("*.txt")))
    with loopback(answering()) as server:
        done = structurer("run", SAMPLES, "-o", tmp_path / "out", env=environment(tmp_path, server))
        assert done.returncode == 0
        assert f"{stopped_at} answers kept" in done.stderr


def answer_file(requests: Path, answers: Path, *, spoil: str = "", fail: str = "") -> int:
    """What a batch service makes of a request file; one task may get answers that do not hold, one may fail."""
    lines = []
    for line in requests.read_text("utf-8").splitlines():
        request = json.loads(line)
        body: Body = request["body"]
        task = task_of(body)
        said = "no JSON" if task == spoil else ANSWERS[task](body)
        response = {"status_code": 200, "request_id": "r", "body": completion(said)}
        failed = {"status_code": 500, "request_id": "r", "body": {"error": {"message": "busy"}}}
        line_out = {
            "id": "b",
            "custom_id": request["custom_id"],
            "response": failed if task == fail else response,
            "error": None,
        }
        lines.append(json.dumps(line_out, ensure_ascii=False))
    answers.write_text("\n".join(lines), "utf-8")
    return len(lines)


def test_a_batch_goes_out_and_comes_in_and_a_run_uses_it(tmp_path: Path) -> None:
    env = environment(tmp_path)
    requests, answers = tmp_path / "requests.jsonl", tmp_path / "answers.jsonl"
    out = structurer("batch", "export", SAMPLE, "-o", requests, env=env)
    assert (out.returncode, out.stdout.strip()) == (0, str(requests))
    first = json.loads(requests.read_text("utf-8").splitlines()[0])
    assert (first["method"], first["url"]) == ("POST", "/v1/chat/completions")
    names = {json.loads(line)["custom_id"].split(":")[0] for line in requests.read_text("utf-8").splitlines()}
    assert names == {"appraise/v001", "classify/v001", "fill/v001", "summarise/v001"}
    assert first["body"]["response_format"]["type"] == "json_schema"

    sent = answer_file(requests, answers, spoil="SummaryText", fail="Appraisal")
    taken = structurer("batch", "import", SAMPLE, "--answers", answers, env=env)
    assert taken.returncode == 1
    assert "failed at the service" in taken.stderr
    assert "summarise/v001" in taken.stderr.split("missing: ")[1]
    assert "appraise/v001" in taken.stderr.split("missing: ")[1]

    out = structurer("batch", "export", SAMPLE, "-o", requests, env=env)
    asked_again = [json.loads(line)["body"]["messages"] for line in requests.read_text("utf-8").splitlines()]
    assert {len(messages) for messages in asked_again} == {
        2,
        4,
    }  # failed ones anew, rejected ones with the reason
    answer_file(requests, answers)
    taken = structurer("batch", "import", SAMPLE, "--answers", answers, env=env)
    assert taken.returncode == 0, taken.stderr
    assert structurer("batch", "export", SAMPLE, "-o", requests, env=env).stderr.startswith(
        "0 requests to ask"
    )

    done = structurer("run", SAMPLE, "-o", tmp_path / "out", "--llm", "replay", env=env)
    assert done.returncode == 0
    assert all(project["summary"]["decided_by"] == "llm" for project in result(tmp_path)["projects"])
    assert sent > len(asked_again)


def test_a_batch_answer_nobody_asked_for_is_named_and_not_kept(tmp_path: Path) -> None:
    env = environment(tmp_path)
    answers = tmp_path / "answers.jsonl"
    stray = {
        "custom_id": "classify/v001:0123",
        "response": {"status_code": 200, "body": completion({"rows": []})},
    }
    answers.write_text(json.dumps(stray) + "\nno json\n[]\n", "utf-8")
    done = structurer("batch", "import", SAMPLE, "-a", answers, env=env)
    assert done.returncode == 1
    assert "0 answers kept; 1 belong to no request of these files" in done.stderr
    assert "answers.jsonl line 2: a line is no JSON" in done.stderr
    assert "answers.jsonl line 3: a line is no line of a batch output file" in done.stderr
    missing = structurer("batch", "import", SAMPLE, "-a", tmp_path / "nowhere.jsonl", env=env)
    assert (missing.returncode, "there is no such file" in missing.stderr) == (2, True)


def test_prompts_are_listed_shown_and_compared(tmp_path: Path) -> None:
    env = environment(tmp_path)
    listed = structurer("prompts", "list", env=env).stdout
    assert "* classify/v001" in listed
    shown = structurer("prompts", "show", "summarise", env=env).stdout
    assert shown.startswith("---\ntask: summarise\n")
    assert structurer("prompts", "diff", "fill", "v001", "v001", env=env).stdout == ""
    wrong = structurer("prompts", "show", "fill", "v999", env=env)
    assert (wrong.returncode, "there is no prompt fill/v999; versions are v001" in wrong.stderr) == (4, True)
    assert "tasks are classify" in structurer("prompts", "show", "guess", env=env).stderr


def test_the_cache_is_shown_and_cleared(tmp_path: Path) -> None:
    with loopback(answering()) as server:
        env = environment(tmp_path, server)
        structurer("run", SAMPLE, "-o", tmp_path / "out", env=env)
        asked = len(server.requests)
        assert (
            f"{asked + 1} entries" in structurer("cache", "show", env=env).stdout
        )  # and the mode of the server
        assert f"{asked + 1} entries forgotten" in structurer("cache", "clear", env=env).stdout
        structurer("run", SAMPLE, "-o", tmp_path / "out", env=env)
        assert len(server.requests) == 2 * asked
