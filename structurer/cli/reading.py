"""Reading the inputs of a command, one result after the other."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from structurer.cli.common import fail, say
from structurer.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from structurer.cli.asking import Asking
    from structurer.models import Submission
    from structurer.pipeline import Job
    from structurer.read import Input
    from structurer.settings import Settings

Results = Iterable[tuple["Input", "Submission | InputError"]]


class Reading:
    """Reads the inputs of a command: says each failure, yields each submission, knows the exit code at the end."""

    def __init__(
        self,
        paths: list[str],
        settings: "Settings",
        job: "Job",
        *,
        quiet: bool,
        model: "Asking | None" = None,
        out: "Path | None" = None,
    ) -> None:
        """Find the inputs that `paths` name, none of them in `out`.

        `job` is what is done with each, with the runner of `model` if it asks one.
        """
        from structurer.pipeline import Batch  # here, so that --help stays quick

        self._batch = Batch.of(paths, settings, out)
        self._job = job
        self._model = model
        self._quiet = quiet
        self._failed = self._done = 0

    def __len__(self) -> int:
        """The number of inputs found."""
        return len(self._batch.found.inputs)

    def __iter__(self) -> Iterator[tuple["Input", "Submission"]]:
        """Yield every input that can be read, with what it says."""
        for note in () if self._quiet else self._batch.found.notes:
            say(note)
        for error in self._batch.found.errors:
            self._fail(error)
        from asyncio import Runner  # here, so that --help stays quick

        with nullcontext(self._model.runner) if self._model else Runner() as runner:
            results = self._batch.results(
                self._job, runner, at_once=self._model.at_once if self._model else 1
            )
            for one, result in self._with_progress(results):
                if isinstance(result, InputError):
                    self._fail(result)
                else:
                    self._done += 1
                    if result.source.warning and not self._quiet:
                        say(f"warning: {result.source.warning}")
                    yield one, result

    @property
    def is_complete(self) -> bool:
        """Tell whether all could be read."""
        return not self._failed

    @property
    def exit_code(self) -> int:
        """0 when all could be read, 1 when some could, 2 when none could."""
        if not self._failed:
            return 0
        return 1 if self._done else InputError.exit_code

    def _fail(self, error: InputError) -> None:
        self._failed += 1
        fail(error)

    def _with_progress(self, results: Results) -> Results:
        """A bar with the time left and, where a model is asked, what it has cost so far; for a person who watches."""
        is_asking = self._model is not None and self._model.session is not None
        if self._quiet or not sys.stderr.isatty() or (len(self) < 2 and not is_asking):
            return results
        return self._shown(results)

    def _shown(self, results: Results) -> Results:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            ProgressColumn,
            Task,
            TimeRemainingColumn,
        )
        from rich.text import Text

        model = self._model

        class Cost(ProgressColumn):
            """Requests, kept answers and money, read anew at each refresh."""

            max_refresh = 0.5

            def render(self, task: Task) -> Text:  # noqa: ARG002 - the signature is the library's
                return Text(model.status if model else "")

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), Cost())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield from progress.track(results, total=len(self))
