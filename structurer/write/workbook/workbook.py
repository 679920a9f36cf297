"""All sheets of the workbook, in the order in which they are read."""

from collections.abc import Sequence

from structurer.figures import overview
from structurer.models.result import Result
from structurer.write.workbook.findings import write_findings
from structurer.write.workbook.indicators import write_indicators
from structurer.write.workbook.layout import Layout
from structurer.write.workbook.overview import write_overview
from structurer.write.workbook.projects import write_projects
from structurer.write.workbook.review import write_review

WORKBOOK_NAME = "workbook.xlsx"


def to_workbook(results: Sequence[Result]) -> dict[str, bytes]:
    """The results of a run as one workbook; the same results always give the same bytes."""
    from structurer.write.workbook.book import Book  # noqa: PLC0415 - loads xlsxwriter, which other formats do without

    layout = Layout(results)
    book = Book("绩效目标审核")
    write_overview(book, layout, overview(results))
    write_projects(book, layout)
    write_indicators(book, layout)
    write_findings(book, layout)
    write_review(book, layout)
    return {WORKBOOK_NAME: book.close()}
