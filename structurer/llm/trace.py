"""One JSON line a request: enough to replay a run by hand, never the key."""

import json
import time
from pathlib import Path
from typing import IO

from structurer.errors import SetupError
from structurer.llm.cache import Body
from structurer.llm.model import Task


class Trace:
    """Writes what is sent and what comes back, as it happens."""

    def __init__(self, path: Path | None) -> None:
        """Begin the file anew; without a path nothing is written.

        Raises:
            SetupError: it cannot be written.
        """
        self._file: IO[str] | None = None
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("w", encoding="utf-8")
        except OSError as error:
            raise SetupError(
                f"the trace cannot be written: {error.strerror}", hint="name another file", where=str(path)
            ) from None
        self._began = time.monotonic()

    def write(
        self, task: Task, key: str, body: Body, *, outcome: str, answer: Body | None, attempt: int
    ) -> None:
        """One line: `attempt` counts from 1, and is 0 for an answer out of the cache; `at` is seconds since the start."""
        if self._file is None:
            return
        line = {
            "at": round(time.monotonic() - self._began, 3),
            "task": task.prompt,
            "document": task.document,
            "key": key,
            "attempt": attempt,
            "outcome": outcome,
            "usage": (answer or {}).get("usage"),
            "request": body,
            "answer": answer,
        }
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
