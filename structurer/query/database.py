"""The tables in SQL: a DuckDB database in memory that reads no file, writes none, and changes nothing."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from structurer.errors import InputError
from structurer.models.result import Result
from structurer.write.library import library
from structurer.write.parquet import arrow_table
from structurer.write.tables import TABLES

if TYPE_CHECKING:
    import duckdb

_LOCKS = (
    "set memory_limit = '1GB'",
    "set temp_directory = ''",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set python_enable_replacements = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)
_ANSWERED = ("SELECT", "EXPLAIN")
_CANDIDATES = re.compile(r"^Candidate bindings: .*$", re.MULTILINE)


class Answer(NamedTuple):
    """What a statement gives: names of columns, and rows of whatever SQL has."""

    names: tuple[str, ...]
    records: list[tuple[Any, ...]]


class Database:
    """The tables of some results, to be asked in SQL."""

    def __init__(self, results: Sequence[Result]) -> None:
        """Load the tables.

        Raises:
            SetupError: duckdb or pyarrow is not installed.
        """
        self._duckdb = library("duckdb")
        self._connection: duckdb.DuckDBPyConnection = self._duckdb.connect(":memory:")
        for table in TABLES:
            self._connection.register("loaded", arrow_table(table, results))
            self._connection.execute(f'create table "{table.name}" as select * from loaded')  # noqa: S608 - our names
            self._connection.unregister("loaded")
        for lock in _LOCKS:
            self._connection.execute(lock)

    def ask(self, statement: str) -> Answer:
        """Answer one `select`; `describe`, `show`, `summarize` and `explain` are answered too.

        Raises:
            InputError: it is no SQL, is more than one statement, names what does not exist, or would do something.
        """
        try:
            parsed = self._connection.extract_statements(statement)
            if len(parsed) != 1 or parsed[0].type.name not in _ANSWERED:
                raise _wrong("it is not one select, and nothing else is answered")
            self._connection.execute(parsed[0])
            names = tuple(column[0] for column in self._connection.description or ())
            return Answer(names, self._connection.fetchall())
        except self._duckdb.Error as error:
            raise _wrong(_in_short(str(error))) from None


def _in_short(message: str) -> str:
    first = message.strip().partition("\n")[0].rstrip("!.")
    candidates = _CANDIDATES.search(message)
    return f"{first}. {candidates[0]}" if candidates else first


def _wrong(what: str) -> InputError:
    return InputError(
        f"the statement cannot be answered: {what}",
        hint=f"tables: {', '.join(table.name for table in TABLES)}; columns: structurer query DIR",
    )
