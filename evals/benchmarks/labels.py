"""How the two labelling passes agree, and how right the rules are; written to LABELS.md beside this file.

The corpus of real submissions is read where it is (STRUCTURER_CORPUS, or ../shared/corpus); without it its rows are left
out, and the page says so.
"""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from structurer import structure
from structurer.check.catalogue import ALL_RULES
from structurer.evaluate import (
    FIELDS,
    LabelledValue,
    Split,
    agreement,
    load_dataset,
    load_values,
    project_agreement,
    score_rows,
    share,
)

HERE = Path(__file__).parent
EVALS = HERE.parent
CORPUS = Path(os.environ.get("STRUCTURER_CORPUS", HERE.parents[2] / "shared" / "corpus")) / "text"
STARRED = sum(rule.starred for rule in ALL_RULES)


def page() -> str:
    """The whole page."""
    parts = ["# Labels\n\nWritten by `make labels`; what the datasets hold is in ../datasets/DATASHEET.md.\n"]
    parts.append("## Values of real submissions\n")
    if CORPUS.is_dir():
        parts.append(table(load_values(EVALS / "datasets" / "corpus_values.jsonl"), CORPUS))
    else:
        parts.append("Left out: the documents are not at hand.\n")
    for split in Split:
        parts.append(f"## Composed values: {split}\n")
        parts.append(table(load_dataset(EVALS, split).values, EVALS / "documents"))
    parts.append("## Composed projects\n")
    parts.append(projects())
    return "\n".join(parts)


def table(rows: Sequence[LabelledValue], folder: Path) -> str:
    """Agreement and scores of some rows."""
    submissions = {document: structure(folder / document) for document in {row.document for row in rows}}
    scored = score_rows(rows, submissions)
    decided = [row for row in scored if not row.is_open]
    kinds = Counter(row.kind.value for row in scored)
    lines = [
        f"{len(rows)} rows; the rules decide {len(decided)} ({len(decided) / len(rows):.1%}), the others stay open.\n",
        f"Kinds: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}.\n",
        "| field | passes agree | kappa | right of decided | right of all, guesses included |",
        "| --- | --- | --- | --- | --- |",
    ]
    for field in FIELDS:
        both = agreement(rows, field)
        kappa = "" if both.kappa is None else f"{both.kappa:.3f}"
        lines.append(
            f"| {field} | {both.share:.1%} | {kappa} | {share(decided, field):.1%} | {share(scored, field):.1%} |"
        )
    wrong = [row for row in decided if not row.right["kind"]]
    return (
        "\n".join(
            lines
            + [
                f"\nDecided wrongly: {one.document} project {one.project} row {one.row}: {one.said}, not {one.kind}"
                for one in wrong
            ]
        )
        + "\n"
    )


def projects() -> str:
    """Agreement on whole projects."""
    dataset = load_dataset(EVALS, Split.DEV, Split.TEST)
    rows, labelled = len(dataset.values), dataset.projects
    cells = {
        "level2": rows,
        "fills": 3 * rows,
        "findings": STARRED * (rows + len(labelled)),
        "must": 0,
        "must_not": 0,
    }
    lines = [
        f"{len(labelled)} projects. `both say`: of what one pass says, the share that the other says too.\n",
        "| field | entries | both say | kappa |",
        "| --- | --- | --- | --- |",
    ]
    for field, possible in cells.items():
        both = project_agreement(labelled, field, possible)
        count = sum(len(getattr(one.label, field)) for one in labelled)
        kappa = "" if both.kappa is None else f"{both.kappa:.3f}"
        lines.append(f"| {field} | {count} | {both.share:.1%} | {kappa} |")
    same = sum(not any(one.field == "category" for one in project.settled) for project in labelled)
    lines.append(f"| category | {len(labelled)} | {same / len(labelled):.1%} | |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print and write."""
    text = page()
    (HERE / "LABELS.md").write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
