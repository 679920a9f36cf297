"""What the check says of the real submissions, against what reviewers agreed on; and that its quotes are verbatim."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import SAMPLES
from structurer import structure
from structurer.check import check
from structurer.check.catalogue import ALL_RULES
from structurer.check.rule import Method
from structurer.check.view import SubmissionView
from structurer.models import Submission
from structurer.models.finding import CellRef, Finding, Severity
from structurer.text import fold

FILES = {"000": "s000.txt", "002": "s002.txt", "003": "s003a.txt", "004": "s004.txt"}
EXPECTED, QUIET = 151, 194  # entries
COMPLETE = {one.id for one in ALL_RULES if one.starred and one.method is not Method.LLM}
READINGS = {"duration": "时长", "date": "月份", "frequency": "频次", "ambiguous": "尚不能确定"}


class At(NamedTuple):
    """Where a finding is reported: of two rows the later, null for the header."""

    rule: str
    doc: str
    project: int
    row: int | None


# What fires beside the expected entries, and why that is right.
FURTHER = {
    # Purpose and goal contain each other without being equal: the catalogue lists these as info.
    At("S06", "002", 5, None): Severity.INFO,
    At("S06", "002", 6, None): Severity.INFO,
    At("S06", "003", 5, None): Severity.INFO,
    At("S06", "003", 7, None): Severity.INFO,
    At("S06", "003", 11, None): Severity.INFO,
    At("S06", "003", 17, None): Severity.INFO,
    At("S06", "003", 24, None): Severity.INFO,
    # Exactly 80 % satisfied: info by the catalogue.
    At("D07", "003", 16, 7): Severity.INFO,
    At("D07", "003", 19, 6): Severity.INFO,
    # 19 characters that name a recipient and no result: borderline by the catalogue, a model decides.
    At("S07", "002", 5, None): Severity.WARNING,
}


@pytest.fixture(scope="module")
def submissions(corpus: Path) -> dict[str, Submission]:
    return {doc: structure(corpus / "text" / name) for doc, name in FILES.items()}


@pytest.fixture(scope="module")
def found(submissions: dict[str, Submission]) -> dict[At, Finding]:
    return {
        At(one.rule, doc, one.project, max(one.rows, default=None)): one
        for doc, submission in submissions.items()
        for one in check(submission).findings
    }


@pytest.fixture(scope="module")
def truth(corpus: Path) -> dict[str, list[dict[str, Any]]]:
    loaded: dict[str, Any] = json.loads((corpus / "text" / "findings_truth.json").read_text("utf-8"))
    assert (len(loaded["expected"]), len(loaded["must_not_fire"])) == (EXPECTED, QUIET)
    return {name: loaded[name] for name in ("expected", "must_not_fire")}


def _at(entry: dict[str, Any]) -> At:
    return At(entry["rule"], entry["doc"], entry["project"], entry["row"])


def _is_quoted(quote: str, finding: Finding) -> bool:
    """Tell whether a finding quotes the cell that the truth quotes, or the telling piece of it."""
    return any(quote in one.quote or one.quote in quote for one in finding.evidence)


def test_every_expected_finding_is_there_with_its_severity_and_quote(
    found: dict[At, Finding], truth: dict[str, list[dict[str, Any]]]
) -> None:
    for entry in truth["expected"]:
        finding = found.get(_at(entry))
        assert finding, entry
        assert finding.severity == entry["severity"], entry
        assert _is_quoted(entry.get("quote", ""), finding), entry
        assert {cell.row for cell in finding.cells if cell.row} >= set(entry.get("also_rows", ())), entry
        assert READINGS.get(entry.get("reading", ""), "") in finding.suggestion, entry


def test_nothing_fires_where_a_rule_must_stay_quiet(
    found: dict[At, Finding], truth: dict[str, list[dict[str, Any]]]
) -> None:
    for entry in truth["must_not_fire"]:
        finding = found.get(_at(entry))
        is_allowed = finding and "info at most" in entry["why"] and finding.severity is Severity.INFO
        assert is_allowed or not finding, entry


def test_starred_rules_say_nothing_else(
    found: dict[At, Finding], truth: dict[str, list[dict[str, Any]]]
) -> None:
    expected = {_at(entry) for entry in truth["expected"]}
    further = {at: one.severity for at, one in found.items() if at.rule in COMPLETE and at not in expected}
    assert further == FURTHER


def _assert_verbatim(submission: Submission) -> None:
    view = SubmissionView(submission)
    for finding in check(submission).findings:
        cells = [_printed(view, cell) for cell in finding.cells]
        for one in finding.evidence:
            assert one.quote, finding
            assert cells[one.cell][one.start : one.end] == one.quote, finding


def _printed(view: SubmissionView, cell: CellRef) -> str:
    project = view.projects[cell.project - 1]
    if cell.row is None:
        return project.text(cell.field)
    row = project.row(cell.row)
    assert row, cell
    return row.text(cell.field)


def test_every_quote_of_the_corpus_stands_where_the_finding_says(submissions: dict[str, Submission]) -> None:
    for submission in submissions.values():
        _assert_verbatim(submission)


def test_every_quote_of_a_sample_stands_where_the_finding_says(sample: Path) -> None:
    _assert_verbatim(structure(sample))


def test_messages_are_one_line_of_chinese_for_a_reviewer(submissions: dict[str, Submission]) -> None:
    samples = [structure(path) for path in sorted(SAMPLES.glob("*.txt"))]
    for submission in (*submissions.values(), *samples):
        for one in check(submission).findings:
            assert "\n" not in one.message_zh + one.message_en + one.suggestion, one
            assert one.message_zh.removesuffix("（待核实）").endswith(("。", "？")), one
            assert one.message_en.endswith("."), one
            assert one.rule not in fold(one.message_zh), one
