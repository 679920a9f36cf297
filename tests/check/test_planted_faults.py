"""Faults that were planted when documents were composed: a reviewer's finding stands on each."""

import json
from typing import Any

import pytest

from conftest import ROOT, SAMPLES
from structurer import structure

FAULTS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "evals" / "datasets" / "faults.jsonl").read_text("utf-8").splitlines()
]
# What only a model can find is left out: the rules say something else about these rows, or nothing.
BY_CODE = [fault for fault in FAULTS if fault["sort"] == "planted"]


@pytest.mark.parametrize(
    "fault", BY_CODE, ids=lambda fault: f"{fault['document']}-{fault['project']}-{fault['row']}"
)
def test_a_planted_fault_is_found(fault: dict[str, Any]) -> None:
    submission = structure(SAMPLES / fault["document"])
    found = [
        finding
        for finding in submission.findings
        if finding.project == fault["project"]
        and (fault["row"] in finding.rows if fault["row"] else not finding.rows)
        and finding.severity != "info"
    ]
    assert found, fault["what"]


def test_there_are_planted_faults_in_every_document_that_lists_any() -> None:
    assert len(BY_CODE) >= 8
    assert {fault["document"] for fault in BY_CODE} == {fault["document"] for fault in FAULTS}
