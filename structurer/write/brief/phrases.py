"""The sentences of a briefing: templates in Chinese and English with figures in them, from phrases.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from string import Formatter

from structurer.figures.figure import Figure, Lang
from structurer.write.brief.model import Counted, Origin, Paragraph, Piece, Pieces, Sentence

_FORMATTER = Formatter()


@cache
def phrases() -> dict[str, dict[str, str]]:
    """All templates by key, in both languages."""
    text = resources.files("structurer.write.brief").joinpath("phrases.toml").read_text("utf-8")
    loaded: dict[str, dict[str, str]] = tomllib.loads(text)
    return loaded


def word(key: str, lang: Lang) -> str:
    """A phrase that has nothing to fill in."""
    return phrases()[key][lang]


def fill(key: str, lang: Lang, **given: Piece | Pieces) -> Pieces:
    """The phrase with its fields filled; `{n:project}` in English puts the noun behind the figure, as it needs."""
    pieces: list[Piece] = []
    for literal, name, noun, _ in _FORMATTER.parse(phrases()[key][lang]):
        if literal:
            pieces.append(literal)
        if name is not None:
            pieces.extend(_filled(given, name, noun or ""))
    return tuple(pieces)


def say(key: str, lang: Lang, **given: Piece | Pieces) -> Sentence:
    """The phrase as a sentence of the program."""
    return Sentence(fill(key, lang, **given), Origin.PROGRAM)


def paragraph(*sentences: Sentence | None) -> Paragraph:
    """The sentences that there are, as running text."""
    return Paragraph(tuple(one for one in sentences if one))


def note(key: str, lang: Lang, **given: Piece | Pieces) -> Paragraph:
    """The phrase in small type."""
    return Paragraph((say(key, lang, **given),), "note")


def _filled(given: Mapping[str, Piece | Pieces], name: str, noun: str) -> Pieces:
    value = given[name]
    if noun and isinstance(value, Figure):
        return (Counted(value, noun),)
    # Printed and Told are tuples by nature, and pieces all the same.
    return value if type(value) is tuple else (value,)  # type: ignore[return-value]
