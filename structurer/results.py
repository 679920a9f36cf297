"""The results of a run, read back from the files that it wrote."""

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from structurer.errors import InputError
from structurer.models import Submission
from structurer.models.result import Result
from structurer.models.submission import SCHEMA_VERSION

SUFFIX = ".json"
_OF_A_RESULT = {"schema_version", "source", "projects"}


class Folder(NamedTuple):
    """The results below a folder by name, and a line for each result file that cannot be read."""

    results: tuple[Result, ...]
    problems: tuple[str, ...]


def load_results(folder: Path) -> Folder:
    """Read every NAME.json that `structurer run` wrote below `folder`; other JSON files are passed over.

    Raises:
        InputError: there is no such folder, or no result in it.
    """
    results, problems = [], []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            data = path.read_bytes()
            if is_result(data):
                results.append(Result(name, from_json(data, str(path))))
        except InputError as error:
            problems.append(str(error))
        except OSError as error:
            problems.append(f"{str(path)!r}: cannot be read: {error.strerror or error}")
    if not results:
        raise InputError(
            "holds no result" if folder.is_dir() else "is no folder",
            hint="write results into it first: structurer run PATH... -o DIR",
            where=str(folder),
        )
    return Folder(tuple(results), tuple(problems))


def from_json(data: bytes, where: str) -> Submission:
    """The submission that `structurer run` wrote.

    Raises:
        InputError: the file is no result, or one of another version, or damaged.
    """
    if not is_result(data):
        raise InputError(
            "is no result of structurer run",
            hint="name a file that structurer run -o DIR wrote, or the submission itself",
            where=where,
        )
    try:
        return Submission.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "its root"
        raise InputError(
            f"is not as a result of version {SCHEMA_VERSION} must be: {place}: {first['msg']}",
            hint="run structurer on its source again",
            where=where,
        ) from None


def is_result(data: bytes) -> bool:
    """Tell a result from the other JSON that a run or a person leaves in a folder."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.keys() >= _OF_A_RESULT
