"""X05."""

from collections.abc import Iterator

from structurer.check.likeness import label
from structurer.check.people import ProjectType, project_types
from structurer.check.rule import Draft, Method, rule
from structurer.check.view import ProjectView, Section
from structurer.models.finding import Severity
from structurer.text import fold


def _type(name: str) -> ProjectType | None:
    """The type that a name tells; none where it tells two."""
    found = [one for one in project_types().values() if one.name.search(name)]
    return found[0] if len(found) == 1 else None


def _shows(project: ProjectView, kind: ProjectType) -> bool:
    return any(
        kind.core.search(f"{row.name}|{row.description}|{fold(row.value.text)}")
        for row in project.rows
        if row.section is not Section.SATISFACTION
    )


@rule(
    "X05",
    "core-indicator-missing",
    Severity.WARNING,
    method=Method.RULE_LLM,
    authority=("A8", "A9"),
    zh="项目“{name}”属于{label}类，指标中没有{missing}，核心指标缺失。",
    en="“{name}” is a project of the type {label}, but no indicator shows {missing}.",
    suggestion="补充反映{missing}的指标",
    question=(
        "Is this a project of the type that its name tells (building a system, operating a system, "
        "training, a meeting), and does no row show the core indicator of that type (acceptance of the "
        "system; a fault or response figure; persons trained; cost per head)? Confirm (holds) if so; clear "
        "it only with a verbatim quote of a row that shows the core indicator, or of the header that shows "
        "another type of project."
    ),
)
def core_indicator_missing(project: ProjectView) -> Iterator[Draft]:
    """The indicator that every project of this type has is missing.

    **Why it matters** A system that is built and never accepted, or operated without a figure for faults, has
    no measure of the one thing that matters.

    **Flagged** By the project name: building a system without 验收 (or a pass rate), operating a system
    without a fault or response figure, training without the number of persons, a meeting without a cost per
    head. A model confirms.

    **Fine** A name that tells no type or two types (系统建设及运维), and the figure in a name, description or
    value.
    """
    name = fold(project.text("project_name"))
    kind = _type(name)
    if kind is None or not project.rows or _shows(project, kind):
        return
    spot = project.spot("project_name")
    yield Draft((spot,), {"name": label(project), "label": kind.label, "missing": kind.missing})
