"""What a new user sees first: help with examples, completion, and what a run says at its end."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SAMPLES
from helpers import structurer
from structurer.write import REPORTS, WRITERS

COMMANDS = ("run", "parse", "review", "check", "brief", "rules", "query", "demo", "schema")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_examples_that_begin_with_the_command(command: str) -> None:
    told = structurer(command, "--help").stdout.decode()
    examples = told.partition("Examples:\n")[2].splitlines()
    assert examples
    assert all(f"structurer {command}" in line for line in examples)


def test_help_names_every_format() -> None:
    told = structurer("run", "--help").stdout.decode()
    assert all(one in told for one in (*WRITERS, *REPORTS))


def test_the_shell_completes_commands() -> None:
    program = Path(sys.executable).with_name("structurer")
    asked = {"_STRUCTURER_COMPLETE": "complete_bash", "COMP_WORDS": "structurer re", "COMP_CWORD": "1"}
    done = subprocess.run([program], env=os.environ | asked, capture_output=True, check=True)
    assert done.stdout.decode().split() == ["review"]


def test_a_run_ends_with_what_was_written_and_what_needs_a_person(tmp_path: Path) -> None:
    sample = SAMPLES / "training_word.txt"
    done = structurer("run", sample, "-o", tmp_path / "out", "--format", "json,md,jsonl", "--llm", "off")
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        f"1 submission, 2 projects, 14 indicators (12 settled by rule, 2 open); written to {tmp_path}/out",
        "reports: briefing.md, indicators.jsonl",
        "2 errors and 3 warnings, as a budget reviewer would object",
        f"2 rows need a person: structurer review {tmp_path}/out",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are those of POSIX")
def test_a_person_who_watches_sees_what_is_being_done_and_a_file_does_not(tmp_path: Path) -> None:
    structurer("run", SAMPLES / "training_word.txt", "-o", tmp_path / "out", "--llm", "off")
    command = [sys.executable, "-X", "utf8", "-m", "structurer", "query", str(tmp_path / "out")]
    terminal, end = pty.openpty()
    subprocess.run(
        command, env=os.environ | {"TERM": "xterm"}, stdout=subprocess.DEVNULL, stderr=end, check=True
    )
    os.close(end)
    assert "reading the results" in os.read(terminal, 10_000).decode()
    os.close(terminal)
    assert "reading the results" not in structurer("query", tmp_path / "out").stderr.decode()
