"""structurer query, and run with the formats of data."""

import json
from pathlib import Path

import pytest

from conftest import SAMPLES
from helpers import error_lines, structurer
from structurer.write.tables import TABLES

FORMATS = "json,csv,jsonl,parquet,datapackage,iati"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    done = structurer(
        "run", SAMPLES / "clinics_word.txt", SAMPLES / "roads_pdf.txt", "-o", out, "-f", FORMATS
    )
    assert done.returncode == 0, done.stderr.decode()
    return out


def test_a_run_writes_every_format_beside_the_record(folder: Path) -> None:
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "clinics_word.txt.json",
        "roads_pdf.txt.json",
        "indicators.jsonl",
        "datapackage.json",
        "iati.xml",
        *(f"{table.name}.csv" for table in TABLES),
        *(f"data/{table.name}.csv" for table in TABLES),
        *(f"{table.name}.parquet" for table in TABLES),
    }


def test_an_answer_is_a_table_whose_wide_characters_are_aligned(folder: Path) -> None:
    done = structurer("query", folder, "select '数量' as 指标, 1 as n union all select 'ab', 22 order by n")
    assert done.returncode == 0
    lines = [line.rstrip() for line in done.stdout.decode().splitlines() if line.strip()]
    assert lines == [" 指标   n", " " + "─" * 9, " 数量   1", " ab    22"]
    assert done.stderr.decode() == "2 rows\n"


def test_rows_too_wide_for_the_terminal_are_shown_one_by_one(folder: Path) -> None:
    done = structurer("query", folder, "select * from indicators limit 1")
    lines = [line.split(maxsplit=1) for line in done.stdout.decode().splitlines() if line.strip()]
    assert ["document", "clinics_word.txt"] in [[name, text.strip()] for name, text in lines]
    assert done.stderr.decode() == "1 row\n"


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("json", '[\n  {\n    "document": "clinics_word.txt",\n    "n": 2\n  }\n]\n'),
        ("csv", '\ufeffdocument,n\r\n"clinics_word.txt",2\r\n'),
        ("md", "| document | n |\n| --- | --- |\n| clinics\\_word.txt | 2 |\n"),
    ],
)
def test_an_answer_has_the_format_that_was_asked_for(folder: Path, name: str, printed: str) -> None:
    statement = "select document, count(*) n from projects where document like 'clinics%' group by all"
    done = structurer("query", folder, statement, "--format", name)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, printed, b"")


def test_without_a_statement_tables_and_columns_are_listed(folder: Path) -> None:
    done = structurer("query", folder, "-f", "json")
    listed = [(one["table"], one["column"], one["type"]) for one in json.loads(done.stdout)]
    assert listed == [(table.name, one.name, one.type.value) for table in TABLES for one in table.columns]


@pytest.mark.parametrize(
    "statement", ["selec 1", "select nix from indicators", "drop table goals", "from 'x.csv'"]
)
def test_a_wrong_statement_is_one_line_and_exit_code_2(folder: Path, statement: str) -> None:
    done = structurer("query", folder, statement)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("error: the statement cannot be answered: ")
    assert "tables: documents, projects, " in line


def test_a_folder_without_results_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    done = structurer("query", tmp_path, "select 1")
    assert done.returncode == 2
    assert "holds no result" in error_lines(done)[0]


def test_the_schema_of_the_tables_is_printed() -> None:
    printed = json.loads(structurer("schema", "tables").stdout)
    assert [one["name"] for one in printed["resources"]] == [table.name for table in TABLES]
