"""Findings drawn at random, for an independent reader to judge: how often would a reviewer really object?

Draws from the starred rules at the levels error and warning and from all other warnings, over the samples and, where it is
at hand, the corpus of real submissions, without those that are settled already (findings_truth.json of the corpus). The
same seed draws the same findings as long as the rules say the same. Writes a JSON list to the path given.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from structurer import structure
from structurer.check import check_all
from structurer.check.view import SubmissionView
from structurer.models import Submission
from structurer.models.finding import Finding, Severity

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "documents"
CORPUS = Path(os.environ.get("STRUCTURER_CORPUS", HERE.parents[2] / "shared" / "corpus"))
SEED, DRAWN = 21, 30
Settled = set[tuple[str, str, int, int | None]]


def settled() -> Settled:
    """Rule, start of the file's name, project and row of what the truth of the corpus lists."""
    path = CORPUS / "text" / "findings_truth.json"
    if not path.is_file():
        return set()
    loaded = json.loads(path.read_text("utf-8"))
    return {
        (one["rule"], f"s{one['doc']}", one["project"], one["row"])
        for one in (*loaded["expected"], *loaded["must_not_fire"])
    }


def open_findings() -> Iterator[dict[str, Any]]:
    """All findings that nobody has settled, with the cells that they are about."""
    known = settled()
    paths = sorted([*(CORPUS / "text").glob("*.txt"), *DOCUMENTS.glob("*.txt")])
    submissions = [structure(path) for path in paths]
    for path, submission, report in zip(paths, submissions, check_all(submissions), strict=True):
        for finding in report.findings:
            key = (finding.rule, path.name[:4], finding.project, max(finding.rows, default=None))
            if finding.severity is not Severity.INFO and key not in known:
                yield _told(path, submission, finding)


def _told(path: Path, submission: Submission, finding: Finding) -> dict[str, Any]:
    view = SubmissionView(submission).projects[finding.project - 1]
    rows = [row for number in finding.rows if (row := view.row(number))]
    return {
        "document": path.name,
        "project": finding.project,
        "project_name": view.text("project_name"),
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confirmed": finding.confirmed,
        "message": finding.message_zh,
        "suggestion": finding.suggestion,
        "cells": [cell.model_dump() for cell in finding.cells],
        "quotes": [one.quote for one in finding.evidence],
        "rows": [
            {name: row.text(name) for name in ("level1", "level2", "level3", "description", "value")}
            | {"row": row.number}
            for row in rows
        ],
        "header": {name: view.text(name) for name in ("budget_total", "fund_purpose", "goals")},
    }


def main() -> None:
    """Draw and write."""
    found = list(open_findings())
    drawn = random.Random(SEED).sample(found, min(DRAWN, len(found)))  # noqa: S311 - the same draw every time
    Path(sys.argv[1]).write_text(json.dumps(drawn, ensure_ascii=False, indent=1), "utf-8")
    sys.stdout.write(f"{len(drawn)} of {len(found)} findings written to {sys.argv[1]}\n")


if __name__ == "__main__":
    main()
