"""From the tags of a page to what a browser shows: which text is shown, and where it breaks into lines."""

import re

from structurer.errors import InputError
from structurer.models import Place, Unread, Why
from structurer.read.web.modes import Mode, Shown, mode_of
from structurer.read.web.pieces import SPACE, Flow, Piece, Table, Text
from structurer.text import is_blank

_MOST_PARTS = 1_000_000  # tags and texts between them that are kept
_DEEPEST_TABLE = 50  # tables inside each other

_COLLAPSED = re.compile(r"[ \t\n\f]+")
_GROUP_TAGS = frozenset({"thead", "tbody", "tfoot"})
_WORDLESS_INPUTS = frozenset({"hidden", "checkbox", "radio", "file", "image", "password", "range", "color"})


class Page:
    """Takes what the parser of lxml calls out, tag by tag; `line` is the line that is being parsed."""

    def __init__(self) -> None:
        """Begin an empty page."""
        self.line = 0
        self.unread: list[Unread] = []
        self._body = Flow()
        self._tables: list[Table] = []  # the open ones, each inside the one before
        self._table_count = self._parts = 0
        self._modes: list[Mode] = [Mode()]
        self._hidden: list[str] = []
        # Line of what comes next: the parser calls a text out only when it meets the tag after it.
        self._at = 1

    @property
    def pieces(self) -> list[Piece]:
        """The texts and tables of the page; lines that are links to other pages are set aside."""
        return self._body.pieces

    @property
    def is_in_cell(self) -> bool:
        """Tell whether a cell is open."""
        return any(table.cell for table in self._tables)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A tag opens."""
        self._at = self.line
        mode = mode_of(self._modes[-1], tag, attributes)
        self._modes.append(mode)
        if mode.shown is not Shown.YES:
            return
        self._count()
        if mode.is_block:
            self._flow.close()
        if tag == "br":
            self._flow.add("\n", self._at)
        elif tag == "input" and attributes.get("type", "").lower() not in _WORDLESS_INPUTS:
            self._flow.add(attributes.get("value", ""), self._at)
        elif tag == "table":
            self._open_table()
        elif self._tables:
            self._open_part(self._tables[-1], tag, attributes)

    def end(self, tag: str) -> None:
        """A tag closes, or the parser closes one that was left open."""
        self._at = self.line
        mode = self._modes.pop()
        if mode.shown is Shown.HIDDEN and self._modes[-1].shown is Shown.YES:
            self._set_hidden_aside()
        if mode.shown is not Shown.YES:
            return
        if mode.is_block:
            self._flow.close()
        if not self._tables:
            return
        if tag == "table":
            self._close_table()
        elif tag in ("td", "th"):
            self._tables[-1].close_cell()
        elif tag == "tr":
            self._tables[-1].close_row()
        elif tag in _GROUP_TAGS:
            self._tables[-1].close_group()

    def data(self, text: str) -> None:
        """A text, or a part of one."""
        mode = self._modes[-1]
        if mode.shown is not Shown.NEVER:
            self._count()
            said = text if mode.keeps_space else _COLLAPSED.sub(SPACE, text)
            if mode.shown is Shown.HIDDEN:
                self._hidden.append(said)
            else:
                leading = text[: len(text) - len(text.lstrip())]
                self._flow.add(said, self._at + leading.count("\n"), is_link=mode.is_link)
        self._at += text.count("\n")

    def comment(self, text: str) -> None:
        """Comments are not shown; those of Word hold its settings."""

    def close(self) -> None:
        """The page ends."""
        while self._tables:
            self._close_table()
        self._body.close()
        self._set_links_aside()

    @property
    def _flow(self) -> Flow:
        """Where text goes: to the innermost open cell; text between cells is shown above its table."""
        return next((table.cell for table in reversed(self._tables) if table.cell), self._body)

    def _open_table(self) -> None:
        if len(self._tables) == _DEEPEST_TABLE:
            raise InputError(
                f"has more than {_DEEPEST_TABLE} tables inside each other",
                hint="check that it is the right file",
            )
        self._flow.close()
        self._table_count += 1
        self._tables.append(Table(self._table_count, self._at))

    def _open_part(self, table: Table, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("td", "th"):
            table.open_cell(self._at, attributes)
        elif tag == "tr":
            table.open_row()
        elif tag in _GROUP_TAGS:
            table.open_group(tag)

    def _close_table(self) -> None:
        table = self._tables.pop()
        table.close_group()
        flow = self._flow
        flow.close()
        flow.pieces.append(table)

    def _set_hidden_aside(self) -> None:
        text = "".join(self._hidden).replace(SPACE, " ").strip()
        self._hidden.clear()
        if not is_blank(text):
            self.unread.append(Unread(Place(line=self._at), text, Why.HIDDEN))

    def _set_links_aside(self) -> None:
        kept: list[Piece] = []
        for piece in self._body.pieces:
            if isinstance(piece, Text) and piece.is_link:
                self.unread.append(Unread(Place(line=piece.line), piece.text, Why.NAVIGATION))
            else:
                kept.append(piece)
        self._body.pieces = kept

    def _count(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise InputError(
                f"has more than {_MOST_PARTS:,} tags and texts",
                hint="save the document in parts, or as .docx",
            )
