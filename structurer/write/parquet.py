"""Parquet: the tables with their types, for pandas, DuckDB, Polars, R and Spark."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from structurer.models.result import Result
from structurer.write.library import library
from structurer.write.tables import PRECISION, SCALE, TABLES, Column, Table, Type

if TYPE_CHECKING:
    import pyarrow as pa


def to_parquet(results: Sequence[Result]) -> dict[str, bytes]:
    """Every table as a Parquet file; one without rows still has its columns.

    Raises:
        SetupError: pyarrow is not installed.
    """
    return {f"{table.name}.parquet": _file(arrow_table(table, results)) for table in TABLES}


def arrow_table(table: Table[Any], results: Sequence[Result]) -> "pa.Table":
    """A table in memory, its columns typed and described.

    Raises:
        SetupError: pyarrow is not installed.
    """
    arrow = library("pyarrow")
    schema = arrow.schema(
        [_field(column) for column in table.columns], metadata={"title": table.zh, "description": table.en}
    )
    cells = list(zip(*table.records(results), strict=True)) or [()] * len(table.columns)
    arrays = [arrow.array(values, field.type) for values, field in zip(cells, schema, strict=True)]
    return arrow.Table.from_arrays(arrays, schema=schema)


def _field(column: Column[Any]) -> "pa.Field":
    arrow = library("pyarrow")
    types = {
        Type.TEXT: arrow.string(),
        Type.INTEGER: arrow.int64(),
        Type.NUMBER: arrow.decimal128(PRECISION, SCALE),
        Type.BOOLEAN: arrow.bool_(),
    }
    about = {"title": column.zh, "description": column.en}
    return arrow.field(column.name, types[column.type], nullable=not column.needed, metadata=about)


def _file(table: "pa.Table") -> bytes:
    file = BytesIO()
    library("pyarrow.parquet").write_table(table, file)
    return file.getvalue()
