"""How much money: totals, by department, by category, and the largest projects."""

from collections.abc import Sequence

from structurer.figures.figure import Figure, Lang
from structurer.figures.money import GroupFigures, ProjectFigures
from structurer.text import is_blank
from structurer.write.brief.facts import Facts, project_name
from structurer.write.brief.model import (
    Bar,
    Block,
    Chart,
    Column,
    Pieces,
    Printed,
    Row,
    Section,
    Sentence,
    Table,
)
from structurer.write.brief.phrases import fill, note, paragraph, say, word
from structurer.write.brief.vocabulary import category_name

_KINDS = ("department", "category")


def amounts(facts: Facts) -> Section:
    """The totals, with what is unknown, and the groups."""
    money, lang = facts.money, facts.lang
    blocks: list[Block] = [paragraph(*_sums(facts))]
    departments, categories = money.by_department, money.by_category
    if len(departments) > 1:
        blocks += _groups(departments, "department", lang)
    elif not is_blank(departments[0].name or ""):
        blocks.append(paragraph(say("money_department", lang, name=Printed(departments[0].name or ""))))
    if [one.name for one in categories] == [""]:
        blocks.append(note("money_no_category", lang))
    else:
        blocks += _groups(categories, "category", lang)
    return Section(fill("heading_money", lang), tuple(blocks))


def largest(facts: Facts) -> Section | None:
    """The largest projects in a table; none where there is nothing to compare."""
    money, lang = facts.money, facts.lang
    if len(money.largest) < 2:
        return None
    has_departments = len(money.by_department) > 1
    has_categories = any(owner.project.category for owner in facts.projects)
    columns = [Column(word("column_project", lang), 34)]
    columns += [Column(word("column_department", lang), 22)] * has_departments
    columns += [Column(word("column_category", lang), 16)] * has_categories
    columns += [
        Column(word("column_budget", lang), 18, is_number=True),
        Column(word("column_indicators", lang), 14, is_number=True),
        Column(word("column_findings", lang), 13, is_number=True),
    ]
    rows = tuple(
        _project_row(one, lang, has_departments=has_departments, has_categories=has_categories)
        for one in money.largest
    )
    table = Table(word("caption_largest", lang), tuple(columns), rows)
    return Section(fill("heading_largest", lang), (table,))


def _sums(facts: Facts) -> list[Sentence]:
    """Each sum with what is not in it; a sum of nothing known is not called nothing."""
    money, lang = facts.money, facts.lang
    said = []
    for name, one in (("total", money.total), ("fiscal", money.fiscal), ("other", money.other)):
        if one.total.basis:
            said.append(say(f"money_{name}", lang, sum=one.total))
        if one.unknown.value:
            said.append(say(f"money_unknown_{name}", lang, count=one.unknown))
    return said


def _groups(groups: Sequence[GroupFigures], kind: str, lang: Lang) -> list[Block]:
    has_unknown = any(one.budget.unknown.value for one in groups)
    columns = [
        Column(word(f"column_{kind}", lang), 30),
        Column(word("column_budget", lang), 20, is_number=True),
        Column(word("column_share", lang), 12, is_number=True),
        *[Column(word("column_unknown", lang), 14, is_number=True)] * has_unknown,
        Column(word("column_projects", lang), 13, is_number=True),
        Column(word("column_indicators", lang), 14, is_number=True),
        Column(word("column_findings", lang), 13, is_number=True),
    ]
    rows = [
        _cells(
            _group_name(one, kind, lang),
            (one.budget.total,),
            number(one.share, lang),
            *[number(one.budget.unknown, lang)] * has_unknown,
            number(one.projects, lang),
            number(one.rows, lang),
            number(one.findings, lang),
        )
        for one in groups
    ]
    caption = word(f"caption_{kind}", lang)
    blocks: list[Block] = [Table(caption, tuple(columns), tuple(rows))]
    if len(groups) > 1 and any(one.budget.total.value for one in groups):
        bars = tuple(
            Bar(_group_name(one, kind, lang), (one.budget.total,)) for one in groups if one.name is not None
        )
        blocks.append(Chart(caption, word("unit_money", lang), (), bars))
    return blocks


def _group_name(one: GroupFigures, kind: str, lang: Lang) -> Pieces:
    if one.name is None:
        return (word("rest", lang),)
    if is_blank(one.name):
        return (word(f"unnamed_{kind}", lang),)
    return (category_name(one.name, lang),) if kind == "category" else (Printed(one.name, 40),)


def _project_row(one: ProjectFigures, lang: Lang, *, has_departments: bool, has_categories: bool) -> Row:
    printed = one.owner.project
    category = category_name(printed.category.value, lang) if printed.category else word("none", lang)
    return _cells(
        project_name(one.owner, lang),
        *[(Printed(printed.unit_name or word("none", lang), 40),)] * has_departments,
        *[(category,)] * has_categories,
        amount(one.total, lang),
        number(one.rows, lang),
        number(one.findings, lang),
    )


def number(figure: Figure | None, lang: Lang) -> Pieces:
    """A count in a cell; a dash where there is nothing to count."""
    return amount(figure if figure is not None and figure.value else None, lang)


def amount(figure: Figure | None, lang: Lang) -> Pieces:
    """An amount in a cell; a dash where it is not known, which is another thing than nothing."""
    return (word("none", lang),) if figure is None else (figure,)


def _cells(*cells: Pieces) -> Row:
    return Row(tuple((cell,) for cell in cells))
