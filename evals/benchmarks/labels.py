"""How the two labelling passes agree, and how right the rules are; written to LABELS.md beside this file.

The corpus of real submissions is read where it is (STRUCTURER_CORPUS, or ../shared/corpus); without it its rows are left
out, and the page says so.
"""

import os
import sys
from collections import Counter
from pathlib import Path

from structurer import structure
from structurer.evaluate import FIELDS, agreement, load_values, score_rules

HERE = Path(__file__).parent
DATASETS = HERE.parent / "datasets"
DOCUMENTS = HERE.parent / "documents"
CORPUS = Path(os.environ.get("STRUCTURER_CORPUS", HERE.parents[2] / "shared" / "corpus"))


def page() -> str:
    """The whole page."""
    parts = ["# Labels\n\nWritten by `make labels`; what the datasets hold is in ../datasets/DATASHEET.md.\n"]
    for name, title, folder in (
        ("corpus_values", "Rows of real submissions", CORPUS / "text"),
        ("values", "Composed rows", DOCUMENTS),
    ):
        parts.append(f"## {title}\n")
        if folder.is_dir():
            parts.append(table(name, folder))
        else:
            parts.append("Left out: the documents are not at hand.\n")
    return "\n".join(parts)


def table(name: str, folder: Path) -> str:
    """Agreement and scores of one dataset."""
    rows = load_values(DATASETS / f"{name}.jsonl")
    submissions = {document: structure(folder / document) for document in {row.document for row in rows}}
    score = score_rules(rows, submissions)
    decided = f"the rules decide {score.decided} ({score.decided_share:.1%})"
    kinds = Counter(row.label.kind.value for row in rows)
    lines = [
        f"{len(rows)} rows; {decided} and leave {len(rows) - score.decided} open with their best guess.\n",
        f"Kinds: {', '.join(f'{kind} {count}' for kind, count in kinds.most_common())}.\n",
        "| field | passes agree | kappa | right of decided | right of all, guesses included |",
        "| --- | --- | --- | --- | --- |",
    ]
    for field in FIELDS:
        both = agreement(rows, field)
        kappa = "" if both.kappa is None else f"{both.kappa:.3f}"
        lines.append(
            f"| {field} | {both.share:.1%} | {kappa} | {score.share_of_decided(field):.1%} | {score.share(field):.1%} |"
        )
    return "\n".join(lines + [f"\nDecided wrongly: {one}" for one in score.wrong]) + "\n"


def main() -> None:
    """Print and write."""
    text = page()
    (HERE / "LABELS.md").write_text(text, "utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
