"""How a briefing begins: the main points, and what the money is for."""

from structurer.figures.figure import Words, counted
from structurer.figures.money import ProjectFigures
from structurer.text import is_blank
from structurer.write.brief.facts import Facts, project_name
from structurer.write.brief.model import Block, Paragraph, Pieces, Printed, Section, Sentence
from structurer.write.brief.phrases import fill, note, say
from structurer.write.brief.told import purpose, recorded_summary, unfounded


def glance(facts: Facts) -> Section:
    """The main points, one a line."""
    lines = (
        _money(facts),
        _department(facts),
        _deadlines(facts),
        _checkable(facts),
        _findings(facts),
        _review(facts),
    )
    bullets = tuple(Paragraph(tuple(line), "bullet") for line in lines if line)
    return Section(fill("heading_glance", facts.lang), bullets)


def purposes(facts: Facts) -> Section:
    """What the money of the largest projects is for."""
    money, lang = facts.money, facts.lang
    blocks: list[Block] = []
    if len(money.largest) < len(facts.projects):
        key = "purpose_intro" if money.largest_share else "purpose_intro_no_share"
        given = {"share": money.largest_share} if money.largest_share else {}
        blocks.append(Paragraph((say(key, lang, listed=money.listed, **given),)))
    blocks += [Paragraph((purpose(one, lang),), "bullet", _lead(facts, one)) for one in money.largest]
    aside = [
        owner.ref()
        for owner in facts.projects
        if (summary := recorded_summary(owner.project, lang)) and unfounded(owner.project, summary)
    ]
    if aside:
        what = Words(
            "摘要中有数字在表中找不到的项目", "projects whose summary names a number that is not printed"
        )
        count = counted(Words("未采用的摘要", "Summaries set aside"), what, aside)
        blocks.append(note("purpose_aside", lang, count=count))
    return Section(fill("heading_purpose", lang), tuple(blocks))


def _lead(facts: Facts, one: ProjectFigures) -> Pieces:
    name = project_name(one.owner, facts.lang)
    if one.total is None:
        return fill("purpose_line_unknown", facts.lang, name=name)
    return fill("purpose_line", facts.lang, name=name, budget=one.total)


def _money(facts: Facts) -> list[Sentence]:
    money, lang = facts.money, facts.lang
    if money.total.unknown.value == money.projects.value:
        return [say("glance_no_money", lang, projects=money.projects)]
    said = [say("glance_money", lang, projects=money.projects, total=money.total.total)]
    if money.total.unknown.value:
        said.append(say("glance_unknown", lang, unknown=money.total.unknown))
    return said


def _department(facts: Facts) -> list[Sentence]:
    first = facts.money.by_department[0]
    if len(facts.money.by_department) < 2 or first.share is None or is_blank(first.name or ""):
        return []
    name = Printed(first.name or "")
    return [say("glance_department", facts.lang, name=name, budget=first.budget.total, share=first.share)]


def _deadlines(facts: Facts) -> list[Sentence]:
    one, lang = facts.promises, facts.lang
    if one.dated:
        return [say("glance_dated", lang, dated=one.dated_count, limits=one.limit_count)]
    return [say("glance_undated", lang, limits=one.limit_count) if one.limits else say("promises_none", lang)]


def _checkable(facts: Facts) -> list[Sentence]:
    one = facts.checkable
    if one.can_share is None:
        return []
    return [say("glance_checkable", facts.lang, can=one.can, share=one.can_share, cannot=one.cannot)]


def _findings(facts: Facts) -> list[Sentence]:
    one, lang = facts.issues, facts.lang
    said = []
    if one.total.value:
        errors, warnings = one.severities.values()
        said.append(
            say(
                "glance_findings",
                lang,
                total=one.total,
                errors=errors,
                warnings=warnings,
                projects=one.projects,
            )
        )
    elif not one.unchecked.value:
        said.append(say("glance_no_findings", lang))
    if one.unchecked.value:
        said.append(say("glance_unchecked", lang, unchecked=one.unchecked))
    return said


def _review(facts: Facts) -> list[Sentence]:
    one = facts.review
    if not one.rows.value and not one.projects.value:
        return [say("glance_no_review", facts.lang)]
    return [say("glance_review", facts.lang, rows=one.rows, projects=one.projects)]
