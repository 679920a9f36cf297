"""CSV, RFC 4180: one for people who open it in Excel, one for programs that load it.

In both a null is an empty field and a printed but empty cell is `""`, which the standard library can write only from
Python 3.12 on. Texts are always in quotes, numbers never.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from structurer.models.base import plain_decimal
from structurer.models.result import Result
from structurer.text import UNSEEN
from structurer.write.tables import TABLES, Value
from structurer.write.visible import visible

Records = Iterable[Sequence[Value | float]]

BYTE_ORDER_MARK = "\ufeff"
_STARTS_FORMULA = re.compile(rf"(?:{UNSEEN.pattern})?[=+\-@＝＋－＠]|[\t\r\n]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


def to_csv(results: Sequence[Result]) -> dict[str, bytes]:
    """The tables for people: with a byte order mark, and with texts that Excel would run or cut made harmless."""
    return {f"{table.name}.csv": people_csv(table.names, table.records(results)) for table in TABLES}


def people_csv(names: Iterable[str], records: Records) -> bytes:
    """A table for people; see `to_csv`."""
    return (BYTE_ORDER_MARK + _lines(names, records, harmless)).encode()


def exact_csv(names: Iterable[str], records: Records) -> bytes:
    """A table for programs: UTF-8 without a mark, every text character by character."""
    return _lines(names, records, str).encode()


def harmless(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would take it for a formula; a program takes that off.

    A text that begins with an apostrophe gets another one, so that taking one off always gives the text back. Control
    characters, at which Excel cuts a cell off, and what turns the direction of writing become pictures (`visible`).
    """
    shown = visible(text)
    runs = _STARTS_FORMULA.match(shown) and not _PLAIN_NUMBER.fullmatch(shown)
    return f"'{shown}" if runs or shown.startswith("'") else shown


def _lines(names: Iterable[str], records: Records, written: Callable[[str], str]) -> str:
    lines = [",".join(names)]
    lines += [",".join(_field(value, written) for value in record) for record in records]
    return "\r\n".join(lines) + "\r\n"


def _field(value: Value | float, written: Callable[[str], str]) -> str:
    if isinstance(value, str):
        return '"' + written(value).replace('"', '""') + '"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_decimal(value) if isinstance(value, Decimal) else str(value)
