"""The tables in SQL, and results read back for them."""

import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from structurer import InputError, SetupError
from structurer.query import Answer, Database, answer_json, answer_markdown
from structurer.query.answers import cell
from structurer.results import load_results
from structurer.write import REPORTS, to_json
from structurer.write.files import write_whole
from structurer.write.tables import TABLES
from tabled import HOSTILE, empty, hostile, many, samples


@pytest.fixture(scope="module")
def database() -> Database:
    return Database([*samples(), hostile()])


def test_every_table_can_be_asked_and_answers_with_its_rows(database: Database) -> None:
    for table in TABLES:
        answer = database.ask(f"select * from {table.name}")  # noqa: S608 - our names
        assert answer.names == table.names
        assert answer.records == list(table.records([*samples(), hostile()]))


def test_every_column_can_be_named_without_quotes(database: Database) -> None:
    for table in TABLES:
        for name in table.names:
            assert database.ask(f"select {name} from {table.name} order by {name} limit 0").names == (name,)  # noqa: S608


def test_sums_are_exact(database: Database) -> None:
    amounts = [project.budget.total.amount for one in samples() for project in one.submission.projects]
    expected = sum((amount for amount in amounts if amount is not None), Decimal(0))
    answer = database.ask("select sum(budget_total) from projects where document != 'a.txt'")
    assert answer.records == [(expected,)]


@pytest.mark.parametrize(
    "statement", ["describe indicators", "show tables", "explain select 1", "from goals limit 1"]
)
def test_what_only_looks_is_answered(database: Database, statement: str) -> None:
    assert database.ask(statement).records


@pytest.mark.parametrize(
    "statement",
    [
        "select * from '{path}'",
        "select * from read_text('{path}')",
        "select * from glob('{path}')",
        "copy indicators to '{path}'",
        "attach '{path}.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "reset lock_configuration",
        "pragma enable_profiling",
        "drop table indicators",
        "delete from indicators",
        "update projects set title = ''",
        "create table mine as select 1",
        "explain analyze copy indicators to '{path}'",
        "select 1; select 2",
        "select * from statement",
        "",
        "-- nothing",
        "selec 1",
        "select",
    ],
)
def test_a_statement_that_would_do_anything_or_is_none_is_refused(
    database: Database, tmp_path: Path, statement: str
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with pytest.raises(
        InputError, match=r"the statement cannot be answered: .*; tables: documents, projects"
    ) as found:
        database.ask(statement.format(path=secret))
    assert "\n" not in str(found.value)
    assert list(tmp_path.iterdir()) == [secret]
    assert secret.read_text() == "a\n1\n"


def test_a_misspelt_column_is_answered_with_those_it_could_be(database: Database) -> None:
    with pytest.raises(InputError, match=r'"levl3" not found .*"level3"'):
        database.ask("select levl3 from indicators")


def test_tables_without_rows_are_there_with_their_types() -> None:
    answer = Database([empty()]).ask("select sum(base_value), count(*) from indicators")
    assert answer.records == [(None, 0)]


def test_a_statement_that_needs_too_much_memory_is_refused(database: Database) -> None:
    with pytest.raises(InputError, match="Out of Memory"):
        database.ask("select list(i || 'x' || i) from range(300000000) t(i)")


def test_results_come_back_by_name_and_other_json_is_passed_over(tmp_path: Path) -> None:
    results = [one._replace(name=f"下/{one.name}") for one in samples()]
    for one in results:
        write_whole(tmp_path / f"{one.name}.json", to_json(one.submission))
    for name, data in REPORTS["datapackage"](results).items():
        write_whole(tmp_path / name, data)
    (tmp_path / "list.json").write_text("[]")
    assert list(load_results(tmp_path).results) == results


@pytest.mark.parametrize("name", ["duckdb", "pyarrow"])
def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SetupError, match=rf"{name} is not installed; .*structurer\[data\]"):
        Database(samples())


def test_json_keeps_decimals_exact_and_columns_of_one_name_apart() -> None:
    answer = Answer(("a", "a", "b"), [(Decimal("1.50"), 0.5, [Decimal(2), {"c": float("nan")}])])
    assert answer_json(answer).split() == [
        "[", "{", '"a":', '"1.5",', '"a', '(2)":', "0.5,", '"b":', "[", '"2",', "{", '"c":', '"nan"', "}", "]", "}", "]",
    ]  # fmt: skip


def test_no_text_becomes_markup_in_markdown() -> None:
    printed = answer_markdown(Answer(("a|b",), [("<b>|[x](y)\n`z`",), (None,), (True,)]))
    assert printed == "| a\\|b |\n| --- |\n| \\<b\\>\\|\\[x\\](y)<br>\\`z\\` |\n|  |\n| true |\n"


def test_no_text_commands_the_terminal() -> None:
    told = "".join(map(cell, HOSTILE))
    assert not {"\x00", "\x1b", "\x7f", "\u202e"} & set(told)
    assert "␛[31m" in told
    assert "⟨202E⟩txt.exe" in told
    assert cell(None) == ""
    assert cell(Decimal("1E+3")) == "1000"


def test_ten_thousand_indicators_are_quick() -> None:
    result = many(10_000)
    start = time.perf_counter()
    assert Database([result]).ask("select count(*) from indicators").records == [(10_000,)]
    assert time.perf_counter() - start < 10
