"""Who says what: sentences of a paragraph, each run of one origin with its mark."""

from collections.abc import Iterator
from itertools import groupby

from structurer.figures.figure import Lang
from structurer.write.brief.model import Paragraph, Piece, Pieces
from structurer.write.brief.phrases import word


def marked(paragraph: Paragraph, lang: Lang) -> Iterator[tuple[Pieces, str]]:
    """The pieces of neighbouring sentences of one origin, and the mark that stands behind them."""
    between = "" if lang == "zh" else " "
    for origin, sentences in groupby(paragraph.sentences, key=lambda one: one.origin):
        pieces: list[Piece] = []
        for sentence in sentences:
            pieces += [between] if pieces and between else []
            pieces += sentence.pieces
        yield tuple(pieces), word(f"origin_{origin}", lang)
