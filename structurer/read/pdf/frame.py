"""Where on the page, as it is shown, a point of the file is seen."""

from ctypes import c_void_p, cast
from math import inf
from typing import Any, NamedTuple

Handle = Any  # what pdfium gives for a document, a page, or a thing on it: a pointer without a type
Matrix = tuple[float, float, float, float, float, float]
Area = tuple[float, float, float, float]  # left, top, right, bottom as shown
EVERYWHERE: Area = (-inf, -inf, inf, inf)


class Frame(NamedTuple):
    """The size of a page as it is seen upright, and what puts a point of the file on it."""

    width: float
    height: float
    matrix: Matrix

    @classmethod
    def of(cls, left: float, bottom: float, right: float, top: float, turns: int) -> "Frame":
        """The page with these sides, seen after so many quarter turns clockwise."""
        width, height = right - left, top - bottom
        match turns % 4:
            case 1:
                return cls(height, width, (0, 1, 1, 0, -bottom, -left))
            case 2:
                return cls(width, height, (-1, 0, 0, 1, right, -bottom))
            case 3:
                return cls(height, width, (0, -1, -1, 0, top, right))
            case _:
                return cls(width, height, (1, 0, 0, -1, -left, top))


def joined(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Where `matrix` puts the point (x, y)."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inverse(matrix: Matrix) -> Matrix:
    """What undoes `matrix`."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    return (
        *(d / size, -b / size, -c / size, a / size),
        *((c * f - d * e) / size, (b * e - a * f) / size),
    )


def address(handle: Handle) -> int:
    """What tells one thing of pdfium from another."""
    return cast(handle, c_void_p).value or 0
