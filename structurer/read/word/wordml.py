"""The elements of WordprocessingML, the XML inside Word files."""

from collections.abc import Iterator

from lxml.etree import _Element as Element

from structurer.errors import InputError
from structurer.models import Why
from structurer.read.word.story import Piece, Story, ignore
from structurer.read.word.tables import Table

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict form of the standard
)
_MATH = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"

_FONT_CODES = 0xF000  # where codes of a font stand, out of the way of letters
_LONGEST_NUMBER = 9  # digits; more is too much for any limit
_OFF = frozenset({"0", "false", "off", "none"})
# Signs that Word stores as a code of a font: what that font shows there.
_SYMBOLS = {
    "Symbol": {0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈"},
    "Wingdings": {0x6F: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "Wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}


def tags(*names: str) -> frozenset[str]:
    """The tags of elements of WordprocessingML, in both its name spaces."""
    return frozenset(f"{{{space}}}{name}" for space in _WORD for name in names)


_TABLE = tags("tbl")
_ROW = tags("tr")
_CELL = tags("tc")
_ROW_PROPERTIES = tags("trPr")
_CELL_PROPERTIES = tags("tcPr")
RUN_PROPERTIES = tags("rPr")
_PARAGRAPH_PROPERTIES = tags("pPr")
_ROW_MARKS = tags("gridBefore", "gridAfter", "del", "hidden")
_CELL_MARKS = tags("gridSpan", "vMerge", "hMerge")
_WRAPPERS = tags("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
_PROPERTIES = tags("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr")
_STYLE_NAMES = tags("rStyle", "pStyle")
_VANISH = tags("vanish")


class WordStory(Story):
    """The elements of WordprocessingML."""

    table_tags = _TABLE

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        """Begin a document in which the styles with these names hide text."""
        super().__init__()
        self._hidden_styles = hidden_styles
        by_tags = (
            (tags("p"), self._add_paragraph),
            (tags("r"), self._add_run),
            (tags("t", "delText") | {f"{{{space}}}t" for space in _MATH}, _add_text),
            (tags("tab", "ptab"), _add_tab),
            (tags("br", "cr"), _add_break),
            (tags("noBreakHyphen"), _add_hyphen),
            (tags("sym"), _add_symbol),
            (tags("del", "moveFrom"), self.aside(Why.DELETED)),
            (tags("rt"), self.aside(Why.NOTE)),
            (tags("footnoteReference", "endnoteReference", "commentReference"), _add_reference),
            (tags("txbxContent"), self.add_box),
            ({_VML + "textpath"}, _add_word_art),
            (_TABLE, self.add_table),
            (tags("altChunk"), _refuse_chunk),
            (_PROPERTIES | {_COMPATIBILITY + "Fallback"}, ignore),  # a fallback says the same again
        )
        self.handlers = {tag: handler for names, handler in by_tags for tag in names}

    def fill(self, table: Table, element: Element) -> None:
        """Fill `table` with the rows of `element`."""
        merged: frozenset[int] = frozenset()  # columns in which a cell of the row above goes on
        for row in _inside(element, _ROW):
            marks = _values(row, _ROW_PROPERTIES, _ROW_MARKS)
            if why := _why_not_printed(marks):
                self.set_aside(self.flat_text(row), why, table.place_below)
            else:
                merged = self._fill_row(table, row, marks, merged)

    def _fill_row(
        self, table: Table, row: Element, marks: dict[str, str], merged: frozenset[int]
    ) -> frozenset[int]:
        table.open_row()
        table.add_blank(_number(marks.get("gridBefore"), 0))
        going_on = set()
        for cell in _inside(row, _CELL):
            marks_of_cell = _values(cell, _CELL_PROPERTIES, _CELL_MARKS)
            column, vertical = table.column, marks_of_cell.get("vMerge")
            is_covered = vertical not in (None, "restart") and column in merged
            if vertical is not None:
                going_on.add(column)
            is_covered |= marks_of_cell.get("hMerge", "restart") != "restart"
            span = max(_number(marks_of_cell.get("gridSpan"), 1), 1)
            self.add_cell(table, cell, span, is_covered=is_covered)
        table.add_blank(_number(marks.get("gridAfter"), 0))
        return frozenset(going_on)

    def _add_paragraph(self, element: Element, piece: Piece) -> None:
        piece.open_paragraph()
        if self._hidden_styles and self._has_hidden_style(element, _PARAGRAPH_PROPERTIES):
            piece.aside.append((Why.HIDDEN, self.flat_text(element)))
        else:
            self.gather(element, piece)

    def _add_run(self, element: Element, piece: Piece) -> None:
        properties = next(element.iterchildren(*RUN_PROPERTIES), None)
        if properties is not None and (
            is_hidden(properties) or (self._hidden_styles and self._has_hidden_style(element, RUN_PROPERTIES))
        ):
            piece.aside.append((Why.HIDDEN, self.flat_text(element)))
        else:
            self.gather(element, piece)

    def _has_hidden_style(self, element: Element, properties: frozenset[str]) -> bool:
        styles = (
            style
            for found in element.iterchildren(*properties)
            for style in found.iterchildren(*_STYLE_NAMES)
        )
        return any(attribute(style, "val") in self._hidden_styles for style in styles)


def _add_text(element: Element, piece: Piece) -> None:
    piece.text.append(element.text or "")


def _add_tab(_element: Element, piece: Piece) -> None:
    piece.text.append("\t")


def _add_break(_element: Element, piece: Piece) -> None:
    piece.text.append("\n")


def _add_hyphen(_element: Element, piece: Piece) -> None:
    piece.text.append("-")


def _add_symbol(element: Element, piece: Piece) -> None:
    """A sign by its code in a font; codes from F000 on are those of the font, moved out of the way of letters."""
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        code = 0
    signs = _SYMBOLS.get(attribute(element, "font") or "", {})
    if (shown := signs.get(code - _FONT_CODES if code >= _FONT_CODES else code)) is None:
        is_character = 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF
        shown = chr(code) if is_character else "\ufffd"
    piece.text.append(shown)


def _add_word_art(element: Element, piece: Piece) -> None:
    piece.text.append(element.get("string") or "")


def _add_reference(element: Element, piece: Piece) -> None:
    """Keep the place of a note; its mark is not in the text, and is not to be."""
    kind = element.tag.rpartition("}")[2].removesuffix("Reference")
    piece.references.append(f"{kind} {attribute(element, 'id')}")


def _refuse_chunk(_element: Element, _piece: Piece) -> None:
    raise InputError(
        "holds text as an embedded file of another format", hint="open it in Word and save it again as .docx"
    )


def _inside(element: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, wanted)


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute of WordprocessingML."""
    for space in _WORD:
        if (value := element.get(f"{{{space}}}{name}")) is not None:
            return value
    return None


def _values(element: Element, properties: frozenset[str], wanted: frozenset[str]) -> dict[str, str]:
    """The wanted properties of a row or cell by their local name; one without a value has an empty one."""
    found = next(element.iterchildren(*properties), None)
    if found is None:
        return {}
    return {one.tag.rpartition("}")[2]: attribute(one, "val") or "" for one in found.iterchildren(*wanted)}


def _number(text: str | None, default: int) -> int:
    return int(text[:_LONGEST_NUMBER]) if text and text.isdecimal() else default


def _why_not_printed(marks: dict[str, str]) -> Why | None:
    if "del" in marks:
        return Why.DELETED
    return Why.HIDDEN if marks.get("hidden", "off") not in _OFF else None


def is_hidden(properties: Element) -> bool:
    """Tell whether the properties of a run or style hide its text."""
    vanish = next(properties.iterchildren(*_VANISH), None)
    return vanish is not None and attribute(vanish, "val") not in _OFF
