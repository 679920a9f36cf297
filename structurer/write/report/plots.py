"""Plots as lines of text with drawn bars (SVG): they wrap on a phone, print, and read aloud without an alternative."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from structurer.figures import Group, Overview
from structurer.models.finding import Severity
from structurer.models.result import Result
from structurer.models.value import Kind
from structurer.write.report.index import NOTHING
from structurer.write.words import CHECKABLE_ZH, DECIDED_ZH, KIND_ZH, SEVERITY_ZH, number_in_words

_SHOWN = 6  # bars of a plot; the others are folded
_YUAN_IN_WAN, _YUAN_IN_YI = 10_000, 100_000_000


class Bar(NamedTuple):
    """One line of a plot: `percent` is its length, `link` the filter it stands for, `detail` what is said below."""

    name: str
    value: str
    percent: str
    link: str
    look: str = ""
    detail: str = ""


class Plot(NamedTuple):
    """A plot: the bars that are shown, and those that are folded away."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    folded: tuple[Bar, ...] = ()


class Part(NamedTuple):
    """A part of a strip: it begins at `start` and is `percent` wide."""

    name: str
    value: str
    start: str
    percent: str
    look: str
    link: str = ""


class Strip(NamedTuple):
    """A whole in its parts, as one bar."""

    title: str
    parts: tuple[Part, ...]


def money_in_words(yuan: Decimal) -> str:
    """An amount as people say it, rounded to the hundredth: `86.40万元`, `1.23亿元`, `120元`."""
    size = abs(yuan)
    if size >= _YUAN_IN_YI:
        return f"{yuan / _YUAN_IN_YI:,.2f}亿元"
    if size >= _YUAN_IN_WAN:
        return f"{yuan / _YUAN_IN_WAN:,.2f}万元"
    return f"{number_in_words(yuan)}元"


def filter_link(**filters: str) -> str:
    """The link to the rows that have these properties."""
    return "#" + urlencode(filters)


def plots(seen: Overview, results: Sequence[Result]) -> list[Plot]:
    """All plots that have something to show."""
    made = [
        _money("unit", "各部门预算", seen.by_department, "（未注明）"),
        _money("category", "各类别预算", [] if _is_uncategorized(seen) else seen.by_category, "（未分类）"),
        _kinds(seen),
        _rules(seen, results),
    ]
    return [one for one in made if one.bars]


def strips(seen: Overview) -> list[Strip]:
    """Findings by severity, rows by who settled their kind and by whether their target can be checked."""
    severities = [
        (SEVERITY_ZH[one], count, one.value, filter_link(severity=one.value))
        for one, count in seen.severities.items()
        if one is not Severity.INFO
    ]
    settled = [
        (DECIDED_ZH[who], seen.settled.get(who, 0), who, "") for who in ("rule", "llm", "human", "open")
    ]
    checkable = [
        (CHECKABLE_ZH[one], seen.checkable.get(one, 0), f"check-{one}".lower(), "")
        for one in (True, False, None)
    ]
    made = [
        _strip("审核意见", severities),
        _strip("类型由谁判定", settled),
        _strip("指标值能否核查", checkable),
    ]
    return [one for one in made if one.parts]


def _strip(title: str, counts: Sequence[tuple[str, int, str, str]]) -> Strip:
    total = sum(count for _, count, _, _ in counts) or 1
    parts, before = [], 0
    for name, count, look, link in counts:
        if count:
            parts.append(
                Part(name, f"{count:,}", _percent(before, total), _percent(count, total), look, link)
            )
            before += count
    return Strip(title, tuple(parts))


def _is_uncategorized(seen: Overview) -> bool:
    return all(not group.name for group in seen.by_category)


def _money(key: str, title: str, groups: Sequence[Group], unnamed: str) -> Plot:
    most = max((group.budget.amount for group in groups), default=Decimal(0)) or Decimal(1)
    bars = [
        Bar(
            name=group.name or unnamed,
            value=money_in_words(group.budget.amount),
            percent=_percent(max(group.budget.amount, Decimal(0)), most),
            link=filter_link(**{key: group.name or NOTHING}),
            detail=_group_in_words(group),
        )
        for group in groups
    ]
    return _plot(key, title, bars)


def _group_in_words(group: Group) -> str:
    words = [f"{group.budget.projects:,}个项目", f"{group.indicators:,}项指标"]
    words += [f"{group.findings:,}条意见"] if group.findings else []
    words += [f"{group.budget.unknown:,}个项目金额不明"] if group.budget.unknown else []
    return "，".join(words)


def _kinds(seen: Overview) -> Plot:
    most = max(seen.kinds.values(), default=1)
    counts = sorted(seen.kinds.items(), key=lambda one: (-one[1], list(Kind).index(one[0])))
    bars = [
        Bar(KIND_ZH[kind], f"{count:,}", _percent(count, most), filter_link(kind=kind.value), "kind")
        for kind, count in counts
    ]
    return _plot("kind", "指标值类型", bars)


def _rules(seen: Overview, results: Sequence[Result]) -> Plot:
    advice: dict[str, str] = {}
    for result in results:
        for finding in result.submission.findings:
            advice.setdefault(finding.rule, finding.suggestion)
    most = max((one.count for one in seen.rules), default=1)
    bars = [
        Bar(
            name=f"{one.rule} {advice[one.rule]}",
            value=f"{one.count:,}",
            percent=_percent(one.count, most),
            link=filter_link(rule=one.rule, severity=one.severity.value),
            look=one.severity.value,
            detail=SEVERITY_ZH[one.severity],
        )
        for one in seen.rules
    ]
    return _plot("rule", "审核意见最多的规则", sorted(bars, key=lambda bar: -int(bar.value.replace(",", ""))))


def _plot(id: str, title: str, bars: Sequence[Bar]) -> Plot:  # noqa: A002 - the element's id
    shown = len(bars) if len(bars) <= _SHOWN + 2 else _SHOWN
    return Plot(id, title, tuple(bars[:shown]), tuple(bars[shown:]))


def _percent(part: Decimal | int, whole: Decimal | int) -> str:
    return f"{float(part) / float(whole) * 100:.2f}%"
