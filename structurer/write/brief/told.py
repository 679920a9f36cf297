"""What a project's money is for: a recorded summary whose numbers hold, or the printed purpose."""

from collections.abc import Iterator
from decimal import Decimal

from structurer.figures.figure import Figure, Lang
from structurer.figures.money import ProjectFigures
from structurer.lexicon.numerals import numbers_in
from structurer.models import Project
from structurer.models.proposal import Summary
from structurer.text import is_blank
from structurer.write.brief.model import Origin, Printed, Sentence, Told
from structurer.write.brief.phrases import say

_PURPOSE = 160
_ENDS = tuple("。！？.!?…")
_YUAN_IN_WAN = 10_000


def purpose(project: ProjectFigures, lang: Lang) -> Sentence:
    """What the money is for, in one sentence or a few, and who says so."""
    printed = project.owner.project
    if (summary := usable_summary(project, lang)) is not None:
        text = _joined(summary.headline, summary.text, lang)
        return Sentence(
            (Told(text, _drawn_on(project)),), Origin.MODEL if summary.decided_by == "llm" else Origin.PERSON
        )
    if is_blank(printed.fund_purpose or ""):
        return say("purpose_missing", lang)
    return Sentence((Printed(printed.fund_purpose or "", _PURPOSE),), Origin.PRINTED)


def usable_summary(project: ProjectFigures, lang: Lang) -> Summary | None:
    """The recorded summary, where a model or a person wrote one in `lang` and each of its numbers holds."""
    summary = recorded_summary(project.owner.project, lang)
    return summary if summary and not unfounded(project.owner.project, summary) else None


def recorded_summary(project: Project, lang: Lang) -> Summary | None:
    """The summary that is more than the program's own, in `lang`."""
    summary = project.summary
    return summary if summary and summary.lang == lang and summary.decided_by != "template" else None


def unfounded(project: Project, summary: Summary) -> set[Decimal]:
    """Numbers of a summary that the project neither prints nor has by computation.

    A result can come from anywhere, so what was true when the summary was asked for is looked at again.
    """
    known = {Decimal(len(project.indicators))}
    if (amount := project.budget.total.amount) is not None:
        known.add(amount / _YUAN_IN_WAN)
    for text in printed_texts(project):
        known |= numbers_in(text)
    return numbers_in(f"{summary.headline}\n{summary.text}") - known


def printed_texts(project: Project) -> Iterator[str]:
    """Every text that the project prints."""
    header = (
        project.heading,
        project.unit_code,
        project.unit_name,
        project.project_code,
        project.project_name,
    )
    budget = (project.budget.total.text, project.budget.fiscal.text, project.budget.other.text)
    plan = [text for one in project.payment_plan or () for text in (one.label, one.text)]
    yield from filter(None, (*header, *budget, project.fund_purpose, project.goals_text, *plan))
    yield from project.extra.values()
    for row in project.indicators:
        cells = (row.level1, row.level2, row.level3, row.description, row.value.text, row.basis, row.weight)
        yield from filter(None, cells)
        yield from row.extra.values()


def _drawn_on(project: ProjectFigures) -> tuple[Figure, ...]:
    """The figures that a summary may name without the table printing them so."""
    return tuple(filter(None, (project.total, project.rows)))


def _joined(headline: str, text: str, lang: Lang) -> str:
    headline = headline.strip()
    if not headline.endswith(_ENDS):
        headline += "。" if lang == "zh" else ". "
    return headline + text.strip()
