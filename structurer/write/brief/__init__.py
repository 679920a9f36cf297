"""The briefing: what a run says, for people who read and do not click. One neutral text, three renderers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from structurer.models.result import Result
from structurer.write.brief.compose import Wish, compose, language_of
from structurer.write.brief.docx import to_docx
from structurer.write.brief.html import to_html
from structurer.write.brief.markdown import to_markdown
from structurer.write.brief.model import Briefing, figures_of

RENDERERS: Final[Mapping[str, Callable[[Briefing], bytes]]] = {
    "docx": to_docx,
    "html": to_html,
    "md": to_markdown,
}
"""What a briefing is written as, by the suffix of the file."""


def report_docx(results: Sequence[Result]) -> dict[str, bytes]:
    """The briefing of a run as a Word file, in the language of its summaries."""
    return {"briefing.docx": to_docx(compose(results, Wish(language_of(results))))}


def report_markdown(results: Sequence[Result]) -> dict[str, bytes]:
    """The briefing of a run as Markdown, in the language of its summaries."""
    return {"briefing.md": to_markdown(compose(results, Wish(language_of(results))))}


__all__ = [
    "RENDERERS",
    "Briefing",
    "Wish",
    "compose",
    "figures_of",
    "language_of",
    "report_docx",
    "report_markdown",
    "to_docx",
    "to_html",
    "to_markdown",
]
