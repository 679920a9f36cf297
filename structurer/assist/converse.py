"""Asking until an answer holds, at most three times."""

from collections.abc import Callable, Sequence

from structurer.errors import BadAnswerError
from structurer.llm.model import Answer, Model, Reply, Task
from structurer.prompts import Message

RE_ASKS = 2
_LONGEST_PROBLEM = 2000  # characters


class RejectedError(Exception):
    """No answer held, the last one for these reasons."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep what was wrong with the last answer."""
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


async def converse(
    model: Model,
    task: Task,
    messages: Sequence[Message],
    answer_type: type[Answer],
    problems_of: Callable[[Reply[Answer]], Sequence[str]],
) -> Reply[Answer]:
    """Ask, and ask again with nothing but what was wrong, until `problems_of` finds nothing.

    Raises:
        RejectedError: the last answer does not hold either.
        ModelError: the model could not be asked; a cut-off answer or a refusal is not asked for again.
    """
    turns = list(messages)
    problems: Sequence[str] = ()
    for _ in range(1 + RE_ASKS):
        try:
            reply = await model.ask(task, turns, answer_type)
        except BadAnswerError as error:
            problems, text = (error.message,), error.text
        else:
            problems, text = problems_of(reply), reply.text
            if not problems:
                return reply
        again: list[Message] = [
            *messages,
            {"role": "assistant", "content": text},
            {"role": "user", "content": _rejection(problems)},
        ]
        if again == turns:
            break  # the same answer as before: asking the same again brings the same
        turns = again
    raise RejectedError(problems)


def _rejection(problems: Sequence[str]) -> str:
    listed = "\n".join(f"- {problem}" for problem in problems)[:_LONGEST_PROBLEM]
    return f"The answer was rejected:\n{listed}\nAnswer again in the same schema, only what is named here."
