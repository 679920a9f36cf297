"""Workflow commands of GitHub Actions: an annotation for every finding, and one with the counts."""

from collections.abc import Iterator, Sequence

from structurer.check.formats.message import (
    Lang,
    message,
    project_in_words,
    rows_in_words,
    suppressions,
    totals,
)
from structurer.check.report import Checked, summed_up
from structurer.models.finding import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def to_github(checked: Sequence[Checked], lang: Lang = Lang.ZH) -> str:
    """One command a line."""
    return "\n".join([*_commands(checked, lang), ""])


def _commands(checked: Sequence[Checked], lang: Lang) -> Iterator[str]:
    for document in checked:
        for finding in document.findings:
            yield _command(_COMMANDS[finding.severity], _annotated(document, finding), message(finding, lang))
    report = summed_up(checked)
    counts = "; ".join([totals(report), *suppressions(report)])
    yield _command("notice", {"title": "structurer"}, counts)


def _annotated(document: Checked, finding: Finding) -> dict[str, str]:
    place = document.place(finding.cells[-1])
    where = ", ".join(
        filter(None, (project_in_words(document, finding.project), rows_in_words(finding.rows)))
    )
    line = {} if place.line is None else {"line": str(place.line)}
    return {"file": document.path} | line | {"title": f"{finding.rule} {finding.name}: {where}"}


def _command(name: str, properties: dict[str, str], text: str) -> str:
    said = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {said}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
