"""The program's own summary, of printed pieces alone: used where no model is asked or none of its summaries held."""

import re
from decimal import Decimal
from typing import Literal

from structurer.models import Indicator, Project
from structurer.models.proposal import Summary

_YUAN_IN_WAN = 10_000
_LONGEST_HEADLINE = 30
_LONGEST_PURPOSE = 50
_KEY_ROWS = 3
_BROKEN = re.compile(r"(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])")


def budget_in_wan(project: Project) -> str | None:
    """The budget in 万元 without zeros that carry nothing; null where it is blank."""
    amount = project.budget.total.amount
    if amount is None:
        return None
    wan = amount / _YUAN_IN_WAN
    text = f"{wan:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def key_rows(project: Project) -> tuple[Indicator, ...]:
    """Up to three rows that say most: with a target that can be checked, in printed order, cost rows last."""
    told = [row for row in project.indicators if row.value.targets and row.value.checkable]
    return tuple(sorted(told, key=lambda row: "成本" in row.level2 + row.level1)[:_KEY_ROWS])


def template_summary(project: Project, lang: Literal["zh", "en"], rejected: str | None = None) -> Summary:
    """A summary made of what the project prints; `rejected` says why no model's stands here."""
    name = _line(project.project_name or project.title or "")
    amount, rows = budget_in_wan(project), key_rows(project)
    purpose = _cut(_line((project.fund_purpose or "").split("\n")[0]).rstrip("。.；;，,"))
    targets = "；".join(f"{_line(row.level3)}{_line(row.value.text)}" for row in rows)
    if lang == "zh":
        text = f"项目“{name}”" + (f"预算{amount}万元" if amount is not None else "未填写预算数")
        text += (f"，资金用途：{purpose}" if purpose else "") + f"。设{len(project.indicators)}项绩效指标"
        text += f"，其中：{targets}。" if targets else "。"
        headline = name
    else:
        text = f"The project “{name}” has " + (
            f"a budget of {amount} 万元 (10,000 yuan)" if amount else "no budget stated"
        )
        text += (
            f"; purpose: {purpose}" if purpose else ""
        ) + f". It sets {len(project.indicators)} indicators"
        text += f", among them: {targets}." if targets else "."
        headline = name
    return Summary(
        headline=headline[:_LONGEST_HEADLINE],
        text=text,
        key_rows=tuple(row.row for row in rows),
        lang=lang,
        decided_by="template",
        rejected=rejected,
    )


def _line(text: str) -> str:
    """A printed text on one line; blanks beside Chinese characters are where lines were broken."""
    return _BROKEN.sub("", " ".join(text.split()))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_PURPOSE else f"{text[:_LONGEST_PURPOSE]}…"


def computed(project: Project) -> dict[str, Decimal]:
    """What the program worked out about a project and gives to whoever summarises it."""
    facts = {"number_of_indicators": Decimal(len(project.indicators))}
    amount = budget_in_wan(project)
    if amount is not None:
        facts["budget_in_wan_yuan"] = Decimal(amount)
    return facts
