"""From tables with places to a submission; knows the words of the forms, and no file format."""

from structurer.parse.forms import Forms, known_forms
from structurer.parse.submission import parse_document

__all__ = ["Forms", "known_forms", "parse_document"]
