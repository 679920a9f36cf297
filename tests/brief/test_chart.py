"""Charts as pictures."""

import struct
import warnings
from decimal import Decimal

import pytest

from conftest import leave_out
from structurer.figures.figure import Figure, Unit, Words
from structurer.write.brief import fonts
from structurer.write.brief.chart import alternative, chart_png
from structurer.write.brief.model import Bar, Chart, Printed


def bar(label: str, *numbers: str) -> Bar:
    return Bar(
        (Printed(label),),
        tuple(Figure(Words("甲", "a"), Decimal(n), Unit.COUNT, Words("", ""), ()) for n in numbers),
    )


def chart(*bars: Bar, series: tuple[str, ...] = ()) -> Chart:
    return Chart("各部门预算", "万元", series, bars)


def size(picture: bytes | None) -> tuple[int, int]:
    assert picture
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.fixture(autouse=True)
def needs_font() -> None:
    if fonts.chinese_font() is None:
        leave_out("this machine has no Chinese font")


def test_a_chart_grows_with_its_bars_and_keeps_its_width() -> None:
    few, many = (
        size(chart_png(chart(*[bar(f"甲{n}", "5") for n in range(count)]), "zh")) for count in (2, 12)
    )
    assert few[0] == many[0] == 1300
    assert many[1] > few[1] + 400


def test_the_same_chart_gives_the_same_picture() -> None:
    one = chart(bar("甲局", "5", "2"), series=("可核查", "不可核查"))
    assert chart_png(one, "zh") == chart_png(one, "zh")


@pytest.mark.parametrize("label", ["𠮷🚧\ue000", "$x^2$ \\frac{1}", "甲" * 500, "_", "\u202e甲"])
def test_a_label_with_odd_characters_is_drawn_without_a_warning(label: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chart_png(chart(bar(label, "5"), bar("乙", "0")), "zh")


def test_nothing_to_draw_is_drawn_all_the_same() -> None:
    assert chart_png(chart(bar("甲", "0"), bar("乙", "-3")), "en")


def test_a_chart_is_told_in_words() -> None:
    assert alternative(chart(bar("甲局", "1234")), "zh") == "条形图：各部门预算（万元）。甲局 1,234"


def test_a_machine_without_chinese_fonts_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PREFERRED", ("No Such Face",))
    monkeypatch.setattr("matplotlib.font_manager.findSystemFonts", lambda *_a, **_k: [])
    fonts.chinese_font.cache_clear()
    try:
        assert fonts.chinese_font() is None
        assert chart_png(chart(bar("甲", "5")), "zh") is None
    finally:
        fonts.chinese_font.cache_clear()
