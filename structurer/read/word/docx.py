"""Word files (.docx): the XML as it is stored, read directly."""

from collections.abc import Iterable

from structurer.errors import InputError
from structurer.models import Document, Place, Why
from structurer.read.package import Package, Relation
from structurer.read.source import Source
from structurer.read.word.story import Story, require_table
from structurer.read.word.wordml import RUN_PROPERTIES, WordStory, attribute, is_hidden, tags

_FOLDER = "word/"
_BODY = tags("body")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_NOTES = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}  # part, and what it holds
_RUNNING_HEADS = {"header": "hdr", "footer": "ftr"}


class DocxReader:
    """Word files: Office Open XML in both its forms, `.docm` and templates included.

    What counts is the text as it is printed with all tracked changes accepted: insertions are content, deletions,
    hidden text, notes, comments, headers and footers go to `unread`. Text boxes follow the paragraph or the cell
    they hang on, a table in a cell follows its row.

    Lost, because it is no text in the file: numbers of numbered paragraphs, pages and lines (Word makes them when it
    lays the document out), the layout of formulas, and text in pictures, charts and diagrams. The end of a paragraph
    that a tracked change deletes still ends a line.
    """

    suffixes: tuple[str, ...] = (".docx", ".docm", ".dotx", ".dotm")

    def recognises(self, source: Source) -> bool:
        """Tell whether `source` is a Word file, by the names of its parts."""
        return any(name.startswith(_FOLDER) for name in source.part_names)

    def read(self, source: Source) -> Document:
        """Read `source`; see `Reader.read`."""
        package = Package(source)
        main = next((one.target for one in package.relations("") if one.kind == "officeDocument"), None)
        if main is None:
            raise InputError(
                "is no Word file: no part is named as its text", hint="check that it is the right file"
            )
        parts = list(package.relations(main))
        story = WordStory(_hidden_styles(package, parts))
        blocks = list(story.blocks(package.children(main, _BODY)))
        require_table(blocks)
        for part in parts:
            if part.target in package:
                _set_aside_part(story, package, part)
        return Document(
            name=source.name,
            data_format="docx",
            encoding=None,
            sha256=source.sha256,
            size=len(source.data),
            blocks=blocks,
            unread=tuple(story.unread),
        )


def _hidden_styles(package: Package, parts: Iterable[Relation]) -> frozenset[str]:
    """The names of the styles that hide text; few documents have one, and a look tells."""
    return frozenset(
        attribute(style, "styleId") or ""
        for part in parts
        if part.kind == "styles" and package.holds(part.target, b"vanish")
        for style in package.children(part.target, tags("styles"))
        if any(map(is_hidden, style.iterchildren(*RUN_PROPERTIES)))
    )


def _set_aside_part(story: Story, package: Package, part: Relation) -> None:
    """Note the texts of a part that stands beside the body."""
    if container := _RUNNING_HEADS.get(part.kind):
        for element in package.children(part.target, tags(container)):
            story.set_running_head_aside(story.flat_text(element))
    elif one := _NOTES.get(part.kind):
        for element in package.children(part.target, tags(part.kind)):
            if attribute(element, "type") not in _SEPARATORS:
                place = story.references.get(f"{one} {attribute(element, 'id')}", Place())
                story.set_aside(story.flat_text(element), Why.NOTE, place)
