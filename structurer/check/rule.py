"""How a rule is written: a function that yields drafts, with its messages beside it and its page as its docstring."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple, NotRequired, TypedDict, Unpack

from structurer.check.view import Portfolio, ProjectView, RowView, Spot, SubmissionView
from structurer.models.finding import Severity


class Method(StrEnum):
    """Who decides: code alone; code finds and a model confirms; a model answers a closed question."""

    RULE = "rule"
    RULE_LLM = "rule+llm"
    LLM = "llm"


class Draft(NamedTuple):
    """What a rule found: the cells in reading order, and the words that its messages are filled with.

    A rule that concerns two rows yields one draft with the cells of both; it counts as reported on the later one.
    `severity` and `suggestion` replace those of the rule. `is_certain` says that a rule+llm rule needs no model here.
    """

    spots: tuple[Spot, ...]
    words: Mapping[str, object] = MappingProxyType({})
    severity: Severity | None = None
    suggestion: str | None = None
    is_certain: bool = False


class Skip(Exception):  # noqa: N818 - no failure: the rule says that it cannot judge
    """A rule cannot judge what it was given; the text says why."""


class Spec(TypedDict):
    """What a rule says of itself; `{word}` in the texts is filled from the draft.

    `question` is what a model is asked, in English, for the methods rule+llm and llm.
    """

    authority: tuple[str, ...]
    zh: str
    en: str
    suggestion: str
    starred: NotRequired[bool]
    method: NotRequired[Method]
    question: NotRequired[str]


Find = Callable[..., Iterator[Draft]]
_SUBJECTS = (RowView, ProjectView, SubmissionView, Portfolio)


@dataclass(frozen=True, eq=False)
class Rule:
    """One rule of the catalogue. `subject` is what its function takes: a row, a project, a submission, a portfolio."""

    id: str
    name: str
    severity: Severity
    spec: Spec
    find: Find
    subject: type

    @property
    def family(self) -> str:
        """The letter that the ids of its family begin with."""
        return self.id.rstrip("0123456789")

    @property
    def starred(self) -> bool:
        """Tell whether the rule is in the default view."""
        return self.spec.get("starred", False)

    @property
    def method(self) -> Method:
        """Who decides."""
        return self.spec.get("method", Method.RULE)

    @property
    def page(self) -> str:
        """The docstring: what the rule checks, why it matters, what is flagged and what is fine."""
        return inspect.getdoc(self.find) or ""

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.page.partition("\n")[0]


def rule(id: str, name: str, severity: Severity, **spec: Unpack[Spec]) -> Callable[[Find], Rule]:  # noqa: A002
    """Make a rule of a function that takes one subject, and for the method `llm` a model's remark, and yields drafts.

    The annotation of the first parameter says what the rule is about.
    """

    def make(find: Find) -> Rule:
        subject: Any = next(iter(inspect.signature(find).parameters.values())).annotation
        if subject not in _SUBJECTS:
            raise TypeError(f"{id}: the first parameter of a rule is one of {_SUBJECTS}, not {subject!r}")
        return Rule(id, name, severity, spec, find, subject)

    return make
