"""Every rule: its page, its cases, its place in the catalogue."""

import re
from pathlib import Path

import pytest

import structurer.check.rules
from cases import CASES, Case, load_cases
from structurer.check import Remarks, check_all
from structurer.check.catalogue import ALL_RULES
from structurer.check.rule import Method, Rule

RULE_FILES = sorted(Path(structurer.check.rules.__file__).parent.glob("*/[a-z][0-9]*.py"))
LONGEST_RULE = 150
HEADINGS = ("**Why it matters** ", "**Flagged** ", "**Fine** ")
EVERY_CASE = [
    pytest.param(one, case, id=f"{one.id}-{number}")
    for one in ALL_RULES
    for number, case in enumerate(load_cases(one.id), 1)
]


@pytest.mark.parametrize(("rule", "case"), EVERY_CASE)
def test_a_rule_says_what_its_case_expects(rule: Rule, case: Case) -> None:
    submissions = case.submissions()
    said: Remarks = {case.about: tuple(case.remarks)} if case.remarks is not None else {}
    *_, report = check_all(submissions, remarks=[*({} for _ in submissions[1:]), said], rules=[rule])
    assert bool(report.unjudged) == case.unjudged, report.unjudged
    assert bool(report.findings) == case.fires == bool(case.findings)
    assert len(report.findings) == len(case.findings)
    for found, expected in zip(report.findings, case.findings, strict=True):
        assert (found.project, list(found.rows)) == (expected.project, expected.rows)
        assert (found.severity, found.confirmed) == (expected.severity, expected.confirmed)
        if expected.quotes is not None:
            assert [quote.quote for quote in found.evidence] == expected.quotes
        if expected.zh is not None:
            assert found.message_zh == expected.zh
        if expected.suggestion is not None:
            assert found.suggestion == expected.suggestion
        assert not re.search(r"[{}]", found.message_zh + found.message_en + found.suggestion)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_has_a_page_both_languages_and_a_firing_and_a_quiet_case(rule: Rule) -> None:
    positions = [rule.page.find(heading) for heading in HEADINGS]
    assert -1 not in positions
    assert positions == sorted(positions)
    assert re.search("[\u4e00-\u9fff]", rule.spec["zh"])
    assert rule.spec["zh"].endswith(("。", "？"))
    assert re.search("[a-z]{3}", rule.spec["en"])
    assert rule.spec["en"].endswith(".")
    assert rule.spec["suggestion"]
    assert rule.spec["authority"]
    assert (rule.method is not Method.RULE) == ("question" in rule.spec)
    fires = {case.fires for case in load_cases(rule.id)}
    assert fires == {True, False}


def test_the_catalogue_lists_every_rule_file_once_by_id() -> None:
    ids = [rule.id for rule in ALL_RULES]
    assert ids == sorted(set(ids))
    assert sorted(path.name[:3].upper() for path in RULE_FILES) == ids
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == ids
    for rule, path in zip(ALL_RULES, sorted(RULE_FILES, key=lambda path: path.name), strict=True):
        name = rule.name.replace("-", "_")
        assert path.stem == f"{rule.id.lower()}_{name}"
        assert rule.find.__name__ == name
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_RULE
