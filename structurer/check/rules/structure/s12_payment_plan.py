"""S12."""

from collections.abc import Iterator
from itertools import pairwise

from structurer.check.rule import Draft, Skip, rule
from structurer.check.view import ProjectView, Spot
from structurer.models.finding import Severity
from structurer.models.submission import Instalment
from structurer.text import is_blank

_ALL = 100


@rule(
    "S12",
    "payment-plan",
    Severity.WARNING,
    authority=("form",),
    zh="资金支出计划{problem}，请核对。",
    en="The payment plan {problem_en}.",
    suggestion="按累计支出比例填写，最后一期为100%",
)
def payment_plan(project: ProjectView) -> Iterator[Draft]:
    """The payment plan is not cumulative, or does not end at 100 %.

    **Why it matters** 资金支出计划 says how much of the budget is spent by each date; what falls or ends below 100 % leaves
    money unplanned.

    **Flagged** A share below the one before it; a last printed share other than 100 %: warning. Dates left blank after
    100 % was reached: info.

    **Fine** Blank cells before the first share, and a plan with one share of 100 %. A wholly blank plan is S04.
    """
    plan = project.project.payment_plan or ()
    printed = [one for one in plan if not is_blank(one.text)]
    if not printed:
        return
    if any(one.percent is None for one in printed):
        raise Skip("a share of the payment plan cannot be read")
    for earlier, later in pairwise(printed):
        if (later.percent or 0) < (earlier.percent or 0):
            zh = f"“{later.label}”的“{later.text}”低于“{earlier.label}”的“{earlier.text}”，不是累计比例"
            en = f"falls from “{earlier.text}” ({earlier.label}) to “{later.text}” ({later.label})"
            yield _draft(project, (earlier, later), zh, en)
            return
    last = printed[-1]
    if last.percent != _ALL:
        zh, en = (
            f"最后一期“{last.label}”为“{last.text}”，不是100%",
            f"ends with “{last.text}”, not with 100 %",
        )
        yield _draft(project, (last,), zh, en)
    elif last is not plan[-1]:
        zh, en = (
            f"在“{last.label}”已达100%，其后各期为空",
            f"reaches 100 % at “{last.label}”, and later dates are blank",
        )
        yield _draft(project, (last,), zh, en)._replace(severity=Severity.INFO)


def _draft(project: ProjectView, shares: tuple[Instalment, ...], zh: str, en: str) -> Draft:
    spots: tuple[Spot, ...] = tuple(
        project.spot("payment_plan", f"{share.label} {share.text}".strip()) for share in shares
    )
    return Draft(spots, {"problem": zh, "problem_en": en})
