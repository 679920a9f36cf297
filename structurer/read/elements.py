"""The elements of one part of a document, read in pieces, so that a large one need not be in memory whole."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from lxml.etree import XMLPullParser, XMLSyntaxError
from lxml.etree import _Element as Element

from structurer.errors import InputError

OPEN_AND_SAVE = "open it in the program it was made with and save it again"
_MOST_MARKS = 1_000_000  # signs of markup in one child of a body: no more than 240 bytes of memory each
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def children(name: str, part: Iterable[bytes], containers: Collection[str]) -> Iterator[Element]:
    """Yield what stands directly in the elements called `containers` of `part`, each element once complete.

    Each is gone from memory when the next is asked for. `name` is what a message calls the part.

    Raises:
        InputError: the part is no XML, past a limit, or has no such element.
    """
    try:
        yield from _children(name, iter(part), containers)
    except XMLSyntaxError as error:
        raise InputError(f"is damaged: {name!r} is no XML ({error.msg})", hint=OPEN_AND_SAVE) from None


def _children(name: str, chunks: Iterator[bytes], containers: Collection[str]) -> Iterator[Element]:
    first = next(chunks, b"")
    parser = _parser(first, containers)
    found: list[Element] = []
    marks = 0
    for chunk in chain((first,), chunks):
        parser.feed(chunk)
        found += _outermost(parser, containers)
        marks += sum(chunk.count(mark) for mark in (b"<", b'"', b"'"))
        for element in _completed(found, is_read=False):
            yield element
            marks = 0
        del found[:-1]
        _check_marks(name, marks)
    parser.close()
    if not found:
        raise InputError(f"is damaged: {name!r} has no body", hint=OPEN_AND_SAVE)
    yield from _completed(found, is_read=True)


def _check_marks(name: str, marks: int) -> None:
    if marks > _MOST_MARKS:
        raise InputError(
            f"has too large a table in it: more than {_MOST_MARKS:,} signs of markup in {name!r}",
            hint="divide the document",
        )


def _parser(first: bytes, containers: Collection[str]) -> XMLPullParser:
    """Make a parser that follows no reference out of the part, and expands none inside it.

    The encoding is not left to the part: both standards know UTF-8 and UTF-16 only, and signs of markup can be
    counted in them.
    """
    if b"<!ENTITY" in first:
        raise InputError("declares XML entities, which no document does", hint=OPEN_AND_SAVE)
    return XMLPullParser(
        events=("start",),
        tag=tuple(containers),
        encoding="utf-16" if first.startswith(_UTF16_MARKS) else "utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _outermost(parser: XMLPullParser, containers: Collection[str]) -> Iterator[Element]:
    """Yield the containers that have begun; one inside another is text of that one."""
    for _, element in parser.read_events():
        if isinstance(element, Element) and not any(one.tag in containers for one in element.iterancestors()):
            yield element


def _completed(containers: list[Element], *, is_read: bool) -> Iterator[Element]:
    """Yield the children that the parser is done with, and take them out; the last one it may still be in."""
    for container in containers:
        is_last = container is containers[-1] and not is_read
        while (child := next(iter(container), None)) is not None:
            if is_last and child.getnext() is None:
                break
            yield child
            child.clear()  # first: to take out a full one is slow
            container.remove(child)
