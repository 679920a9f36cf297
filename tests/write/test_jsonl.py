"""JSON Lines."""

import json

from structurer.models.base import plain_decimal
from structurer.write import REPORTS
from structurer.write.tables import INDICATORS
from tabled import HOSTILE, empty, hostile, samples


def test_each_line_is_an_indicator_with_its_project_and_all_its_targets() -> None:
    lines = REPORTS["jsonl"](samples())["indicators.jsonl"].decode().splitlines()
    rows = [
        (result, project, row)
        for result in samples()
        for project in result.submission.projects
        for row in project.indicators
    ]
    assert len(lines) == len(rows)
    for line, (result, project, row) in zip(lines, rows, strict=True):
        read = json.loads(line)
        assert read.keys() >= set(INDICATORS.names)
        assert (read["document"], read["project"], read["row"]) == (result.name, project.index, row.row)
        assert (read["project_name"], read["department_name"]) == (project.project_name, project.unit_name)
        total = project.budget.total.amount
        assert read["budget_total"] == (None if total is None else plain_decimal(total))
        assert read["value"] == row.value.text
        assert [one["number"] for one in read["targets"]] == [
            None if one.number is None else plain_decimal(one.number) for one in row.value.targets
        ]


def test_no_text_breaks_a_line_or_is_changed() -> None:
    data = REPORTS["jsonl"]([hostile()])["indicators.jsonl"]
    assert [json.loads(line)["value"] for line in data.split(b"\n")[:-1]] == list(HOSTILE)


def test_without_rows_the_file_is_empty() -> None:
    assert REPORTS["jsonl"]([empty()]) == {"indicators.jsonl": b""}
