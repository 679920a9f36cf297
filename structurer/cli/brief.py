"""structurer brief."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, cast

import typer

from structurer.cli.common import Paths, Quiet, Version, say, working
from structurer.cli.reading import Reading

if TYPE_CHECKING:
    from structurer.models import Submission
    from structurer.models.result import Result

OutFile = Annotated[
    Path,
    typer.Option("--out", "-o", metavar="FILE", help="The briefing: FILE.docx, FILE.html or FILE.md."),
]
InLanguage = Annotated[
    str,
    typer.Option("--lang", metavar="zh|en", help="The language; names and quotes stay as they are printed."),
]
Pages = Annotated[bool, typer.Option("--projects", help="Add a page for each project.")]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="The title of the briefing.", show_default=False)
]


def brief(  # noqa: PLR0913, PLR0917 - a command has its options as parameters
    paths: Paths,
    out: OutFile,
    lang: InLanguage = "zh",
    projects: Pages = False,  # noqa: FBT002 - typer reads the signature
    title: Title = None,
    quiet: Quiet = False,  # noqa: FBT002
    version: Version = False,  # noqa: ARG001, FBT002
) -> None:
    """Write a briefing on one submission or a hundred: the money, the promises, the problems, every figure traced.

    A PATH may also be what `structurer run` wrote: a result, or a folder of them. What a model said there is used as it
    is recorded; `brief` itself asks none. A submission that is named twice, or with its result, is counted once.

    Exit codes: 0 written; 1 written, but some inputs could not be read; 2 no input could be read, or the arguments are
    wrong; 4 the settings are wrong, or the file cannot be written.
    """
    from structurer.pipeline import whole, with_recorded
    from structurer.settings import load_settings
    from structurer.write import write_whole
    from structurer.write.brief import RENDERERS, Wish, compose

    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in RENDERERS:
        known = ", ".join(f".{one}" for one in RENDERERS)
        raise typer.BadParameter(f"{str(out)!r} must end in one of {known}", param_hint="--out")
    if lang not in {"zh", "en"}:
        raise typer.BadParameter(f"{lang!r} is none of zh, en", param_hint="--lang")
    settings = load_settings()
    job = with_recorded(whole(settings))
    reading = Reading(list(_inputs(paths)), settings, job, quiet=quiet)
    results = _counted_once((_Read(str(one), submission) for one, submission in reading), quiet=quiet)
    if results:
        wish = Wish(cast("Literal['zh', 'en']", lang), title, projects)
        with working(f"writing {out.name}", quiet=quiet):
            write_whole(out, RENDERERS[suffix](compose(results, wish)))
        if not quiet:
            number = sum(len(one.submission.projects) for one in results)
            say(f"briefing on {number:,} project{'s' * (number != 1)}; written to {out}")
    raise typer.Exit(reading.exit_code)


class _Read(NamedTuple):
    """A submission and the path it was read from."""

    path: str
    submission: "Submission"

    @property
    def is_result(self) -> bool:
        from structurer.results import SUFFIX

        return self.path.lower().endswith(SUFFIX)


def _inputs(paths: Iterable[str]) -> Iterator[str]:
    """`paths` with what a folder holds in its place: its results, and submissions.

    What lies in a folder of results is no submission: reports of them stand there.
    """
    from structurer.read import find_inputs, readable_suffixes
    from structurer.results import SUFFIX, is_result

    for name in paths:
        folder = Path(name)
        if not folder.is_dir():
            yield name
            continue
        results = [path for path in sorted(folder.rglob(f"*{SUFFIX}")) if is_result(path.read_bytes())]
        of_results = {path.parent for path in results}
        found = find_inputs((name,), readable_suffixes()) if folder not in of_results else None
        below = dict.fromkeys(one.path for one in (found.inputs if found else ()) if one.path)
        others = [path for path in below if of_results.isdisjoint(path.parents)]
        yield from map(str, (*results, *others)) if results else (name,)


def _counted_once(read: Iterable[_Read], *, quiet: bool) -> "list[Result]":
    """A result for each submission, told apart by its bytes: its money is not counted twice.

    What was recorded stands before what is read anew. Two files of one name are called `name` and `name~2`.
    """
    from structurer.models.result import Result

    kept: dict[str, _Read] = {}
    for one in read:
        same = kept.get(one.submission.source.sha256)
        used = same if same and (same.is_result or not one.is_result) else one
        kept[one.submission.source.sha256] = used
        if same and not quiet:
            left = same if used is one else one
            say(f"{left.path!r} is the same submission as {used.path!r}; counted once")
    names: Counter[str] = Counter()
    results = []
    for one in kept.values():
        name = one.submission.source.name
        names[name] += 1
        results.append(Result(name if names[name] == 1 else f"{name}~{names[name]}", one.submission))
    return results
