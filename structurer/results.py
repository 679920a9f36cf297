"""The results of a run, read back from the files that it wrote."""

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from structurer.errors import InputError
from structurer.models import Submission
from structurer.models.result import Result

_HINT = "run structurer on its source again"


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
    for path in sorted(folder.rglob("*.json")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        try:
            results.append(Result(name, Submission.model_validate_json(data := path.read_bytes())))
        except ValidationError as error:
            if _is_submission(data):
                first = error.errors()[0]
                problems.append(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}; {_HINT}")
        except OSError as error:
            problems.append(f"{path}: {error.strerror or error}; {_HINT}")
    if not results:
        raise InputError(
            "holds no result" if folder.is_dir() else "is no folder",
            hint="write results into it first: structurer run PATH... -o DIR",
            where=str(folder),
        )
    return Folder(tuple(results), tuple(problems))


def _is_submission(data: bytes) -> bool:
    """Tell a result from the other files that a run writes as JSON."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and {"schema_version", "source", "projects"} <= content.keys()
