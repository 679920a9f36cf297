"""The report of a run as one HTML page that needs no network (审核报告)."""

from structurer.write.report.page import to_page

__all__ = ["to_page"]
