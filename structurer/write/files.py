"""Result files: where they go, and writing them whole or not at all."""

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath

from structurer.errors import SetupError
from structurer.models import Submission
from structurer.models.result import Result
from structurer.write.brief import report_docx, report_markdown
from structurer.write.csv import to_csv
from structurer.write.datapackage import to_datapackage
from structurer.write.iati import to_iati
from structurer.write.json import to_json
from structurer.write.jsonl import to_jsonl
from structurer.write.parquet import to_parquet
from structurer.write.report import to_page
from structurer.write.workbook import to_workbook

WRITERS: dict[str, Callable[[Submission], bytes]] = {"json": to_json}
"""Formats with one file an input."""

REPORTS: dict[str, Callable[[Sequence[Result]], dict[str, bytes]]] = {
    "csv": to_csv,
    "jsonl": to_jsonl,
    "parquet": to_parquet,
    "datapackage": to_datapackage,
    "iati": to_iati,
    "xlsx": to_workbook,
    "html": to_page,
    "docx": report_docx,
    "md": report_markdown,
}
"""Formats with one set of files a run, by their names in the output folder."""


def result_path(folder: Path, name: PurePath, suffix: str) -> Path:
    """The file below `folder` for the input that goes by `name`: its full name, the suffix added."""
    return folder / name.with_name(f"{name.name}.{suffix}")


def write(submission: Submission, folder: Path, name: PurePath, formats: Iterable[str]) -> list[Path]:
    """Write `submission` in each of `formats` (keys of WRITERS) and return the files.

    Raises:
        SetupError: a file cannot be written.
    """
    paths = [result_path(folder, name, suffix) for suffix in formats]
    for path, suffix in zip(paths, formats, strict=True):
        write_whole(path, WRITERS[suffix](submission))
    return paths


def write_reports(results: Sequence[Result], folder: Path, formats: Iterable[str]) -> list[Path]:
    """Write the results of a run in each of `formats` (keys of REPORTS) and return the files.

    A format that cannot be written takes no other with it.

    Raises:
        SetupError: a file cannot be written, or a format needs what is not there; the first of these.
    """
    paths: list[Path] = []
    failed: list[SetupError] = []
    for one in formats:
        try:
            for name, data in REPORTS[one](results).items():
                write_whole(folder / name, data)
                paths.append(folder / name)
        except SetupError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return paths


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` such that a reader sees the old file or the new one, never a part.

    Raises:
        SetupError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".structurer-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(draft).chmod(0o666 & ~_umask())
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SetupError(
            f"cannot be written: {error.strerror or error}",
            hint="name another output folder",
            where=str(path),
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
