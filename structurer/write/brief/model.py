"""A briefing before it is a file: sections of sentences, tables and charts, in which every number is a figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from structurer.figures.figure import Figure, Lang, Words


class Origin(StrEnum):
    """Who says a sentence."""

    PROGRAM = "program"  # a template of ours, with figures in it
    MODEL = "model"  # a model's summary, whose every number is printed in the project or computed
    PERSON = "person"  # the same, of a person
    PRINTED = "printed"  # the document itself
    RULE = "rule"  # the message of a rule of the check


class Printed(NamedTuple):
    """Words of a document: never more than text, whatever they look like; `most` characters of them are shown."""

    text: str
    most: int = 60


class Told(NamedTuple):
    """A text made elsewhere about a document, and the figures that its computed numbers are."""

    text: str
    figures: tuple[Figure, ...] = ()
    most: int = 600


class Counted(NamedTuple):
    """A figure with its English noun behind it, in the singular or plural as it needs."""

    figure: Figure
    noun: str


Piece = str | Figure | Counted | Printed | Told
Pieces = tuple[Piece, ...]


class Sentence(NamedTuple):
    """Pieces in a row, and who says them."""

    pieces: Pieces
    origin: Origin = Origin.PROGRAM


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; a bullet stands in a list, a note is small. `lead` says in bold what they are about."""

    sentences: tuple[Sentence, ...]
    style: Literal["body", "bullet", "note"] = "body"
    lead: Pieces = ()


class Column(NamedTuple):
    """A column of a table; `weight` is its share of the width."""

    title: str
    weight: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One cell a column; a cell is its lines. `anchor` is the figure that the row explains (the appendix)."""

    cells: tuple[tuple[Pieces, ...], ...]
    anchor: Figure | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on every page; `is_fine` is set in a smaller size."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_fine: bool = False


class Bar(NamedTuple):
    """A label, and one figure for every series."""

    label: Pieces
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars from the top down, stacked where there is more than one series."""

    title: str
    unit: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]


Block = Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; level 1 or 2."""

    heading: Pieces
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1
    on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Briefing:
    """What all three renderers print. The last sections are the appendix, which names every figure of the others."""

    lang: Lang
    title: str
    subtitle: tuple[Pieces, ...]
    sections: tuple[Section, ...]
    appendix: tuple[Section, ...] = ()


def figures_of(briefing: Briefing) -> tuple[Figure, ...]:
    """Every figure that the text rests on, each once, in the order of first use."""
    found: dict[tuple[str, str], Figure] = {}
    for figure in _figures(briefing):
        found.setdefault(figure.key, figure)
    return tuple(found.values())


def anchors(briefing: Briefing) -> dict[tuple[str, str], str]:
    """The name of the appendix's row for each figure, by its key; what a figure of the text links to."""
    rows = (
        row
        for one in briefing.appendix
        for block in one.blocks
        if isinstance(block, Table)
        for row in block.rows
    )
    explained = (row.anchor for row in rows if row.anchor)
    return {figure.key: f"f{number}" for number, figure in enumerate(explained, 1)}


def _figures(briefing: Briefing) -> Iterator[Figure]:
    for pieces in briefing.subtitle:
        yield from _in_pieces(pieces)
    for section in briefing.sections:
        yield from _in_pieces(section.heading)
        for block in section.blocks:
            yield from _in_block(block)


def _in_block(block: Block) -> Iterator[Figure]:
    match block:
        case Paragraph():
            lines = [block.lead, *(sentence.pieces for sentence in block.sentences)]
        case Table():
            lines = [line for row in block.rows for cell in row.cells for line in cell]
        case Chart():
            lines = [(*bar.label, *bar.figures) for bar in block.bars]
    for pieces in lines:
        yield from _in_pieces(pieces)


def _in_pieces(pieces: Pieces) -> Iterator[Figure]:
    for piece in pieces:
        if isinstance(piece, Figure):
            yield piece
        elif isinstance(piece, Counted):
            yield piece.figure
        elif isinstance(piece, Told):
            yield from piece.figures


__all__ = [
    "Bar",
    "Block",
    "Briefing",
    "Chart",
    "Column",
    "Counted",
    "Figure",
    "Lang",
    "Origin",
    "Paragraph",
    "Piece",
    "Pieces",
    "Printed",
    "Row",
    "Section",
    "Sentence",
    "Table",
    "Told",
    "Words",
    "anchors",
    "figures_of",
]
