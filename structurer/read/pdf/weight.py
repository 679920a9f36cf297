"""What pdfium would have to read for each page, reckoned from the objects of the file before it does.

A form may print another one ten times, and that one the next: a few lines of a file that fill all memory. pdfium reads
them to the end before it says how many there are, so they are weighed here, with another library.
"""

import re
from collections import Counter
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from structurer.errors import InputError
from structurer.read.pdf.objects import check_packed_parts, opened
from structurer.read.pdf.unpacking import TooLargeError, unpacked

_HEAVIEST_PAGE = 4 << 20  # bytes that draw one page; a full one has 100 kB
_HEAVIEST_FILE = 200 << 20
_TEXT_WEIGHT = 5  # a byte of text takes pdfium that many times more than one that draws
_LOOKED_THROUGH = 1 << 16  # bytes: in shorter contents the text need not be told apart
_ANNOTATION = 1_000  # bytes that one is taken for, over what it draws
_DEEPEST = 30  # forms inside of forms
_DEEPEST_MARK = 1_000  # marks inside of marks; pdfium copies all of them for each further one
_PRINTS_FORM = re.compile(rb"/([^\s\0/<>\[\](){}%]+)(?:[\s\0]|%[^\r\n]*)*Do\b")
_TEXT = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_MARK = re.compile(rb"\b(?:BDC|BMC|EMC)\b")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")

_Parts = dict[str, Any]


class _TooHeavyError(Exception):
    """A page draws too much, or a form prints itself."""


def check_weight(data: bytes) -> None:
    """Raise when a page of the file draws more than a page can show, or all of them more than can be read.

    Raises:
        InputError: one does.
    """
    try:
        _weigh_all(opened(data))
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises whatever it trips over; what pdfium makes of it is told there
        return


def _weigh_all(file: PDFDocument) -> None:
    scales, total, place = _Scales(), 0, "in its list of objects"
    try:
        check_packed_parts(file)
        for number, page in enumerate(PDFPage.create_pages(file), 1):
            place = f"on page {number}"
            total += scales.weigh(page)
    except (_TooHeavyError, TooLargeError):
        raise InputError(
            f"draws more {place} than a page can show", hint="check that it is the right file"
        ) from None
    if total > _HEAVIEST_FILE:
        raise InputError("draws more on its pages than can be read", hint="hand it in in several files")


class _Scales:
    """Weighs the pages of one file, each form once."""

    def __init__(self) -> None:
        """Nothing is weighed yet."""
        self._known: dict[int, int] = {}
        self._inside: list[int] = []

    def weigh(self, page: PDFPage) -> int:
        """Weigh what `page` draws, its annotations too."""
        resources = _parts(page.resources)
        contents = bytearray()
        for one in page.contents:
            stream = resolve1(one)
            if isinstance(stream, PDFStream):
                contents += unpacked(stream, _HEAVIEST_PAGE) + b" "
            _check(len(contents))
        weight = self._weigh_contents(bytes(contents), resources)
        for one in _listed(page.annots):
            looks = resolve1(_parts(_parts(one).get("AP")).get("N"))
            states = [looks] if isinstance(looks, PDFStream) else _parts(looks).values()
            weight += _ANNOTATION + sum(self._weigh_form(state, resources) for state in states)
            _check(weight)
        return weight

    def _weigh_contents(self, contents: bytes, resources: _Parts) -> int:
        weight = len(contents)
        if weight > _LOOKED_THROUGH:
            weight += _TEXT_WEIGHT * sum(map(len, _TEXT.findall(contents)))
            _check_marks(contents)
        forms = _parts(resources.get("XObject"))
        for name, times in Counter(_PRINTS_FORM.findall(contents)).items():
            form = forms.get(_ESCAPE.sub(_unescaped, name).decode("latin-1"))
            weight += times * self._weigh_form(form, resources)
            _check(weight)
        for font in _parts(resources.get("Font")).values():
            weight += self._weigh_font(_parts(font), resources)
        return _check(weight)

    def _weigh_form(self, one: object, outer: _Parts) -> int:
        """The weight of a form, with all that it prints; a picture has none."""
        form = resolve1(one)
        if not isinstance(form, PDFStream) or _name(form.get("Subtype")) == "Image":
            return 0
        number = form.objid or id(form)
        if number in self._inside or len(self._inside) > _DEEPEST:
            raise _TooHeavyError
        if number not in self._known:
            self._inside.append(number)
            resources = _parts(form.get("Resources")) or outer
            self._known[number] = self._weigh_contents(unpacked(form, _HEAVIEST_PAGE), resources)
            self._inside.pop()
        return self._known[number]

    def _weigh_font(self, font: _Parts, outer: _Parts) -> int:
        """The weight of a font whose characters are drawn like forms."""
        if _name(font.get("Subtype")) != "Type3":
            return 0
        resources = _parts(font.get("Resources")) or outer
        return sum(self._weigh_form(one, resources) for one in _parts(font.get("CharProcs")).values())


def _check(weight: int) -> int:
    if weight > _HEAVIEST_PAGE:
        raise _TooHeavyError
    return weight


def _check_marks(contents: bytes) -> None:
    depth = 0
    for mark in _MARK.findall(contents):
        depth += -1 if mark == b"EMC" else 1
        if depth > _DEEPEST_MARK:
            raise _TooHeavyError


def _parts(one: object) -> _Parts:
    found = resolve1(one)
    return found if isinstance(found, dict) else {}


def _listed(one: object) -> list[Any]:
    found = resolve1(one)
    return found if isinstance(found, list) else []


def _name(one: object) -> object:
    found = resolve1(one)
    return found.name if isinstance(found, PSLiteral) else None


def _unescaped(match: re.Match[bytes]) -> bytes:
    return bytes.fromhex(match[1].decode())
