"""The pages of the rules, and what they rest on."""

import re
from pathlib import Path

import pytest

import structurer.check.rules as rules_package
from structurer.check.catalogue import ALL_RULES
from structurer.check.pages import catalogue_page, explain, overview
from structurer.check.rule import Method, Rule
from structurer.check.selection import FAMILIES
from structurer.lexicon.authorities import authorities

FOLDERS = {path.name for path in Path(rules_package.__file__ or "").parent.iterdir() if path.is_dir()}
QUOTATION_MARKS = '“”‘’「」『』"'


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_authority_a_rule_names_is_in_the_table(rule: Rule) -> None:
    assert set(rule.spec["authority"]) <= authorities().keys()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_that_rests_on_the_guideline_alone_suggests_and_is_no_error(rule: Rule) -> None:
    if set(rule.spec["authority"]) <= {"A1", "A1v", "A1r"}:
        assert rule.severity != "error"
        assert "建议" in rule.spec["zh"] + rule.spec["suggestion"]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_stands_in_the_folder_of_its_family(rule: Rule) -> None:
    folder = rule.find.__module__.split(".")[-2]
    assert folder == FAMILIES[rule.family].split()[0].lower()


def test_every_family_has_its_folder() -> None:
    assert {title.split()[0].lower() for title in FAMILIES.values()} == FOLDERS - {"__pycache__"}


def test_what_a_text_says_is_never_printed_as_a_quotation() -> None:
    for one in authorities().values():
        assert one.says.endswith(".")
        assert not set(one.says) & set(QUOTATION_MARKS), one.key
        assert one.status in ("verified", "recalled", "none")


def test_the_overview_has_a_line_a_rule() -> None:
    lines = list(overview(ALL_RULES))
    assert [line[:3] for line in lines] == [one.id for one in ALL_RULES]
    assert [line[4] for line in lines] == ["★" if one.starred else " " for one in ALL_RULES]
    assert all(line.endswith(one.summary) for line, one in zip(lines, ALL_RULES, strict=True))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_page_holds_the_docstring_the_messages_and_the_texts_it_rests_on(rule: Rule) -> None:
    page = explain(rule)
    assert rule.page in page
    assert all(rule.spec[text] in page for text in ("zh", "en", "suggestion"))
    assert re.findall(r"^\[(\w+)\] ", page, re.MULTILINE) == list(rule.spec["authority"])
    assert (rule.spec.get("question") or "") in page


def test_the_page_of_all_rules_has_a_section_a_rule_and_every_question() -> None:
    page = catalogue_page(ALL_RULES)
    assert re.findall(r"^### (\w+) ", page, re.MULTILINE) == sorted(
        (one.id for one in ALL_RULES), key=lambda one: (list(FAMILIES).index(one[0]), one)
    )
    asked = [one.id for one in ALL_RULES if one.method is not Method.RULE]
    assert re.findall(r"^- \*\*(\w+)\*\* ", page, re.MULTILINE) == asked
    anchors = set(re.findall(r"\]\(#([\w-]+)\)", page))
    assert anchors == {f"{one.id.lower()}-{one.name}" for one in ALL_RULES}
