"""The result of an evaluation: one arm on one split, its scores row by row and what they add up to, as JSON."""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from structurer.errors import InputError
from structurer.evaluate.arms import Arm, Outcome
from structurer.evaluate.classes import Calibration, Classification, calibration, score_classes
from structurer.evaluate.dataset import Dataset
from structurer.evaluate.score import FIELDS, Found, ProjectScore, RowScore, score_projects, score_rows, share
from structurer.models.base import Exact, Model
from structurer.models.value import Kind

NUMERIC = frozenset(
    {Kind.PERCENTAGE, Kind.MONEY, Kind.DURATION, Kind.DATE, Kind.FREQUENCY, Kind.QUANTITY, Kind.COMPOSITE}
)


class Spent(Model):
    """What an arm took: requests, tokens as the server counted them, US dollars (null: no price is known).

    `seconds` is the median time of one request, null where answers were replayed.
    """

    requests: int
    tokens_in: int
    tokens_out: int
    cost: Exact | None
    seconds: float | None


class Figures(Model):
    """What the scores of an arm add up to; shares are 0 to 1, null where there is nothing to share.

    `free_text` is kind on rows that state no number or time. `grounded` is the share of a model's decisions whose quotes
    are all verbatim. `faithful`, `told`, `left_out` and `of_length` are of summaries, `by_model` the share a model wrote.
    """

    rows: int
    kind: float
    free_text: float | None
    macro_f1: float
    targets: float
    grade: float
    direction: float
    checkable: float
    answered: float
    grounded: float | None
    level2_precision: float | None
    level2_recall: float | None
    fills_precision: float | None
    fills_recall: float | None
    findings_precision: float | None
    findings_recall: float | None
    category: float | None
    by_model: float | None
    faithful: float | None
    of_length: float | None
    told: float | None
    left_out: float | None


class EvalResult(Model):
    """One arm on the documents of one split. `projects` is empty for an arm that says nothing of whole projects."""

    schema_version: Literal["1.0"] = "1.0"
    arm: Arm
    split: tuple[str, ...]
    model: str | None
    prompts: dict[str, str]
    documents: tuple[str, ...]
    rows: tuple[RowScore, ...]
    projects: tuple[ProjectScore, ...]
    figures: Figures
    classes: Classification
    calibration: Calibration | None
    spent: Spent

    @property
    def name(self) -> str:
        """What the arm is called in a table: who said it, and with which prompts."""
        versions = " ".join(f"{task}={version}" for task, version in sorted(self.prompts.items()))
        return f"{self.arm}{f' ({versions})' if versions else ''}"


def result_of(
    arm: Arm, outcome: Outcome, dataset: Dataset, splits: Iterable[str], model: str | None
) -> EvalResult:
    """Score what an arm said of the documents of a dataset."""
    rows = score_rows(dataset.values, outcome.submissions)
    projects = (
        () if arm is Arm.MODEL else score_projects(dataset.projects, outcome.submissions, outcome.prompts)
    )
    said = [(row.confidence, row.right["kind"]) for row in rows if row.confidence is not None]
    classes = score_classes((row.kind, row.said) for row in rows)
    usage = outcome.usage
    return EvalResult(
        arm=arm,
        split=tuple(splits),
        model=None if arm is Arm.RULES else model,
        prompts=outcome.prompts,
        documents=dataset.documents,
        rows=rows,
        projects=projects,
        figures=_figures(rows, projects, classes),
        classes=classes,
        calibration=calibration(said) if said else None,
        spent=Spent(
            requests=usage.requests,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            cost=usage.cost,
            seconds=outcome.seconds,
        ),
    )


def load_result(path: Path) -> EvalResult:
    """Read a result that `structurer eval run -o` wrote.

    Raises:
        InputError: there is no such file, or it is no result.
    """
    try:
        return EvalResult.model_validate_json(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", hint="name a file of structurer eval run -o", where=str(path)
        ) from None
    except ValidationError as error:
        raise InputError(
            f"is no result of an evaluation: {error.errors()[0]['msg']}",
            hint="name a file of structurer eval run -o",
            where=str(path),
        ) from None


def under(result: EvalResult, bars: Mapping[str, float]) -> list[str]:
    """A line for each figure that is lower than its bar.

    Raises:
        InputError: there is no figure of that name, or it has no value here.
    """
    figures = result.figures.model_dump()
    low = []
    for name, bar in bars.items():
        value = figures.get(name)
        if value is None:
            known = ", ".join(name for name, value in figures.items() if value is not None)
            raise InputError(f"there is no figure {name!r} in this result", hint=f"figures are {known}")
        if value < bar:
            low.append(f"{name} is {value:.4f}, under the bar of {bar:g}")
    return low


def _figures(
    rows: tuple[RowScore, ...], projects: tuple[ProjectScore, ...], classes: Classification
) -> Figures:
    free = [row for row in rows if row.kind not in NUMERIC]
    summaries = [one.summary for one in projects if one.summary]
    level2, fills, findings = (
        _sum(found for one in projects if (found := getattr(one, name)) is not None)
        for name in ("level2", "fills", "findings")
    )
    return Figures(
        rows=len(rows),
        **{field: share(rows, field) for field in FIELDS},
        free_text=share(free, "kind") if free else None,
        macro_f1=classes.macro_f1,
        answered=_mean(row.said is not None and not row.is_open for row in rows) or 0.0,
        grounded=_mean(row.is_grounded for row in rows if row.is_grounded is not None),
        level2_precision=level2.precision,
        level2_recall=level2.recall,
        fills_precision=fills.precision,
        fills_recall=fills.recall,
        findings_precision=findings.precision,
        findings_recall=findings.recall,
        category=_mean(one.is_category_right for one in projects if one.is_category_right is not None),
        by_model=_mean(one.by == "llm" for one in summaries),
        faithful=_mean(one.is_faithful for one in summaries),
        of_length=_mean(one.is_of_length for one in summaries),
        told=_mean(chain.from_iterable(one.told for one in summaries)),
        left_out=_mean(chain.from_iterable(one.left_out for one in summaries)),
    )


def _sum(found: Iterable[Found]) -> Found:
    hits = misses = extra = 0
    for one in found:
        hits, misses, extra = hits + one.hits, misses + one.misses, extra + one.extra
    return Found(hits=hits, misses=misses, extra=extra)


def _mean(values: Iterable[bool]) -> float | None:
    kept = list(values)
    return sum(kept) / len(kept) if kept else None
