"""Joins the stages."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from structurer.check import check, mark_suppressed, require_known
from structurer.errors import InputError
from structurer.models import Submission
from structurer.normalize import normalize
from structurer.parse import Forms, parse_document
from structurer.read import READERS, Input, Source, find_inputs, read
from structurer.settings import Settings, load_settings


def run(source: Source, settings: Settings) -> Submission:
    """Take one source through all stages.

    Raises:
        InputError: the source cannot be read as a submission.
        SetupError: the settings name a rule that does not exist.
    """
    return _checked(extract(source, settings), source, settings)


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


def _checked(submission: Submission, source: Source, settings: Settings) -> Submission:
    report = check(submission, settings.check)
    accepted = settings.check.suppress
    findings = mark_suppressed(report.findings, accepted, source.name, source.where or source.name)
    return submission.model_copy(update={"findings": findings, "unjudged": report.unjudged})


def _forms(settings: Settings) -> Forms:
    return Forms.build(settings.forms.header.items(), settings.forms.columns.items())


def structure(path: str | PathLike[str], *, settings: Settings | None = None) -> Submission:
    """Turn one submission file into data, as `structurer run` does.

    Args:
        path: A text file (UTF-8, UTF-16 or GB18030) that Word or a PDF was converted to.
        settings: Defaults to those of the current folder and the environment.

    Returns:
        The projects of the file in printed order, each with its indicator rows (counted from 1), every printed
        character in exactly one field or in `unread`. Amounts are exact decimals in yuan beside the printed text.
        `findings` are those of all rules, whatever they weigh.

    Raises:
        InputError: the file is missing, empty, no text, or holds no target table.
        SetupError: the settings are wrong.
    """
    return run(Source.from_path(Path(path)), settings or load_settings())


def parse(data: bytes | str, *, name: str = "text", settings: Settings | None = None) -> Submission:
    """Turn the content of a submission into data, without any model or check: the first part of `structure`.

    Args:
        data: The bytes of a file, or text.
        name: What the result calls its source.
        settings: Defaults to those of the current folder and the environment.

    Returns:
        As `structure`, without findings.

    Raises:
        InputError: the content is empty, no text, or holds no target table.
        SetupError: the settings are wrong.
    """
    content = data.encode() if isinstance(data, str) else data
    return extract(Source(name, content, name), settings or load_settings())


Job = Callable[[Source, Settings], Submission]


@dataclass(frozen=True, slots=True)
class Batch:
    """The inputs of a run, and an error for every path that names none."""

    inputs: list[Input]
    errors: list[InputError]
    settings: Settings

    @classmethod
    def of(cls, paths: Iterable[str], settings: Settings) -> "Batch":
        """Find the inputs that `paths` name: files, folders, and `-` for standard input.

        Raises:
            SetupError: the settings name a rule that does not exist.
        """
        require_known(settings.check)
        suffixes = tuple(suffix for reader in READERS for suffix in reader.suffixes)
        return cls(*find_inputs(paths, suffixes), settings)

    def results(self, job: Job = run) -> Iterator[tuple[Input, Submission | InputError]]:
        """Take the inputs through `job` one by one, keeping none; one that cannot be read gives its error."""
        for one in self.inputs:
            try:
                yield one, job(one.load(), self.settings)
            except InputError as error:
                yield one, error
