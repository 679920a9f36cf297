"""A briefing as a Word file (.docx)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from structurer.figures.figure import Figure
from structurer.write.brief.chart import WIDTH, alternative, chart_png
from structurer.write.brief.model import (
    Block,
    Briefing,
    Chart,
    Column,
    Counted,
    Paragraph,
    Piece,
    Pieces,
    Row,
    Section,
    Table,
    anchors,
)
from structurer.write.brief.phrases import word
from structurer.write.brief.printed import on_one_line, piece_text
from structurer.write.brief.runs import marked

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment of a zip file: the same briefing gives the same bytes
_STYLES = {"body": "Normal", "bullet": "ListBullet", "note": "BriefNote"}
_TWIPS = 635  # of the library's units in a twentieth of a point


def to_docx(briefing: Briefing) -> bytes:
    """The briefing as a Word file; the same briefing always gives the same bytes."""
    return _Writer(briefing).written()


class _Writer:
    """Builds the document element by element: the library's own tables take a second for every hundred rows."""

    def __init__(self, briefing: Briefing) -> None:
        import docx  # noqa: PLC0415 - heavy

        from structurer.write.brief.docx_style import set_up  # noqa: PLC0415

        self._briefing = briefing
        self._lang = briefing.lang
        self._document: Document = docx.Document()
        set_up(self._document, briefing.lang)
        self._end = self._document.element.body.sectPr  # the properties of the page come last
        self._anchors = anchors(briefing)

    def written(self) -> bytes:
        briefing = self._briefing
        self._properties()
        self._append(_paragraph("Title", [_run(on_one_line(briefing.title))]))
        for line in briefing.subtitle:
            self._append(_paragraph("Subtitle", list(self._runs(line))))
        self._append(_paragraph("BriefNote", [_run(word("legend", self._lang))]))
        for section in (*briefing.sections, *briefing.appendix):
            self._section(section)
        data = BytesIO()
        self._document.save(data)
        return _without_times(data)

    def _properties(self) -> None:
        about = self._document.core_properties
        about.title, about.author, about.comments = on_one_line(self._briefing.title), "structurer", ""
        about.language = "zh-CN" if self._lang == "zh" else "en-GB"
        about.created = about.modified = datetime(*_EPOCH[:3], tzinfo=UTC)

    def _append(self, element: Any) -> None:  # noqa: ANN401 - lxml's elements
        self._end.addprevious(element)

    def _section(self, section: Section) -> None:
        heading = _paragraph(f"Heading{section.level}", list(self._runs(section.heading)))
        if section.on_new_page:
            heading.pPr.insert(1, _element("w:pageBreakBefore"))
        self._append(heading)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self._block(block)
            # What introduces a table stands on its page.
            if isinstance(block, Paragraph) and isinstance(following, Table):
                self._end.getprevious().pPr.append(_element("w:keepNext"))

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                runs = [_bold(run) for run in self._runs(block.lead)]
                for pieces, mark in marked(block, self._lang):
                    runs += self._runs(pieces)
                    runs.append(_run(f" {mark}", "Origin"))
                self._append(_paragraph(_STYLES[block.style], runs))
            case Table():
                self._append(_paragraph("Caption", [_run(block.caption)]))
                self._append(self._table(block))
            case Chart():
                self._chart(block)

    def _chart(self, chart: Chart) -> None:
        from docx.shared import Inches  # noqa: PLC0415 - heavy

        picture = chart_png(chart, self._lang)
        if picture is None:
            missing = word("chart_no_font", self._lang).format(title=chart.title)
            self._append(_paragraph("BriefNote", [_run(missing)]))
            return
        place = self._document.add_paragraph(style="Brief Chart")
        shape = place.add_run().add_picture(BytesIO(picture), width=Inches(WIDTH))
        shape._inline.docPr.set("descr", alternative(chart, self._lang))  # noqa: SLF001 - the library has no way
        shape._inline.docPr.set("title", chart.title)  # noqa: SLF001

    def _runs(self, pieces: Pieces) -> Iterator[Any]:
        for piece in pieces:
            run = _run(piece_text(piece, self._lang))
            anchor = self._anchor(piece)
            yield run if anchor is None else _element("w:hyperlink", run, anchor=anchor, history="1")

    def _anchor(self, piece: Piece) -> str | None:
        figure = piece.figure if isinstance(piece, Counted) else piece
        return self._anchors.get(figure.key) if isinstance(figure, Figure) else None

    def _table(self, table: Table) -> Any:  # noqa: ANN401
        from structurer.write.brief.docx_style import TABLE_STYLE, TEXT_WIDTH  # noqa: PLC0415 - heavy

        total = sum(column.weight for column in table.columns)
        widths = [TEXT_WIDTH * column.weight // (total * _TWIPS) for column in table.columns]
        style = "TableFine" if table.is_fine else "TableText"
        about = _element(
            "w:tblPr",
            _element("w:tblStyle", val=TABLE_STYLE),
            _element("w:tblW", w=str(sum(widths)), type="dxa"),
            _element("w:tblLayout", type="fixed"),
            _element("w:tblLook", val="0020", firstRow="1", noHBand="1", noVBand="1"),
        )
        grid = _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths))
        head = Row(tuple(((column.title,),) for column in table.columns))
        rows = [self._row(head, table.columns, widths, style, is_head=True)]
        rows += [self._row(row, table.columns, widths, style) for row in table.rows]
        return _element("w:tbl", about, grid, *rows)

    def _row(
        self, row: Row, columns: Sequence[Column], widths: Sequence[int], style: str, *, is_head: bool = False
    ) -> Any:  # noqa: ANN401
        about = _element("w:trPr", _element("w:cantSplit"), *[_element("w:tblHeader")] * is_head)
        cells = []
        for lines, column, width in zip(row.cells, columns, widths, strict=True):
            side = "right" if column.is_number else None
            texts = [_paragraph(style, list(self._runs(line)), side) for line in lines]
            cells.append(
                _element("w:tc", _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa")), *texts)
            )
        if row.anchor:
            name = self._anchors[row.anchor.key]
            first = cells[0].findall(_named("w:p"))[0]
            first.insert(1, _element("w:bookmarkStart", id=name[1:], name=name))
            first.append(_element("w:bookmarkEnd", id=name[1:]))
        return _element("w:tr", about, *cells)


def _element(tag: str, *children: Any, **attributes: str) -> Any:  # noqa: ANN401 - lxml's elements
    from docx.oxml import OxmlElement  # noqa: PLC0415 - heavy

    made = OxmlElement(tag, {_named(f"w:{name}"): text for name, text in attributes.items()})
    made.extend(children)
    return made


def _named(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - heavy

    return qn(name)


def _paragraph(style: str, runs: Sequence[Any], side: str | None = None) -> Any:  # noqa: ANN401
    about = _element(
        "w:pPr", _element("w:pStyle", val=style), *[_element("w:jc", val=side or "")] * bool(side)
    )
    return _element("w:p", about, *runs)


def _run(text: str, style: str | None = None) -> Any:  # noqa: ANN401
    about = [_element("w:rPr", _element("w:rStyle", val=style))] if style else []
    content = _element("w:t")
    content.text = text
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _element("w:r", *about, content)


def _bold(run: Any) -> Any:  # noqa: ANN401
    """A run, or a link's, in bold."""
    for one in [run, *run]:
        if one.tag == _named("w:r"):
            one.insert(0, _element("w:rPr", _element("w:b")))
    return run


def _without_times(data: BytesIO) -> bytes:
    """The package with no hour of writing in it."""
    still = BytesIO()
    with ZipFile(data) as before, ZipFile(still, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, _EPOCH), before.read(name), ZIP_DEFLATED)
    return still.getvalue()
