"""Joins the stages."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from os import PathLike
from pathlib import Path

from structurer.assist import Assistant, Questions, without_model
from structurer.check import Method, check, confirmable, mark_suppressed, questions, require_known
from structurer.decide import apply
from structurer.errors import InputError
from structurer.models import Ruling, Submission
from structurer.normalize import normalize
from structurer.parse import Forms, parse_document
from structurer.read import Conversions, Found, Input, Source, find_inputs, read, readable_suffixes
from structurer.results import SUFFIX, from_json
from structurer.settings import Settings, load_settings

Labels = tuple[tuple[str, tuple[str, ...]], ...]

_QUESTIONS = Questions(questions(Method.RULE_LLM), questions(Method.LLM))


async def run(
    source: Source, settings: Settings, assistant: Assistant | None = None, rulings: Sequence[Ruling] = ()
) -> Submission:
    """Take one source through all stages; without an assistant no model is asked.

    What people decided (`rulings`) holds before a model is asked, so that it is not asked again.

    Raises:
        InputError: the source cannot be read as a submission.
        SetupError: the settings name a rule that does not exist.
    """
    document = source.where or source.name
    submission = apply(extract(source, settings), rulings, source.result_name).submission
    if assistant is None:
        submission = without_model(submission, settings.llm)
        report = check(submission, settings.check)
    else:
        submission = await assistant.assist(submission, document)
        candidates = check(submission, settings.check, rules=confirmable()).findings
        remarks = await assistant.appraise(submission, document, candidates, _QUESTIONS)
        report = check(submission, settings.check, remarks=remarks)
        submission = assistant.signed(submission, document)
    findings = mark_suppressed(report.findings, settings.check.suppress, source.name, document)
    return submission.model_copy(update={"findings": findings, "unjudged": report.unjudged})


def extract(source: Source, settings: Settings) -> Submission:
    """Take one source through the stages that say what is printed and what it means; nothing is checked.

    Raises:
        InputError: the source cannot be read as a submission.
    """
    try:
        document = read(source)
        submission = parse_document(document, _forms(settings))
        return normalize(submission)
    except InputError as error:
        error.where = error.where or source.where
        raise


def _forms(settings: Settings) -> Forms:
    words = settings.forms
    return _built(tuple(words.header.items()), tuple(words.columns.items()))


@cache
def _built(header: Labels, columns: Labels) -> Forms:
    """One for all documents of a run: what it has looked up for one it knows for the next."""
    return Forms.build(header, columns)


def structure(path: str | PathLike[str], *, settings: Settings | None = None) -> Submission:
    """Turn one submission file into data, as `structurer run` does.

    Args:
        path: A file of any format that is read: Word, LibreOffice, Excel, PDF, HTML, CSV or text.
        settings: Defaults to those of the current folder and the environment.

    Returns:
        The projects of the file in printed order, each with its indicator rows (counted from 1), every printed
        character in exactly one field or in `unread`. Amounts are exact decimals in yuan beside the printed text.
        `findings` are those of all rules, whatever they weigh.

    Raises:
        InputError: the file is missing, damaged, of no readable format, or holds no target table.
        SetupError: the settings are wrong.
    """
    return asyncio.run(run(Source.from_path(Path(path)), settings or load_settings()))


def parse(data: bytes | str, *, name: str = "text", settings: Settings | None = None) -> Submission:
    """Turn the content of a submission into data, without any model or check: the first part of `structure`.

    Args:
        data: The bytes of a file of any format, or text.
        name: What the result calls its source.
        settings: Defaults to those of the current folder and the environment.

    Returns:
        As `structure`, without findings.

    Raises:
        InputError: the content is empty, damaged, of no readable format, or holds no target table.
        SetupError: the settings are wrong.
    """
    content = data.encode() if isinstance(data, str) else data
    return extract(Source(name, content, name), settings or load_settings())


Job = Callable[[Source], Awaitable[Submission]]
"""What is done with each input."""


def whole(settings: Settings, assistant: Assistant | None = None, rulings: Sequence[Ruling] = ()) -> Job:
    """All stages; see `run`."""

    async def job(source: Source) -> Submission:
        return await run(source, settings, assistant, rulings)

    return job


def only_extract(settings: Settings) -> Job:
    """The stages that say what is printed and what it means; see `extract`."""

    async def job(source: Source) -> Submission:
        return extract(source, settings)

    return job


def with_recorded(job: Job) -> Job:
    """`job` for submissions; a result of an earlier run (.json) is taken as it is."""

    async def either(source: Source) -> Submission:
        if source.name.lower().endswith(SUFFIX):
            return from_json(source.data, source.where or source.name)
        return await job(source)

    return either


@dataclass(frozen=True, slots=True)
class Batch:
    """The inputs of a run, an error for every path that names none, and a note for what was left out."""

    found: Found

    @classmethod
    def of(cls, paths: Iterable[str], settings: Settings, without: Path | None = None) -> "Batch":
        """Find the inputs that `paths` name: files, archives, folders less the one `without`, `-` for standard input.

        Raises:
            SetupError: the settings name a rule that does not exist.
        """
        require_known(settings.check)
        return cls(find_inputs(paths, readable_suffixes(), without))

    def results(
        self, job: Job, runner: asyncio.Runner, *, at_once: int = 1
    ) -> Iterator[tuple[Input, Submission | InputError]]:
        """Take the inputs through `job`, so many at once, in order, keeping none; one that fails gives its error."""
        started: deque[tuple[Input, asyncio.Task[Submission | InputError]]] = deque()
        with Conversions(self.found.inputs) as conversions:
            for one in self.found.inputs:
                outcome = _outcome(job, one, conversions)
                started.append((one, runner.get_loop().create_task(outcome)))
                if len(started) == at_once:
                    yield _finished(started, runner)
            while started:
                yield _finished(started, runner)


async def _outcome(job: Job, one: Input, conversions: Conversions) -> Submission | InputError:
    try:
        return await job(conversions.load(one))
    except InputError as error:
        error.where = error.where or str(one)
        return error


def _finished(
    started: "deque[tuple[Input, asyncio.Task[Submission | InputError]]]", runner: asyncio.Runner
) -> tuple[Input, Submission | InputError]:
    one, task = started.popleft()
    return one, runner.run(_awaited(task))


async def _awaited(task: "asyncio.Task[Submission | InputError]") -> Submission | InputError:
    return await task
