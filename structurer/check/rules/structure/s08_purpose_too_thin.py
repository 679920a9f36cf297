"""S08."""

from collections.abc import Iterator

from structurer.check.rule import Draft, Method, rule
from structurer.check.texts import beyond_name, cited, has_figure, states_nothing
from structurer.check.view import ProjectView
from structurer.models.finding import Severity

_SHORT = 12  # characters
_NOTHING_NEW = 2  # characters beyond the project's name and fillers


@rule(
    "S08",
    "purpose-too-thin",
    Severity.INFO,
    method=Method.RULE_LLM,
    authority=("A2",),
    zh="资金用途“{purpose}”过于简单，看不出资金用于哪些具体工作。",
    en="The purpose “{purpose}” does not say what the money is spent on.",
    suggestion="列明主要支出内容",
    question=(
        "Does the purpose of the funds (资金用途) fail to name the items of work, goods or services that the money is "
        "spent on? Confirm (holds) if it is general or only says the project's name again; clear it only with a "
        "verbatim quote of the purpose that names what is bought, built or paid."
    ),
)
def purpose_too_thin(project: ProjectView) -> Iterator[Draft]:
    """The purpose is too short to trace the money to items of work.

    **Why it matters** A reviewer checks whether amount and work fit; `保障业务正常进行` fits any amount.

    **Flagged** 资金用途 with at most 12 characters, or one that only says the project's name again.

    **Fine** A short purpose that lists what is bought (`打印机、扫描仪`) or gives a figure. A blank one is S04, text of the
    blank form is S05.
    """
    purpose, text = project.text("fund_purpose"), project.purpose
    if not text or "、" in text or has_figure(text):
        return
    is_thin = len(text) <= _SHORT or len(beyond_name(text, project.text("project_name"))) <= _NOTHING_NEW
    if is_thin and not states_nothing(purpose):
        yield Draft((project.spot("fund_purpose"),), {"purpose": cited(purpose)})
