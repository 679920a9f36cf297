"""The examples of the README run as they stand."""

import re
import subprocess
import sys

from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_python_example_runs_and_prints_rows() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert len(done.stdout.splitlines()) == 19
    assert done.stdout.splitlines()[0] == "2026年家庭医生签约服务补助项目 重点人群签约人数 ≥4.2万人 34"


def test_the_example_of_the_values_page_runs() -> None:
    (example,) = re.findall(
        r"```python\n(.*?)```", (ROOT / "docs" / "values.md").read_text("utf-8"), re.DOTALL
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout == "quantity ge 42000 higher\n"


def test_every_file_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_commands_that_open_the_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = re.findall(r"\$ make (\w+)", README)
    assert commands == ["demo", "test"]
    assert all(re.search(rf"^{command}:", makefile, re.MULTILINE) for command in commands)
