"""Grounding: what a model says must stand in the document."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from structurer.assist.answers import Cited
from structurer.assist.cells import HEADER_FIELDS, is_quoted
from structurer.lexicon.numerals import numbers_in


def misquoted(evidence: Sequence[Cited], row: Mapping[str, str], header: Mapping[str, str]) -> list[str]:
    """A line for each quote that is no verbatim piece of the cell it names."""
    return [
        f"the quote {cited.quote!r} is not in {cited.field}"
        for cited in evidence
        if not is_quoted(cited.quote, cited.field, header if cited.field in HEADER_FIELDS else row)
    ]


def invented_numbers(text: str, sources: Iterable[str], computed: Iterable[Decimal]) -> list[Decimal]:
    """Numbers of `text` that no source prints and the program did not compute, smallest first."""
    printed = set(computed)
    for source in sources:
        printed |= numbers_in(source)
    return sorted(numbers_in(text) - printed)
