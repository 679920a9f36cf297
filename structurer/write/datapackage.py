"""A Data Package (datapackage.org, version 2): the tables as exact csv with a schema that a validator enforces."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from structurer.models.result import Result
from structurer.write.csv import exact_csv
from structurer.write.tables import TABLES, Column, Reference, Table, Type

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

Descriptor = dict[str, Any]


def to_datapackage(results: Sequence[Result]) -> dict[str, bytes]:
    """`datapackage.json`, and below `data/` a csv file a table, each with its size and SHA-256 in the descriptor."""
    files = {_path(table): exact_csv(table.names, table.records(results)) for table in TABLES}
    resources = [
        _resource(table)
        | {"bytes": len(files[_path(table)]), "hash": f"sha256:{sha256(files[_path(table)]).hexdigest()}"}
        for table in TABLES
    ]
    return {"datapackage.json": _written(_package(resources)).encode(), **files}


def tables_schema() -> str:
    """The descriptor of a data package without data: every table with its columns, keys and references."""
    return _written(_package([_resource(table) for table in TABLES]))


def _written(descriptor: Descriptor) -> str:
    return json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"


def _package(resources: list[Descriptor]) -> Descriptor:
    return {
        "$schema": _PROFILE,
        "name": "structurer-results",
        "title": "项目支出绩效目标",
        "description": "Performance targets of projects, as structurer reads them. docs/data.md says how to use them.",
        "resources": resources,
    }


def _path(table: Table[Any]) -> str:
    return f"data/{table.name}.csv"


def _resource(table: Table[Any]) -> Descriptor:
    return {
        "name": table.name,
        "type": "table",
        "path": _path(table),
        "title": table.zh,
        "description": table.en,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign_key(one) for one in table.references],
        },
    }


def _field(column: Column[Any]) -> Descriptor:
    # A text that is printed and empty is no value to Table Schema, so only what is never empty is required.
    is_full = column.needed and (column.type is not Type.TEXT or bool(column.choices))
    limits = {"required": True} if is_full else {}
    closed = {"enum": list(column.choices)} if column.choices else {}
    about = {"name": column.name, "type": column.type.value, "title": column.zh, "description": column.en}
    return about | ({"constraints": limits | closed} if limits or closed else {})


def _foreign_key(reference: Reference) -> Descriptor:
    return {
        "fields": list(reference.columns),
        "reference": {"resource": reference.table, "fields": list(reference.key)},
    }
