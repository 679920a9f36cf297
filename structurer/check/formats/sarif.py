"""SARIF 2.1.0 (Static Analysis Results Interchange Format), for code scanning services and editors."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from structurer.check.formats.message import Lang, counted, message, project_in_words
from structurer.check.report import Checked, View, summed_up
from structurer.check.rule import Rule
from structurer.models.finding import Cause, CellRef, Finding, Severity
from structurer.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Json = dict[str, Any]


def to_sarif(checked: Sequence[Checked], view: View, lang: Lang = Lang.ZH) -> str:
    """One log with one run; findings that a person accepts are in it as suppressed results."""
    documents = {one.name: one for one in checked}
    positions = {one.id: position for position, one in enumerate(view.rules)}
    results = [
        _result(finding, documents, lang) | {"ruleIndex": positions[finding.rule]}
        for document in checked
        for finding in (*document.findings, *document.suppressed)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "structurer",
                "version": __version__,
                "rules": [_descriptor(one) for one in view.rules],
            }
        },
        "artifacts": [_artifact(one) for one in checked],
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(_notifications(checked))}
        ],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _descriptor(one: Rule) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "shortDescription": {"text": one.summary},
        "fullDescription": {"text": one.page.replace("**", "")},
        "help": {"text": one.page.replace("**", ""), "markdown": one.page},
        "defaultConfiguration": {"level": _LEVELS[one.severity], "enabled": one.starred},
        "properties": {
            "tags": [one.family],
            "method": one.method.value,
            "authority": list(one.spec["authority"]),
        },
    }


def _artifact(document: Checked) -> Json:
    source = document.submission.source
    return {
        "location": {"uri": _uri(document.path)},
        "length": source.bytes,
        "hashes": {"sha-256": source.sha256},
    }


def _result(finding: Finding, documents: Mapping[str, Checked], lang: Lang) -> Json:
    [main, *others] = [_location(cell, documents) for cell in reversed(finding.cells)]
    reason = finding.suppressed
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": message(finding, lang)},
        "locations": [main],
        "relatedLocations": others[::-1],
        # The standard: either every result of a run says how it is suppressed, or none does.
        "suppressions": []
        if reason is None
        else [{"kind": "external", "status": "accepted", "justification": reason}],
        "properties": {"suggestion": finding.suggestion, "confirmed": finding.confirmed},
    }


def _location(cell: CellRef, documents: Mapping[str, Checked]) -> Json:
    document = documents[cell.document]
    line = document.place(cell).line
    name = project_in_words(document, cell.project)
    path = [cell.document, f"project {cell.project}", *([f"row {cell.row}"] if cell.row else []), cell.field]
    return {
        "physicalLocation": {"artifactLocation": {"uri": _uri(document.path)}}
        | ({} if line is None else {"region": {"startLine": line}}),
        "logicalLocations": [
            {"name": cell.field, "fullyQualifiedName": "/".join(path), "kind": "property"},
            {"name": name, "fullyQualifiedName": "/".join(path[:2]), "kind": "object"},
        ],
    }


def _notifications(checked: Sequence[Checked]) -> Iterator[Json]:
    for one in summed_up(checked).unjudged:
        yield {
            "level": "error" if one.cause is Cause.FAILED else "note",
            "message": {"text": f"{one.rule} could not judge {counted(one.projects, 'project')}: {one.why}"},
            "associatedRule": {"id": one.rule},
        }


def _uri(path: str) -> str:
    """The path as a URI reference: absolute ones as file URIs, relative ones as they are."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
