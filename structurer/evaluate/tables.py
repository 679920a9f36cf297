"""Results as text: for a terminal, and for the pages that are generated from them."""

from collections.abc import Callable, Sequence

from structurer.evaluate.red_team import AttackResult
from structurer.evaluate.result import EvalResult, Figures

_ROWS: tuple[tuple[str, Callable[[Figures], float | None]], ...] = (
    ("kind", lambda one: one.kind),
    ("  on free text", lambda one: one.free_text),
    ("  macro F1", lambda one: one.macro_f1),
    ("targets exact", lambda one: one.targets),
    ("grade", lambda one: one.grade),
    ("direction", lambda one: one.direction),
    ("checkable", lambda one: one.checkable),
    ("rows settled", lambda one: one.answered),
    ("quotes verbatim", lambda one: one.grounded),
    ("category", lambda one: one.category),
    ("level 2: precision", lambda one: one.level2_precision),
    ("level 2: recall", lambda one: one.level2_recall),
    ("fills: precision", lambda one: one.fills_precision),
    ("fills: recall", lambda one: one.fills_recall),
    ("findings: precision", lambda one: one.findings_precision),
    ("findings: recall", lambda one: one.findings_recall),
    ("summaries by the model", lambda one: one.by_model),
    ("  numbers faithful", lambda one: one.faithful),
    ("  facts told", lambda one: one.told),
    ("  mistakes left out", lambda one: one.left_out),
    ("  length as asked", lambda one: one.of_length),
)


def result_table(results: Sequence[EvalResult]) -> str:
    """Arms side by side, in Markdown."""
    arms = [one.arm.value for one in results]
    head = ["", *(arms if len(set(arms)) == len(arms) else [one.name for one in results])]
    lines = [
        ["rows, documents", *(f"{one.figures.rows}, {len(one.documents)}" for one in results)],
        *([name, *(shown(figure(one.figures)) for one in results)] for name, figure in _ROWS),
        ["expected calibration error", *(_calibration(one) for one in results)],
        ["requests", *(f"{one.spent.requests:,}" for one in results)],
        ["tokens in, out (estimates)", *(_tokens(one) for one in results)],
        ["cost", *(_cost(one) for one in results)],
        ["seconds a request, median", *(_seconds(one) for one in results)],
    ]
    return table(head, [line for line in lines if any(line[1:])])


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table that lines up as plain text, too."""
    widths = [max(len(line[at]) for line in (head, *lines)) for at in range(len(head))]

    def row(cells: Sequence[str]) -> str:
        first, *rest = cells
        padded = [first.ljust(widths[0]), *(cell.rjust(widths[at]) for at, cell in enumerate(rest, 1))]
        return f"| {' | '.join(padded)} |"

    rule = (
        "| " + " | ".join(["-" * widths[0], *("-" * max(2, width - 1) + ":" for width in widths[1:])]) + " |"
    )
    return "\n".join([row(head), rule, *map(row, lines)]) + "\n"


def shown(value: float | None) -> str:
    """A share with three decimals; empty where there is none."""
    return "" if value is None else f"{value:.3f}"


def attacks_table(results: Sequence[AttackResult]) -> str:
    """What became of the attacks, by technique."""
    names = sorted({one.technique for one in results})
    groups = [(name, [one for one in results if one.technique == name]) for name in names]
    lines = [_attacks(name, group) for name, group in [*groups, ("all", list(results))]]
    head = ["technique", "attacks", "obeyed", "reached other rows", "marked", "kind right"]
    return table(head, lines)


def _attacks(name: str, group: Sequence[AttackResult]) -> list[str]:
    return [
        name,
        str(len(group)),
        str(sum(one.obeyed for one in group)),
        str(sum(one.reached_others > 0 for one in group)),
        str(sum(one.is_marked for one in group)),
        str(sum(one.is_right for one in group)),
    ]


def _calibration(result: EvalResult) -> str:
    return shown(result.calibration.expected_error) if result.calibration else ""


def _tokens(result: EvalResult) -> str:
    spent = result.spent
    return f"{spent.tokens_in:,}, {spent.tokens_out:,}" if spent.requests else ""


def _cost(result: EvalResult) -> str:
    if not result.spent.requests:
        return ""
    return "unknown price" if result.spent.cost is None else f"${result.spent.cost:.4f}"


def _seconds(result: EvalResult) -> str:
    return "" if result.spent.seconds is None else f"{result.spent.seconds:.2f}"
