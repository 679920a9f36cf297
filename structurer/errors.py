"""Every error structurer raises.

    StructurerError
    ├── InputError   2   a file that cannot be read as a submission
    ├── ModelError   3   the language model failed past its retries
    └── SetupError   4   settings, options or the machine are not as they must be

The number is the exit code a command ends with. The message says what is wrong and where, with `!r` around
values; `hint` says what to do about it. A wrong *document* is no error but a finding.
"""


class StructurerError(Exception):
    """The root: catch this one to catch them all."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str, where: str | None = None) -> None:
        """Keep what is wrong, what to do about it, and the file or place it is about."""
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        """One line for people."""
        line = f"{self.message}; {self.hint}"
        return line if self.where is None else f"{self.where!r}: {line}"


class InputError(StructurerError):
    """A file, folder or stream that cannot be read as a submission."""

    exit_code = 2


class ModelError(StructurerError):
    """The language model failed past its retries; everything deterministic is still written."""

    exit_code = 3


class SetupError(StructurerError):
    """Settings, options or the machine are not as they must be."""

    exit_code = 4
