"""The examples of the README and of the docs run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

README = ROOT / "README.md"


def output_of_example(page: Path) -> list[str]:
    """What the one Python example of a page prints."""
    (example,) = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    command = [sys.executable, "-X", "utf8", "-c", example]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    return done.stdout.splitlines()


def test_the_example_of_the_readme_prints_rows() -> None:
    printed = output_of_example(README)
    assert len(printed) == 19
    assert printed[0] == "2026年家庭医生签约服务补助项目 重点人群签约人数 ≥4.2万人 34"


def test_the_example_of_the_values_page_runs() -> None:
    assert output_of_example(ROOT / "docs" / "values.md") == ["quantity ge 42000 higher"]


def test_the_example_of_the_statistics_page_prints_what_the_page_says() -> None:
    page = ROOT / "docs" / "statistics.md"
    (said,) = re.findall(r"```text\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert output_of_example(page) == said.splitlines()


def test_every_file_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README.read_text("utf-8"))
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_commands_that_open_the_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    commands = re.findall(r"\$ make (\w+)", README.read_text("utf-8"))
    assert commands == ["demo", "test"]
    assert all(re.search(rf"^{command}:", makefile, re.MULTILINE) for command in commands)
