"""The house itself: public names, sizes, imports."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import structurer
from conftest import ROOT
from structurer.cli.demo import SAMPLES
from structurer.prompts import active_versions

LONGEST_MODULE = 400
LONGEST_INIT = 60
PACKAGE = Path(structurer.__file__).parent


def test_all_names_what_the_package_gives() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    imported = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert set(structurer.__all__) == imported
    assert structurer.__all__ == sorted(structurer.__all__)


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").exists()


def test_the_wheel_holds_the_samples_of_the_demo_and_the_answers_about_them() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    samples = {f"evals/documents/{name}": f"structurer/samples/{name}" for name in SAMPLES}
    answers = {
        str(path.relative_to(ROOT)): f"structurer/{path.relative_to(ROOT)}"
        for task, version in active_versions().items()
        for path in (ROOT / "cassettes" / task / version).glob("*.json")
        if path.stem in SAMPLES
    }
    assert samples | answers | {"prompts": "structurer/prompt_files"} == included
    assert all((ROOT / path).exists() for path in included)


def test_no_module_outgrows_its_limit() -> None:
    modules = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "docs").rglob("*.py")]
    assert len(modules) > 30
    too_long = {
        str(path): lines
        for path in modules
        if (lines := len(path.read_text("utf-8").splitlines()))
        > (LONGEST_INIT if path.name == "__init__.py" else LONGEST_MODULE)
    }
    assert too_long == {}


def test_the_top_level_is_as_the_architecture_fixes_it() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    fixed = {"structurer", "prompts", "schemas", "evals", "tests", "cassettes", "docs"}
    assert {"evals", "tests", "schemas", "docs"} <= folders <= fixed


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from structurer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True
    ).stderr.split()
    assert "structurer.cli" in loaded
    heavy = {
        "openai",
        "instructor",
        "diskcache",
        "numpy",
        "pandas",
        "docx",
        "lxml",
        "pdfminer",
        "pdfplumber",
        "pypdfium2",
    }
    assert heavy.isdisjoint(loaded)


def test_python_dash_m_and_the_console_script_are_the_same_program() -> None:
    script = Path(sys.executable).with_name("structurer")
    for command in ([str(script)], [sys.executable, "-m", "structurer"]):
        done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
        assert done.stdout == f"structurer {structurer.__version__}\n"
