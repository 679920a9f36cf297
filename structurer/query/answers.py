"""Answers of the database as text: csv, JSON, Markdown, and cells for a terminal."""

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from structurer.models.base import plain_decimal
from structurer.query.database import Answer
from structurer.write.csv import people_csv
from structurer.write.tables import TABLES, Value
from structurer.write.visible import visible

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~&])")


def columns() -> Answer:
    """Every column of the tables, with its type and what it means in Chinese and English."""
    rows = [
        (table.name, one.name, one.type.value, one.zh, one.en) for table in TABLES for one in table.columns
    ]
    return Answer(("table", "column", "type", "zh", "en"), rows)


def answer_csv(answer: Answer) -> bytes:
    """As `structurer run --format csv` writes: for people, safe to open in Excel."""
    return people_csv(answer.names, (tuple(map(_flat, record)) for record in answer.records))


def answer_json(answer: Answer) -> str:
    """An array with an object a row; decimals are strings, as in the results."""
    names = list(_distinct(answer.names))
    objects = [dict(zip(names, record, strict=True)) for record in answer.records]
    return json.dumps(_jsonable(objects), ensure_ascii=False, indent=2, default=str) + "\n"


def answer_markdown(answer: Answer) -> str:
    """A table, its cells escaped so that no text of a document becomes markup."""
    lines = [answer.names, ("---",) * len(answer.names), *answer.records]
    rows = (
        " | ".join(_MARKDOWN.sub(r"\\\1", cell(one)).replace("\n", "<br>") for one in line) for line in lines
    )
    return "".join(f"| {row} |\n" for row in rows)


def cell(value: Any) -> str:  # noqa: ANN401 - whatever SQL has
    """A value for people: null is empty, what a terminal would obey is shown."""
    flat = _flat(value)
    if isinstance(flat, Decimal):
        return plain_decimal(flat)
    if isinstance(flat, bool):
        return str(flat).lower()
    text = "" if flat is None else str(flat)
    return visible(text)


def _flat(value: Any) -> Value | float:  # noqa: ANN401 - whatever SQL has
    if value is None or isinstance(value, str | bool | int | float | Decimal):
        return value
    if isinstance(value, list | tuple | dict):
        return json.dumps(_jsonable(value), ensure_ascii=False, default=str)
    return str(value)


def _jsonable(value: Any) -> Any:  # noqa: ANN401 - the same
    if isinstance(value, dict):
        return {str(key): _jsonable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(one) for one in value]
    if isinstance(value, Decimal):
        return plain_decimal(value)
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _distinct(names: Sequence[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"
