"""What the review found and what needs a person."""

from collections.abc import Iterable, Sequence

from structurer.figures.figure import Figure, Lang, Ref, Unit, Words
from structurer.figures.owned import Owned
from structurer.figures.quality import Issue, ReasonFigures, RuleFigures
from structurer.lexicon.authorities import authorities
from structurer.lexicon.numerals import numbers_in
from structurer.models.base import plain_decimal
from structurer.models.finding import Finding
from structurer.write.brief.facts import Facts, called, project_name
from structurer.write.brief.model import Block, Column, Piece, Pieces, Printed, Row, Section, Table, Told
from structurer.write.brief.phrases import fill, note, paragraph, say, word
from structurer.write.brief.told import printed_texts
from structurer.write.brief.vocabulary import reason_name, severity_name

_MOST_QUOTES = 3


def gravest(facts: Facts) -> Section:
    """The gravest findings with their quotes and what they rest on."""
    one, lang = facts.issues, facts.lang
    blocks: list[Block] = []
    if one.gravest:
        blocks.append(note("findings_intro", lang))
        blocks.append(findings_table(one.gravest, word("caption_findings", lang), lang))
    else:
        blocks.append(paragraph(say("findings_none", lang)))
    if one.unchecked.value:
        blocks.append(note("glance_unchecked", lang, unchecked=one.unchecked))
    if one.hidden.value:
        blocks.append(note("findings_hidden", lang, hidden=one.hidden))
    if one.accepted.value:
        blocks.append(note("findings_accepted", lang, accepted=one.accepted))
    return Section(fill("heading_findings", lang), tuple(blocks))


def by_rule(facts: Facts) -> Section | None:
    """How often each rule objects."""
    lang = facts.lang
    if not facts.issues.rules:
        return None
    columns = (
        Column(word("column_rule", lang), 10),
        Column(word("column_severity", lang), 12),
        Column(word("column_count", lang), 12, is_number=True),
        Column(word("column_projects", lang), 12, is_number=True),
        Column(word("column_example", lang), 54),
    )
    rows = tuple(_rule_row(one, lang) for one in facts.issues.rules)
    blocks: list[Block] = [Table(word("caption_rules", lang), columns, rows)]
    if facts.issues.of_other_rules.value:
        blocks.append(note("rules_more", lang, others=facts.issues.of_other_rules))
    return Section(fill("heading_rules", lang), tuple(blocks))


def people(facts: Facts) -> Section:
    """The reasons for which a person should look, and where to begin."""
    one, lang = facts.review, facts.lang
    if not one.reasons:
        return Section(fill("heading_review", lang), (paragraph(say("glance_no_review", lang)),))
    blocks: list[Block] = []
    if one.rows.value or one.projects.value:  # else only findings wait for a person
        blocks.append(paragraph(say("glance_review", lang, rows=one.rows, projects=one.projects)))
    columns = (
        Column(word("column_reason", lang), 44),
        Column(word("column_places", lang), 10, is_number=True),
        Column(word("column_first", lang), 46),
    )
    rows = tuple(_reason_row(reason, facts) for reason in one.reasons)
    blocks.append(Table(word("caption_reasons", lang), columns, rows))
    return Section(fill("heading_review", lang), tuple(blocks))


def findings_table(issues: Sequence[Issue], caption: str, lang: Lang, *, is_of_one: bool = False) -> Table:
    """Findings one a row: the rule, where, and what with its proof; the project is named unless all are of one."""
    columns = (
        Column(word("column_rule", lang), 11),
        Column(word("column_where", lang), 25),
        Column(word("column_what", lang), 64),
    )
    rows = tuple(
        Row((_rule_cell(one.finding, lang), _where_cell(one, lang)[int(is_of_one) :], _what_cell(one, lang)))
        for one in issues
    )
    return Table(caption, columns, rows)


def message(one: Issue, lang: Lang, most: int = 300) -> Pieces:
    """What a finding says; the numbers that its rule worked out are figures of the briefing."""
    finding = one.finding
    text = finding.message_zh if lang == "zh" else finding.message_en
    waits = finding.confirmed is None and word("to_be_confirmed", "zh") not in text
    told = Told(text, _worked_out(one, text), most)
    return (told, word("to_be_confirmed", lang)) if waits else (told,)


