"""What the tasks need of a model: one method. Tests give a fake of three lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel

from structurer.prompts import Message

Answer = TypeVar("Answer", bound=BaseModel)


class Task(NamedTuple):
    """Why a model is asked: the prompt, as `task/version`, and the document, for documents are served in turn."""

    prompt: str
    document: str


@dataclass(frozen=True, slots=True)
class Reply(Generic[Answer]):
    """An answer that fits its schema; `text` is what the model wrote, `request` the key of the request."""

    answer: Answer
    text: str = ""
    model: str = ""
    request: str = ""


class Model(Protocol):
    """Anything that answers."""

    async def ask(self, task: Task, messages: Sequence[Message], answer_type: type[Answer]) -> Reply[Answer]:
        """Answer `messages` in the schema of `answer_type`; one request, retried where the server was at fault.

        The JSON Schema of `answer_type`, with its docstrings and field descriptions, goes to the model.

        Raises:
            AnswerError: an answer came that cannot be used.
            UnavailableError: the server cannot be used.
            NotSentError: nothing was sent.
        """
        ...
