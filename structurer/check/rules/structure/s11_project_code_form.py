"""S11."""

import re
from collections.abc import Iterator
from functools import cache

from structurer.check.lexicon import lexicon
from structurer.check.rule import Draft, rule
from structurer.check.view import ProjectView
from structurer.models.finding import Severity
from structurer.text import fold


@rule(
    "S11",
    "project-code-form",
    Severity.INFO,
    authority=("form",),
    zh="项目编码{problem}，请核对。",
    en="The project code {problem_en}.",
    suggestion="按预算系统中的编码填写",
)
def project_code_form(project: ProjectView) -> Iterator[Draft]:
    """The project code is missing or has not the form of its region.

    **Why it matters** The code ties the table to the project in the budget system; a digit lost ties it to nothing.

    **Flagged** A form that asks for 项目编码 and has none; a code of a known region in another form (河北:
    `13082825P00818410001M`, a digit short).

    **Fine** Forms without the label, and any code of a region whose form is not known.
    """
    if not project.prints("project_code"):
        return
    code = fold(project.text("project_code"))
    spot = project.spot("project_code")
    if not code:
        yield Draft((spot,), {"problem": "未填写", "problem_en": "is not filled in"})
    elif any(code.startswith(region) and not form.fullmatch(code) for region, form in _forms()):
        words = {
            "problem": f"“{code}”不符合本地区编码的格式",
            "problem_en": f"“{code}” has not the form of its region",
        }
        yield Draft((spot,), words)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((region, re.compile(form)) for region, form in lexicon("terms")["project_codes"].items())
