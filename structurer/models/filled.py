"""What a person filled in about a row outside the program, before anybody has looked whether it can hold."""

import hashlib
from typing import NamedTuple

from structurer.models.decision import Act
from structurer.models.submission import Indicator, Submission
from structurer.models.value import Direction, Grade, Kind

_MARK_LENGTH = 16  # hexadecimal digits


class RowKey(NamedTuple):
    """Which row of which result a line is about; project and row count from 1.

    `mark` follows from all the rest, the row's name, and all that its value said when the line was written: text and
    reading. A row that says something else now has another mark.
    """

    document: str
    sha256: str
    project: int
    row: int
    mark: str

    @classmethod
    def of(cls, document: str, submission: Submission, project: int, row: Indicator) -> "RowKey":
        """The key of a row of the result that goes by `document`."""
        sha256 = submission.source.sha256
        said = "\n".join(
            [document, sha256, str(project), str(row.row), row.level3, row.value.model_dump_json()]
        )
        return cls(
            document, sha256, project, row.row, hashlib.sha256(said.encode()).hexdigest()[:_MARK_LENGTH]
        )


class Filled(NamedTuple):
    """A line that a person filled in: what is done, the parts of a correction, and by whom; `where` names the line."""

    where: str
    key: RowKey
    act: Act
    kind: Kind | None = None
    grade: Grade | None = None
    direction: Direction | None = None
    note: str | None = None
    who: str | None = None


class FilledLines(NamedTuple):
    """The lines that were filled in, and a sentence for each that cannot be used."""

    lines: tuple[Filled, ...]
    problems: tuple[str, ...]
