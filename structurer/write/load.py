"""Results back from the JSON that a run wrote."""

import json
from pathlib import Path

from pydantic import ValidationError

from structurer.errors import InputError
from structurer.models import Submission
from structurer.models.result import Result

_MARKS = {"schema_version", "source", "projects"}
_SUFFIX = ".json"


def load_results(folder: Path) -> list[Result]:
    """Every result below `folder`, by name; JSON that is no result is passed over.

    Raises:
        InputError: it is no folder, holds no result, or one that cannot be read.
    """
    if not folder.is_dir():
        raise InputError(
            "is no folder", hint="name the folder that structurer run wrote to", where=str(folder)
        )
    files = sorted(path for path in folder.rglob(f"*{_SUFFIX}") if path.is_file())
    read = [(path, _submission(path)) for path in files]
    results = [
        Result(path.relative_to(folder).as_posix().removesuffix(_SUFFIX), submission)
        for path, submission in read
        if submission
    ]
    if not results:
        raise InputError(
            "holds no result", hint=f"write some with: structurer run FILES -o {folder}", where=str(folder)
        )
    return results


def _submission(path: Path) -> Submission | None:
    try:
        data = path.read_bytes()
        return Submission.model_validate_json(data)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", hint="see to its permissions", where=str(path)
        ) from None
    except ValidationError as error:
        if _is_other_json(data):
            return None
        first = error.errors()[0]
        part = ".".join(map(str, first["loc"]))
        raise InputError(
            f"is no result of this version: {part and f'{part}: '}{first['msg']}",
            hint="run structurer anew on its source, or take the file away",
            where=str(path),
        ) from None


def _is_other_json(data: bytes) -> bool:
    try:
        content = json.loads(data)
    except ValueError:
        return False
    return not (isinstance(content, dict) and content.keys() >= _MARKS)
