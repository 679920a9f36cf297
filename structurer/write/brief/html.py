"""A briefing as one HTML page that loads nothing and runs nothing."""

import base64
import hashlib
from importlib import resources

from markupsafe import Markup, escape

from structurer.figures.figure import Figure
from structurer.write.brief.chart import alternative, chart_png
from structurer.write.brief.model import (
    Block,
    Briefing,
    Chart,
    Counted,
    Paragraph,
    Pieces,
    Printed,
    Row,
    Section,
    Table,
    Told,
    anchors,
)
from structurer.write.brief.phrases import word
from structurer.write.brief.printed import on_one_line, piece_text
from structurer.write.brief.runs import marked

_PAGE = Markup(
    """<!doctype html>
<html lang="{tongue}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-{digest}'; \
base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
)
_NOTHING = Markup("")


def to_html(briefing: Briefing) -> bytes:
    """The briefing as a page in UTF-8; every text is escaped, and its policy lets nothing be loaded or run."""
    style = resources.files("structurer.write.brief").joinpath("briefing.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _PAGE.format(
        tongue="zh-CN" if briefing.lang == "zh" else "en",
        digest=digest,
        title=on_one_line(briefing.title),
        style=Markup(style),  # noqa: S704 - our own file
        content=_Writer(briefing).content(),
    )
    return page.encode()


class _Writer:
    """Writes the blocks of a briefing as markup."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing
        self._lang = briefing.lang
        self._anchors = anchors(briefing)

    def content(self) -> Markup:
        briefing = self._briefing
        lines = [
            Markup('<p class="subtitle">{}</p>').format(self._pieces(line)) for line in briefing.subtitle
        ]
        lines.append(Markup('<p class="note">{}</p>').format(word("legend", self._lang)))
        lines += [self._section(section) for section in (*briefing.sections, *briefing.appendix)]
        return Markup("\n").join(lines)

    def _section(self, section: Section) -> Markup:
        kind = Markup(' class="page"') if section.on_new_page else _NOTHING
        level = section.level + 1
        heading = Markup("<h{}{}>{}</h{}>").format(level, kind, self._pieces(section.heading), level)
        return Markup("\n").join([heading, *self._blocks(section.blocks)])

    def _blocks(self, blocks: tuple[Block, ...]) -> list[Markup]:
        """The blocks; bullets that stand together are one list."""
        written: list[Markup] = []
        is_in_list = False
        for block in blocks:
            is_bullet = isinstance(block, Paragraph) and block.style == "bullet"
            if is_bullet != is_in_list:
                written.append(Markup("<ul>") if is_bullet else Markup("</ul>"))
                is_in_list = is_bullet
            written.append(self._block(block))
        return [*written, Markup("</ul>")] if is_in_list else written

    def _block(self, block: Block) -> Markup:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)

    def _paragraph(self, block: Paragraph) -> Markup:
        text = Markup("<strong>{}</strong>").format(self._pieces(block.lead)) if block.lead else _NOTHING
        for pieces, mark in marked(block, self._lang):
            text += self._pieces(pieces) + Markup('<span class="origin">{}</span>').format(mark)
        shapes = {"bullet": "<li>{}</li>", "note": '<p class="note">{}</p>', "body": "<p>{}</p>"}
        return Markup(shapes[block.style]).format(text)  # noqa: S704 - one of the three above

    def _chart(self, chart: Chart) -> Markup:
        picture = chart_png(chart, self._lang)
        if picture is None:
            missing = word("chart_no_font", self._lang).format(title=chart.title)
            return Markup('<p class="note">{}</p>').format(missing)
        data = base64.b64encode(picture).decode()
        return Markup('<p><img alt="{}" src="data:image/png;base64,{}"></p>').format(
            alternative(chart, self._lang), data
        )

    def _table(self, table: Table) -> Markup:
        kind = "fine" if table.is_fine else "plain"
        total = sum(column.weight for column in table.columns)
        columns = [
            Markup('<th scope="col" class="{} w{}">{}</th>').format(
                "number" if column.is_number else "text", round(column.weight * 20 / total) * 5, column.title
            )
            for column in table.columns
        ]
        rows = [self._row(row, table) for row in table.rows]
        return Markup(
            '<div class="scroll"><table class="{}"><caption>{}</caption>\n<thead><tr>{}</tr></thead>'
            "\n<tbody>{}</tbody></table></div>"
        ).format(kind, table.caption, _NOTHING.join(columns), Markup("\n").join(rows))

    def _row(self, row: Row, table: Table) -> Markup:
        cells = [
            Markup('<td class="{}">{}</td>').format(
                "number" if column.is_number else "text", Markup("<br>").join(map(self._pieces, lines))
            )
            for lines, column in zip(row.cells, table.columns, strict=True)
        ]
        anchor = Markup(' id="{}"').format(self._anchors[row.anchor.key]) if row.anchor else _NOTHING
        return Markup("<tr{}>{}</tr>").format(anchor, _NOTHING.join(cells))

    def _pieces(self, pieces: Pieces) -> Markup:
        return _NOTHING.join(map(self._piece, pieces))

    def _piece(self, piece: object) -> Markup:
        text = piece_text(piece, self._lang)  # type: ignore[arg-type]
        figure = piece.figure if isinstance(piece, Counted) else piece
        if isinstance(figure, Figure) and (anchor := self._anchors.get(figure.key)):
            return Markup('<a href="#{}">{}</a>').format(anchor, text)
        # Words of documents may be written from right to left: they do not turn what stands beside them.
        return Markup("<bdi>{}</bdi>").format(text) if isinstance(piece, Printed | Told) else escape(text)
