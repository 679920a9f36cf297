"""The Data Package, as the validator of its makers sees it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from frictionless import Package, validate

from structurer.write import REPORTS
from structurer.write.files import write_whole
from structurer.write.tables import TABLES, TARGETS
from tabled import empty, hostile, samples


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        write_whole(folder / name, data)
    return folder / "datapackage.json"


def problems(path: Path) -> list[tuple[str, str]]:
    return [(one[0], one[1]) for one in validate(str(path)).flatten(["type", "note"])]


def test_samples_and_hostile_texts_are_valid(tmp_path: Path) -> None:
    assert problems(written(tmp_path, REPORTS["datapackage"]([*samples(), hostile()]))) == []


def test_results_without_anything_are_valid(tmp_path: Path) -> None:
    assert problems(written(tmp_path, REPORTS["datapackage"]([empty()]))) == []


def test_the_descriptor_is_version_2_with_sizes_hashes_and_keys() -> None:
    files = REPORTS["datapackage"](samples())
    descriptor = json.loads(files["datapackage.json"])
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    for resource, table in zip(descriptor["resources"], TABLES, strict=True):
        data = files[resource["path"]]
        assert resource["path"] == f"data/{table.name}.csv"
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["schema"]["primaryKey"] == list(table.key)
        assert len(resource["schema"]["foreignKeys"]) == len(table.references)


def test_the_validator_reads_the_numbers_of_the_data(tmp_path: Path) -> None:
    package = Package(str(written(tmp_path, REPORTS["datapackage"](samples()))))
    read = [row.to_dict()["base_value"] for row in package.get_table_resource("targets").read_rows()]
    at = TARGETS.names.index("base_value")
    assert read == [record[at] for record in TARGETS.records(samples())]


@pytest.mark.parametrize(
    ("name", "change", "problem"),
    [
        ("data/goals.csv", lambda data: data + b'"city_word.txt",1,99,"+"\r\n', "hash-count"),
        ("data/documents.csv", lambda data: data.replace(b"city_word.txt", b"town_word.txt"), "foreign-key"),
        ("data/findings.csv", lambda data: data.replace(b'"warning"', b'"grave"', 1), "constraint-error"),
    ],
)
def test_a_change_of_the_data_is_found(
    tmp_path: Path, name: str, change: Callable[[bytes], bytes], problem: str
) -> None:
    files = REPORTS["datapackage"](samples())
    path = written(tmp_path, files | {name: change(files[name])})
    assert problem in {kind for kind, _ in problems(path)}
