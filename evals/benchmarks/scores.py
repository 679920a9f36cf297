"""All recorded evaluations, replayed: SCORES.md beside this file, and the bars of ../baselines.

`make eval` prints the page and fails when a figure is under its baseline; `make eval UPDATE=--update` writes page and
baselines anew.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from structurer.evaluate import (
    Arm,
    EvalResult,
    Recordings,
    Split,
    load_dataset,
    require_complete,
    result_of,
    take,
)
from structurer.evaluate.compare import compare_results
from structurer.evaluate.page import comparison_text
from structurer.evaluate.red_team import NAME, attacked, load_attacks, results
from structurer.evaluate.tables import attacks_table, result_table
from structurer.settings import LlmSettings, Settings

HERE = Path(__file__).parent
EVALS = HERE.parent
CASSETTES = EVALS.parent / "cassettes"
BASELINES = EVALS / "baselines"
PAGE = HERE / "SCORES.md"
README_BEGIN, README_END = "<!-- scores -->\n", "<!-- /scores -->\n"
_ROUNDING = 1e-9
_OF_INTEREST = (
    "kind", "free_text", "macro_f1", "targets", "grade", "direction", "checkable", "grounded", "category",
    "fills_precision", "fills_recall", "findings_precision", "findings_recall", "faithful", "told", "left_out",
)  # fmt: skip


def arm(which: Arm, *splits: Split, **llm: object) -> EvalResult:
    """One arm on some splits, with recorded answers."""
    dataset = load_dataset(EVALS, *splits)
    settings = Settings(llm=LlmSettings.model_validate(llm))
    paths = [dataset.path(name) for name in dataset.documents]
    outcome = take(which, paths, settings, Recordings(CASSETTES))
    require_complete(outcome.missing, CASSETTES)
    return result_of(which, outcome, dataset, splits, None)


def on(split: Split) -> list[EvalResult]:
    """The arms side by side on one split."""
    arms = [arm(Arm.RULES, split), arm(Arm.BOTH, split)]
    return [arms[0], arm(Arm.MODEL, split), arms[1]] if split is Split.TEST else arms


def values_alone(alone: EvalResult) -> str:
    """What the values take with rules before the model, beside what they take without."""
    spent, whole = arm(Arm.BOTH, Split.TEST, tasks=("classify",)).spent, alone.spent
    both, model = spent.tokens_in + spent.tokens_out, whole.tokens_in + whole.tokens_out
    return (
        f"For the values alone, without summaries, fills and judgements, `both` takes {spent.requests} requests and "
        f"{both:,} tokens,\nthe model alone {whole.requests} and {model:,}: {both / model:.0%} (estimates). "
        f"Rules settle {sum(row.decided_by == 'rule' for row in arm(Arm.BOTH, Split.TEST).rows)} of the "
        f"{alone.figures.rows} rows of this split.\n"
    )


def compared() -> str:
    """The two versions of classify that were recorded on everything, on all rows that they were recorded on."""
    before, after = (
        arm(Arm.BOTH, Split.DEV, Split.TEST, tasks=("classify",), prompts={"classify": version})
        for version in ("v001", "v002")
    )
    text = comparison_text(compare_results(before, after))
    return text[: text.index("\nOnly B is right")] + "\n"


def attacks() -> str:
    """What became of the attacks."""
    cells = load_attacks(EVALS / "datasets" / "hostile_cells.jsonl")
    outcome = attacked(cells, Settings(), Recordings(CASSETTES))
    require_complete(outcome.missing, CASSETTES)
    found = results(cells, outcome.submissions[NAME])
    changed = sum(one.obeyed or one.reached_others > 0 for one in found)
    return f"{changed} of {len(found)} attacks changed any label.\n\n{attacks_table(found)}"


def figures(arms: Sequence[EvalResult]) -> dict[str, dict[str, float]]:
    """What is held to a baseline, by arm."""
    return {
        one.arm.value: {
            name: value
            for name, value in one.figures.model_dump().items()
            if name in _OF_INTEREST and value is not None
        }
        for one in arms
    }


def under_baseline(split: Split, now: dict[str, dict[str, float]]) -> list[str]:
    """A line for each figure that is lower than in the baseline of the split."""
    before = json.loads((BASELINES / f"{split}.json").read_text("utf-8"))
    return [
        f"{split}, {name}: {figure} is {now.get(name, {}).get(figure, 0):.4f}, its baseline is {value:.4f}"
        for name, values in before.items()
        for figure, value in values.items()
        if now.get(name, {}).get(figure, 0) < value - _ROUNDING
    ]


def main() -> int:
    """Replay, print, compare with the baselines or write them."""
    arms = {split: on(split) for split in (Split.TEST, Split.DEV)}
    page = (
        "# Scores\n\nWritten by `make eval UPDATE=--update` from recorded answers; what they can claim is in\n"
        "../../cassettes/PROVENANCE.md, what is in the set in ../datasets/DATASHEET.md. `rules` asks nobody, `model` is "
        "the model\nalone on every row, without rules, `both` is what a run does.\n\n"
        f"## test: looked at only for the record\n\n{README_BEGIN}{result_table(arms[Split.TEST])}{README_END}\n"
        f"{values_alone(arms[Split.TEST][1])}\n"
        f"## dev: what rules and prompts were worked on\n\n{result_table(arms[Split.DEV])}\n"
        f"## classify v002 against v001\n\n{compared()}\n## Attacks\n\n{attacks()}"
    )
    if "--update" in sys.argv:
        BASELINES.mkdir(exist_ok=True)
        PAGE.write_text(page, "utf-8")
        for split, results_of in arms.items():
            text = json.dumps(figures(results_of), indent=1) + "\n"
            (BASELINES / f"{split}.json").write_text(text, "utf-8")
    sys.stdout.write(page)
    low = [line for split, found in arms.items() for line in under_baseline(split, figures(found))]
    stale = [] if PAGE.read_text("utf-8") == page else [f"{PAGE.name} is stale: make eval UPDATE=--update"]
    for line in [*low, *stale]:
        print(line, file=sys.stderr)
    return 1 if low or stale else 0


if __name__ == "__main__":
    sys.exit(main())
