"""Layout samples as real files: one function a format."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from html import escape
from typing import Any

import docx
import xlsxwriter
from odf import opendocument
from odf import table as odf_table
from odf import text as odf_text
from odf.teletype import addTextToElement
from reportlab.lib import colors, pagesizes
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Table as PdfTable

from layouts import Format, Placed, Sample, Table

_EPOCH = (2026, 1, 1, 0, 0, 0)

opendocument.OpenDocumentText().write(
    io.BytesIO()
)  # odfpy's first file names fewer namespaces than all later ones


def _steady(data: bytes) -> bytes:
    """The same zip file without the time at which it was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            kept = zipfile.ZipInfo(one.filename, _EPOCH)
            new.writestr(kept, old.read(one), compress_type=one.compress_type)
    return made.getvalue()


def _blocks(sample: Sample) -> Iterator[str | Table]:
    for block in sample.blocks:
        if block.text is not None:
            yield block.text
        if block.table is not None:
            yield block.table


def _sheets(sample: Sample) -> list[tuple[str, list[str | Table]]]:
    """The blocks sheet by sheet; where sheets are apart, a text goes to the table below it."""
    sheets: list[tuple[str, list[str | Table]]] = []
    waiting: list[str | Table] = []
    for block in _blocks(sample):
        waiting.append(block)
        if isinstance(block, Table) and (sample.sheets == "apart" or not sheets):
            sheets.append((block.name or f"Sheet{len(sheets) + 1}", waiting))
            waiting = []
    sheets[-1][1].extend(waiting)
    return sheets


def _rows(table: Table) -> list[list[Placed]]:
    """The cells row by row."""
    return [[cell for cell in table.cells() if cell.row == row] for row in range(len(table.rows))]


def _covered(table: Table) -> dict[tuple[int, int], Placed]:
    """The places that a merged cell covers, without its own."""
    return {
        (row, column): cell
        for cell in table.cells()
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.cols)
        if (row, column) != (cell.row, cell.column)
    }


def to_docx(sample: Sample) -> bytes:
    """Word, merged by gridSpan and vMerge."""
    document = docx.Document()
    for block in _blocks(sample):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        grid = block.grid()
        made = document.add_table(len(grid), len(grid[0]), style="Table Grid")
        places = [row.cells for row in made.rows]
        for cell in block.cells():
            first = places[cell.row][cell.column]
            last = places[cell.row + cell.rows - 1][cell.column + cell.cols - 1]
            (first if first is last else first.merge(last)).text = cell.text
        document.add_paragraph()
    data = io.BytesIO()
    document.save(data)
    return _steady(data.getvalue())


