"""What people and other programs are given: text, JSON, SARIF, annotations of GitHub."""

import json
from typing import Any

import jsonschema
import pytest

from conftest import ROOT
from made import (
    broken,
    every_grade,
    every_purpose,
    every_value,
    every_value_info,
    made,
    maybe_same,
    model_only,
    no_year,
    same_purpose,
    seen,
)
from structurer import CheckSettings, Place, Submission, Suppression
from structurer.check.formats import Lang, to_github, to_json, to_lines, to_sarif
from structurer.check.report import Checked, View

RULES = (every_value, every_value_info, same_purpose, maybe_same, every_grade, every_purpose, no_year, broken)
UNJUDGED = (
    "3 rules could not judge everything: no model was asked (X01); the document leaves something out (T02); a fault in "
    "the rule, please report it (V01); --verbose says more"
)
Json = dict[str, Any]
ODD = "95%,\r\n::error::\x1b[31m x: y\u202e"


def string(**more: str) -> Json:
    return {"type": "string", "minLength": 1} | more


def closed(required: str, **properties: Json) -> Json:
    """An object of these properties and no other; those named in `required` must be there."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def many(items: Json, **more: int) -> Json:
    return {"type": "array", "items": items} | more


LEVEL = {"enum": ["none", "note", "warning", "error"]}
TEXT = closed("text", text=string(), markdown=string())
URI = closed("uri", uri=string(pattern=r"^[A-Za-z0-9._~!$&'()*+,;=:@%/-]+$"))
LOCATION = closed(
    "physicalLocation logicalLocations",
    physicalLocation=closed(
        "artifactLocation",
        artifactLocation=URI,
        region=closed("startLine", startLine={"type": "integer", "minimum": 1}),
    ),
    logicalLocations=many(
        closed("name fullyQualifiedName kind", name=string(), fullyQualifiedName=string(), kind=string()),
        minItems=1,
    ),
)
RULE = closed(
    "id name shortDescription help defaultConfiguration",
    id=string(),
    name=string(),
    shortDescription=TEXT,
    fullDescription=TEXT,
    help=TEXT,
    defaultConfiguration=closed("level", level=LEVEL, enabled={"type": "boolean"}),
    properties={"type": "object"},
)
SUPPRESSION = closed(
    "kind",
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=string(),
)
RESULT = closed(
    "ruleId ruleIndex level message locations suppressions",
    ruleId=string(),
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=TEXT,
    locations=many(LOCATION, minItems=1, maxItems=1),
    relatedLocations=many(LOCATION, uniqueItems=True),
    suppressions=many(SUPPRESSION, uniqueItems=True),
    properties={"type": "object"},
)
NOTIFICATION = closed("message", level=LEVEL, message=TEXT, associatedRule=closed("id", id=string()))
RUN = closed(
    "tool results",
    tool=closed("driver", driver=closed("name rules", name=string(), version=string(), rules=many(RULE))),
    artifacts=many(
        closed("location", location=URI, length={"type": "integer"}, hashes={"type": "object"}),
        uniqueItems=True,
    ),
    invocations=many(
        closed(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=many(NOTIFICATION),
        )
    ),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=many(RESULT),
)
# The parts of SARIF 2.1.0 that we write, each as the standard has it; whatever else we wrote would be refused.
SARIF = closed(
    "$schema version runs",
    **{
        "$schema": string(format="uri"),
        "version": {"const": "2.1.0"},
        "runs": many(RUN, minItems=1, maxItems=1),
    },
)


def report(*values: str, name: str = "a.txt", settings: CheckSettings | None = None) -> list[Checked]:
    return seen((f"in/{name}", made(*values, name=name)), rules=RULES, settings=settings)


def sarif(checked: list[Checked]) -> Json:
    log = json.loads(to_sarif(checked, View.of("all", rules=RULES)))
    jsonschema.Draft202012Validator(SARIF).validate(log)
    run: Json = log["runs"][0]
    return run


def text(checked: list[Checked], lang: Lang = Lang.ZH, **more: bool) -> list[str]:
    return ["".join(piece for piece, _ in line) for line in to_lines(checked, lang, **more)]


def test_sarif_is_as_the_standard_says() -> None:
    accepted = CheckSettings(suppress=(Suppression(rule="K01", row=2, reason="已核实"),))
    run = sarif(report("1%", "2%", settings=accepted))
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [
        one["ruleId"] for one in run["results"]
    ]
    assert {one["ruleId"]: one["level"] for one in run["results"]} == {
        "K01": "error",
        "K02": "note",
        "P03": "warning",
        "Q01": "warning",
        "S01": "warning",
    }
    [suppressed] = [one for one in run["results"] if one["suppressions"]]
    assert suppressed["suppressions"][0]["justification"] == "已核实"
    assert suppressed["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert {one["associatedRule"]["id"]: one["level"] for one in notes} == {"T02": "note", "V01": "error"}


def test_sarif_names_every_cell_of_a_finding_in_its_document() -> None:
    documents = [("in/a.txt", made("1%")), ("/b 目录/a.txt", made("1%"))]
    run = sarif(seen(*documents, rules=[same_purpose]))
    [result] = run["results"]
    [main], [other] = result["locations"], result["relatedLocations"]
    assert main["physicalLocation"]["artifactLocation"]["uri"] == "file:///b%20%E7%9B%AE%E5%BD%95/a.txt"
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "in/a.txt"
    assert main["logicalLocations"][0]["fullyQualifiedName"] == "a.txt~2/project 1/fund_purpose"
    assert other["logicalLocations"][0]["fullyQualifiedName"] == "a.txt/project 1/fund_purpose"


def test_a_place_without_a_line_has_no_region() -> None:
    submission = without_lines(made("1%"))
    run = sarif(seen(("a.xlsx", submission), rules=RULES))
    assert all("region" not in one["locations"][0]["physicalLocation"] for one in run["results"])
    assert "line=" not in to_github(seen(("a.xlsx", submission), rules=RULES))
    assert "row 1, sheet 表1, table row 3   K01" in "\n".join(text(seen(("a.xlsx", submission), rules=RULES)))


def without_lines(submission: Submission) -> Submission:
    place = Place(sheet="表1", row=3)
    projects = tuple(
        project.model_copy(
            update={
                "place": place,
                "indicators": tuple(
                    row.model_copy(update={"place": place, "row_place": place}) for row in project.indicators
                ),
            }
        )
        for project in submission.projects
    )
    return submission.model_copy(update={"projects": projects})


def test_annotations_escape_what_would_end_them() -> None:
    commands = to_github(report(ODD, name="a,b:50%.txt")).splitlines()
    assert len(commands) == 6  # a finding of each rule that can judge, and the counts
    error = commands[0]
    assert error.startswith("::error file=in/a%2Cb%3A50%25.txt,line=1,title=K01 every-value%3A project 1%2C ")
    assert error.endswith(", row 1::“95%25, ::error:: [31m x: y ”不妥。".replace(", row", "%2C row"))
    assert [one.split(" ", 1)[0] for one in commands[1:]] == ["::warning"] * 3 + ["::notice"] * 2


def test_annotations_count_what_is_suppressed() -> None:
    settings = CheckSettings(suppress=(Suppression(rule="K01", reason="已核实:\n100%"),))
    last = to_github(report("1%", settings=settings)).splitlines()[-1]
    assert last == (
        "::notice title=structurer::3 warnings, 1 remark in 1 document, 1 project, 1 row; 1 suppressed: K01, "
        "已核实: 100%25"
    )


def test_json_is_as_its_schema_says() -> None:
    settings = CheckSettings(suppress=(Suppression(rule="K01", row=1, reason="已核实"),))
    data = json.loads(to_json(report("1%", "2%", settings=settings)))
    schema = json.loads((ROOT / "schemas" / "check.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    assert list(data) == ["schema_version", "documents", "findings", "suppressed", "unjudged", "counts"]
    assert data["documents"][0]["path"] == "in/a.txt"
    assert [(one["rule"], one["suppressed"]) for one in data["suppressed"]] == [("K01", "已核实")]
    assert data["counts"] == {"error": 1, "warning": 4, "info": 2, "suppressed": 1, "hidden": 0}
    assert [(one["rule"], one["cause"]) for one in data["unjudged"]] == [
        ("T02", "skipped"),
        ("V01", "failed"),
    ]


def test_text_is_grouped_by_project_the_worst_first_one_line_a_finding() -> None:
    lines = text(report("1%", ODD))
    assert lines[0] == "in/a.txt: project 1, 社区服务点建设"
    assert [line.split()[0] for line in lines[1:7]] == [
        "error",
        "error",
        "warning",
        "warning",
        "warning",
        "info",
    ]
    assert lines[1] == "  error   row 1, line 1   K01  验收通过率：“1%”不妥。"
    assert lines[2] == "  error   row 2, line 2   K01  验收通过率：“95%, ::error:: [31m x: y ”不妥。"
    assert not any(char in "\n".join(lines) for char in "\x1b\r\u202e")


def test_text_says_a_grade_once_a_project_with_its_rows() -> None:
    grades = [line for line in text(report("好", "好", "差")) if "Q01" in line]
    assert grades == ["  warning rows 1, 2, 3    Q01  “好”没有标准。（共3行：“好”、“差”）"]
    [alike] = [line for line in text(report("好", "好"), Lang.EN) if "Q01" in line]
    assert alike.endswith("No scale. (2 rows)")
    assert sum("Q01" in line for line in text(report("好", "好", "差"), with_detail=True)) == 3


def test_text_ends_with_counts_suppressions_and_what_could_not_be_judged() -> None:
    settings = CheckSettings(suppress=(Suppression(rule="K01", reason="已核实"),))
    rules = [*RULES, model_only]
    checked = seen(("a.txt", made("1%", "2%")), rules=rules, settings=settings, view=View.of(rules=rules))
    assert text(checked)[-4:] == [
        "2 warnings in 1 document, 1 project, 2 rows",
        "2 suppressed: K01, 已核实",
        "4 more not shown: of rules that were not chosen, or at info level; --all shows them",
        UNJUDGED,
    ]
    detail = text(checked, with_detail=True)
    assert "  T02: the budget year is unknown (1 in a.txt)" in detail
    assert "          建议：核对" in detail
    assert text(checked, with_totals=False)[-1] == ""


def test_nothing_found_is_said_in_one_line() -> None:
    assert text(seen(("a.txt", made()), rules=[every_value])) == [
        "no findings in 1 document, 1 project, 0 rows"
    ]


@pytest.mark.parametrize(
    ("lang", "said"), [(Lang.ZH, "疑似相同。（待核实）"), (Lang.EN, "Maybe the same. (to be confirmed)")]
)
def test_a_candidate_says_that_it_is_open_in_both_languages(lang: Lang, said: str) -> None:
    [line] = [line for line in text(report("1%"), lang) if "P03" in line]
    assert line == f"  warning header, line 1  P03  {said}"


def test_text_names_the_other_project_of_a_finding() -> None:
    documents = [("x/a.txt", made()), ("y/a.txt", made(projects=2))]
    lines = [line for line in text(seen(*documents, rules=[same_purpose])) if "P02" in line]
    assert [line.partition("用途相同。")[2] for line in lines] == [" (see a.txt project 1)"] * 2
