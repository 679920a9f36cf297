"""The tables as a page for people."""

from structurer.write.tables import TABLES
from structurer.write.tables.column import Column, Table


def tables_page() -> str:
    """Every table as Markdown: its columns with their types, and what they mean in Chinese and English."""
    return "\n".join(map(_section, TABLES))


def _section(table: Table[object]) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    refers = "".join(f"; ({', '.join(one.columns)}) is a row of `{one.table}`" for one in table.references)
    head = f"### {table.name} {table.zh}\n\n{table.en} Key: {key}{refers}.\n"
    lines = ["| column | type | 中文 | meaning |", "| --- | --- | --- | --- |", *map(_line, table.columns)]
    return head + "\n" + "\n".join(lines) + "\n"


def _line(column: Column[object]) -> str:
    codes = f": {', '.join(f'`{code}`' for code in column.choices)}" if column.choices else ""
    kind = column.type.value + ("" if column.needed else "?")
    return f"| `{column.name}` | {kind} | {column.zh} | {column.en}{codes} |"
