"""Parquet."""

import io
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from structurer import SetupError
from structurer.write import REPORTS
from structurer.write.tables import TABLES
from tabled import empty, hostile, many, samples

TYPES = {"string": "string", "integer": "int64", "number": "decimal128(38, 10)", "boolean": "bool"}


def tables_of(files: dict[str, bytes]) -> dict[str, pa.Table]:
    return {name.removesuffix(".parquet"): pq.read_table(io.BytesIO(data)) for name, data in files.items()}


def test_every_table_comes_back_equal_with_its_decimals_and_nulls() -> None:
    results = [*samples(), hostile()]
    read = tables_of(REPORTS["parquet"](results))
    assert list(read) == [table.name for table in TABLES]
    for table in TABLES:
        back = [tuple(row[name] for name in table.names) for row in read[table.name].to_pylist()]
        assert back == list(table.records(results))


def test_columns_are_typed_and_described_and_tables_without_rows_too() -> None:
    for name, read in tables_of(REPORTS["parquet"]([empty()])).items():
        table = next(one for one in TABLES if one.name == name)
        assert [str(field.type) for field in read.schema] == [TYPES[one.type] for one in table.columns]
        assert [field.nullable for field in read.schema] == [not one.needed for one in table.columns]
        assert read.schema.field(0).metadata[b"title"].decode() == table.columns[0].zh
        assert read.num_rows == (1 if name == "documents" else 0)


def test_the_same_results_give_the_same_bytes() -> None:
    assert REPORTS["parquet"](samples()) == REPORTS["parquet"](samples())


def test_without_pyarrow_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SetupError, match=r"pyarrow is not installed; .*structurer\[data\]"):
        REPORTS["parquet"](samples())


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "datapackage"])
def test_ten_thousand_indicators_are_quick(name: str) -> None:
    result = many(10_000)
    start = time.perf_counter()
    assert REPORTS[name]([result])
    assert time.perf_counter() - start < 10
