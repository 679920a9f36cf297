"""The declaration of the tables."""

import json
from decimal import Decimal

import pytest

from conftest import ROOT
from structurer.models.value import Kind
from structurer.write import json_schemas
from structurer.write.tables import TABLES, Table, Type
from structurer.write.tables.column import fits
from tabled import hostile, row, samples, target, with_rows

PYTHON = {Type.TEXT: str, Type.INTEGER: int, Type.NUMBER: Decimal, Type.BOOLEAN: bool}
ALL = [pytest.param(table, id=table.name) for table in TABLES]


def records(name: str, *results: object) -> list[dict[str, object]]:
    (table,) = (one for one in TABLES if one.name == name)
    return [dict(zip(table.names, one, strict=True)) for one in table.records(results)]  # type: ignore[arg-type]


@pytest.mark.parametrize("table", ALL)
def test_every_cell_is_of_its_columns_type_and_null_only_where_it_may_be(table: Table[object]) -> None:
    found = list(table.records([*samples(), hostile()]))
    assert found
    for record in found:
        for column, value in zip(table.columns, record, strict=True):
            assert (value is None and not column.needed) or type(value) is PYTHON[column.type], column.name
            assert value is None or not column.choices or value in column.choices, column.name


@pytest.mark.parametrize("table", ALL)
def test_keys_are_unique_and_references_lead_to_rows(table: Table[object]) -> None:
    results = [*samples(), hostile()]
    found = [dict(zip(table.names, one, strict=True)) for one in table.records(results)]
    keys = [tuple(one[name] for name in table.key) for one in found]
    assert len(set(keys)) == len(keys)
    for reference in table.references:
        there = {tuple(one[name] for name in reference.key) for one in records(reference.table, *results)}
        assert {tuple(one[name] for name in reference.columns) for one in found} <= there


@pytest.mark.parametrize("table", ALL)
def test_every_column_says_what_it_is_in_both_languages_and_names_are_unique(table: Table[object]) -> None:
    assert len(set(table.names)) == len(table.names)
    assert all(column.zh and column.en and column.name.isidentifier() for column in table.columns)


def test_a_table_that_refers_to_another_stands_behind_it() -> None:
    seen: list[str] = []
    for table in TABLES:
        assert {one.table for one in table.references} <= set(seen)
        seen.append(table.name)


def test_an_indicator_shows_its_first_target_and_how_many_there_are() -> None:
    said = target("4.2", unit="万人", unit_code="人", base_value=Decimal(42000))
    result = with_rows(row(1, "≥4.2万人，≤3次", said, target("3"), kind=Kind.COMPOSITE), row(2, "明显改善"))
    first, second = records("indicators", result)
    assert (first["number"], first["unit"], first["base_value"]) == (Decimal("4.2"), "万人", 42000)
    assert (first["value"], first["targets"], first["comparator"]) == ("≥4.2万人，≤3次", 2, "ge")
    assert (second["number"], second["comparator"], second["targets"]) == (None, None, 0)
    assert [(one["row"], one["target"], one["text"]) for one in records("targets", result)] == [
        (1, 1, "≥"),
        (1, 2, "≥"),
    ]


def test_a_finding_has_a_row_for_each_of_its_cells_and_quotes() -> None:
    result = samples()[0]
    expected: list[tuple[object, ...]] = [
        (number, cell.row, cell.field, quote)
        for number, one in enumerate(result.submission.findings, 1)
        for at, cell in enumerate(one.cells)
        for quote in (tuple(said.quote for said in one.evidence if said.cell == at) or (None,))
    ]
    found = records("finding_cells", result)
    assert [(one["finding"], one["row"], one["field"], one["quote"]) for one in found] == expected
    assert len(records("findings", result)) == len(result.submission.findings)


def test_every_printed_cell_without_a_column_is_an_extra() -> None:
    printed = [
        (label, text)
        for result in (*samples(), hostile())
        for project in result.submission.projects
        for cells in (project.extra, *(one.extra for one in project.indicators))
        for label, text in cells.items()
    ]
    assert printed
    assert [(one["label"], one["text"]) for one in records("extras", *samples(), hostile())] == printed


@pytest.mark.parametrize(
    ("number", "held"),
    [
        ("0", True),
        ("-1.5000000000000", True),
        ("9" * 28 + ".9999999999", True),
        ("1" + "0" * 28, False),
        ("0.00000000001", False),
        ("1E+40", False),
    ],
)
def test_a_number_beyond_a_decimal_column_is_left_out(number: str, held: bool) -> None:  # noqa: FBT001
    assert fits(Decimal(number)) is held
    (found,) = records("targets", with_rows(row(1, "甲", target(number))))
    assert found["number"] == (Decimal(number) if held else None)


def test_the_schema_of_the_tables_is_the_generated_file_and_names_every_column() -> None:
    text = json_schemas()["tables"]
    assert text == (ROOT / "schemas" / "tables.schema.json").read_text("utf-8")
    named = {
        one["name"]: [field["name"] for field in one["schema"]["fields"]]
        for one in json.loads(text)["resources"]
    }
    assert named == {table.name: list(table.names) for table in TABLES}


def test_the_page_for_people_names_every_column() -> None:
    page = (ROOT / "docs" / "data.md").read_text("utf-8")
    for table in TABLES:
        part = page.partition(f"### {table.name} ")[2].partition("### ")[0]
        assert [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")] == list(
            table.names
        )
