"""How right one arm is where the answer is a class, and whether its own word for its confidence can be believed.

These figures describe; that two of them differ says nothing until `structurer.evaluate.statistics` has compared the arms.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import get_args

from structurer.models.base import Model
from structurer.models.value import Confidence

NOMINAL: Mapping[Confidence, float] = MappingProxyType({"high": 0.95, "medium": 0.75, "low": 0.5})
"""The accuracy each word is taken to promise: 1 wrong in 20, 1 in 4, 1 in 2. The prompts ask for the words and give them no
figures, so these are ours; they are fixed here so that arms are held to the same ones."""


class ClassScore(Model):
    """One class: rows that truly are of it, rows said to be, rows where both hold, and their ratios (0 to 1).

    `precision` is null where the class was never said, `recall` where it never occurs in truth: 0/0, which is no failure.
    `f1` is 2 right / (true + said) and always defined, for a class is listed only where it occurs in one of the two.
    """

    name: str
    true: int
    said: int
    right: int
    precision: float | None
    recall: float | None
    f1: float


class Classification(Model):
    """Classes by name; `confusion[i][j]` counts rows of class i said to be class j, `unanswered[i]` those without answer.

    `macro_f1` is the plain mean of the classes' F1, each class counting the same. A class that was said once and never
    occurs in truth is in the mean with 0, so compare the macro F1 of two arms with an eye on their classes.
    """

    rows: int
    accuracy: float
    macro_f1: float
    classes: tuple[ClassScore, ...]
    confusion: tuple[tuple[int, ...], ...]
    unanswered: tuple[int, ...]


class WordAccuracy(Model):
    """Rows answered with one word of confidence, how many are right, and the accuracy the word is taken to promise."""

    word: Confidence
    rows: int
    right: int
    accuracy: float | None
    nominal: float


class Calibration(Model):
    """The words high, medium, low, and the expected calibration error: how far, over rows, accuracy is off the nominal one.

    The error is the mean over rows of |accuracy of the row's word - its nominal accuracy|, 0 to 1; null without rows.
    A word with few rows is off by chance alone, by some sqrt(nominal (1 - nominal) / rows), so read it with its count.
    """

    words: tuple[WordAccuracy, ...]
    expected_error: float | None


def score_classes(pairs: Iterable[tuple[str, str | None]]) -> Classification:
    """Hold answers against truth: pairs of the true class and the one said, None where there was no answer.

    A row without an answer is wrong and a miss of its class; "no answer" is no class of its own.

    Raises:
        ValueError: there is no pair.
    """
    counts = Counter(pairs)
    if not counts:
        raise ValueError("there is no row to score")
    rows = counts.total()
    names = sorted({name for pair in counts for name in pair if name is not None})
    classes = tuple(_class_score(name, counts) for name in names)
    return Classification(
        rows=rows,
        accuracy=sum(score.right for score in classes) / rows,
        macro_f1=sum(score.f1 for score in classes) / len(classes),
        classes=classes,
        confusion=tuple(tuple(counts[true, said] for said in names) for true in names),
        unanswered=tuple(counts[true, None] for true in names),
    )


def calibration(answers: Iterable[tuple[Confidence, bool]]) -> Calibration:
    """Hold words of confidence against truth: pairs of the word and whether the answer was right."""
    counts = Counter(answers)
    words = tuple(_word_accuracy(word, counts) for word in get_args(Confidence))
    rows = sum(word.rows for word in words)
    off = sum(word.rows * abs(word.accuracy - word.nominal) for word in words if word.accuracy is not None)
    return Calibration(words=words, expected_error=off / rows if rows else None)


def _class_score(name: str, counts: Mapping[tuple[str, str | None], int]) -> ClassScore:
    true = sum(count for pair, count in counts.items() if pair[0] == name)
    said = sum(count for pair, count in counts.items() if pair[1] == name)
    right = counts.get((name, name), 0)
    return ClassScore(
        name=name,
        true=true,
        said=said,
        right=right,
        precision=right / said if said else None,
        recall=right / true if true else None,
        f1=2 * right / (true + said),
    )


def _word_accuracy(word: Confidence, counts: Mapping[tuple[Confidence, bool], int]) -> WordAccuracy:
    right, wrong = counts.get((word, True), 0), counts.get((word, False), 0)
    rows = right + wrong
    return WordAccuracy(
        word=word,
        rows=rows,
        right=right,
        accuracy=right / rows if rows else None,
        nominal=NOMINAL[word],
    )
