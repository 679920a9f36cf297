"""What a briefing is made from: the figures of a run, and the choices of whoever asked for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from structurer.figures.figure import Figure, Lang, Words
from structurer.figures.money import Money, money
from structurer.figures.owned import Owned, owned
from structurer.figures.promises import Checkable, Promises, checkable, promises
from structurer.figures.quality import Issues, Review, issues, review
from structurer.models.result import Result
from structurer.write.brief.model import Pieces, Printed
from structurer.write.brief.phrases import word

MOST_GROUPS = 12
MOST_PROJECTS = 10
MOST_DEADLINES = 20
MOST_FINDINGS = 12
MOST_OF_ONE_RULE = 2
MOST_RULES = 25


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the sections say."""

    lang: Lang
    results: tuple[Result, ...]
    projects: tuple[Owned, ...]
    money: Money
    promises: Promises
    checkable: Checkable
    issues: Issues
    review: Review


def facts(results: Sequence[Result], lang: Lang) -> Facts:
    """Compute the figures of `results`."""
    projects = owned(results)
    return Facts(
        lang=lang,
        results=tuple(results),
        projects=tuple(projects),
        money=money(projects, groups=MOST_GROUPS, largest=MOST_PROJECTS),
        promises=promises(projects),
        checkable=checkable(projects),
        issues=issues(projects, gravest=MOST_FINDINGS, of_one_rule=MOST_OF_ONE_RULE, rules=MOST_RULES),
        review=review(projects),
    )


def project_name(owner: Owned, lang: Lang) -> Pieces:
    """The printed name of a project, or that it has none."""
    return (Printed(owner.label) if owner.label.strip() else word("unnamed_project", lang),)


def called(figure: Figure, before: Words, now: Words) -> Figure:
    """`figure` with a word of its name, which is a key of the models, in people's words."""
    name = figure.name
    return replace(figure, name=Words(name.zh.replace(before.zh, now.zh), name.en.replace(before.en, now.en)))
