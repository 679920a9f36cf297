"""Summarise: a project in plain words, every number of it printed or computed."""

from typing import Literal, NamedTuple

from structurer.assist.answers import SummaryText
from structurer.assist.cells import header_texts, is_quoted, row_texts
from structurer.assist.converse import RejectedError, converse
from structurer.assist.fence import fence
from structurer.assist.ground import invented_numbers
from structurer.assist.template import computed, template_summary
from structurer.errors import AnswerError
from structurer.lexicon.instructions import speaks_to_program
from structurer.llm.model import Model, Reply, Task
from structurer.models import Project
from structurer.models.base import plain_decimal
from structurer.models.proposal import Summary
from structurer.models.value import Provenance
from structurer.prompts import Prompt
from structurer.text import fold


class Lengths(NamedTuple):
    """How long a summary may be, in characters without white space for Chinese, with it for English."""

    headline: int
    least: int
    most: int


LENGTHS = {"zh": Lengths(30, 60, 160), "en": Lengths(90, 200, 600)}


async def summarise(
    model: Model, prompt: Prompt, project: Project, document: str, lang: Literal["zh", "en"]
) -> Summary:
    """Ask for a summary; where none holds, the program's own stands in, with the reason.

    Raises:
        ModelError: the model could not be asked.
    """
    header = {name: text for name, text in header_texts(project).items() if not speaks_to_program(text)}
    rows = {
        f"r{row.row}": row_texts(row)
        for row in project.indicators
        if not any(map(speaks_to_program, row_texts(row).values()))
    }
    facts = computed(project)
    shown = {
        "project": {**header, "unit_name": project.unit_name, "budget_total": project.budget.total.text},
        "currency_unit": project.currency_unit,
        "rows": [{"row": name, **texts} for name, texts in rows.items()],
        "computed": {name: plain_decimal(value) for name, value in facts.items()},
    }
    sources = [*header.values(), *(text for texts in rows.values() for text in texts.values())]
    sources += [project.unit_name or "", project.budget.total.text or ""]

    def problems(reply: Reply[SummaryText]) -> list[str]:
        answer = reply.answer
        wrong = [
            f"{fact.field} of {fact.row or 'the header'} does not print {fact.quote!r}"
            for fact in answer.facts
            if not is_quoted(fact.quote, fact.field, header if fact.row is None else rows.get(fact.row, {}))
        ]
        wrong += [f"there is no row {name}" for name in answer.key_rows if name not in rows]
        invented = invented_numbers(answer.headline + "\n" + answer.text, sources, facts.values())
        wrong += [f"the number {plain_decimal(number)} is not in the data" for number in invented]
        return wrong + wrong_lengths(answer.headline, answer.text, lang)

    messages = prompt.messages(data=fence(shown), lang=lang)
    try:
        reply = await converse(model, Task(prompt.name, document), messages, SummaryText, problems)
    except RejectedError as error:
        return template_summary(project, lang, rejected=str(error))
    except AnswerError as error:
        return template_summary(project, lang, rejected=error.message)
    return Summary(
        headline=reply.answer.headline.strip(),
        text=reply.answer.text.strip(),
        key_rows=tuple(int(name[1:]) for name in dict.fromkeys(reply.answer.key_rows)),
        lang=lang,
        decided_by="llm",
        provenance=Provenance(prompt=prompt.name, model=reply.model, request=reply.request),
    )


def wrong_lengths(headline: str, text: str, lang: Literal["zh", "en"]) -> list[str]:
    """A line for each part that is too long or too short."""
    lengths = LENGTHS[lang]
    head, body = (len(fold(part) if lang == "zh" else part.strip()) for part in (headline, text))
    wrong = []
    if not 0 < head <= lengths.headline:
        wrong.append(f"the headline has {head} characters, not 1 to {lengths.headline}")
    if not lengths.least <= body <= lengths.most:
        wrong.append(f"the text has {body} characters, not {lengths.least} to {lengths.most}")
    return wrong
