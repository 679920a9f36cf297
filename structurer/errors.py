"""Every error structurer raises.

    StructurerError
    ├── InputError   2   a file that cannot be read as a submission
    ├── ModelError   3   the language model failed past its retries
    │   ├── UnavailableError      the server: down, overloaded, refusing the key, speaking nonsense
    │   ├── NotSentError          nothing was sent: a limit was reached, the run was stopped, no recorded answer
    │   └── AnswerError      the server answered, but not what was asked for
    │       ├── BadAnswerError        no JSON, or outside the schema: asked again with the reason
    │       ├── CutOffError           ended by the token limit: the request is split
    │       ├── RefusedError          the model or a filter declines: the request is split
    │       └── TooLongError          the request is more than the model reads: it is split
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


class UnavailableError(ModelError):
    """The server cannot be used: down, overloaded past the retries, refusing the key, answering no JSON.

    `is_final` says that trying again cannot help.
    """

    def __init__(self, message: str, *, hint: str, where: str | None = None, is_final: bool = False) -> None:
        """Keep what is wrong, and whether it may pass."""
        super().__init__(message, hint=hint, where=where)
        self.is_final = is_final


class NotSentError(ModelError):
    """A request that was not sent, and has no recorded answer."""


class AnswerError(ModelError):
    """The server answered, but not what was asked for."""


class BadAnswerError(AnswerError):
    """An answer that is no JSON or does not fit the schema; `text` is what came back."""

    def __init__(self, message: str, *, text: str) -> None:
        """Keep the answer, so that it can be shown to the model with what is wrong."""
        super().__init__(message, hint="the model is asked again")
        self.text = text


class CutOffError(AnswerError):
    """An answer that the token limit ended."""


class RefusedError(AnswerError):
    """The model, or a content filter of its server, declines to answer."""


class TooLongError(AnswerError):
    """A request longer than the model reads."""


class SetupError(StructurerError):
    """Settings, options or the machine are not as they must be."""

    exit_code = 4
