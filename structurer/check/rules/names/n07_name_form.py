"""N07."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import FINAL_PUNCTUATION, shown
from structurer.check.view import RowView
from structurer.models.finding import Severity

_LONGEST = 20  # characters
_STRAY = re.compile(r"[\u4e00-\u9fff][^\S\n]+[\u4e00-\u9fff]")


@rule(
    "N07",
    "name-form",
    Severity.INFO,
    authority=("A7",),
    zh="三级指标“{name}”{problem}。",
    en="The indicator name “{name}” {problem_en}.",
    suggestion="精简名称，去掉多余的标点和空格",
)
def name_form(row: RowView) -> Iterator[Draft]:
    """The name is too long, ends with punctuation or holds stray blanks.

    **Why it matters** Budget platforms take short names without stray signs; what does not fit is cut or refused.

    **Flagged** More than 20 characters; a final ， 。 or ：; a blank between two Chinese characters (`及时 率`), as PDF
    extraction leaves it.

    **Fine** A blank beside a Latin word or a number (`13 种`), a closing bracket at the end.
    """
    text = row.text("level3")
    name = row.name
    problems = []
    if len(name) > _LONGEST:
        problems.append((f"共{len(name)}个字，名称过长", f"has {len(name)} characters"))
    if name and name[-1] in FINAL_PUNCTUATION:
        problems.append(("以标点结尾", "ends with punctuation"))
    stray = _STRAY.search(text)
    if stray:
        problems.append(("中有多余空格", "holds stray blanks"))
    if problems:
        zh, en = "，且".join(zh for zh, _ in problems), " and ".join(en for _, en in problems)
        printed = text.strip() if stray else shown(text)
        yield Draft((row.spot("level3"),), {"name": printed, "problem": zh, "problem_en": en})
