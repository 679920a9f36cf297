"""What all formats say alike: a finding's message in one line, and its rows."""

import re
from enum import StrEnum

from structurer.check.report import Checked
from structurer.models.finding import Cause, CellRef, Finding
from structurer.models.report import CheckReport

# Control characters, line ends and marks that change the direction of writing: what a document prints must not
# move a terminal's cursor, begin a line of its own, or hide what follows.
_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


class Lang(StrEnum):
    """The language of the messages."""

    ZH = "zh"
    EN = "en"


def one_line(text: str) -> str:
    """`text` without anything that ends a line or steers a terminal."""
    return _CONTROL.sub(" ", text).strip()


def message(finding: Finding, lang: Lang) -> str:
    """What the finding says, on one line; an unconfirmed candidate says so."""
    if lang is Lang.ZH:
        return one_line(finding.message_zh)
    return one_line(finding.message_en) + (" (to be confirmed)" if finding.confirmed is None else "")


def rows_in_words(rows: tuple[int, ...]) -> str:
    """`row 3`, `rows 3, 5`; nothing where the header is concerned."""
    return f"row{'s' * (len(rows) > 1)} {', '.join(map(str, rows))}" if rows else ""


def project_in_words(document: Checked, number: int) -> str:
    """The project by number and name."""
    project = document.projects[number]
    name = one_line(project.project_name or project.title or "")
    return f"project {number}{f', {name}' if name else ''}"


def elsewhere(finding: Finding) -> tuple[CellRef, ...]:
    """The first cell in each other project that a finding is about."""
    own = finding.cells[-1]
    found: dict[tuple[str, int], CellRef] = {}
    for cell in finding.cells:
        if (cell.document, cell.project) != (own.document, own.project):
            found.setdefault((cell.document, cell.project), cell)
    return tuple(found.values())


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def totals(report: CheckReport) -> str:
    """How much was found in how much, in one sentence."""
    counts = report.counts
    found = [
        counted(number, noun)
        for number, noun in ((counts.error, "error"), (counts.warning, "warning"), (counts.info, "remark"))
        if number
    ]
    size = (
        counted(len(report.documents), "document"),
        counted(sum(one.projects for one in report.documents), "project"),
        counted(sum(one.rows for one in report.documents), "row"),
    )
    return f"{', '.join(found) or 'no findings'} in {', '.join(size)}"


def suppressions(report: CheckReport) -> list[str]:
    """A line for every rule and reason that findings are suppressed for."""
    found: dict[tuple[str, str], int] = {}
    for one in report.suppressed:
        key = (one.rule, one.suppressed or "")
        found[key] = found.get(key, 0) + 1
    return [
        f"{number:,} suppressed: {rule}, {one_line(reason)}"
        for (rule, reason), number in sorted(found.items())
    ]


def unjudged(report: CheckReport) -> str | None:
    """The rules that could not judge, in one sentence."""
    rules = {cause: sorted({one.rule for one in report.unjudged if one.cause is cause}) for cause in Cause}
    said = {
        Cause.NO_MODEL: "no model was asked",
        Cause.SKIPPED: "the document leaves something out",
        Cause.FAILED: "a fault in the rule, please report it",
    }
    parts = [f"{words} ({', '.join(rules[cause])})" for cause, words in said.items() if rules[cause]]
    number = len({one.rule for one in report.unjudged})
    return f"{counted(number, 'rule')} could not judge everything: {'; '.join(parts)}" if parts else None
