"""IATI, read back with another library and held against the schema of what we may write."""

import time
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from structurer import SetupError, load_settings
from structurer.models.proposal import Category, CategoryChoice
from structurer.models.result import Result
from structurer.models.value import Ambiguity, Comparator, Direction, Kind, Question
from structurer.settings import IatiSettings
from structurer.write.iati import to_iati
from tabled import HOSTILE, bare, empty, hostile, many, row, samples, target, with_projects, with_rows

PEOPLE = target("4.2", unit="万人", unit_code="人", base_value=Decimal(42000))
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("iati_subset.xsd")))
YEAR = IatiSettings(fiscal_year=2027)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def exported(*results: Result, settings: IatiSettings = YEAR) -> etree._Element:
    """The file, which is valid."""
    root = etree.fromstring(to_iati(results, settings)["iati.xml"])
    SCHEMA.assertValid(root)
    return root


def texts(root: etree._Element, path: str) -> list[str]:
    return [str(one) for one in root.xpath(path)]  # type: ignore[union-attr]


def test_samples_give_a_valid_file_with_an_activity_for_every_project() -> None:
    root = exported(*samples())
    projects = [project for result in samples() for project in result.submission.projects]
    assert texts(root, "iati-activity/title/narrative/text()") == [one.project_name for one in projects]
    assert len(texts(root, "iati-activity/result/indicator/title/narrative/text()")) == sum(
        len(one.indicators) for one in projects
    )


def test_every_number_is_that_of_the_data() -> None:
    root = exported(*samples())
    projects = [project for result in samples() for project in result.submission.projects]
    budgets = [one.budget.total.amount for one in projects if one.budget.total.amount is not None]
    assert [Decimal(text) for text in texts(root, "iati-activity/budget/value/text()")] == budgets
    rows = [one for project in projects for one in project.indicators]
    settled = [
        one.value.targets[0]
        for one in rows
        if len(one.value.targets) == 1
        and not one.value.ambiguous
        and one.value.targets[0].number is not None
        and one.value.targets[0].comparator is not Comparator.BETWEEN
    ]
    assert len(settled) > 50
    numbers = [one.number if one.base_value is None else one.base_value for one in settled]
    assert [Decimal(text) for text in texts(root, "//target/@value")] == numbers
    assert texts(root, "//target/comment/narrative[1]/text()") == [
        one.value.text for one in rows if one.value.text
    ]


def test_a_value_is_there_exactly_where_the_measure_is_not_qualitative() -> None:
    root = exported(*samples())
    assert texts(root, "//indicator[@measure!='5'][not(period/target/@value)]/@measure") == []
    assert texts(root, "//indicator[@measure='5']/period/target/@value") == []
    assert set(texts(root, "//indicator/@measure")) == {"1", "2", "5"}


@pytest.mark.parametrize(
    ("indicator", "measure", "value", "english"),
    [
        (row(1, "≥4.2万人", PEOPLE), "1", "42000", "at least 42000 人"),
        (row(1, "≤95%", target("95", Comparator.LE, kind=Kind.PERCENTAGE, unit="%")), "2", "95", "at most 95 %"),
        (row(1, "800元/人", target("800", Comparator.EQ, kind=Kind.MONEY, unit="元", per="人")), "1", "800", "800 元/人"),
        (row(1, ">3", target("3", Comparator.GT)), "1", "3", "more than 3"),
        (row(1, "<3", target("3", Comparator.LT)), "1", "3", "less than 3"),
        (row(1, "3至5次", target("3", Comparator.BETWEEN, number_max=Decimal(5))), "5", None, None),
        (row(1, "3次、5次", target("3"), target("5")), "5", None, None),
        (row(1, "明显改善"), "5", None, None),
    ],
)  # fmt: skip
def test_one_number_is_a_value_and_all_else_is_qualitative(
    indicator: object, measure: str, value: str | None, english: str | None
) -> None:
    root = exported(with_rows(indicator))  # type: ignore[arg-type]
    assert texts(root, "//indicator/@measure") == [measure]
    assert texts(root, "//target/@value") == [value] * (value is not None)
    assert [one.text for one in root.iterfind(".//comment/narrative") if one.get(LANG) == "en"] == [
        english
    ] * (english is not None)


def test_what_rules_left_open_has_no_value() -> None:
    said = row(1, "≥855", target("855"))
    left = said.value.model_copy(update={"ambiguous": (Ambiguity(question=Question.UNIT, readings=()),)})
    root = exported(with_rows(said.model_copy(update={"value": left})))
    assert texts(root, "//target/@value") == []
    assert texts(root, "//comment/narrative/text()") == ["≥855"]


@pytest.mark.parametrize(
    ("direction", "ascending"),
    [(Direction.HIGHER, ["true"]), (Direction.LOWER, ["false"]), (Direction.EXACT, []), (None, [])],
)
def test_the_direction_says_whether_more_is_better(direction: Direction | None, ascending: list[str]) -> None:
    said = row(1, "甲")
    turned = said.model_copy(update={"value": said.value.model_copy(update={"direction": direction})})
    assert texts(exported(with_rows(turned)), "//indicator/@ascending") == ascending


