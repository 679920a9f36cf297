"""What several tests need: the program as a process, flat truth, and the account of printed characters."""

import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from structurer import Project, Submission
from structurer.models import Indicator
from structurer.parse import Forms

FORMS = Forms.build()


def structurer(
    *args: str | Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in the current folder."""
    command = [sys.executable, "-X", "utf8", "-m", "structurer", *map(str, args)]
    env = os.environ | {"NO_COLOR": "1", "COLUMNS": "100"} | environment
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60, env=env)


def error_lines(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The lines about errors on standard error, where no line may be a traceback."""
    lines = done.stderr.decode().splitlines()
    assert not any("Traceback" in line for line in lines)
    return [line for line in lines if line.startswith("error")]


def flat(project: Project) -> dict[str, Any]:
    """`project` with the flat names of the truth files."""
    plan = project.payment_plan
    return {
        "index": project.index,
        "heading": project.heading,
        "title": project.title,
        "unit_code": project.unit_code,
        "unit_name": project.unit_name,
        "currency_unit": project.currency_unit,
        "project_code": project.project_code,
        "project_name": project.project_name,
        "budget_total": project.budget.total.text,
        "budget_fiscal": project.budget.fiscal.text,
        "budget_other": project.budget.other.text,
        "fund_purpose": project.fund_purpose,
        "goals": project.goals_text,
        "payment_plan": None if plan is None else {one.label: one.text for one in plan},
        "extra": project.extra,
        "indicators": [
            {
                "row": row.row,
                "level1": row.level1,
                "level1_printed": row.level1_printed,
                "level2": row.level2,
                "level3": row.level3,
                "description": row.description,
                "value": row.value.text,
                "basis": row.basis,
                "weight": row.weight,
                "extra": row.extra,
            }
            for row in project.indicators
        ],
    }


def differences(
    projects: tuple[Project, ...], truth: list[dict[str, Any]], *, space_counts: bool = True
) -> list[str]:
    """Every cell in which `projects` is not as `truth` says; keys the truth does not have are not compared."""
    as_compared: Callable[[object], object] = (lambda value: value) if space_counts else _squeezed
    found = [] if len(projects) == len(truth) else [f"{len(projects)} projects, not {len(truth)}"]
    for project, expected in zip(projects, truth, strict=False):
        got = flat(project)
        found += [
            f"{got['index']} {key}: {got[key]!r}"
            for key in expected.keys() - {"indicators"}
            if as_compared(got[key]) != as_compared(expected[key])
        ]
        rows, expected_rows = got["indicators"], expected["indicators"]
        if len(rows) != len(expected_rows):
            found.append(f"{got['index']}: {len(rows)} rows, not {len(expected_rows)}")
        for row, expected_row in zip(rows, expected_rows, strict=False):
            found += [
                f"{got['index']} row {row['row']} {key}: {row[key]!r}"
                for key in expected_row
                if as_compared(row[key]) != as_compared(expected_row[key])
            ]
    return found


def _squeezed(value: object) -> object:
    """`value` without white space in its texts."""
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, dict):
        return {_squeezed(key): _squeezed(one) for key, one in value.items()}
    return value


def printed_characters(text: str) -> Counter[str]:
    """How often each character that prints something stands in `text`; a zero-width one prints nothing."""
    return Counter(char for char in text if not char.isspace() and unicodedata.category(char) != "Cf")


def accounted_texts(submission: Submission) -> Iterator[str | None]:
    """Every text that a field or `unread` took from the source; what is derived from another field is left out."""
    yield submission.document_title
    for project in submission.projects:
        yield project.heading
        yield from (one for one in _unit(project) if one not in _once(submission, project))
        yield from (project.project_code, project.project_name, project.fund_purpose, project.goals_text)
        yield from (project.budget.total.text, project.budget.fiscal.text, project.budget.other.text)
        for instalment in project.payment_plan or ():
            yield from (instalment.label, instalment.text)
        for label, text in project.extra.items():
            yield from (label, text)
        for row in project.indicators:
            beside = [one for one in project.indicators[: row.row - 1] if one.row_place == row.row_place]
            yield from _indicator_texts(row, beside)
    yield from (one.text for one in submission.unread)


def _texts_for_several(submission: Submission) -> Iterator[str]:
    """Texts that may be printed once for several: a unit in one table, the currency unit in a line or a label.

    Also what columns shared by two lists print, such as 备注 behind both.
    """
    for project in submission.projects:
        yield project.currency_unit or ""
        for row in project.indicators:
            for one in project.indicators[: row.row - 1]:
                if one.row_place == row.row_place:
                    yield from (text for label, text in row.extra.items() if one.extra.get(label) == text)
        yield from (one for one in _unit(project) if one and one in _once(submission, project))


def _unit(project: Project) -> tuple[str | None, str | None]:
    return (project.unit_code, project.unit_name)


def _once(submission: Submission, project: Project) -> set[str | None]:
    """The units of the projects above, where the rows of a table name their projects (the place of a project is a row)."""
    above = submission.projects[: project.index - 1] if project.place.row else ()
    return {one for each in above if each.place.row for one in _unit(each)}


def _indicator_texts(row: Indicator, beside: list[Indicator]) -> Iterator[str | None]:
    """The texts of a row; lists side by side may share columns, whose cells are printed once."""
    for name in ("level1_printed", "level2_printed", "level3", "description", "basis", "weight"):
        text = getattr(row, name)
        if not any(getattr(one, name) == text for one in beside):
            yield text
    # The parts of a value in three columns stand in the value and, apart, in extra: counted once.
    if not any(FORMS.column_field(label) in ("comparator", "unit") for label in row.extra):
        yield row.value.text
    for label, text in row.extra.items():
        if not any(one.extra.get(label) == text for one in beside):
            yield text  # else see `_texts_for_several`


def unaccounted(source: str, submission: Submission) -> Counter[str]:
    """Printed characters of `source` that no field holds (positive), or that more than one holds (negative)."""
    account = printed_characters(source)
    account.subtract(printed_characters("".join(text or "" for text in accounted_texts(submission))))
    for text in sorted(_texts_for_several(submission), key=len, reverse=True):
        characters = printed_characters(text)
        if account >= characters:
            account.subtract(characters)
    return Counter({char: count for char, count in account.items() if count})
