"""A briefing as Markdown (GitHub's): tables, and bars made of blocks for the charts."""

import re
from decimal import Decimal

from structurer.figures.figure import Figure
from structurer.write.brief.model import (
    Block,
    Briefing,
    Chart,
    Column,
    Counted,
    Paragraph,
    Pieces,
    Row,
    Section,
    Table,
    anchors,
)
from structurer.write.brief.phrases import word
from structurer.write.brief.printed import figure_text, on_one_line, piece_text
from structurer.write.brief.runs import marked

_SYNTAX = re.compile(r"[\\`*_{}\[\]<>|~&$#]")
# What begins a block where it stands first on a line, and what is made a link by itself.
_FIRST = re.compile(r"^(?:[-+=>]|\d+(?=[.)](?:\s|$)))")
_LINKS = re.compile(r"(?<=\w)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_LONGEST_BAR = 24
_BLOCK = "█"


def to_markdown(briefing: Briefing) -> bytes:
    """The briefing as Markdown in UTF-8, with words of documents escaped."""
    return ("\n\n".join(_Writer(briefing).blocks()) + "\n").encode()


def escaped(text: str) -> str:
    """`text` such that Markdown shows it as it is: no markup, no link, no block."""
    text = _LINKS.sub("\x00", _SYNTAX.sub(r"\\\g<0>", text))
    text = text.replace("\x00://", "\\://").replace("\x00.", "\\.").replace("\x00@", "\\@")
    return _FIRST.sub(lambda one: f"{one[0]}\\" if one[0].isdigit() else f"\\{one[0]}", text)


class _Writer:
    """Writes the blocks of a briefing; a paragraph, a list item or a table each."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._lang = briefing.lang
        self._anchors = anchors(briefing)

    def blocks(self) -> list[str]:
        briefing = self._briefing
        written = [
            f"# {escaped(on_one_line(briefing.title))}",
            "  \n".join(map(self._pieces, briefing.subtitle)),
        ]
        written.append(f"*{escaped(word('legend', self._lang))}*")
        for section in (*briefing.sections, *briefing.appendix):
            written += self._section(section)
        return written

    def _section(self, section: Section) -> list[str]:
        heading = f"{'#' * (section.level + 1)} {self._pieces(section.heading)}"
        return [heading, *(self._block(block) for block in section.blocks)]

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Table():
                rows = [self._row(row) for row in block.rows]
                return self._table(block.caption, block.columns, rows)
            case Chart():
                return self._chart(block)

    def _paragraph(self, block: Paragraph) -> str:
        text = f"**{self._pieces(block.lead).strip()}** " if block.lead else ""
        text += " ".join(
            f"{self._pieces(pieces)} {escaped(mark)}" for pieces, mark in marked(block, self._lang)
        )
        return f"- {text}" if block.style == "bullet" else text

    def _table(self, caption: str, columns: tuple[Column, ...], rows: list[str]) -> str:
        head = f"| {' | '.join(escaped(column.title) for column in columns)} |"
        rule = f"| {' | '.join('---:' if column.is_number else '---' for column in columns)} |"
        return "\n".join([f"**{escaped(caption)}**", "", head, rule, *rows])

    def _row(self, row: Row) -> str:
        cells = ["<br>".join(map(self._pieces, lines)) for lines in row.cells]
        if row.anchor:
            cells[0] = f'<a id="{self._anchors[row.anchor.key]}"></a>{cells[0]}'
        return f"| {' | '.join(cells)} |"

    def _chart(self, chart: Chart) -> str:
        longest = max(sum((abs(one.number) for one in bar.figures), Decimal(0)) for bar in chart.bars)
        columns = (Column(chart.unit, 1), *(Column(name, 1) for name in chart.series or ("",)))
        rows = [
            f"| {' | '.join([self._pieces(bar.label), *(self._bar(one, longest) for one in bar.figures)])} |"
            for bar in chart.bars
        ]
        return self._table(f"{chart.title}", columns, rows)

    def _bar(self, figure: Figure, longest: Decimal) -> str:
        length = int(figure.number * _LONGEST_BAR / longest) if longest and figure.number > 0 else 0
        return f"{_BLOCK * length} {figure_text(figure, self._lang)}".strip()

    def _pieces(self, pieces: Pieces) -> str:
        return "".join(map(self._piece, pieces))

    def _piece(self, piece: object) -> str:
        text = escaped(piece_text(piece, self._lang))  # type: ignore[arg-type]
        figure = piece.figure if isinstance(piece, Counted) else piece
        if isinstance(figure, Figure) and (anchor := self._anchors.get(figure.key)):
            return f"[{text}](#{anchor})"
        return text
