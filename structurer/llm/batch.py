"""OpenAI Batch files: requests out as JSON Lines, answers in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from structurer.errors import InputError, NotSentError
from structurer.llm.cache import Body
from structurer.llm.model import Task

MOST_REQUESTS = 50_000  # a file, at the service
MOST_BYTES = 200_000_000  # a file, at the service
_ENDPOINT = "/v1/chat/completions"
_OK = 200


class Failure(NamedTuple):
    """A line of an output or error file that brings no answer, and why."""

    where: str
    custom_id: str | None
    why: str


def request_line(key: str, task: Task, body: Body) -> str:
    """One request as a line; its id names the prompt for people and the key for the import."""
    line = {"custom_id": f"{task.prompt}:{key}", "method": "POST", "url": _ENDPOINT, "body": body}
    return json.dumps(line, ensure_ascii=False) + "\n"


def write_requests(
    requests: Mapping[str, tuple[Task, Body]],
    path: Path,
    *,
    most_requests: int = MOST_REQUESTS,
    most_bytes: int = MOST_BYTES,
) -> list[Path]:
    """Write requests to `path`, or to numbered files beside it where one may not hold them all; return the files."""
    parts: list[list[str]] = [[]]
    size = 0
    for key, (task, body) in requests.items():
        line = request_line(key, task, body)
        length = len(line.encode())
        if parts[-1] and (len(parts[-1]) == most_requests or size + length > most_bytes):
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += length
    numbered = [
        path.with_name(f"{path.stem}-{number:03d}{path.suffix}") for number in range(1, len(parts) + 1)
    ]
    paths = [path] if len(parts) == 1 else numbered
    path.parent.mkdir(parents=True, exist_ok=True)
    for one, lines in zip(paths, parts, strict=True):
        one.write_text("".join(lines), "utf-8")
    return paths


def read_answers(paths: Iterable[Path]) -> tuple[dict[str, Body], list[Failure]]:
    """Read output and error files: the answers by request key, and every line that brings none.

    Where a request is answered twice, the last answer counts.

    Raises:
        InputError: a file cannot be read.
    """
    answers: dict[str, Body] = {}
    failures: list[Failure] = []
    for path in paths:
        for number, line in _lines(path):
            where = f"{path.name} line {number}"
            custom_id, found = _answer(line)
            if isinstance(found, str) or custom_id is None:
                failures.append(
                    Failure(where, custom_id, found if isinstance(found, str) else "names no request")
                )
            else:
                answers[custom_id.rpartition(":")[2]] = found
    return answers, failures


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise InputError("there is no such file", hint="check the path", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"cannot be read: {error}", hint="name a batch output file", where=str(path)
        ) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line


def _answer(line: str) -> tuple[str | None, Body | str]:
    """The request's id and its answer, or why there is none."""
    try:
        loaded: Any = json.loads(line)
    except json.JSONDecodeError as error:
        return None, f"is no JSON: {error}"
    if not isinstance(loaded, dict) or not isinstance(loaded.get("custom_id"), str):
        return None, "is no line of a batch output file"
    custom_id: str = loaded["custom_id"]
    response = loaded.get("response") or {}
    if loaded.get("error") or response.get("status_code") != _OK:
        said = loaded.get("error") or response.get("body") or "no response"
        return custom_id, f"failed at the service: {json.dumps(said, ensure_ascii=False)[:200]}"
    body: Body = response.get("body") or {}
    try:
        ChatCompletion.model_validate(body)
    except ValidationError:
        return custom_id, "holds no chat completion"
    return custom_id, body if body["choices"] else "has no choices"


@dataclass
class Imported:
    """A line that answers from batch files; what they do not hold is kept as missing."""

    answers: Mapping[str, Body]
    address: str = "batch"
    missing: dict[str, tuple[Task, Body]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    async def send(self, task: Task, key: str, body: Body) -> Body:
        """The answer of the files.

        Raises:
            NotSentError: they hold none.
        """
        if (answer := self.answers.get(key)) is None:
            self.missing.setdefault(key, (task, body))
            raise NotSentError("the batch files hold no answer", hint="export again what is missing")
        self.used.add(key)
        return answer
