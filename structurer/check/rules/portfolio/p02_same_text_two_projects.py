"""P02."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from structurer.check.likeness import by_year, label, lines
from structurer.check.rule import Draft, rule
from structurer.check.texts import residue
from structurer.check.view import Portfolio, ProjectView, Spot
from structurer.models.finding import FieldName, Severity

_SHORTEST = 10  # characters; shorter texts are alike by chance
_LABELS: Final[dict[FieldName, str]] = {"goals": "绩效目标", "fund_purpose": "资金用途"}


class _Text(NamedTuple):
    """A text that two projects may share: how it is compared, and where it is printed."""

    key: tuple[FieldName, str]
    project: ProjectView
    quote: str
    start: int

    def spot(self) -> Spot:
        """The text as printed."""
        return self.project.spot(self.key[0], self.quote, self.start)


def _texts(project: ProjectView) -> list[_Text]:
    """The goal, the purpose and each line of the goal, the whole ones first."""
    goals, purpose = project.text("goals"), project.text("fund_purpose")
    found = [
        _Text(("goals", project.goals), project, goals, 0),
        _Text(("fund_purpose", project.purpose), project, purpose, 0),
    ]
    found += [
        _Text(("goals", line.bare), project, line.quote, line.start) for line in lines(project.text("goals"))
    ]
    return [one for one in found if len(one.key[1]) >= _SHORTEST and residue(one.quote) is None]


def _draft(earlier: ProjectView, later: ProjectView, shared: list[tuple[_Text, _Text]]) -> Draft:
    first: dict[FieldName, tuple[_Text, _Text]] = {}
    for pair in shared:
        first.setdefault(pair[0].key[0], pair)
    spots = [theirs.spot() for theirs, _ in first.values()] + [own.spot() for _, own in first.values()]
    field = "、".join(_LABELS[name] for name in first)
    return Draft(tuple(spots), {"earlier": label(earlier), "later": label(later), "field": field})


@rule(
    "P02",
    "same-text-two-projects",
    Severity.WARNING,
    authority=("practice",),
    zh="“{later}”与“{earlier}”的{field}文字相同，疑似照抄。",
    en="“{later}” and “{earlier}” have the same text in {field}.",
    suggestion="按各自项目内容重写；如为同一项目分笔安排，请说明",
)
def same_text_two_projects(portfolio: Portfolio) -> Iterator[Draft]:
    """Two projects have the same goal, the same purpose, or one whole line of the goal in common.

    **Why it matters** One goal for two budgets cannot say what each of them is to reach.

    **Flagged** Goals or purposes of two projects of one budget year that are equal after removing list
    numbers, white space and final punctuation, or one line of a goal that is. A project is reported once,
    beside the first that says the same.

    **Fine** Texts of fewer than ten characters, and what the blank form says (目标内容1, S05).
    """
    for projects in by_year(portfolio):
        said: dict[tuple[FieldName, str], _Text] = {}
        for project in projects:
            texts = _texts(project)
            known = [(said[one.key], one) for one in texts if one.key in said]
            if known:
                earlier = known[0][0].project
                yield _draft(earlier, project, [pair for pair in known if pair[0].project is earlier])
            for one in texts:
                said.setdefault(one.key, one)
