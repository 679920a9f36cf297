"""The words people read: complete, each said once, and places and targets in them."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from enum import StrEnum
from typing import get_args

import pytest

from structurer.models import Place, ReviewCode, Severity, Why
from structurer.models.finding import FieldName
from structurer.models.value import Comparator, Direction, Grade, Kind, Question, Target
from structurer.normalize import normalize_value
from structurer.write import words
from structurer.write.visible import visible

TABLES: list[tuple[Iterable[StrEnum], Collection[str]]] = [
    (Kind, words.KIND_ZH.values()),
    (Grade, words.GRADE_ZH.values()),
    (Direction, words.DIRECTION_ZH.values()),
    (Comparator, words.COMPARATOR_ZH.values()),
    (Comparator, words.COMPARATOR_SIGNS.values()),
    (Severity, words.SEVERITY_ZH.values()),
    (Question, words.QUESTION_ZH.values()),
    (ReviewCode, words.REVIEW_ZH.values()),
    (Why, words.WHY_ZH.values()),
]


@pytest.mark.parametrize(("members", "said"), TABLES)
def test_every_member_has_a_word_of_its_own(members: Iterable[StrEnum], said: Collection[str]) -> None:
    assert len(list(members)) == len(said) == len(set(said))


def test_every_field_has_a_word() -> None:
    assert list(words.FIELD_ZH) == list(get_args(FieldName))


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place(), "", ""),
        (Place(line=3), "原文第3行", "line 3"),
        (Place(table=2, row=4, column=5), "第2张表，表内第4行，第5列", "table 2, row 4, column 5"),
        (Place(sheet="表一", row=4), "工作表“表一”，表内第4行", "sheet “表一”, row 4"),
        (Place(page=7, line=1), "第7页，原文第1行", "page 7, line 1"),
    ],
)
def test_a_place_in_words(place: Place, zh: str, en: str) -> None:
    assert words.place_in_words(place, "zh") == zh
    assert words.place_in_words(place, "en") == en


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("不少于4.2万人", "≥4.2万人"),
        ("14个", "14个"),
        ("≤1,050.00万元", "≤1,050万元"),
        ("90至120分钟", "90～120分钟"),
        ("300元/人·月", "300元/人·月"),
        ("2026年11月20日前", "不晚于2026年11月20日"),
        ("2026年3-10月", "2026年3月至2026年10月"),
        ("每月26日前", "不晚于26日"),
        ("合同签订后45日内", "≤45日（合同签订后）"),
    ],
)
def test_a_target_in_words(printed: str, said: str) -> None:
    (target,) = normalize_value(printed).targets
    assert words.target_in_words(target) == said


def test_a_time_in_words_alone_says_nothing() -> None:
    assert words.target_in_words(Target(kind=Kind.DATE, comparator=Comparator.LE, span=(0, 3))) == ""


def test_a_target_in_english_keeps_what_is_printed() -> None:
    (target,) = normalize_value("2026年9月底前").targets
    assert words.target_in_words(target, "en") == "by 2026-09"


def test_numbers_carry_no_zeros_that_say_nothing() -> None:
    assert words.number_in_words(Decimal("1050.00")) == "1,050"
    assert words.number_in_words(Decimal("0.50")) == "0.5"
    assert words.number_in_words(Decimal("0.00")) == "0"


def test_harmless_text_stays_as_it_is() -> None:
    text = "≥95%\n第二行\t全角　空格"
    assert visible(text) is text


def test_what_steers_is_shown() -> None:
    assert visible("a\x07\u2066b\ud800") == "a␇⟨2066⟩b⟨D800⟩"
