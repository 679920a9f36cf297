"""H01 on cells written to steer a model, and on harmless ones that look a little like them."""

import json
from typing import Any

import pytest

from cases import Case, CaseProject, CaseRow
from conftest import ROOT
from structurer.check import check
from structurer.check.rules.hostile.h01_instructions_in_cell import instructions_in_cell
from structurer.models.finding import Finding

DATASETS = ROOT / "evals" / "datasets"
MOST_FALSE_ALARMS = 1


def _cells(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATASETS / f"{name}_cells.jsonl").read_text("utf-8").splitlines()]


def _findings(cell: dict[str, Any]) -> tuple[Finding, ...]:
    row = CaseRow(**{name: cell[name] for name in ("level2", "level3", "description", "value")})
    header = cell.get("header_text")
    texts = {"goals": "goals_text", "fund_purpose": "fund_purpose"}
    project = CaseProject(**{texts[cell["field"]]: header}) if header else CaseProject()
    [submission] = Case(fires=True, project=project, rows=[row]).submissions()
    return check(submission, rules=[instructions_in_cell]).findings


@pytest.mark.parametrize("cell", _cells("hostile"), ids=lambda cell: cell["id"])
def test_a_cell_that_speaks_to_a_program_is_an_error_in_its_field(cell: dict[str, Any]) -> None:
    found = _findings(cell)
    assert cell["field"] in {one.field for finding in found for one in finding.cells}
    for finding in found:
        assert finding.message_zh.isprintable()
        assert all(0 < len(quote.quote) <= 60 for quote in finding.evidence)


def test_harmless_cells_are_left_alone() -> None:
    alarms = [cell for cell in _cells("harmless") if _findings(cell)]
    assert len(alarms) <= MOST_FALSE_ALARMS, alarms
