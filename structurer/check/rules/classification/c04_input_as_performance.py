"""C04."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import any_of, lexicon
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, RowView, Section
from structurer.models.finding import Severity
from structurer.models.value import Kind

_OUTPUTS = (Section.QUANTITY, Section.QUALITY, Section.TIME)
_PERSONS = ("人", "名", "位")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon("people")["inputs"]
    rented = any_of(words["rented"])
    return {
        "any": re.compile(any_of([*words["qualified"], *words["hired"], "租", "人员", "保安员", "保洁员"])),
        "qualified": re.compile(f"{any_of(words['qualified'])}(?!.{{0,2}}{any_of(words['work'])})"),
        "hired": re.compile(any_of(words["hired"])),
        "staff": re.compile(any_of(words["staff"])),
        "rented": re.compile(f"租(?:赁|用|借)?.{{0,4}}{rented}|{rented}租"),
        "rent_itself": re.compile(any_of(words["rent_itself"])),
        "recipients": re.compile(any_of(lexicon("people")["recipients"]["words"])),
    }


def _is_own_staff(row: RowView) -> bool:
    """Tell whether a row counts staff that does the work, and not people who are trained or served."""
    patterns = _patterns()
    return (
        patterns["staff"].search(row.name) is not None
        and any(target.kind is Kind.QUANTITY and target.unit_code in _PERSONS for target in row.targets)
        and not patterns["recipients"].search(row.name + row.description)
    )


def _is_hired(row: RowView) -> bool:
    """Tell whether a row is about hired people, and not about the services that they render."""
    services = lexicon("people")["inputs"]["services"]
    is_service = bool(row.targets) and all(target.unit_code in services for target in row.targets)
    return _patterns()["hired"].search(row.name) is not None and not is_service


def _is_bought(project: ProjectView) -> bool:
    """Tell whether the rent is what the money of the project buys, by its name or a cost row."""
    return "租" in project.text("project_name") or any(
        "租" in one.name for one in project.rows_of(Section.COST)
    )


def _is_rented_means(row: RowView) -> bool:
    patterns = _patterns()
    return (
        row.value.kind is not Kind.PERCENTAGE
        and patterns["rented"].search(row.name) is not None
        and not patterns["rent_itself"].search(row.name)
        and not _is_bought(row.project)
    )


@rule(
    "C04",
    "input-as-performance",
    Severity.WARNING,
    starred=True,
    method=Method.RULE_LLM,
    authority=("A6",),
    zh="“{name}”反映的是人员、资质、设备等投入，不是产出或效果。",
    en="“{name}” shows what is put in (staff, qualification, equipment), not an output or an effect.",
    suggestion="改为服务数量、质量或效果",
    question=(
        "Is what this indicator counts or qualifies a means of doing the work (own or hired staff, posts, "
        "qualification of staff or contractor, vehicles, rooms or equipment hired for it), rather than a "
        "recipient of the service or a product that the project is to buy or make? Confirm (holds) if it is "
        "a means; clear it only with a verbatim quote that shows that these people are served, trained or "
        "helped, or that this thing is what the project's money is to buy or produce."
    ),
)
def input_as_performance(row: RowView) -> Iterator[Draft]:
    """An output or benefit indicator counts or qualifies what is put in.

    **Why it matters** Money, staff and material are what a project uses. Thirty-five operators say nothing of
    what they keep running, and a contractor's certificate says nothing of the report.

    **Flagged** Names with 资质, 资格, 职称, 持证, 聘用 or 聘请; a number of persons beside 运维人员,
    安保服务人员 and the like; a vehicle, room or device that is rented as a means. A model confirms that it
    is a means.

    **Fine** People who are served or trained (服务业务人员数量), the thing that the project buys
    (软件采购数量, rent in a project that pays rent), a result rate about vehicles or staff (车辆安全运行率),
    services rendered (律师团队服务次数), the checking of other people's qualification (资格审查).
    """
    if (row.section not in _OUTPUTS and not row.is_benefit) or not _patterns()["any"].search(row.name):
        return
    if (
        _patterns()["qualified"].search(row.name)
        or _is_hired(row)
        or _is_own_staff(row)
        or _is_rented_means(row)
    ):
        yield Draft((row.spot("level3"),), {"name": row.shown_name})
