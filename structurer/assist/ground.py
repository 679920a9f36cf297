"""Grounding: what a model says must stand in the document."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from structurer.assist.answers import Cited
from structurer.assist.cells import HEADER_FIELDS, is_quoted
from structurer.lexicon.numerals import CHINESE, DIGITS, read_number

_ARABIC = re.compile(DIGITS)
# A Chinese numeral counts as a number before a measure word; 一 and 两 alone are also idiom (一批, 一是).
_MEASURED = re.compile(
    f"(?P<number>{CHINESE})(?=[个项次家人所万亿套台名户倍成件座条处期场年月天日季周吨亩公里米元份批类种级层条]|平方|小时|分钟)"
)
_IDIOM = frozenset("一两半")


def misquoted(evidence: Sequence[Cited], row: Mapping[str, str], header: Mapping[str, str]) -> list[str]:
    """A line for each quote that is no verbatim piece of the cell it names."""
    return [
        f"the quote {cited.quote!r} is not in {cited.field}"
        for cited in evidence
        if not is_quoted(cited.quote, cited.field, header if cited.field in HEADER_FIELDS else row)
    ]


def numbers_in(text: str) -> set[Decimal]:
    """Every number that `text` prints, in digits or in Chinese numerals before a measure word."""
    folded = unicodedata.normalize("NFKC", text)  # white space stays: it divides numbers
    found = {read_number(match[0]) for match in _ARABIC.finditer(folded)}
    found |= {
        read_number(match["number"]) for match in _MEASURED.finditer(folded) if match["number"] not in _IDIOM
    }
    return {number for number in found if number is not None}


def invented_numbers(text: str, sources: Iterable[str], computed: Iterable[Decimal]) -> list[Decimal]:
    """Numbers of `text` that no source prints and the program did not compute, smallest first."""
    printed = set(computed)
    for source in sources:
        printed |= numbers_in(source)
    return sorted(numbers_in(text) - printed)
