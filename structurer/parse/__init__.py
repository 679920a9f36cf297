"""From tables with places to a submission; knows the words of the forms, and no file format."""

from structurer.parse.forms import Forms
from structurer.parse.submission import parse_document

__all__ = ["Forms", "parse_document"]
