"""A comparison for people: as text, and as one page with plots that needs no network and no script."""

from typing import NamedTuple

from markupsafe import Markup

from structurer.evaluate.classes import Classification
from structurer.evaluate.compare import Changed, Compared, FieldComparison
from structurer.evaluate.result import Spent
from structurer.evaluate.statistics import LEVEL, Comparison
from structurer.evaluate.tables import table
from structurer.write.html import page_environment

_WIDTH, _LEFT, _RIGHT, _STEP, _TOP = 760, 150, 90, 30, 34  # of the plot, in pixels
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
_MOST_CHANGED = 30  # rows of each kind that the terminal shows


def verdict(comparison: Comparison) -> str:
    """What may be concluded from one measure, in a sentence."""
    if comparison.difference == 0 and comparison.better == comparison.worse == 0:
        return "the same on every document"
    if comparison.p <= LEVEL:
        return "B is better" if comparison.difference > 0 else "B is worse"
    return "this set does not tell"


def comparison_text(compared: Compared) -> str:
    """The comparison for a terminal, in Markdown."""
    lines = [
        [
            one.name,
            f"{one.comparison.mean_a:.1%}",
            f"{one.comparison.mean_b:.1%}",
            f"{one.comparison.difference:+.1%}",
            _interval(one.comparison),
            f"{one.comparison.p:.3f}",
            _detectable(one.comparison),
            verdict(one.comparison),
        ]
        for one in compared.measures
    ]
    head = ["", "A", "B", "B - A", "95 % interval", "p", "least detectable", ""]
    first = compared.measures[0].comparison
    parts = [
        f"A: {compared.a}\nB: {compared.b}\n{first.rows} rows in {first.documents} documents\n",
        table(head, lines),
        _spent_table(compared),
    ]
    for title, rows in (("Only B is right", compared.gained), ("Only A is right", compared.lost)):
        parts.append(_changed_text(title, rows))
    return "\n".join(parts)


def comparison_page(compared: Compared) -> str:
    """The comparison as one HTML page."""
    template = page_environment("structurer.evaluate").get_template("comparison.html.j2")
    return template.render(
        compared=compared,
        first=compared.measures[0].comparison,
        verdict=verdict,
        interval=_interval,
        detectable=_detectable,
        plot=Markup(_plot(compared.measures)),  # noqa: S704 - numbers and names of ours
        matrices=[("A", _matrix(compared.classes_a)), ("B", _matrix(compared.classes_b))],
        spent=[
            ("A", compared.spent_a, _cost(compared.spent_a)),
            ("B", compared.spent_b, _cost(compared.spent_b)),
        ],
    )


class Cell(NamedTuple):
    """A cell of a confusion matrix: rows, and how strongly it is coloured, 0 to 1; right ones green, others red."""

    rows: int
    share: float
    is_right: bool


class Matrix(NamedTuple):
    """A confusion matrix: the kinds, and a line for each true kind."""

    names: tuple[str, ...]
    lines: tuple[tuple[str, tuple[Cell, ...]], ...]


def _matrix(classes: Classification) -> Matrix:
    names = tuple(one.name for one in classes.classes)
    lines = tuple(
        (
            name,
            tuple(Cell(count, count / max(1, sum(counts)), at == true) for at, count in enumerate(counts)),
        )
        for true, (name, counts) in enumerate(zip(names, classes.confusion, strict=True))
    )
    return Matrix(names, lines)


def _interval(comparison: Comparison) -> str:
    interval = comparison.interval
    return "" if interval is None else f"{interval.low:+.1%} to {interval.high:+.1%}"


def _detectable(comparison: Comparison) -> str:
    return "" if comparison.detectable is None else f"{comparison.detectable:.1%}"


def _cost(spent: Spent) -> str:
    return "price unknown" if spent.cost is None else f"${spent.cost:.4f}"


def _spent_table(compared: Compared) -> str:
    lines = [
        [
            name,
            f"{spent.requests:,}",
            f"{spent.tokens_in:,}",
            f"{spent.tokens_out:,}",
            _cost(spent),
            "not measured, replayed" if spent.seconds is None else f"{spent.seconds:.2f} s",
        ]
        for name, spent in (("A", compared.spent_a), ("B", compared.spent_b))
    ]
    return table(["", "requests", "tokens in", "tokens out", "cost", "a request, median"], lines)


def _changed_text(title: str, rows: tuple[Changed, ...]) -> str:
    lines = [
        f"  {row.document} {row.project}/{row.row}  {' '.join(row.text.split())[:40]!r}: {row.label.value}"
        f"  (A {row.a.value if row.a else 'none'}, B {row.b.value if row.b else 'none'})"
        for row in rows[:_MOST_CHANGED]
    ]
    rest = len(rows) - _MOST_CHANGED
    return "\n".join(
        [f"{title}: {len(rows)} rows", *lines, *([f"  and {rest} more"] if rest > 0 else []), ""]
    )


def _plot(measures: tuple[FieldComparison, ...]) -> str:
    """Differences with their intervals, one line a measure, as SVG; no difference is the line in the middle."""
    reach = max(
        [abs(end) for one in measures if (i := one.comparison.interval) for end in (i.low, i.high)]
        + [abs(one.comparison.difference) for one in measures]
        + [0.01]
    )
    middle, scale = (_LEFT + _WIDTH - _RIGHT) / 2, (_WIDTH - _LEFT - _RIGHT) / 2 / (reach * 1.1)
    bottom = _TOP + _STEP * len(measures)
    ticks = [tick for tick in _TICKS if tick <= reach * 1.1]
    parts = [
        f'<svg role="img" aria-label="Differences by measure" viewBox="0 0 {_WIDTH} {bottom + 26}">',
        f'<line x1="{middle}" x2="{middle}" y1="{_TOP - 12}" y2="{bottom}" class="zero"/>',
    ]
    for tick in [*(-tick for tick in ticks[-2:]), 0.0, *ticks[-2:]]:
        x = middle + tick * scale
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 6}" y2="{bottom}" class="grid"/>')
        parts.append(f'<text x="{x:.1f}" y="{bottom + 18}" class="tick">{tick:+.0%}</text>')
    for number, one in enumerate(measures):
        parts.append(_line(one, _TOP + _STEP * number + _STEP / 2, middle, scale))
    return "".join([*parts, "</svg>"])


def _line(one: FieldComparison, y: float, middle: float, scale: float) -> str:
    found = one.comparison
    tone = "none" if found.p > LEVEL else "up" if found.difference > 0 else "down"
    drawn = f'<text x="{_LEFT - 12}" y="{y + 5}" class="name">{one.name}</text>'
    if found.interval is not None:
        low, high = (middle + end * scale for end in (found.interval.low, found.interval.high))
        drawn += f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" class="range {tone}"/>'
    drawn += f'<circle cx="{middle + found.difference * scale:.1f}" cy="{y}" r="5" class="{tone}"/>'
    return drawn + f'<text x="{_WIDTH - _RIGHT + 10}" y="{y + 5}" class="p">p = {found.p:.3f}</text>'
