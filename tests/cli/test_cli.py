"""The commands as a person runs them: output, one clear line an error, exit codes."""

import json
from pathlib import Path

import pytest

from conftest import GOLDEN, SAMPLES
from helpers import error_lines, structurer
from structurer.cli.demo import SAMPLES as DEMO_SAMPLES

WORD = SAMPLES / "clinics_word.txt"
PDF = SAMPLES / "schools_pdf.txt"

CLOSING = 3  # lines at the end of a run: what was read, what was found, what needs a person


def bad_inputs(folder: Path) -> dict[str, Path]:
    """One file for each way of being unreadable, by what the error line must say."""
    contents: dict[str, bytes] = {
        "is empty": b"",
        "binary data": bytes(range(256)) * 8,
        "no table in it": "只有文字，没有表格。\n".encode(),
        "no performance-target table": "姓名\t职务\n".encode(),
        "unknown encoding": "prix à déterminer\tété\n".encode("latin-1"),
    }
    paths = {}
    for number, (said, content) in enumerate(contents.items()):
        paths[said] = folder / f"bad {number}.txt"
        paths[said].write_bytes(content)
    return paths | {"no such file": folder / "missing.txt"}


def test_run_writes_one_result_a_file_and_says_what_it_did(tmp_path: Path) -> None:
    done = structurer("run", SAMPLES, "-o", tmp_path / "out", "--llm", "off")
    assert done.returncode == 0
    assert done.stdout == b""
    composed = [json.loads(path.read_text("utf-8"))["projects"] for path in GOLDEN.glob("*.json")]
    projects = sum(map(len, composed))
    rows = sum(len(project["indicators"]) for one in composed for project in one)
    told = f"{len(composed)} submissions, {projects} projects, {rows:,} indicators ("
    assert done.stderr.decode().startswith(told)
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == sorted(f"{path.name}.json" for path in SAMPLES.glob("*.txt"))


def test_the_same_run_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for out in ("one", "two"):
        assert structurer("run", SAMPLES, "-o", tmp_path / out, "-q").returncode == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize(
    "said",
    [
        "is empty",
        "binary data",
        "no table in it",
        "no performance-target table",
        "unknown encoding",
        "no such file",
    ],
)
def test_a_bad_input_costs_one_clear_line_and_nothing_else_of_the_run(tmp_path: Path, said: str) -> None:
    bad = bad_inputs(tmp_path)[said]
    done = structurer("run", WORD, bad, PDF, "-o", tmp_path / "out")
    assert done.returncode == 1
    (line,) = error_lines(done)
    assert said in line
    assert repr(str(bad)) in line
    assert "; " in line, "what to do follows"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{WORD.name}.json",
        f"{PDF.name}.json",
    ]


