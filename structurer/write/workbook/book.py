"""The workbook as a whole: how it is opened and closed."""

from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from structurer.models import Severity
from structurer.write.workbook.looks import FONT, SEVERITY_FILLS, STYLES
from structurer.write.workbook.sheet import Spot

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A3, _A4 = 8, 9
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes for the same results; xlsxwriter wants it naive


class Book:
    """An open workbook; `close` gives its bytes, the same for the same content."""

    def __init__(self, title: str) -> None:
        """Open an empty workbook."""
        self._bytes = BytesIO()
        self.file = Workbook(
            self._bytes,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": 10},
            },
        )
        self.file.set_properties({"title": title, "author": "structurer", "created": _CREATED})
        self.formats: dict[str, Format] = {name: self.file.add_format(look) for name, look in STYLES.items()}
        self.look = cache(self._look)

    def table_sheet(self, name: str, *, frozen: tuple[int, int], pages: int = 1) -> "Worksheet":
        """A new sheet for a table: rows and columns that stay in sight; on paper A3 across, so many pages wide."""
        sheet = self._sheet(name)
        sheet.freeze_panes(*frozen)
        sheet.repeat_rows(frozen[0] - 1)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(pages, 0)
        if pages > 1:
            sheet.repeat_columns(0, frozen[1] - 1)
        return sheet

    def page_sheet(self, name: str) -> "Worksheet":
        """A new sheet for a page: on paper it is one."""
        sheet = self._sheet(name)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 1)
        return sheet

    def _sheet(self, name: str) -> "Worksheet":
        sheet = self.file.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&8&F　&A&R&8&P / &N")
        sheet.set_comments_author("structurer")
        return sheet

    def _look(self, style: str, severity: Severity | None, *, is_link: bool) -> "Format":
        if severity is None and not is_link:
            return self.formats[style]
        fill = {"bg_color": SEVERITY_FILLS[severity]} if severity else {}
        link = {"font_color": "#0563C1", "underline": 1} if is_link else {}
        return self.file.add_format(STYLES[style] | fill | link)

    @staticmethod
    def cell_name(row: int, column: int) -> str:
        """A cell as formulas call it, its column fixed: `$C4`."""
        return str(xl_rowcol_to_cell(row, column, col_abs=True))

    @staticmethod
    def address(spot: Spot) -> str:
        """The link to a cell of the workbook."""
        return f"internal:'{spot.sheet}'!{xl_rowcol_to_cell(spot.row, spot.column)}"

    def close(self) -> bytes:
        """Write the workbook."""
        self.file.close()
        return self._bytes.getvalue()
