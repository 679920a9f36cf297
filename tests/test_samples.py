"""Our own composed samples: what they say, where they say it, and that nothing is lost."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from conftest import ROOT, SAMPLES
from helpers import differences, unaccounted
from structurer import Place, Submission, structure
from structurer.read.encoding import decode
from structurer.write import to_json


def test_there_are_samples_in_both_dialects() -> None:
    names = [path.name for path in SAMPLES.glob("*.txt")]
    assert sum("_word" in name for name in names) >= 3
    assert sum("_pdf" in name for name in names) >= 3


def test_every_cell_is_as_composed(sample: Path, golden: dict[str, Any]) -> None:
    submission = structure(sample)
    assert submission.document_title == golden["document_title"]
    assert differences(submission.projects, golden["projects"]) == []


def test_every_printed_character_is_in_one_field_or_unread(sample: Path) -> None:
    text, _ = decode(sample.read_bytes())
    assert not unaccounted(text, structure(sample))


def test_the_account_notices_a_lost_character(sample: Path) -> None:
    text, _ = decode(sample.read_bytes())
    submission = structure(sample)
    first = submission.projects[0]
    lost = first.model_copy(update={"fund_purpose": (first.fund_purpose or "")[1:]})
    poorer = submission.model_copy(update={"projects": (lost, *submission.projects[1:])})
    assert unaccounted(text, poorer).total() == 1


def test_places_point_at_what_is_printed_there(sample: Path) -> None:
    lines = decode(sample.read_bytes())[0].replace("\r\n", "\n").split("\n")

    def printed_at(place: Place) -> str:
        assert place.line is not None
        return lines[place.line - 1]

    for project in structure(sample).projects:
        assert (project.heading or "").split("\n")[0] in printed_at(project.place)
        for row in project.indicators:
            assert row.value.text.split("\n")[0] in printed_at(row.place)
            assert row.level1_printed in printed_at(row.row_place)
            assert None not in (row.place.table, row.place.row, row.place.column)
            assert (row.place.table, row.place.row) == (row.row_place.table, row.row_place.row)
            cells = printed_at(row.place).split("\t")
            if len(cells) > 2:  # a row on one line: the column says which of its cells
                assert cells[(row.place.column or 0) - 1].strip() == row.value.text


def test_the_same_input_gives_the_same_bytes(sample: Path) -> None:
    assert to_json(structure(sample)) == to_json(structure(sample))


def test_results_are_as_the_schema_says_and_read_back_equal(sample: Path) -> None:
    result = to_json(structure(sample))
    schema = json.loads((ROOT / "schemas" / "submission.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(result))
    assert to_json(Submission.model_validate_json(result)) == result


def test_stored_text_keeps_its_characters() -> None:
    water = structure(SAMPLES / "water_pdf_bom.txt").projects[0]
    values = [row.value.text for row in water.indicators]
    assert "７２处" in values
    assert "＞96％" in values
    assert "<12%" in values
    assert any("\u00a0" in value for value in values)
    assert any("\u200b" in row.level3 for row in water.indicators)


@pytest.mark.parametrize(
    ("name", "text", "yuan"),
    [("roads_pdf.txt", "2,318.60", "23186000"), ("training_word.txt", "9.8", "98000")],
)
def test_amounts_are_exact_and_in_yuan(name: str, text: str, yuan: str) -> None:
    data = json.loads(to_json(structure(SAMPLES / name)))
    totals = {
        project["budget"]["total"]["text"]: project["budget"]["total"]["amount"]
        for project in data["projects"]
    }
    assert totals[text] == yuan


def test_what_is_set_aside_says_why() -> None:
    roads = structure(SAMPLES / "roads_pdf.txt")
    aside = [(one.text, one.why.value) for one in roads.unread if one.why.value != "label"]
    assert aside == [
        ("- 1 -", "page_number"),
        ("2026年度项目支出绩效目标表", "running_head"),
        ("- 2 -", "page_number"),
        ("- 3 -", "page_number"),
    ]
