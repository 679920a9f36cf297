"""Web pages to blocks with places."""

from structurer.read.web.html import HtmlReader

__all__ = ["HtmlReader"]
