"""D09."""

from collections.abc import Iterator

from structurer.check.money import wan
from structurer.check.rule import Draft, Method, Skip, rule
from structurer.check.texts import cited
from structurer.check.view import ProjectView
from structurer.models.finding import Remark, Severity
from structurer.text import fold

_PAYMENT = ("尾款", "余款", "质保金", "结算款", "付款", "支付", "拨付")


@rule(
    "D09",
    "money-below-scale",
    Severity.WARNING,
    method=Method.LLM,
    authority=("A2",),
    zh="预算数{budget}万元，与目标“{quote}”的规模明显不匹配。",
    en="The budget of {budget} 万元 is far below what “{quote}” promises.",
    suggestion="按本年度资金实际安排的内容重设绩效目标和指标",
    question=(
        "Is the money of this year far below what goal or indicators promise, as when a final payment carries the "
        "targets of the whole project? Confirm only if the order of magnitude is wrong; quote the goal or the values "
        "(with their rows) that the money cannot pay for. Do not report a table that says it is a final payment and "
        "targets only that payment, running costs of a small office, or a missing budget."
    ),
)
def money_below_scale(project: ProjectView, remark: Remark) -> Iterator[Draft]:
    """The year's money is far below what the targets promise.

    **Why it matters** The result would be credited to money that did not bring it about; usually a final payment of
    an old project carries the targets of all of it.

    **Flagged** A budget of 0.30万元 with a goal that builds a platform for a whole city.

    **Fine** A goal that says it is a final payment, with targets about that payment only.
    """
    if project.budget is None:
        raise Skip("the budget is blank or no amount")
    promises = [spot for spot in project.quoted(remark) if spot.cell.field != "budget_total"]
    texts = [fold(spot.quote) for spot in promises]
    if all(any(word in text for word in _PAYMENT) for text in texts):
        return
    words = {"budget": wan(project.budget), "quote": cited(promises[0].quote)}
    yield Draft((project.spot("budget_total"), *promises), words)
