"""CSV for people, and for programs."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from structurer.models.base import plain_decimal
from structurer.write import REPORTS
from structurer.write.csv import exact_csv, harmless, people_csv
from structurer.write.tables import INDICATORS, PROJECTS, TABLES
from structurer.write.visible import visible
from tabled import HOSTILE, empty, hostile, samples


def rows_of(data: bytes, encoding: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def printed(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else plain_decimal(value) if isinstance(value, Decimal) else str(value)


def test_every_table_comes_back_from_the_csv_for_people_with_one_apostrophe_taken_off() -> None:
    results = [*samples(), hostile()]
    files = REPORTS["csv"](results)
    for table in TABLES:
        header, *rows = rows_of(files[f"{table.name}.csv"], "utf-8-sig")
        assert tuple(header) == table.names
        expected = [list(map(printed, record)) for record in table.records(results)]
        assert [[text.removeprefix("'") for text in row] for row in rows] == [
            [visible(text) for text in row] for row in expected
        ]


def test_the_csv_for_programs_is_exact() -> None:
    data = exact_csv(INDICATORS.names, INDICATORS.records([hostile()]))
    header, *rows = rows_of(data, "utf-8")
    assert [row[header.index("value")] for row in rows] == list(HOSTILE)


def test_excel_is_told_the_encoding_and_programs_are_not() -> None:
    records = [("甲",)]
    assert people_csv(["名"], records) == b"\xef\xbb\xbf" + exact_csv(["名"], records)
    assert exact_csv(["名"], records) == '名\r\n"甲"\r\n'.encode()


@pytest.mark.parametrize("text", HOSTILE[:6])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["≥95%", "-5%", "+3", "-1,000.5", "1-2", "a=b", "", "2026年", "“=”号"])
def test_a_text_that_no_spreadsheet_runs_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_taking_one_apostrophe_off_always_gives_the_text_back() -> None:
    for text in ("'a", "''", "'=1", "=1", "a", "'"):
        assert harmless(text).removeprefix("'") == text
    assert harmless("'a") == "''a"


def test_a_null_and_an_empty_cell_are_told_apart() -> None:
    assert exact_csv("abcd", [(None, "", True, Decimal("1.50"))]) == b'a,b,c,d\r\n,"",true,1.5\r\n'


def test_duckdb_reads_the_same_back_with_types_and_nulls(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(exact_csv(PROJECTS.names, PROJECTS.records(samples())))
    types = {"string": "varchar", "integer": "bigint", "number": "decimal(38, 10)", "boolean": "boolean"}
    columns = {column.name: types[column.type] for column in PROJECTS.columns}
    statement = f"from read_csv('{path}', columns = {columns}, allow_quoted_nulls = false)"
    assert duckdb.connect().execute(statement).fetchall() == list(PROJECTS.records(samples()))


def test_tables_without_rows_have_their_header() -> None:
    files = REPORTS["csv"]([empty()])
    assert rows_of(files["findings.csv"], "utf-8-sig") == [
        list(next(t for t in TABLES if t.name == "findings").names)
    ]
    assert len(rows_of(files["documents.csv"], "utf-8-sig")) == 2
