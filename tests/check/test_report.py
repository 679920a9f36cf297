"""What a person is shown: the choice of rules, suppressions, counts."""

from typing import Any

import pytest

from made import (
    every_purpose,
    every_value,
    every_value_info,
    made,
    model_only,
    no_year,
    same_purpose,
    seen,
)
from structurer import CheckSettings, SetupError, Suppression
from structurer.check.report import View, summed_up

RULES = (every_value, every_value_info, same_purpose, every_purpose)


def shown(chosen: str | None = None, ignored: str | None = None) -> list[str]:
    view = View.of(chosen, ignored, RULES)
    [one] = seen(("a.txt", made("1%")), rules=RULES, view=view)
    assert one.hidden == 3 - len(one.findings)
    return sorted(finding.rule for finding in one.findings)


def test_by_default_the_starred_rules_are_shown_without_info() -> None:
    assert shown() == ["K01"]


@pytest.mark.parametrize(
    ("chosen", "rules"),
    [
        ("all", ["K01", "K02", "S01"]),
        ("K", ["K01", "K02"]),
        ("k02 , s", ["K02", "S01"]),
        ("S01", ["S01"]),
        ("P02", []),
    ],
)
def test_rules_are_chosen_by_id_by_family_or_all(chosen: str, rules: list[str]) -> None:
    assert shown(chosen) == rules


@pytest.mark.parametrize(
    ("chosen", "ignored", "rules"),
    [(None, "K01", []), ("all", "K", ["S01"]), ("K", "K02", ["K01"]), ("all", "all", [])],
)
def test_rules_are_left_out_in_the_same_words(chosen: str | None, ignored: str, rules: list[str]) -> None:
    assert shown(chosen, ignored) == rules


@pytest.mark.parametrize(
    ("word", "nearest"), [("K3", "K01"), ("K22", "K02"), ("same-purposes", "P02"), ("Z", "K01")]
)
def test_a_word_that_names_no_rule_is_refused_with_the_nearest(word: str, nearest: str) -> None:
    with pytest.raises(SetupError) as caught:
        View.of(f"all,{word}", rules=RULES)
    assert f"there is no rule {word.upper()!r}" in str(caught.value)
    assert f"the nearest is {nearest} " in str(caught.value)
    with pytest.raises(SetupError, match="--ignore"):
        View.of(None, word, rules=RULES)


@pytest.mark.parametrize("words", ["", " , "])
def test_no_word_at_all_is_refused(words: str) -> None:
    with pytest.raises(SetupError, match="names no rule"):
        View.of(words, rules=RULES)


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        ({}, [1, 2, 3, 1, 2, 3]),
        ({"document": "a.txt"}, [1, 2, 3]),
        ({"document": "x/a.txt"}, [1, 2, 3]),
        ({"document": "/data/x/a.txt"}, [1, 2, 3]),
        ({"document": "*.txt"}, [1, 2, 3, 1, 2, 3]),
        ({"document": "y/*"}, [1, 2, 3]),
        ({"document": "b[1].txt"}, [1, 2, 3]),
        ({"document": "c.txt"}, []),
        ({"project": 1}, [1, 2, 3, 1, 2, 3]),
        ({"project": 2}, []),
        ({"row": 2}, [2, 2]),
        ({"document": "a.txt", "project": 1, "row": 3}, [3]),
    ],
)
def test_a_suppression_accepts_what_matches_every_part_of_it(given: dict[str, Any], rows: list[int]) -> None:
    settings = CheckSettings(suppress=(Suppression(rule="K01", reason="已核实", **given),))
    documents = (
        ("/data/x/a.txt", made("1%", "2%", "3%")),
        ("y/b[1].txt", made("1%", "2%", "3%", name="b[1].txt")),
    )
    checked = seen(*documents, rules=RULES, settings=settings)
    accepted = [finding for one in checked for finding in one.suppressed]
    assert [row for finding in accepted for row in finding.rows] == rows
    assert {finding.rule for finding in accepted} <= {"K01"}
    assert {finding.suppressed for finding in accepted} <= {"已核实"}
    report = summed_up(checked)
    assert report.counts.suppressed == len(rows)
    assert report.counts.error == 6 - len(rows)
    assert report.suppressed == tuple(accepted)


def test_the_first_suppression_that_matches_gives_the_reason() -> None:
    two = (Suppression(rule="K01", row=1, reason="一"), Suppression(rule="K01", reason="二"))
    [one] = seen(("a.txt", made("1%", "2%")), rules=[every_value], settings=CheckSettings(suppress=two))
    assert [finding.suppressed for finding in one.suppressed] == ["一", "二"]


def test_severities_of_the_settings_count() -> None:
    settings = CheckSettings(severity={"K01": "info", "D02": "off"})
    [one] = seen(("a.txt", made("1%")), rules=RULES, settings=settings, view=View.of(rules=RULES))
    assert one.findings == ()


def test_a_report_gathers_what_could_not_be_judged_by_rule() -> None:
    documents = [("a.txt", made(projects=3)), ("b.txt", made(name="b.txt"))]
    report = summed_up(seen(*documents, rules=[no_year, model_only]))
    assert [(one.rule, one.documents, one.projects) for one in report.unjudged] == [
        ("T02", ("a.txt", "b.txt"), 2),
        ("X01", ("a.txt", "b.txt"), 4),
    ]


def test_what_the_view_leaves_out_is_not_reported_as_unjudged() -> None:
    rules = [no_year, model_only]
    [one] = seen(("a.txt", made()), rules=rules, view=View.of("T02", rules=rules))
    assert [unjudged.rule for unjudged in one.unjudged] == ["T02"]