@pytest.mark.parametrize(
    ("level1", "level2", "kind"),
    [
        ("产出指标", "数量指标", "1"),
        ("产出指标", "成本指标", "9"),
        ("成本指标", "经济成本指标", "9"),
        ("效益指标", "社会效益指标", "2"),
        ("效果 指标", "", "2"),
        ("满意度指标", "服务对象满意度指标", "2"),
        ("其他", "其他", "9"),
    ],
)
def test_the_type_of_a_result_is_that_of_its_levels(level1: str, level2: str, kind: str) -> None:
    said = row(1, "甲").model_copy(update={"level1": level1, "level2": level2})
    root = exported(with_rows(said))
    assert texts(root, "//result/@type") == [kind]
    assert texts(root, "//result/title/narrative/text()") == [level2 or level1]
    assert texts(root, "//result/description/narrative/text()") == [level1] * bool(level2)


def test_the_year_printed_makes_the_dates_and_the_setting_serves_the_others() -> None:
    root = exported(*samples())
    starts = texts(root, "iati-activity/activity-date[@type='1']/@iso-date")
    ends = texts(root, "iati-activity/activity-date[@type='3']/@iso-date")
    years = [
        one.submission.fiscal_year.value if one.submission.fiscal_year else 2027
        for one in samples()
        for _ in one.submission.projects
    ]
    assert {2026, 2027} == set(years)
    assert starts == [f"{year}-01-01" for year in years]
    assert ends == [f"{year}-12-31" for year in years]


def test_a_document_without_a_year_stops_the_export_with_its_name() -> None:
    with pytest.raises(
        SetupError, match=r"'city_word.txt': prints no budget year.*set fiscal_year below \[iati\]"
    ):
        to_iati(samples(), IatiSettings())


def test_without_a_project_there_is_no_file() -> None:
    with pytest.raises(SetupError, match="needs a project"):
        to_iati([empty()], YEAR)


def test_settings_name_the_publisher_and_the_codes(tmp_path: Path) -> None:
    lines = (
        'reporting_org = "CN-EXAMPLE-1"',
        'reporting_org_name = "某市财政局"',
        'organisation_type = "11"',
        'activity_status = "2"',
        'sector = "11220"',
        "fiscal_year = 2026",
    )
    (tmp_path / "structurer.toml").write_text("[iati]\n" + "\n".join(lines), "utf-8")
    root = exported(bare(), settings=load_settings().iati)
    assert texts(root, "//reporting-org/@ref") == ["CN-EXAMPLE-1"]
    assert texts(root, "//reporting-org/narrative/text()") == ["某市财政局"]
    assert texts(root, "//@type")[:1] == ["11"]
    assert texts(root, "//activity-status/@code") == ["2"]
    assert texts(root, "//sector/@code") == ["11220"]
    assert texts(root, "//iati-identifier/text()")[0].startswith("CN-EXAMPLE-1-")
    assert etree.fromstring(to_iati([bare()])["iati.xml"]).findtext(".//iati-identifier")


@pytest.mark.parametrize(
    "line", ['reporting_org = "a/b-1"', 'sector = "1"', 'activity_status = "9"', "colour = 1"]
)
def test_settings_that_iati_does_not_take_are_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "structurer.toml").write_text(f"[iati]\n{line}", "utf-8")
    with pytest.raises(SetupError, match="setting 'iati"):
        load_settings()


def test_identifiers_are_unique_and_hold_no_character_that_iati_forbids() -> None:
    root = exported(bare("甲/乙 &a.txt"), bare("甲%2F乙%20%26a.txt"))
    assert texts(root, "//iati-identifier/text()") == [
        "XX-UNREGISTERED-甲%2F乙%20%26a.txt-1",
        "XX-UNREGISTERED-甲%252F乙%2520%2526a.txt-1",
    ]


def test_a_category_is_a_sector_of_our_own_and_a_code_an_identifier_of_theirs() -> None:
    project = bare().submission.projects[0]
    choice = CategoryChoice(value=Category.TRAINING, evidence=(), reason="甲")
    said = project.model_copy(update={"category": choice, "project_code": "A&<1", "unit_name": "某局"})
    root = exported(with_projects(bare(), [said]))
    assert texts(root, "//sector[@vocabulary='99']/@code") == ["会议培训"]
    assert texts(root, "//other-identifier/@ref") == ["A&<1"]
    assert texts(root, "//owner-org/narrative/text()") == ["某局"]


def test_hostile_texts_stay_texts() -> None:
    root = exported(hostile())
    told = texts(root, "//target/comment/narrative[1]/text()")
    assert "<script>&amp;</script>" in told
    assert "␀␛[31m␡" in told
    assert "]]>" in told
    assert 'a,"b";\nc\nd' in told
    assert HOSTILE[0] in told
    assert any("⟨D800⟩" in text or "⟨FFFF⟩" in text or "⟨FFFE⟩" in text for text in told)


def test_the_same_results_give_the_same_bytes() -> None:
    assert to_iati(samples(), YEAR) == to_iati(samples(), YEAR)


def test_ten_thousand_indicators_are_quick() -> None:
    result: Sequence[Result] = [many(10_000)]
    start = time.perf_counter()
    to_iati(result, YEAR)
    assert time.perf_counter() - start < 10
