"""Charts as PNG pictures."""

from io import BytesIO
from typing import TYPE_CHECKING, Final
from unicodedata import east_asian_width

from structurer.figures.figure import Lang
from structurer.write.brief.fonts import characters_of, chinese_font
from structurer.write.brief.model import Chart
from structurer.write.brief.phrases import word
from structurer.write.brief.printed import cut, figure_text, pieces_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 6.5  # inches
_DPI: Final = 200
_BAR: Final = 0.25  # inches a bar
_MARGINS: Final = 0.55
_COLOURS: Final = ("#2f5d8a", "#c8793f", "#a9adb3")
_ROOM: Final = 1.16  # for the numbers beside the longest bar
_LONGEST: Final = 1e24
_INK: Final = "#333333"
_LABEL: Final = 32  # half-widths: a Chinese character takes two
_SIZE: Final = 9


def chart_png(chart: Chart, lang: Lang) -> bytes | None:
    """The chart as a picture of WIDTH inches; null where this machine has no font with Chinese characters."""
    family = chinese_font()
    if family is None:
        return None
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - heavy
    from matplotlib.figure import Figure  # noqa: PLC0415

    has_legend = bool(chart.series)
    height = _MARGINS + _BAR * len(chart.bars) + 0.3 * has_legend
    picture = Figure(figsize=(WIDTH, height), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(picture)
    axes = picture.add_subplot()
    _draw(axes, chart, lang, family)
    data = BytesIO()
    picture.savefig(data, format="png", metadata={"Software": None})
    return data.getvalue()


def alternative(chart: Chart, lang: Lang) -> str:
    """The chart in words, for whoever does not see it."""
    bars = "；" if lang == "zh" else "; "
    told = bars.join(
        f"{pieces_text(bar.label, lang)} {' / '.join(figure_text(one, lang) for one in bar.figures)}"
        for bar in chart.bars
    )
    return word("chart_alt", lang).format(title=chart.title, unit=chart.unit, bars=told)


def _draw(axes: "Axes", chart: Chart, lang: Lang, family: str) -> None:
    places = range(len(chart.bars))
    starts = [0.0] * len(chart.bars)
    for number in range(len(chart.bars[0].figures)):
        # A bar has a length on paper; the exact number stands beside it.
        lengths = [min(float(bar.figures[number].number), _LONGEST) for bar in chart.bars]
        label = _drawable(chart.series[number], family) if chart.series else None
        axes.barh(places, lengths, 0.68, left=starts, color=_COLOURS[number % len(_COLOURS)], label=label)
        starts = [start + length for start, length in zip(starts, lengths, strict=True)]
    for place, bar in enumerate(chart.bars):
        told = [one for one in bar.figures if one.value] or bar.figures[:1]
        text = " / ".join(figure_text(one, lang) for one in told)
        axes.annotate(
            text,
            (max(starts[place], 0.0), place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=_INK,
            fontfamily=family,
            fontsize=_SIZE - 0.5,
            parse_math=False,
        )
    axes.set_xlim(0, max(*starts, 0.0) * _ROOM or 1)
    _dress(axes, chart, lang, family)


def _dress(axes: "Axes", chart: Chart, lang: Lang, family: str) -> None:
    labels = [_drawable(_short(pieces_text(bar.label, lang)), family) for bar in chart.bars]
    axes.set_yticks(
        range(len(labels)), labels, fontfamily=family, fontsize=_SIZE, color=_INK, parse_math=False
    )
    axes.invert_yaxis()
    axes.margins(y=0.01)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_visible(False)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set_color("#b8bcc2")
    title = _drawable(
        f"{chart.title}（{chart.unit}）" if lang == "zh" else f"{chart.title} ({chart.unit})", family
    )
    axes.set_title(
        title, loc="left", fontfamily=family, fontsize=_SIZE + 1, color=_INK, pad=8 + 16 * bool(chart.series)
    )
    if chart.series:
        axes.legend(
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=len(chart.series),
            frameon=False,
            prop={"family": family, "size": _SIZE - 0.5},
            borderaxespad=0.1,
            borderpad=0,
            handlelength=1,
        )


def _short(text: str) -> str:
    """As much of a label as fits beside the bars."""
    width = 0
    for place, char in enumerate(text):
        width += 2 if east_asian_width(char) in "WF" else 1
        if width > _LABEL:
            return cut(text, place - 2)
    return text


def _drawable(text: str, family: str) -> str:
    """`text` with a question mark for every character the font does not have."""
    known = characters_of(family)
    return "".join(char if ord(char) in known else "?" for char in text)
