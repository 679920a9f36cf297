"""Layout samples: printed forms as neutral grids, with their truth.

A sample is one file in tests/layouts, whose README.md says how one is written. `layout_files` makes real files of them.
"""

import hashlib
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from structurer.models import Cell, Document, Paragraph, Place, Row, Why

FOLDER = Path(__file__).with_suffix("")

Format = Literal["grid", "docx", "xlsx", "html", "csv", "odt", "ods", "pdf", "word_text", "pdf_text"]
FORMATS: tuple[Format, ...] = get_args(Format)
TEXTS: tuple[Format, ...] = ("word_text", "pdf_text")


class Closed(BaseModel):
    """A part of a sample: no key that is not known, no number where a text is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class GridCell(Closed):
    """A printed cell that covers `rows` x `cols` places of the grid."""

    text: str
    rows: int = Field(default=1, ge=1)
    cols: int = Field(default=1, ge=1)


class Placed(NamedTuple):
    """A cell at its place; row and column count from 0."""

    row: int
    column: int
    text: str
    rows: int
    cols: int


def _as_cell(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class Table(Closed):
    """A table as printed."""

    name: str | None = None
    rows: list[list[Annotated[GridCell, BeforeValidator(_as_cell)]]] = Field(min_length=1)

    def cells(self) -> list[Placed]:
        """The cells at their places, row by row; what a row leaves out at its end is put in empty.

        Raises:
            ValueError: cells lie over each other, or reach beyond the last row.
        """
        taken: set[tuple[int, int]] = set()
        cells: list[Placed] = []
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                placed = Placed(number, column, cell.text, cell.rows, cell.cols)
                self._take(placed, taken)
                cells.append(placed)
                column += cell.cols
        width = 1 + max(column for _, column in taken)
        free = ((row, column) for row in range(len(self.rows)) for column in range(width))
        cells += [Placed(*place, "", 1, 1) for place in free if place not in taken]
        return sorted(cells)

    def _take(self, cell: Placed, taken: set[tuple[int, int]]) -> None:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.cols):
                if (row, column) in taken or row >= len(self.rows):
                    raise ValueError(
                        f"row {cell.row + 1}: {cell.text!r} lies over another cell or too far down"
                    )
                taken.add((row, column))

    def grid(self) -> list[list[str]]:
        """The full grid: the text of a merged cell at its top left, "" at the places that it covers."""
        cells = self.cells()
        width = max(cell.column + cell.cols for cell in cells)
        rows = [[""] * width for _ in self.rows]
        for cell in cells:
            rows[cell.row][cell.column] = cell.text
        return rows


class Block(Closed):
    """A paragraph or a table."""

    text: str | None = None
    table: Table | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "Block":
        if (self.text is None) == (self.table is None):
            raise ValueError("a block is a text or a table")
        if self.table is not None:
            self.table.cells()
        return self


class TrueIndicator(Closed):
    """What a row says; only stated keys are compared."""

    level1: str | None = None
    level1_printed: str | None = None
    level2: str | None = None
    level3: str
    description: str | None = None
    value: str
    basis: str | None = None
    weight: str | None = None
    period: Literal["年度", "实施期"] | None = None
    extra: dict[str, str] = Field(default_factory=dict)


class TrueProject(Closed):
    """What a project says; only stated keys are compared."""

    heading: str | None = None
    title: str | None = None
    unit_code: str | None = None
    unit_name: str | None = None
    currency_unit: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    budget_total: str | None = None
    budget_fiscal: str | None = None
    budget_other: str | None = None
    fund_purpose: str | None = None
    goals: str | None = None
    payment_plan: dict[str, str] | None = None
    extra: dict[str, str] = Field(default_factory=dict)
    indicators: list[TrueIndicator]


class TrueUnread(Closed):
    """A text that must be unread, and why."""

    text: str
    why: Annotated[Why, Field(strict=False)]


class Truth(Closed):
    """What the sample says."""

    projects: list[TrueProject]
    unread: list[TrueUnread] = Field(default_factory=list)
    review: list[str] = Field(default_factory=list)


def _formats(value: Any) -> Any:  # noqa: ANN401 -- whatever the file holds; pydantic judges it
    named = [value] if isinstance(value, str) else value
    whole = [one for one in FORMATS if one not in TEXTS]
    groups = {"all": whole, "text": list(TEXTS)}
    return tuple(one for name in named for one in groups.get(name, [name]))


class Sample(Closed):
    """A printed form and its truth."""

    name: str
    about: str
    formats: Annotated[tuple[Format, ...], BeforeValidator(_formats)]
    sheets: Literal["together", "apart"] = "together"
    blocks: list[Block]
    truth: Truth

    @classmethod
    def load(cls, path: Path) -> "Sample":
        """Read and validate one sample."""
        return cls(name=path.stem, **yaml.safe_load(path.read_text("utf-8")))


def to_document(sample: Sample) -> Document:
    """The sample as a reader would hand it over, without any file format."""
    blocks: list[Row | Paragraph] = []
    table = 0
    for block in sample.blocks:
        if block.text is not None:
            blocks.append(Paragraph(block.text, Place()))
        if block.table is not None:
            table += 1
            for number, texts in enumerate(block.table.grid(), 1):
                place = Place(table=table, row=number)
                cells = (Cell(text, place, None, column) for column, text in enumerate(texts, 1))
                blocks.append(Row(tuple(cells)))
    digest = hashlib.sha256(repr(blocks).encode()).hexdigest()
    return Document(sample.name, "grid", None, digest, 0, blocks)


SAMPLES = [Sample.load(path) for path in sorted(FOLDER.glob("*.yaml"))]