def _worked_out(one: Issue, text: str) -> tuple[Figure, ...]:
    """The numbers of a text of a rule that no cell of the project prints, each with the cells they come from."""
    unprinted = numbers_in(text)
    for cell in printed_texts(one.owner.project):
        if not unprinted:
            return ()
        unprinted -= numbers_in(cell)
    rule = one.finding.rule
    return tuple(
        Figure(
            name=Words(f"规则{rule}所说的数", f"Number of rule {rule}").about(
                f"{plain_decimal(number)} [{one.owner.title} {'/'.join(map(str, one.finding.rows)) or '-'}]"
            ),
            value=number,
            unit=Unit.NUMBER,
            formula=Words(
                f"规则{rule}据所列单元格算出或给出", f"computed or stated by rule {rule} from these cells"
            ),
            basis=one.owner.cells(one.finding),
        )
        for number in sorted(unprinted)
    )


def _rule_cell(finding: Finding, lang: Lang) -> tuple[Pieces, ...]:
    return ((severity_name(finding.severity).of(lang),), (_rule_id(finding),))


def _rule_id(finding: Finding) -> Printed:
    return Printed(finding.rule, 12)


def _where_cell(one: Issue, lang: Lang) -> tuple[Pieces, ...]:
    rows = one.finding.rows
    if not rows:
        return project_name(one.owner, lang), fill("where_header", lang)
    key = "where_row" if len(rows) == 1 else "where_rows"
    place = fill(key, lang, row=str(rows[0]))
    indicator = next((row.level3 for row in one.owner.project.indicators if row.row == rows[0]), "")
    return project_name(one.owner, lang), (*place, " ", Printed(indicator, 30))


def _what_cell(one: Issue, lang: Lang) -> tuple[Pieces, ...]:
    finding = one.finding
    lines = [message(one, lang)]
    if finding.evidence:
        lines.append(fill("finding_quote", lang, quotes=_quotes(finding)))
    if finding.authority:
        lines.append(fill("finding_authority", lang, authority=_authority(finding.authority, lang)))
    if finding.suggestion:
        suggestion = Told(finding.suggestion, _worked_out(one, finding.suggestion), 200)
        lines.append(fill("finding_suggestion", lang, suggestion=suggestion))
    return tuple(lines)


def _quotes(finding: Finding) -> Pieces:
    different = list(dict.fromkeys(one.quote for one in finding.evidence))
    pieces = [piece for quote in different[:_MOST_QUOTES] for piece in ("“", Printed(quote, 80), "”")]
    return (*pieces, "……") if len(different) > _MOST_QUOTES else tuple(pieces)


def _authority(keys: Iterable[str], lang: Lang) -> Pieces:
    pieces: list[Piece] = []
    for key in keys:
        known = authorities().get(key)
        pieces.append("；" if pieces else "")
        pieces.append(known.title if known else Printed(key))
        if known and known.status == "recalled":
            pieces.append(word("recalled", lang))
    return tuple(pieces)


def _rule_row(one: RuleFigures, lang: Lang) -> Row:
    finding = one.first.finding
    severity = severity_name(finding.severity)
    key = Words(finding.severity, finding.severity)
    return Row(
        (
            ((_rule_id(finding),),),
            ((severity.of(lang),),),
            ((called(one.count, key, severity),),),
            ((called(one.projects, key, severity),),),
            (message(one.first, lang, 70),),
        )
    )


def _reason_row(one: ReasonFigures, facts: Facts) -> Row:
    lang, name = facts.lang, reason_name(one.reason)
    count = called(one.count, Words(one.reason, one.reason), name)
    owners = {(owner.document, owner.project.index): owner for owner in facts.projects}
    first = one.count.basis[0]
    return Row(
        (
            ((name.of(lang),),),
            ((count,),),
            (_example(owners[first.document, first.project or 0], first, lang),),
        )
    )


def _example(owner: Owned, ref: Ref, lang: Lang) -> Pieces:
    name = project_name(owner, lang)
    if ref.row is None:
        return (*name, " ", *fill("where_header", lang))
    row = next((row for row in owner.project.indicators if row.row == ref.row), None)
    where = fill("where_row", lang, row=str(ref.row))
    if row is None:
        return (*name, " ", *where)
    between = "：“" if lang == "zh" else ": “"
    return (*name, " ", *where, " ", Printed(row.level3, 30), between, Printed(row.value.text, 40), "”")
