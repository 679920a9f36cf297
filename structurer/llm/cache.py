"""Answers kept on disk, by the exact request."""

import hashlib
import json
from pathlib import Path
from typing import Any

from diskcache import Cache, JSONDisk
from diskcache.core import MODE_PICKLE
from platformdirs import user_cache_path

from structurer.errors import SetupError

Body = dict[str, Any]
"""A request or an answer of the chat completions API, as JSON."""

_KEY_LENGTH = 32  # hexadecimal digits: 128 bits
_MEGABYTE = 1024 * 1024


def request_key(body: Body) -> str:
    """The key of a request: a digest of its model, messages, answer schema and parameters."""
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_KEY_LENGTH]


class PlainDisk(JSONDisk):  # type: ignore[misc]  # diskcache is untyped
    """JSON only, in both directions: JSONDisk alone still unpickles a row that says it is a pickle."""

    def get(self, key: Any, raw: bool) -> Any:  # noqa: FBT001 - the signature is the library's
        """Read a key; a pickled one is no key of ours."""
        if not raw:
            raise SetupError("the cache holds a key that is no JSON", hint="structurer cache clear")
        return super().get(key, raw)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:  # noqa: FBT001
        """Read a value; a pickled one is none of ours."""
        if mode == MODE_PICKLE:
            raise SetupError("the cache holds a value that is no JSON", hint="structurer cache clear")
        return super().fetch(mode, filename, value, read)


class AnswerCache:
    """Answers by request key, and what was found out about servers. The folder is the user's alone (mode 0700)."""

    def __init__(self, folder: Path | None = None, megabytes: int = 512) -> None:
        """Open the cache at `folder`, by default in the user's cache folder; the oldest answers go first.

        Raises:
            SetupError: the folder cannot be used.
        """
        self.folder = folder or user_cache_path("structurer") / "answers"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            self._cache = Cache(str(self.folder), disk=PlainDisk, size_limit=megabytes * _MEGABYTE)
        except (OSError, ValueError) as error:
            raise SetupError(
                f"the cache cannot be opened: {error}",
                hint="set llm.cache to a folder of yours",
                where=str(self.folder),
            ) from None

    def get(self, key: str) -> Body | None:
        """The answer to that request; null where there is none."""
        found: Body | None = self._cache.get(f"answer:{key}")
        return found

    def put(self, key: str, answer: Body) -> None:
        """Keep an answer."""
        self._cache.set(f"answer:{key}", answer)

    def fact(self, name: str) -> str | None:
        """What was found out, such as the answer mode of a server."""
        found: str | None = self._cache.get(f"fact:{name}")
        return found

    def learn(self, name: str, fact: str) -> None:
        """Keep what was found out."""
        self._cache.set(f"fact:{name}", fact)

    def keys(self) -> list[str]:
        """The keys of everything that is kept."""
        return list(self._cache)

    def __len__(self) -> int:
        """How many answers and facts are kept."""
        return len(self._cache)

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return int(self._cache.volume())

    def clear(self) -> int:
        """Forget everything; how many entries that were."""
        return int(self._cache.clear())

    def close(self) -> None:
        """Let go of the file."""
        self._cache.close()
