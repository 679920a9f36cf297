"""Printing what `structurer query` answers."""

import sys
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from structurer.query import Answer

_NARROWEST = 9  # columns of the terminal that a column of a table needs to be read


class Format(StrEnum):
    """What an answer is printed as."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MD = "md"


def print_answer(answer: "Answer", as_format: Format) -> None:
    """Print an answer to standard output; as a table, with the number of rows to standard error."""
    from structurer.query import answer_csv, answer_json, answer_markdown

    if as_format is Format.TABLE:
        _print_table(answer)
    elif as_format is Format.CSV:
        sys.stdout.buffer.write(answer_csv(answer))
    else:
        printed = {Format.JSON: answer_json, Format.MD: answer_markdown}[as_format]
        sys.stdout.buffer.write(printed(answer).encode())


def _print_table(answer: "Answer") -> None:
    from rich.console import Console

    console = Console(highlight=False)
    is_narrow = len(answer.names) * _NARROWEST <= console.width
    for table in [_table(answer)] if is_narrow else _one_by_one(answer):
        console.print(table)
    count = len(answer.records)
    typer.echo(f"{count:,} row{'s' * (count != 1)}", err=True)


def _table(answer: "Answer") -> "Table":
    from rich.text import Text

    from structurer.query import cell

    table = _empty(with_header=True)
    for at, name in enumerate(answer.names):
        values = [record[at] for record in answer.records if record[at] is not None]
        is_number = bool(values) and all(isinstance(one, int | float | Decimal) for one in values)
        table.add_column(Text(cell(name)), justify="right" if is_number else "left", overflow="fold")
    for record in answer.records:
        table.add_row(*(Text(cell(value)) for value in record))
    return table


def _one_by_one(answer: "Answer") -> "Iterator[Table]":
    """A small table a row, with a line a column that is not null: for rows too wide for the terminal."""
    from rich.text import Text

    from structurer.query import cell

    for record in answer.records:
        table = _empty(with_header=False)
        table.add_column(no_wrap=True, style="bold")
        table.add_column(overflow="fold")
        for name, value in zip(answer.names, record, strict=True):
            if value is not None:
                table.add_row(Text(cell(name)), Text(cell(value)))
        yield table


def _empty(*, with_header: bool) -> "Table":
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD if with_header else box.SIMPLE, padding=(0, 1, 0, 0), show_header=with_header
    )