def to_xlsx(sample: Sample) -> bytes:
    """Excel; a text is a row of its own for each line, and an empty row stands below a table."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"created": datetime(*_EPOCH)})  # noqa: DTZ001 -- the library wants it without a zone
    wrapped = book.add_format({"text_wrap": True, "border": 1, "valign": "vcenter"})
    for name, blocks in _sheets(sample):
        sheet, top = book.add_worksheet(name), 0
        sheet.set_column(0, 20, 18)
        for block in blocks:
            if isinstance(block, str):
                for line in block.split("\n"):
                    sheet.write_string(top, 0, line)
                    top += 1
                continue
            for cell in block.cells():
                row, right = top + cell.row, cell.column + cell.cols - 1
                if cell.rows * cell.cols > 1:
                    sheet.merge_range(row, cell.column, row + cell.rows - 1, right, cell.text, wrapped)
                elif cell.text:
                    sheet.write_string(row, cell.column, cell.text, wrapped)
                else:
                    sheet.write_blank(row, cell.column, None, wrapped)
            top += len(block.rows) + 1
    book.close()
    return data.getvalue()


def to_html(sample: Sample) -> bytes:
    """A web page, merged by rowspan and colspan."""
    lines = [
        '<!DOCTYPE html>\n<html lang="zh">\n<meta charset="utf-8">',
        f"<title>{escape(sample.name)}</title>",
    ]
    lines.append("<style>table { border-collapse: collapse } td { border: 1px solid }</style>\n<body>")
    for block in _blocks(sample):
        if isinstance(block, str):
            lines.append(f"<p>{_marked_up(block)}</p>")
            continue
        lines.append("<table>")
        for row in _rows(block):
            lines.append("<tr>")
            for cell in row:
                down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                right = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
                lines.append(f"<td{down}{right}>{_marked_up(cell.text)}</td>")
            lines.append("</tr>")
        lines.append("</table>")
    return "\n".join([*lines, "</body>\n</html>\n"]).encode()


def _marked_up(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def to_csv(sample: Sample) -> bytes:
    """Comma-separated, as Excel saves it; the places that a merged cell covers are empty."""
    data = io.StringIO()
    out = csv.writer(data)
    for block in _blocks(sample):
        if isinstance(block, str):
            out.writerows([line] for line in block.split("\n"))
        else:
            out.writerows([*block.grid(), []])
    return data.getvalue().encode("utf-8-sig")


def to_odt(sample: Sample) -> bytes:
    """OpenDocument text."""
    document = opendocument.OpenDocumentText()
    for number, block in enumerate(_blocks(sample), 1):
        if isinstance(block, str):
            document.text.addElement(_odf_paragraph(block))
            continue
        made = odf_table.Table(name=f"Table{number}")
        made.addElement(odf_table.TableColumn(numbercolumnsrepeated=len(block.grid()[0])))
        for row in _odf_rows(block):
            made.addElement(row)
        document.text.addElement(made)
        document.text.addElement(odf_text.P())
    return _odf_saved(document)


def to_ods(sample: Sample) -> bytes:
    """OpenDocument spreadsheet; laid out as `to_xlsx` does."""
    document = opendocument.OpenDocumentSpreadsheet()
    for name, blocks in _sheets(sample):
        sheet = odf_table.Table(name=name)
        widths = [len(block.grid()[0]) for block in blocks if isinstance(block, Table)]
        sheet.addElement(odf_table.TableColumn(numbercolumnsrepeated=max(widths)))
        for block in blocks:
            if isinstance(block, str):
                lines = Table.model_validate({"rows": [[line] for line in block.split("\n")]})
                rows = _odf_rows(lines)
            else:
                rows = [*_odf_rows(block), odf_table.TableRow()]
                rows[-1].addElement(odf_table.TableCell())
            for row in rows:
                sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
    return _odf_saved(document)


def _odf_paragraph(text: str) -> Any:  # noqa: ANN401 -- odfpy is untyped
    paragraph = odf_text.P()
    addTextToElement(paragraph, text)
    return paragraph


def _odf_rows(table: Table) -> list[Any]:
    starts = {(cell.row, cell.column): cell for cell in table.cells()}
    rows = []
    for number, texts in enumerate(table.grid()):
        row = odf_table.TableRow()
        for column in range(len(texts)):
            if (cell := starts.get((number, column))) is None:
                row.addElement(odf_table.CoveredTableCell())
                continue
            spans = {"numberrowsspanned": cell.rows, "numbercolumnsspanned": cell.cols}
            made = odf_table.TableCell(valuetype="string", **(spans if cell.rows * cell.cols > 1 else {}))
            for line in cell.text.split("\n") if cell.text else ():
                made.addElement(_odf_paragraph(line))
            row.addElement(made)
        rows.append(row)
    return rows


def _odf_saved(document: Any) -> bytes:  # noqa: ANN401 -- odfpy is untyped
    data = io.BytesIO()
    document.write(data)
    return _steady(data.getvalue())


def to_pdf(sample: Sample) -> bytes:
    """A PDF with ruled tables; wide ones on a wide page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    widest = max(len(block.grid()[0]) for block in _blocks(sample) if isinstance(block, Table))
    page = pagesizes.A4 if widest <= 7 else pagesizes.landscape(pagesizes.A3)
    data = io.BytesIO()
    document = SimpleDocTemplate(data, pagesize=page, invariant=1, title=sample.name)
    story: list[Flowable] = []
    for block in _blocks(sample):
        if isinstance(block, str):
            story.append(Paragraph(_marked_up(block), style))
            continue
        lines: list[tuple[Any, ...]] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        for cell in block.cells():
            lower_right = (cell.column + cell.cols - 1, cell.row + cell.rows - 1)
            lines.append(("SPAN", (cell.column, cell.row), lower_right))
        grid = block.grid()
        cells = [[Paragraph(_marked_up(text), style) if text else "" for text in row] for row in grid]
        widths = [document.width / len(grid[0])] * len(grid[0])
        story += [Spacer(1, 6), PdfTable(cells, colWidths=widths, style=TableStyle(lines)), Spacer(1, 12)]
    document.build(story)
    return data.getvalue()


def to_word_text(sample: Sample) -> bytes:
    """Text out of Word: one cell a line, indented by a tab."""
    parts: list[str] = []
    for block in _blocks(sample):
        if isinstance(block, str):
            parts.append(f"{block}\n")
            continue
        parts += ["".join(f"\t{text or ' '}\n" for text in row) + "\n" for row in _unmerged(block)]
        parts.append("\n\n")
    return "".join(parts).encode()


def to_pdf_text(sample: Sample) -> bytes:
    """Text out of a PDF: one row a line, tabs between the cells."""
    parts: list[str] = []
    for block in _blocks(sample):
        if isinstance(block, str):
            parts.append(f"{block}\n\n")
            continue
        rows = ["\t".join(row).replace("\n", " ") for row in _unmerged(block)]
        parts += [row + ("\n" if "\t" in row else "\t\n") for row in rows]
        parts.append("\n\n\n")
    return "".join(parts).encode()


def _unmerged(table: Table) -> list[list[str]]:
    """The cells as converters to text see them: one for each merged cell in each of its rows, empty below the first."""
    rows: list[list[Placed]] = [[] for _ in table.rows]
    for cell in table.cells():
        for down in range(cell.rows):
            rows[cell.row + down].append(cell._replace(row=cell.row + down, text="" if down else cell.text))
    return [[cell.text for cell in sorted(row)] for row in rows]


RENDERERS: dict[Format, Callable[[Sample], bytes]] = {
    "docx": to_docx,
    "xlsx": to_xlsx,
    "html": to_html,
    "csv": to_csv,
    "odt": to_odt,
    "ods": to_ods,
    "pdf": to_pdf,
    "word_text": to_word_text,
    "pdf_text": to_pdf_text,
}

SUFFIXES: dict[Format, str] = {one: "txt" if one.endswith("_text") else one for one in RENDERERS}
