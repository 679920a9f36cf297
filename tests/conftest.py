"""Fixtures for all tests."""

import json
import os
from pathlib import Path
from typing import Any, NoReturn

import pytest

from structurer import InputError
from structurer.read.office import find_program

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "evals" / "documents"
GOLDEN = ROOT / "tests" / "golden"
LONGEST_ID = 32  # bytes
CORPUS = Path(os.environ.get("STRUCTURER_CORPUS", ROOT.parent / "shared" / "corpus"))


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real submissions; in CI it must be there, elsewhere the tests that need it are left out."""
    if not CORPUS.is_dir():
        leave_out(f"the corpus of real submissions is not at {os.path.relpath(CORPUS)}")
    return CORPUS


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice; in CI it must be there, elsewhere the tests that need it are left out."""
    try:
        return find_program()
    except InputError as error:
        leave_out(f"a .doc {error}")


def leave_out(reason: str) -> NoReturn:
    """Leave a test out and say so; in CI it fails instead."""
    if os.environ.get("CI"):
        pytest.fail(f"left out: {reason}")
    pytest.skip(f"left out: {reason}")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Leave long bytes out of names: archives hold the time, and names must be the same in every process."""
    return argname if isinstance(val, bytes) and len(val) > LONGEST_ID else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `sample` once for each sample."""
    if "sample" in metafunc.fixturenames:
        paths = sorted(SAMPLES.glob("*.txt"))
        metafunc.parametrize("sample", paths, ids=[path.name for path in paths])


@pytest.fixture
def golden(sample: Path) -> dict[str, Any]:
    """What the sample says, written when it was composed."""
    loaded: dict[str, Any] = json.loads((GOLDEN / f"{sample.name}.json").read_text("utf-8"))
    return loaded


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep settings of the machine out: no STRUCTURER_* or OPENAI_* variable, and an empty current folder."""
    for name in os.environ:
        if name.startswith(("STRUCTURER_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
