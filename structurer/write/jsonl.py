"""JSON Lines: one object an indicator, with the fields of its project and all its targets."""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from structurer.models.base import plain_decimal
from structurer.models.result import Result
from structurer.write.tables import DOCUMENTS, INDICATORS, PROJECTS, TARGETS, Table, Value
from structurer.write.tables.rows import InProject, InRow, OneTarget, indicators

R = TypeVar("R")

_KEY = INDICATORS.key
_OF_DOCUMENT = ("file", "document_title", "fiscal_year")
_OF_PROJECT = tuple(name for name in PROJECTS.names if name not in INDICATORS.names)
_OF_TARGET = tuple(name for name in TARGETS.names if name not in _KEY)


def to_jsonl(results: Sequence[Result]) -> dict[str, bytes]:
    """`indicators.jsonl`: the columns of an indicator, and those of its project and document that it lacks.

    `targets` holds all targets of the row, not their number. Decimals are strings, as in the results.
    """
    lines = (json.dumps(_object(at), ensure_ascii=False, default=_exact) for at in indicators(results))
    return {"indicators.jsonl": "".join(f"{line}\n" for line in lines).encode()}


def _object(at: InRow) -> dict[str, object]:
    row = _named(INDICATORS, at, INDICATORS.names)
    targets = [
        _named(TARGETS, OneTarget(*at, number, target), _OF_TARGET)
        for number, target in enumerate(at.row.value.targets, 1)
    ]
    return {
        **{name: row[name] for name in _KEY},
        **_named(DOCUMENTS, at.result, _OF_DOCUMENT),
        **_named(PROJECTS, InProject(at.result, at.project), _OF_PROJECT),
        **row,
        "targets": targets,
    }


def _named(table: Table[R], row: R, names: Iterable[str]) -> dict[str, Value]:
    record = dict(zip(table.names, table.record(row), strict=True))
    return {name: record[name] for name in names}


def _exact(value: object) -> str:
    if isinstance(value, Decimal):
        return plain_decimal(value)
    raise TypeError(type(value).__name__)
