"""A page a project: what it is for, how much, its goals, its main indicators, and what was found."""

from collections.abc import Iterator

from structurer.figures.figure import Lang
from structurer.figures.money import ProjectFigures, project_figures
from structurer.figures.quality import Issue
from structurer.models import Indicator
from structurer.text import is_blank
from structurer.write.brief.facts import Facts, project_name
from structurer.write.brief.model import (
    Block,
    Column,
    Origin,
    Paragraph,
    Piece,
    Pieces,
    Printed,
    Row,
    Section,
    Sentence,
    Table,
)
from structurer.write.brief.phrases import fill, paragraph, say, word
from structurer.write.brief.reviewed import findings_table
from structurer.write.brief.sums import amount, number
from structurer.write.brief.told import purpose, usable_summary
from structurer.write.brief.vocabulary import category_name
from structurer.write.words import CHECKABLE_ZH, target_in_words

_MOST_ROWS = 5
_MOST_FINDINGS = 10
_MOST_GOALS = 6
_CHECKABLE_EN = {True: "can be checked", False: "cannot be checked", None: "not judged"}


def project_pages(facts: Facts) -> Iterator[Section]:
    """A section a project, each on a page of its own, under one heading."""
    lang = facts.lang
    yield Section(fill("heading_projects", lang), (), on_new_page=True)
    for place, owner in enumerate(facts.projects):
        one = project_figures(owner)
        blocks = (_facts(one, lang), paragraph(purpose(one, lang)), *_goals(one, lang), *_rows(one, lang))
        name = project_name(owner, lang)
        yield Section(name, (*blocks, *_findings(one, lang)), level=2, on_new_page=place > 0)


def _facts(one: ProjectFigures, lang: Lang) -> Table:
    printed = one.owner.project
    source = fill("source_of", lang, document=Printed(one.owner.document), project=str(printed.index))
    category = category_name(printed.category.value, lang) if printed.category else word("none", lang)
    said: list[tuple[str, Pieces]] = [
        ("fact_department", (Printed(printed.unit_name or word("none", lang)),)),
        ("fact_document", source),
        ("fact_code", (Printed(printed.project_code or word("none", lang)),)),
        ("fact_category", (category,)),
        ("fact_total", amount(one.total, lang)),
        ("fact_fiscal", amount(one.fiscal, lang)),
        ("fact_other", amount(one.other, lang)),
        ("fact_indicators", number(one.rows, lang)),
    ]
    told: list[tuple[Pieces, Pieces]] = [((word(key, lang),), pieces) for key, pieces in said]
    head = (Column(word("column_fact", lang), 18), Column(word("column_says", lang), 32))
    rows = tuple(
        Row(((left[0],), (left[1],), (right[0],), (right[1],)))
        for left, right in zip(told[::2], told[1::2], strict=True)
    )
    return Table(word("caption_facts", lang), (*head, *head), rows)


def _goals(one: ProjectFigures, lang: Lang) -> list[Block]:
    goals = [goal for goal in one.owner.project.goals if not is_blank(goal)]
    if not goals:
        return [paragraph(say("goals_missing", lang))]
    lead = (word("heading_goals", lang),)
    if len(goals) == 1:
        return [Paragraph((_printed(goals[0]),), lead=lead)]
    return [
        Paragraph((), lead=lead),
        *(Paragraph((_printed(goal),), "bullet") for goal in goals[:_MOST_GOALS]),
    ]


def _printed(text: str) -> Sentence:
    return Sentence((Printed(text, 200),), Origin.PRINTED)


def _rows(one: ProjectFigures, lang: Lang) -> list[Block]:
    rows = _key_rows(one, lang)
    if not rows:
        return []
    columns = (
        Column(word("column_category_of_row", lang), 16),
        Column(word("column_indicator", lang), 26),
        Column(word("column_value", lang), 26),
        Column(word("column_means", lang), 32),
    )
    return [Table(word("caption_key_rows", lang), columns, tuple(_row(row, lang) for row in rows))]


def _key_rows(one: ProjectFigures, lang: Lang) -> list[Indicator]:
    """The rows that a summary names; else the first that can be checked; else the first."""
    rows = one.owner.project.indicators
    summary = usable_summary(one, lang)
    named = [row for row in rows if summary and row.row in summary.key_rows]
    told = [row for row in rows if row.value.checkable and row.value.targets]
    return list(named or told or rows)[:_MOST_ROWS]


def _row(row: Indicator, lang: Lang) -> Row:
    checkable = row.value.checkable
    said = CHECKABLE_ZH[checkable] if lang == "zh" else _CHECKABLE_EN[checkable]
    targets = [text for target in row.value.targets if (text := target_in_words(target, lang))]
    # What a target means is what its cell prints, in other words: no number of it is ours.
    between = "；" if lang == "zh" else "; "
    means: list[Piece] = [piece for text in targets[:3] for piece in (Printed(text), between)]
    return Row(
        (
            ((Printed(row.level2 or row.level1, 20),),),
            ((Printed(row.level3, 50),),),
            ((Printed(row.value.text, 80),),),
            ((*means, said),),
        )
    )


def _findings(one: ProjectFigures, lang: Lang) -> list[Block]:
    if not one.owner.findings:
        return [paragraph(say("project_no_findings", lang))]
    shown = [Issue(one.owner, finding) for finding in one.owner.findings[:_MOST_FINDINGS]]
    counts = paragraph(say("project_findings", lang, findings=one.findings))
    return [counts, findings_table(shown, word("caption_project_findings", lang), lang, is_of_one=True)]
