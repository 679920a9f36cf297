"""Where something is printed, and what was printed but belongs to no field."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import ConfigDict


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed; what a format does not have is null, all numbers count from 1.

    `table` counts the tables of the document, `row` the rows of that table, `column` the cells of that row.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def below(self, lines: int) -> "Place":
        """The place that many lines further down, outside any table; the same where lines are not counted."""
        if lines == 0 or self.line is None:
            return self
        return Place(page=self.page, line=self.line + lines, sheet=self.sheet)


class Why(StrEnum):
    """Why a printed text belongs to no field."""

    LABEL = "label"  # a word of the form itself, such as 项目名称 or 指标值
    BOOKMARK = "bookmark"  # a mark left by the converter
    MARKUP = "markup"  # a tag of a text editor, such as <p>
    CONTENTS = "contents_list"
    PAGE_NUMBER = "page_number"
    RUNNING_HEAD = "running_head"
    HIDDEN = (
        "hidden"  # in the file, but not shown: hidden text; the name of a hidden sheet, whose cells are read
    )
    COVERED = "covered"  # below a merged cell, where it is not shown
    DELETED = "deleted"  # struck out by a tracked change that nobody has accepted or refused
    NOTE = "note"  # a footnote, an endnote, a comment, a reading aid above a character
    FORMULA = "formula"  # what a cell is computed by; its value is read
    NO_RESULT = "formula_without_result"  # the same, where the file holds no value: the cell is empty
    PICTURE = "picture"  # a page that is a picture: what it says was not read
    NAVIGATION = "navigation"  # links of a web page to other pages
    REPEATED = "repeated"  # printed again on further rows, where each row of a table names its project
    NO_TARGET_TABLE = "outside_target_tables"
    NO_COLUMN = "no_column"  # a cell for which the table prints no column
    NO_LABEL = "no_label"  # a header cell with nothing that says what it is


@dataclass(frozen=True, slots=True)
class Unread:
    """A printed text that belongs to no field, with the reason; lines or cells that stand together are one entry."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    place: Place
    text: str
    why: Why
