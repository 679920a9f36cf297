"""How much money, for whom and of what kind, as figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from structurer.figures.figure import Figure, Unit, Words, counted, exact_sum, share
from structurer.figures.overview import UNNAMED
from structurer.figures.owned import Owned, rows_of

Part = Literal["total", "fiscal", "other"]
_FIELDS: dict[Part, Literal["budget_total", "budget_fiscal", "budget_other"]] = {
    "total": "budget_total",
    "fiscal": "budget_fiscal",
    "other": "budget_other",
}
_PRINTED = {
    "total": Words("预算数", "budget"),
    "fiscal": Words("财政资金", "fiscal funds"),
    "other": Words("其他资金", "other funds"),
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """The sum of one kind of amount, and how many projects state none that can be read (they are not in it)."""

    total: Figure
    unknown: Figure


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The projects of one department or category; `name` is null for the rest behind the largest groups.

    `share` is what they take of the total budget; null where there is none to divide.
    """

    name: str | None
    budget: Amounts
    share: Figure | None
    projects: Figure
    rows: Figure
    findings: Figure


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """One project: its amounts (null: not stated, or not readable), rows and findings of the default view."""

    owner: Owned
    total: Figure | None
    fiscal: Figure | None
    other: Figure | None
    rows: Figure
    findings: Figure


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts over all projects.

    `listed` counts the largest, `largest_share` is what they take of the total (null: nothing to divide).
    """

    projects: Figure
    documents: Figure
    rows: Figure
    total: Amounts
    fiscal: Amounts
    other: Amounts
    by_department: tuple[GroupFigures, ...]
    by_category: tuple[GroupFigures, ...]
    largest: tuple[ProjectFigures, ...]
    listed: Figure
    largest_share: Figure | None


def money(projects: Sequence[Owned], *, groups: int, largest: int) -> Money:
    """Add up `projects`; so many `groups` are told apart, and so many of the `largest` projects are named."""
    first = {owner.document: owner for owner in reversed(projects)}
    total = amounts(projects, "total")
    top = by_budget(projects)[:largest]
    called = Words("所列最大的项目", "the largest projects")
    of_top = amounts(top, "total", *called).total
    return Money(
        projects=_projects(projects, "", ""),
        documents=counted(
            Words("文件数", "Documents"),
            Words("含有项目的文件", "documents that hold a project"),
            [owner.ref()._replace(project=None) for owner in reversed(first.values())],
        ),
        rows=_rows(projects, "", ""),
        total=total,
        fiscal=amounts(projects, "fiscal"),
        other=amounts(projects, "other"),
        by_department=_grouped(projects, groups, Words("部门", "department"), department),
        by_category=_grouped(projects, groups, Words("类别", "category"), category),
        largest=tuple(map(project_figures, top)),
        listed=_projects(top, *called),
        largest_share=share(
            _name(Words("占预算合计的比重", "Share of the total budget"), *called), of_top, total.total
        ),
    )


def department(owner: Owned) -> str:
    """The department (部门) that a project names; "" where it names none."""
    return owner.project.unit_name or UNNAMED


def category(owner: Owned) -> str:
    """The category of spending; "" where nobody chose one."""
    return owner.project.category.value if owner.project.category else UNNAMED


def by_budget(projects: Iterable[Owned]) -> list[Owned]:
    """`projects` from the largest budget down; those without one come last, in printed order."""

    def key(owner: Owned) -> tuple[bool, Decimal]:
        amount = owner.project.budget.total.amount
        return amount is None, -(amount or Decimal(0))

    return sorted(projects, key=key)


def amounts(projects: Sequence[Owned], part: Part, zh: str = "", en: str = "") -> Amounts:
    """The sum of one kind of amount over `projects`, which are called so."""
    printed, field = _PRINTED[part], _FIELDS[part]
    known = [(owner, amount) for owner in projects if (amount := _amount(owner, part)) is not None]
    total = Figure(
        name=_name(Words(f"{printed.zh}合计", f"{printed.en.capitalize()}, total"), zh, en),
        value=exact_sum(amount for _, amount in known),
        unit=Unit.YUAN,
        formula=Words(
            f"各项目“{printed.zh}”之和，未填或无法识读的不计入",
            f"sum of “{printed.en}” over the projects; those that state none are not in it",
        ),
        basis=tuple(owner.ref(field=field) for owner, _ in known),
    )
    unknown = counted(
        _name(Words(f"{printed.zh}不明的项目", f"Projects with unknown {printed.en}"), zh, en),
        Words(
            f"“{printed.zh}”未填或无法识读的项目",
            f"projects that state no {printed.en}, or none that can be read",
        ),
        [owner.ref(field=field) for owner in projects if _amount(owner, part) is None],
    )
    return Amounts(total, unknown)


def project_figures(owner: Owned) -> ProjectFigures:
    """The figures of one project."""
    return ProjectFigures(
        owner=owner,
        total=_printed_amount(owner, "total"),
        fiscal=_printed_amount(owner, "fiscal"),
        other=_printed_amount(owner, "other"),
        rows=_rows([owner], owner.title, owner.title),
        findings=_findings([owner], owner.title, owner.title),
    )


def _printed_amount(owner: Owned, part: Part) -> Figure | None:
    amount = _amount(owner, part)
    if amount is None:
        return None
    printed = _PRINTED[part]
    return Figure(
        name=Words(printed.zh, printed.en.capitalize()).about(owner.title),
        value=amount,
        unit=Unit.YUAN,
        formula=Words(
            f"表头“{printed.zh}”，按金额单位折算", f"“{printed.en}” of the header, by its currency unit"
        ),
        basis=(owner.ref(field=_FIELDS[part]),),
    )


def _amount(owner: Owned, part: Part) -> Decimal | None:
    budget = owner.project.budget
    return {"total": budget.total, "fiscal": budget.fiscal, "other": budget.other}[part].amount


def _grouped(
    projects: Sequence[Owned], most: int, kind: Words, name: Callable[[Owned], str]
) -> tuple[GroupFigures, ...]:
    members: dict[str, list[Owned]] = {}
    for owner in projects:
        members.setdefault(name(owner), []).append(owner)
    every = sorted(members.items(), key=lambda one: (-_known(one[1]), one[0]))
    # A rest of one group would only hide its name.
    shown = every if len(every) <= most + 1 else every[:most]
    whole = amounts(projects, "total").total
    groups = [
        _group(label, those, Words(f"{kind.zh}“{label}”", f"{kind.en} “{label}”"), whole)
        for label, those in shown
    ]
    if rest := [owner for _, those in every[len(shown) :] for owner in those]:
        groups.append(_group(None, rest, Words(f"其余{kind.zh}", f"the rest, by {kind.en}"), whole))
    return tuple(groups)


def _known(projects: Iterable[Owned]) -> Decimal:
    return exact_sum(owner.project.budget.total.amount or Decimal(0) for owner in projects)


def _group(label: str | None, those: Sequence[Owned], called: Words, whole: Figure) -> GroupFigures:
    budget = amounts(those, "total", *called)
    return GroupFigures(
        name=label,
        budget=budget,
        share=share(
            _name(Words("占预算合计的比重", "Share of the total budget"), *called), budget.total, whole
        ),
        projects=_projects(those, *called),
        rows=_rows(those, *called),
        findings=_findings(those, *called),
    )


def _projects(projects: Sequence[Owned], zh: str, en: str) -> Figure:
    return counted(
        _name(Words("项目数", "Projects"), zh, en),
        Words("项目", "projects"),
        [owner.ref() for owner in projects],
    )


def _rows(projects: Sequence[Owned], zh: str, en: str) -> Figure:
    places = [one.owner.ref(one.row.row) for one in rows_of(projects)]
    return counted(_name(Words("指标数", "Indicators"), zh, en), Words("指标行", "indicator rows"), places)


def _findings(projects: Sequence[Owned], zh: str, en: str) -> Figure:
    return counted(
        _name(Words("审核意见数", "Findings"), zh, en),
        Words("默认显示的审核意见", "findings of the default view"),
        [owner.place(finding) for owner in projects for finding in owner.findings],
    )


def _name(what: Words, zh: str, en: str) -> Words:
    return Words(f"{what.zh}：{zh}", f"{what.en}: {en}") if zh else what
