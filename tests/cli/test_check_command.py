"""structurer check and structurer rules as a person runs them."""

import json
from pathlib import Path

import pytest

from conftest import SAMPLES
from helpers import error_lines, structurer
from structurer.check.catalogue import ALL_RULES

PDF = SAMPLES / "schools_pdf.txt"
HEADER = """1. 服务点建设绩效目标表

101001 某市民政局

单位：万元

项目名称	服务点建设
预算规模及资金用途	预算数	48.60	其中：财政资金	48.60	其他资金
	用于社区服务点改造。
绩效目标	1. 建成20个社区服务点。
一级指标	二级指标	三级指标	绩效指标描述		指标值
产出指标	数量指标	建成服务点数量	建成数量		20 个
"""
WRONG = """	质量指标	验收通过率	验收通过的比例		≤100%
	成本指标	建设总成本	总成本		≤50万元
"""
D02 = "正向指标“验收通过率”设为“≤100%”，不做也能达标，方向有误。"
K01 = "成本指标50.00万元超过预算数48.60万元。"
TWO = ("--select", "D02,K01")  # whatever other rules say of it


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A submission with an error of D02 and one of K01."""
    path = tmp_path / "wrong.txt"
    path.write_text(HEADER + WRONG, "utf-8")
    return path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """The same without them."""
    path = tmp_path / "right.txt"
    path.write_text(HEADER, "utf-8")
    return path


def suppress(folder: Path, *entries: str) -> None:
    (folder / "structurer.toml").write_text(
        "\n".join(f"[[check.suppress]]\n{one}\nreason = '已核实'" for one in entries), "utf-8"
    )


def test_findings_are_printed_by_project_and_an_error_ends_with_one(wrong: Path) -> None:
    done = structurer("check", wrong.name, *TWO)
    assert done.returncode == 1
    assert done.stderr == b""
    assert done.stdout.decode().splitlines()[:5] == [
        "wrong.txt: project 1, 服务点建设",
        f"  error   row 2, line 13  D02  {D02}",
        f"  error   row 3, line 14  K01  建设总成本：{K01}",
        "",
        "2 errors in 1 document, 1 project, 3 rows",
    ]


def test_without_an_error_the_code_is_zero(right: Path, wrong: Path) -> None:
    done = structurer("check", right, *TWO)
    assert done.returncode == 0
    assert done.stdout.startswith(b"no findings in 1 document, 1 project, 1 row\n")
    (wrong.parent / "structurer.toml").write_text('[check.severity]\nD02 = "warning"\nK01 = "off"\n')
    softened = structurer("check", wrong, *TWO)
    assert softened.returncode == 0
    assert f"  warning row 2, line 13  D02  {D02}" in softened.stdout.decode()


def test_an_unreadable_file_is_one_line_and_the_others_are_checked(tmp_path: Path, wrong: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = structurer("check", "empty.txt", wrong, "missing.txt", *TWO)
    assert done.returncode == 2
    assert len(error_lines(done)) == len(done.stderr.splitlines()) == 2
    assert K01 in done.stdout.decode()
    nothing = structurer("check", "empty.txt")
    assert (nothing.returncode, nothing.stdout) == (2, b"")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (["--select", "K01"], [K01]),
        (["--select", "d"], [D02]),
        (["--all", "--ignore", "all"], []),
        ([*TWO, "--ignore", "K"], [D02]),
        (["--all", "--select", "K01"], [K01]),
    ],
)
def test_rules_are_chosen_and_left_out(wrong: Path, chosen: list[str], said: list[str]) -> None:
    done = structurer("check", wrong, "--quiet", *chosen)
    lines = [line for line in done.stdout.decode().splitlines() if line.startswith("  ")]
    assert [one for one in (D02, K01) if any(one in line for line in lines)] == said
    assert done.returncode == int(bool(said))


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_a_wrong_argument(wrong: Path, option: str) -> None:
    done = structurer("check", wrong, option, "cost-above")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"the nearest is K01 (cost-above-budget)" in done.stderr


@pytest.mark.parametrize("command", ["check", "run", "parse"])
def test_a_setting_about_a_rule_that_does_not_exist_ends_with_four(wrong: Path, command: str) -> None:
    (wrong.parent / "structurer.toml").write_text('[check.severity]\nk01 = "off"\n')
    out = ["-o", "out"] if command == "run" else []
    done = structurer(command, wrong, *out)
    assert done.returncode == 4
    (line,) = error_lines(done)
    assert "'check.severity': there is no rule 'k01'; the nearest is K01" in line


def test_what_a_person_accepts_is_counted_with_its_reason_everywhere(wrong: Path) -> None:
    suppress(wrong.parent, 'rule = "K01"\ndocument = "wr*.txt"\nrow = 3', 'rule = "D02"\nproject = 1')
    done = structurer("check", wrong, *TWO)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines()[1:3] == [
        "1 suppressed: D02, 已核实",
        "1 suppressed: K01, 已核实",
    ]
    data = json.loads(structurer("check", wrong, *TWO, "--format", "json").stdout)
    assert (data["findings"], data["counts"]["suppressed"]) == ([], 2)
    log = json.loads(structurer("check", wrong, *TWO, "--format", "sarif").stdout)
    assert [one["suppressions"][0]["justification"] for one in log["runs"][0]["results"]] == ["已核实"] * 2
    assert "2 suppressed" not in structurer("check", wrong, *TWO, "--format", "github").stdout.decode()
    structurer("run", wrong, "-o", "out", "-q")
    result = json.loads((wrong.parent / "out" / "wrong.txt.json").read_bytes())
    kept = {one["rule"]: one["suppressed"] for one in result["findings"] if one["rule"] in ("D02", "K01")}
    assert kept == {"D02": "已核实", "K01": "已核实"}


def test_other_programs_are_given_their_format(wrong: Path) -> None:
    github = structurer("check", wrong.name, *TWO, "-f", "github")
    assert github.returncode == 1
    assert github.stdout.decode().splitlines()[0] == (
        "::error file=wrong.txt,line=13,title=D02 capped-positive-share%3A project 1%2C 服务点建设%2C row 2::"
        + D02.replace("%", "%25")
    )
    log = json.loads(structurer("check", wrong.name, *TWO, "-f", "sarif", "--lang", "en").stdout)
    [_, cost] = log["runs"][0]["results"]
    assert cost["message"]["text"].startswith("The cost indicators allow 50.00 万元")
    assert cost["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "wrong.txt"


def test_files_of_one_name_are_told_apart_by_their_paths(wrong: Path) -> None:
    other = wrong.parent / "other" / "wrong.txt"
    other.parent.mkdir()
    other.write_bytes(wrong.read_bytes())
    suppress(wrong.parent, 'rule = "K01"\ndocument = "other/wrong.txt"')
    data = json.loads(structurer("check", "wrong.txt", "other", *TWO, "-f", "json").stdout)
    assert [(one["document"], one["path"]) for one in data["documents"]] == [
        ("wrong.txt", "wrong.txt"),
        ("wrong.txt~2", "other/wrong.txt"),
    ]
    assert [one["cells"][-1]["document"] for one in data["suppressed"]] == ["wrong.txt~2"]
    assert len(data["findings"]) == 3


def test_standard_input_is_checked_too(wrong: Path) -> None:
    done = structurer("check", "-", *TWO, stdin=wrong.read_bytes())
    assert done.returncode == 1
    assert done.stdout.decode().startswith("-: project 1, 服务点建设\n")


def test_verbose_says_what_to_do_and_quiet_prints_findings_alone(wrong: Path) -> None:
    assert "建议：按预算数调整成本指标" in structurer("check", wrong, *TWO, "-v").stdout.decode()
    quiet = structurer("check", wrong, *TWO, "-q").stdout.decode().splitlines()
    assert [bool(line) for line in quiet] == [True, True, True, False]


def test_no_line_is_wrapped_and_no_colour_is_written_to_a_pipe(wrong: Path) -> None:
    narrow = structurer("check", wrong, *TWO, COLUMNS="20")
    assert narrow.stdout == structurer("check", wrong, *TWO).stdout
    assert b"\x1b" not in narrow.stdout
    coloured = structurer("check", wrong, *TWO, NO_COLOR="", FORCE_COLOR="1")
    assert b"\x1b[1;31m" in coloured.stdout


def test_all_samples_are_checked_together() -> None:
    done = structurer("check", SAMPLES, "--all", "--format", "json")
    assert done.returncode in (0, 1)
    assert done.stderr == b""
    data = json.loads(done.stdout)
    assert len(data["documents"]) == len(list(SAMPLES.glob("*.txt")))
    assert [one for one in data["unjudged"] if one["cause"] == "failed"] == []
    assert data["counts"]["hidden"] == 0


def test_run_writes_findings_and_parse_does_not(wrong: Path) -> None:
    assert structurer("run", wrong, "-o", "out", "-q").returncode == 0
    result = json.loads((wrong.parent / "out" / "wrong.txt.json").read_bytes())
    assert {"D02", "K01"} <= {one["rule"] for one in result["findings"]}
    parsed = json.loads(structurer("parse", wrong).stdout)
    assert (parsed["findings"], parsed["unjudged"]) == ([], [])


def test_the_rules_are_listed_and_explained() -> None:
    listed = structurer("rules").stdout.decode().splitlines()
    assert [line[:3] for line in listed] == [one.id for one in ALL_RULES]
    family = structurer("rules", "K").stdout.decode().splitlines()
    assert [line[:3] for line in family] == [one.id for one in ALL_RULES if one.family == "K"]
    page = structurer("rules", "k01").stdout.decode()
    assert page.startswith("K01 cost-above-budget ★ (error, rule: code alone decides)\n")
    assert "**Why it matters**" in page
    assert "成本指标{amount}万元超过预算数{budget}万元。" in page
    assert "[A2] 财预〔2015〕88号" in page


def test_a_rule_that_does_not_exist_is_one_line_with_the_nearest() -> None:
    done = structurer("rules", "K0l")
    assert done.returncode == 2
    assert done.stdout == b""
    assert len(done.stderr.splitlines()) == 1
    assert "there is no rule 'K0L'; the nearest is K0" in error_lines(done)[0]


def test_a_sample_is_the_same_checked_alone_by_run_and_by_check(tmp_path: Path) -> None:
    structurer("run", PDF, "-o", "out", "-q")
    result = json.loads((tmp_path / "out" / f"{PDF.name}.json").read_bytes())
    data = json.loads(structurer("check", PDF, "--all", "-f", "json").stdout)
    assert data["findings"] == result["findings"]
