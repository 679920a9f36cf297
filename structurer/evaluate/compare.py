"""Two results on the same rows: what may be concluded, what changed both ways, and what each of them cost."""

from collections.abc import Callable, Iterable, Sequence

from structurer.errors import InputError
from structurer.evaluate.classes import Classification, score_classes
from structurer.evaluate.result import EvalResult, Spent
from structurer.evaluate.score import FIELDS, ProjectScore, RowScore
from structurer.evaluate.statistics import Arms, Comparison, compare_arms
from structurer.models.base import Model
from structurer.models.value import Kind


class FieldComparison(Model):
    """One measure under both: `comparison` says B less A, by document."""

    name: str
    comparison: Comparison


class Changed(Model):
    """A row whose kind only one of the two has right."""

    document: str
    project: int
    row: int
    text: str
    label: Kind
    a: Kind | None
    b: Kind | None


class Compared(Model):
    """Result B held against result A on the rows both have.

    `gained` are rows that only B has right, `lost` rows that only A has; `classes_a` and `classes_b` hold the confusion
    matrices of the kinds.
    """

    a: str
    b: str
    documents: tuple[str, ...]
    measures: tuple[FieldComparison, ...]
    gained: tuple[Changed, ...]
    lost: tuple[Changed, ...]
    classes_a: Classification
    classes_b: Classification
    spent_a: Spent
    spent_b: Spent


Key = tuple[str, int, int]


def compare_results(a: EvalResult, b: EvalResult) -> Compared:
    """Hold `b` against `a`, row by row.

    Raises:
        InputError: they share no row, or a row that both have is not labelled the same.
    """
    before, after = _by_key(a.rows), _by_key(b.rows)
    keys = [key for key in before if key in after]
    if not keys:
        raise InputError("the two results share no row", hint="compare results on the same split")
    if changed := [key for key in keys if before[key].kind != after[key].kind]:
        document, project, row = changed[0]
        raise InputError(
            f"{document} project {project} row {row} is labelled {before[changed[0]].kind} in one result and "
            f"{after[changed[0]].kind} in the other",
            hint="score both again with the same labels",
        )
    pairs = [(before[key], after[key]) for key in keys]
    return Compared(
        a=a.name,
        b=b.name,
        documents=tuple(sorted({key[0] for key in keys})),
        measures=tuple(_measures(pairs, a.projects, b.projects)),
        gained=tuple(_changed(one, two) for one, two in pairs if _is_right(two) and not _is_right(one)),
        lost=tuple(_changed(one, two) for one, two in pairs if _is_right(one) and not _is_right(two)),
        classes_a=score_classes((one.kind, one.said) for one, _ in pairs),
        classes_b=score_classes((two.kind, two.said) for _, two in pairs),
        spent_a=a.spent,
        spent_b=b.spent,
    )


def _by_key(rows: Iterable[RowScore]) -> dict[Key, RowScore]:
    return {(row.document, row.project, row.row): row for row in rows}


def _is_right(row: RowScore) -> bool:
    return row.right["kind"]


def _changed(a: RowScore, b: RowScore) -> Changed:
    return Changed(
        document=a.document, project=a.project, row=a.row, text=a.text, label=a.kind, a=a.said, b=b.said
    )


def _measures(
    pairs: Sequence[tuple[RowScore, RowScore]],
    before: Sequence[ProjectScore],
    after: Sequence[ProjectScore],
) -> Iterable[FieldComparison]:
    for field in FIELDS:
        yield _of_rows(field, pairs, lambda row, field=field: row.right[field])  # type: ignore[misc]
    yield _of_rows("all five", pairs, lambda row: all(row.right.values()))
    if not any(one.summary and one.summary.by == "llm" for one in (*before, *after)):
        entries_of = {name: entries for name, entries in _OF_PROJECTS.items() if name != _TOLD}
    else:
        entries_of = _OF_PROJECTS
    later = {(one.document, one.project): one for one in after}
    both = [(one, two) for one in before if (two := later.get((one.document, one.project))) is not None]
    for name, entries in entries_of.items():
        documents = _entries(both, entries)
        if documents:
            yield FieldComparison(name=name, comparison=compare_arms(documents))


def _of_rows(
    name: str, pairs: Sequence[tuple[RowScore, RowScore]], score: Callable[[RowScore], bool]
) -> FieldComparison:
    documents: dict[str, tuple[list[float], list[float]]] = {}
    for a, b in pairs:
        left, right = documents.setdefault(a.document, ([], []))
        left.append(float(score(a)))
        right.append(float(score(b)))
    return FieldComparison(name=name, comparison=compare_arms(documents))


def _entries(
    both: Sequence[tuple[ProjectScore, ProjectScore]], entries: Callable[[ProjectScore], Sequence[bool]]
) -> dict[str, Arms]:
    """The entries of projects by document, where both results have the same ones."""
    documents: dict[str, tuple[list[float], list[float]]] = {}
    for a, b in both:
        left, right = entries(a), entries(b)
        if left and len(left) == len(right):
            kept = documents.setdefault(a.document, ([], []))
            kept[0].extend(map(float, left))
            kept[1].extend(map(float, right))
    return {name: (left, right) for name, (left, right) in documents.items()}


def _findings(project: ProjectScore) -> list[bool]:
    found = project.findings
    return [True] * found.hits + [False] * found.misses if found else []


_TOLD = "facts told"  # of summaries that the program wrote from printed pieces it says nothing
_OF_PROJECTS: dict[str, Callable[[ProjectScore], Sequence[bool]]] = {
    "findings found": _findings,
    _TOLD: lambda one: one.summary.told if one.summary else (),
}
