"""The straight lines that a page draws."""

from collections.abc import Iterator
from ctypes import c_float, c_int
from itertools import pairwise

import pypdfium2.raw as pdfium

from structurer.errors import InputError
from structurer.read.pdf.frame import EVERYWHERE, Area, Frame, Handle, Matrix, address, joined, moved
from structurer.read.pdf.printed import Ruling

_MOST_OBJECTS = 200_000  # on one page, the pieces of paths and what is inside of forms counted too
_DEEPEST_FORM = 16  # forms inside of forms
_THICKEST = 4.5  # points: a filled shape up to that is a ruling, a thicker one is a background
_SHORTEST = 1.0  # points: of a dash; anything shorter is a dot
_SLANT = 0.5  # points that a ruling may be off the straight
_UNMOVED: Matrix = (1, 0, 0, 1, 0, 0)


class Drawing:
    """Collects the rulings of one page."""

    def __init__(self, frame: Frame, number: int) -> None:
        """Nothing yet of page `number`, which is seen as `frame` says."""
        self.across: list[Ruling] = []
        self.down: list[Ruling] = []
        self.fills: list[Area] = []  # filled shapes that are backgrounds
        self.has_picture = False
        self.clips: dict[int, Area] = {}  # what is seen of texts that are not seen whole, by their address
        self._frame = frame
        self._number = number
        self._objects = 0

    def read(self, page: Handle) -> None:
        """Read all objects of `page`."""
        for i in range(pdfium.FPDFPage_CountObjects(page)):
            self._read(pdfium.FPDFPage_GetObject(page, i), _UNMOVED, 0)

    def _read(self, drawn: Handle, outer: Matrix, depth: int) -> None:
        self._objects += 1
        if self._objects > _MOST_OBJECTS or depth > _DEEPEST_FORM:
            raise InputError(
                f"draws more on page {self._number} than a page can show",
                hint="check that it is the right file",
            )
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._read_path(drawn, joined(_matrix(drawn), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inner = joined(_matrix(drawn), outer)
            for i in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                self._read(pdfium.FPDFFormObj_GetObject(drawn, i), inner, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self._read_clip(drawn, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.has_picture = True

    def _read_clip(self, text: Handle, outer: Matrix) -> None:
        """Calc prints a merged cell on every page that it touches, and shows of it what stands on that page."""
        clip = pdfium.FPDFPageObj_GetClipPath(text)
        count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
        if count <= 0:
            return
        left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
        pdfium.FPDFPageObj_GetBounds(text, left, bottom, right, top)
        for i in range(count):
            corners = _clip_corners(clip, i)
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            if corners and not (
                min(xs) <= left.value <= right.value <= max(xs)
                and min(ys) <= bottom.value <= top.value <= max(ys)
            ):
                shown = joined(outer, self._frame.matrix)
                self._add_clip(address(text), [moved(x, y, shown) for x, y in corners])

    def _add_clip(self, text: int, corners: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        x0, y0, x1, y1 = self.clips.get(text, EVERYWHERE)
        self.clips[text] = (max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys)))

    def _read_path(self, path: Handle, matrix: Matrix) -> None:
        fill, stroke = c_int(), c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
        if not fill.value and not stroke.value:
            return
        self._objects += pdfium.FPDFPath_CountSegments(path)
        shown = joined(matrix, self._frame.matrix)
        for points in _outlines(path):
            seen = [moved(x, y, shown) for x, y in points]
            if stroke.value:
                for start, end in pairwise(seen):
                    self._add_line(start, end)
            else:
                self._add_bar(seen)

    def _add_line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = start, end
        if abs(y1 - y0) <= _SLANT and abs(x1 - x0) >= _SHORTEST:
            self.across.append(Ruling((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= _SLANT and abs(y1 - y0) >= _SHORTEST:
            self.down.append(Ruling((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def _add_bar(self, outline: list[tuple[float, float]]) -> None:
        """A thin filled shape is a ruling, as most word processors draw them."""
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if y1 - y0 <= _THICKEST and x1 - x0 >= max(_SHORTEST, y1 - y0):
            self.across.append(Ruling((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= _THICKEST and y1 - y0 >= max(_SHORTEST, x1 - x0):
            self.down.append(Ruling((x0 + x1) / 2, y0, y1))
        elif y1 - y0 > _THICKEST and x1 - x0 > _THICKEST:
            self.fills.append((x0, y0, x1, y1))


def _clip_corners(clip: Handle, number: int) -> list[tuple[float, float]]:
    x, y = c_float(), c_float()
    corners = []
    for i in range(pdfium.FPDFClipPath_CountPathSegments(clip, number)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, number, i), x, y)
        corners.append((x.value, y.value))
    return corners


def _outlines(path: Handle) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of `path`; a closed part ends where it began."""
    x, y = c_float(), c_float()
    points: list[tuple[float, float]] = []
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if points and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            yield points
            points = []
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _matrix(drawn: Handle) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
