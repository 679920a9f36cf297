"""What is promised and by when: dates, time limits, and what a third party could check; as figures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from structurer.figures.figure import Figure, Ref, Unit, Words, counted, share
from structurer.figures.owned import Owned, OwnedRow, rows_of
from structurer.models.value import LOWER_BOUNDS, UPPER_BOUNDS, Kind, Target

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|--(?P<m>\d\d)(?:-(?P<d>\d\d))?")
_LONGEST = 60  # characters of a printed name in the name of a figure
_TIME_ROWS = "时效"
_NO_YEAR = 9999  # behind all years
_LAST = 99  # a month without a day ends after all of its days, a year after all of its months


class Deadline(NamedTuple):
    """A target with a point in the calendar; `date` is the latest day of it, at the precision printed."""

    place: OwnedRow
    target: Target
    date: Figure
    order: tuple[int, int, int]
    has_year: bool


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The deadlines of one month (ISO 8601): those that print the year, and those placed by their budget year.

    The month is `--09` where neither is known, and `2026` where only the year is printed.
    """

    month: str
    with_year: Figure
    without_year: Figure


@dataclass(frozen=True, slots=True)
class Promises:
    """Deadlines by date (those without a year as if of their budget year), and time limits that have no date.

    `without` counts projects that promise neither. `by_month` is in order.
    """

    dated: tuple[Deadline, ...]
    limits: tuple[OwnedRow, ...]
    dated_count: Figure
    no_year: Figure
    limit_count: Figure
    without: Figure
    by_month: tuple[MonthFigures, ...]


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The rows of one kind (null: not known): how many can be checked, cannot, and of how many it is not known."""

    kind: Kind | None
    can: Figure
    cannot: Figure
    unknown: Figure


@dataclass(frozen=True, slots=True)
class Checkable:
    """How many targets a third party could check; kinds from the most rows that cannot be checked down."""

    rows: Figure
    can: Figure
    cannot: Figure
    unknown: Figure
    can_share: Figure | None
    by_kind: tuple[KindFigures, ...]


def promises(projects: Sequence[Owned]) -> Promises:
    """What `projects` promise in time."""
    rows = rows_of(projects)
    dated = sorted(_deadlines(rows), key=lambda one: one.order)
    limits = [one for one in rows if any(map(_is_limit, _times(one)))]
    promising = {
        (one.owner.document, one.owner.project.index) for one in (*(d.place for d in dated), *limits)
    }
    months: dict[str, list[Deadline]] = {}
    for one in dated:
        months.setdefault(_month(one), []).append(one)
    return Promises(
        dated=tuple(dated),
        limits=tuple(limits),
        dated_count=_deadline_count(Words("有日期的期限", "Deadlines with a date"), dated),
        no_year=_deadline_count(
            Words("未写年份的期限", "Deadlines without a year"), [one for one in dated if not one.has_year]
        ),
        limit_count=counted(
            Words("时限指标", "Time limits"),
            Words("按月办理、自某事起算或只用文字说明时间的指标行", "rows with a time that is no date"),
            [one.ref for one in limits],
        ),
        without=counted(
            Words("没有期限的项目", "Projects without any deadline"),
            Words("没有日期也没有时限的项目", "projects with neither a date nor a time limit"),
            [one.ref() for one in projects if (one.document, one.project.index) not in promising],
        ),
        by_month=tuple(_month_figures(month, those) for month, those in months.items()),
    )


def checkable(projects: Sequence[Owned]) -> Checkable:
    """What of the targets of `projects` can be checked."""
    rows = rows_of(projects)
    every = _checkable_figures(rows, None, "", "")
    whole = counted(
        Words("指标数", "Indicators"), Words("指标行", "indicator rows"), [_row(one) for one in rows]
    )
    by_kind = [
        _checkable_figures([one for one in rows if one.row.value.kind is kind], kind, f"{kind}", f"{kind}")
        for kind in dict.fromkeys(one.row.value.kind for one in rows)
    ]
    by_kind.sort(key=lambda one: (-one.cannot.number, -one.can.number, one.kind or ""))
    return Checkable(
        rows=whole,
        can=every.can,
        cannot=every.cannot,
        unknown=every.unknown,
        can_share=share(Words("可核查的比重", "Share that can be checked"), every.can, whole),
        by_kind=tuple(by_kind),
    )


def _checkable_figures(rows: Sequence[OwnedRow], kind: Kind | None, zh: str, en: str) -> KindFigures:
    def figure(name: Words, what: Words, answer: bool | None) -> Figure:  # noqa: FBT001 - a field's value
        places = [_row(one) for one in rows if one.row.value.checkable is answer]
        called = Words(f"{name.zh}：{zh}", f"{name.en}: {en}") if zh else name
        return counted(called, what, places)

    return KindFigures(
        kind,
        figure(Words("可核查的指标", "Targets that can be checked"), _CAN, True),  # noqa: FBT003
        figure(Words("不可核查的指标", "Targets that cannot be checked"), _CANNOT, False),  # noqa: FBT003
        figure(Words("尚未判断的指标", "Targets not yet judged"), _UNKNOWN, None),
    )


_CAN = Words("第三方能核查目标值的指标行", "rows whose target a third party could check")
_CANNOT = Words("第三方无法核查目标值的指标行", "rows whose target nobody else could check")
_UNKNOWN = Words("是否可核查尚不清楚的指标行", "rows of which it is not known whether they can be checked")


def _row(one: OwnedRow) -> Ref:
    return one.owner.ref(one.row.row)


def _deadlines(rows: Iterable[OwnedRow]) -> Iterable[Deadline]:
    for one in rows:
        for number, target in enumerate(_times(one), 1):
            if found := _date(target):
                yield _deadline(one, target, found, number)


def _deadline(one: OwnedRow, target: Target, found: re.Match[str], number: int) -> Deadline:
    year, month, day = found["year"], found["month"] or found["m"], found["day"] or found["d"]
    budget_year = one.owner.submission.fiscal_year
    assumed = budget_year.value if budget_year else _NO_YEAR
    order = (int(year or assumed), int(month or _LAST), int(day or _LAST))
    figure = Figure(
        name=Words("期限", "Deadline").about(
            f"{one.row.level3[:_LONGEST]} [{one.owner.title} #{one.row.row}.{number}]"
        ),
        value=found[0],
        unit=Unit.DATE,
        formula=Words("按指标值读出的日期（上、中、下旬取末日）", "the date read from the value"),
        basis=(one.ref,),
    )
    return Deadline(one, target, figure, order, year is not None)


def _times(one: OwnedRow) -> list[Target]:
    """The targets of a row that state a time by which, or within which, something is done."""
    return [
        target
        for target in one.row.value.targets
        if target.date_to or target.date_from or target.kind is Kind.DATE or _is_time_limit(one, target)
    ]


def _is_time_limit(one: OwnedRow, target: Target) -> bool:
    """A duration that ends something: bounded from above, or in a time row; 每日24小时 and ≥8年 are none."""
    if target.kind is not Kind.DURATION or target.per or target.comparator in LOWER_BOUNDS:
        return False
    return target.comparator in UPPER_BOUNDS or _TIME_ROWS in one.row.level2


def _date(target: Target) -> re.Match[str] | None:
    return _DATE.fullmatch(target.date_to or target.date_from or "")


def _is_limit(target: Target) -> bool:
    return _date(target) is None


def _month(one: Deadline) -> str:
    year, month, _ = one.order
    if month == _LAST:
        return str(year)
    return f"--{month:02}" if year == _NO_YEAR else f"{year}-{month:02}"


def _month_figures(month: str, those: Sequence[Deadline]) -> MonthFigures:
    return MonthFigures(
        month,
        _deadline_count(
            Words("当月到期、写明年份的期限", "Deadlines of the month, year printed").about(month),
            [one for one in those if one.has_year],
        ),
        _deadline_count(
            Words("当月到期、未写年份的期限", "Deadlines of the month, no year printed").about(month),
            [one for one in those if not one.has_year],
        ),
    )


def _deadline_count(name: Words, those: Sequence[Deadline]) -> Figure:
    what = Words("目标值里的日期", "dates in target values")
    return counted(name, what, [one.place.ref for one in those])
