"""What a line of the header is as a whole: a band, a group of pairs, goals; and what its labels tell together."""

import re
from itertools import pairwise

from structurer.models import Row
from structurer.parse.forms import OTHER, Forms
from structurer.parse.labels import Label, label_of
from structurer.text import is_blank

_LONGEST_BAND = 24  # characters
_BAND_NUMBER = re.compile(r"\s*[一二三四五六七八九十]{1,3}[、.．](?!.*[。；，])")
_MAY_BE_WORDS = frozenset(
    {"project_name", "unit_name", OTHER}
)  # labels whose value may be a word of the forms


def is_band(text: str) -> bool:
    """Tell whether a text that stands alone is a heading inside the form, such as 二、资金来源."""
    return len(text) <= _LONGEST_BAND and _BAND_NUMBER.match(text) is not None


def key_of(label: str) -> str:
    """A printed label without the colon behind it."""
    return label.strip().rstrip("：:").rstrip()


def is_value(opened: tuple[int, Label], at: int, labels: list[Label]) -> bool:
    """Tell whether the label at `at` is the value of the one before it: a project may be called 公用经费."""
    before, label = opened
    if at != before + 1 or label.field not in _MAY_BE_WORDS:
        return False
    following = next((one for one in labels[at + 1 :] if one.field or not is_blank(one.rest)), None)
    return following is None or (following.field is not None and labels[at + 1] is following)


def heads_pairs(labels: list[Label]) -> bool:
    """Tell whether a row is a label that stands beside pairs of others: 年度主要任务, then 任务一 and what it is."""
    printed = [label for label in labels if label.field or not is_blank(label.rest)]
    others = [label for label in printed[1:] if label.field is None]
    return printed[0].field == OTHER and not printed[0].rest and len(others) == len(printed) - 1 == 2


def says_goals(labels: list[Label], below: list[Label] | None) -> bool:
    """Tell whether a row states goals, and is not a group of further labels or the band above them: 四、绩效目标."""
    printed = [label for label in labels if label.field or not is_blank(label.rest)]
    for label, following in pairwise([*printed, None]):
        if label is None or label.field != "goals" or (following and following.field):
            continue
        is_band = len(printed) == 1 and not label.rest and not label.word.period
        return not (is_band and below and any(one.field == "goals_second" for one in below))
    return False


def periods_of(rows: list[Row], forms: Forms) -> tuple[str, ...]:
    """The periods that labels of header rows tell, in the order of the first row that tells both."""
    told: dict[str, None] = {}
    for row in rows:
        periods = [label_of(cell, forms).word.period for cell in row.cells]
        in_row = dict.fromkeys(period for period in periods if period)
        if len(in_row) > 1:
            return tuple(in_row)
        told |= in_row
    return tuple(told)
