"""Every report can be written of every layout: what is rare in one is common in another."""

import asyncio
import csv
import zipfile
from io import BytesIO, StringIO

import pytest

from layout_files import RENDERERS, SUFFIXES
from layouts import SAMPLES
from structurer.models.result import Result
from structurer.pipeline import run
from structurer.read import Source
from structurer.settings import load_settings
from structurer.write import REPORTS

FORMATS = ("csv", "docx", "html", "xlsx")


@pytest.fixture(scope="module")
def results() -> list[Result]:
    """All layouts, checked, each in one of four formats by turns."""
    settings = load_settings()
    found = []
    for number, sample in enumerate(SAMPLES):
        form = next(one for one in (*FORMATS[number % 4 :], *FORMATS) if one in sample.formats)
        name = f"{sample.name}.{SUFFIXES[form]}"
        submission = asyncio.run(run(Source(name, RENDERERS[form](sample)), settings))
        found.append(Result(name, submission))
    return found


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "iati"])
def test_a_report_of_all_layouts_is_written(results: list[Result], name: str) -> None:
    files = REPORTS[name](results)
    assert all(files.values())
    if name == "xlsx":
        assert zipfile.ZipFile(BytesIO(files["workbook.xlsx"])).testzip() is None


def test_periods_and_half_recognised_tables_reach_the_data(results: list[Result]) -> None:
    text = REPORTS["csv"](results)["indicators.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert {row["period"] for row in rows} == {"", "年度", "实施期"}
    codes = {code for one in results for project in one.submission.projects for code in project.needs_review}
    assert "half_recognised" in codes