def test_when_no_input_can_be_read_the_code_is_two(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    bad = bad_inputs(tmp_path)
    done = structurer("run", *bad.values(), tmp_path / "empty", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert len(error_lines(done)) == len(bad) + 1
    assert not (tmp_path / "out").exists()


def test_a_cut_table_keeps_every_row_that_was_read_and_marks_the_last(tmp_path: Path) -> None:
    text = WORD.read_text("utf-8")
    cut = tmp_path / "cut.txt"
    cut.write_text(text[: text.index("签约任务完成时间") + 4], "utf-8")
    done = structurer("parse", cut)
    assert done.returncode == 0
    rows = json.loads(done.stdout)["projects"][0]["indicators"]
    assert [row["needs_review"] for row in rows] == [[], [], [], [], ["cut"]]
    assert rows[-1]["level3"] == "签约任务"


def test_a_large_text_without_a_table_is_refused_at_once(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_bytes("这一行没有表格，只有文字。\n".encode() * 300_000)
    done = structurer("run", large, "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "no table in it" in error_lines(done)[0]


def test_names_with_line_breaks_and_emoji_stay_on_one_line(tmp_path: Path) -> None:
    odd = tmp_path / "绩效 🙂\n目标.txt"
    odd.write_bytes(b"")
    done = structurer("run", odd, WORD, "-o", tmp_path / "out", "--llm", "off")
    assert done.returncode == 1
    (line, *_) = error_lines(done)
    assert "🙂\\n目标.txt': is empty; check that the file" in line
    assert len(done.stderr.decode().splitlines()) == 1 + CLOSING


def test_parse_prints_one_result_indented_and_several_one_a_line() -> None:
    one = structurer("parse", WORD)
    assert json.loads(one.stdout)["source"]["name"] == WORD.name
    several = structurer("parse", WORD, PDF)
    assert [json.loads(line)["source"]["name"] for line in several.stdout.splitlines()] == [
        WORD.name,
        PDF.name,
    ]
    assert one.stderr == several.stderr == b""


def test_parse_writes_files_when_told_where(tmp_path: Path) -> None:
    done = structurer("parse", WORD, "-o", tmp_path / "out")
    assert done.stdout == b""
    assert (tmp_path / "out" / f"{WORD.name}.json").read_bytes() == structurer("parse", WORD).stdout


def test_a_dash_reads_standard_input(tmp_path: Path) -> None:
    done = structurer("parse", "-", stdin=WORD.read_bytes())
    result = json.loads(done.stdout)
    assert result["source"]["name"] == "-"
    assert len(result["projects"]) == 2
    assert structurer("run", "-", "-o", tmp_path / "out", stdin=WORD.read_bytes()).returncode == 0
    assert (tmp_path / "out" / "stdin.json").exists()


def test_quiet_says_nothing_but_errors_and_verbose_a_line_an_input(tmp_path: Path) -> None:
    assert structurer("run", WORD, "-o", tmp_path / "a", "--quiet").stderr == b""
    done = structurer("run", WORD, PDF, "-o", tmp_path / "b", "--verbose", "--llm", "off")
    verbose = done.stderr.decode().splitlines()
    assert len(verbose) == 2 + CLOSING
    assert verbose[0] == f"{WORD}: 1 submission, 2 projects, 19 indicators (18 settled by rule, 1 open)"


@pytest.mark.parametrize(
    "args", [("run", "x.txt"), ("run",), ("run", "x.txt", "-o", "out", "-f", "pptx"), ("frobnicate",)]
)
def test_wrong_arguments_end_with_two(args: tuple[str, ...]) -> None:
    done = structurer(*args)
    assert done.returncode == 2
    assert done.stderr


def test_an_output_folder_in_the_way_ends_with_four(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = structurer("run", WORD, "-o", tmp_path / "out")
    assert done.returncode == 4
    assert "cannot be written" in error_lines(done)[0]


@pytest.mark.parametrize("content", ["forms = 3", "[forms.header]\nproject = ['x']", "not toml at all"])
def test_wrong_settings_end_with_four_and_name_the_setting(tmp_path: Path, content: str) -> None:
    (tmp_path / "structurer.toml").write_text(content)
    done = structurer("parse", WORD)
    assert done.returncode == 4
    (line,) = error_lines(done)
    assert "structurer.toml" in line


def test_settings_of_the_current_folder_add_labels(tmp_path: Path) -> None:
    (tmp_path / "structurer.toml").write_text('[forms.header]\nproject_name = ["事项名称"]\n', "utf-8")
    done = structurer("parse", "-", stdin="事项名称\t甲\n".encode())
    assert json.loads(done.stdout)["projects"][0]["project_name"] == "甲"


def test_the_schema_is_printed_and_written(tmp_path: Path) -> None:
    printed = structurer("schema").stdout
    assert json.loads(printed)["title"] == "Submission"
    assert structurer("schema", "-o", tmp_path / "s").returncode == 0
    assert (tmp_path / "s" / "submission.schema.json").read_bytes() == printed
    assert structurer("schema", "nothing").returncode == 2


def test_the_demo_shows_every_sample_and_writes_when_told(tmp_path: Path) -> None:
    done = structurer("demo", "-o", tmp_path / "out")
    assert done.returncode == 0
    shown = done.stdout.decode()
    for name in DEMO_SAMPLES:
        assert name in shown
        assert (tmp_path / "out" / f"{name}.json").exists()
    assert "≥4.2万人" in shown
    assert "≥ 42,000 人" in shown


@pytest.mark.parametrize("command", ["run", "parse", "demo", "schema"])
def test_every_command_explains_itself_and_knows_its_version(command: str) -> None:
    assert b"Usage" in structurer(command, "--help").stdout
    assert structurer(command, "--version").stdout.startswith(b"structurer ")
