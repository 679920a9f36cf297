"""P01."""

from collections.abc import Iterator

from structurer.check.likeness import alike, by_year, label
from structurer.check.rule import Draft, rule
from structurer.check.view import Portfolio, ProjectView
from structurer.models.finding import Severity

_ALIKE = 0.5
_FEWEST = 3  # rows: tables of fewer are alike by chance


def _pairs(project: ProjectView) -> frozenset[str]:
    """The level-2 terms and names of a table."""
    return frozenset(f"{row.section} {row.name}" for row in project.rows if row.name)


@rule(
    "P01",
    "near-duplicate-tables",
    Severity.INFO,
    authority=("A13",),
    zh="“{later}”与“{earlier}”的绩效指标有{n}项名称相同，两张表高度雷同。",
    en="“{later}” and “{earlier}” share {n} indicators; the tables are near duplicates.",
    suggestion="结合各自项目内容分别设置指标，重复安排的项目请说明",
)
def near_duplicate_tables(portfolio: Portfolio) -> Iterator[Draft]:
    """Two tables share half or more of their indicators.

    **Why it matters** Tables that are copied measure the copy and not the project; now and then they show one
    project that asks for money twice.

    **Flagged** Two tables of one budget year whose (level 2, name) pairs agree by half or more: shared pairs
    divided by all pairs of both. A project is reported once, beside the earlier table most like it.

    **Fine** Tables of fewer than three indicators, and last year's table of the same project (P05).
    """
    for projects in by_year(portfolio):
        sets = [_pairs(project) for project in projects]
        for pair in alike(sets, _ALIKE, fewest=_FEWEST):
            earlier, later = projects[pair.earlier], projects[pair.later]
            words = {
                "earlier": label(earlier),
                "later": label(later),
                "n": len(sets[pair.earlier] & sets[pair.later]),
            }
            yield Draft((earlier.spot("project_name"), later.spot("project_name")), words)
