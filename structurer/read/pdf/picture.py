"""The straight lines in the picture of a page. Needs numpy, which comes with the extra `ocr`."""

import numpy as np
import numpy.typing as npt

from structurer.read.pdf.printed import Ruling

Grey = npt.NDArray[np.uint8]  # rows of pixels, 0 is black
_Mask = npt.NDArray[np.bool_]

_DARK = 0.7  # of the brightness of the paper
_SHORTEST_ACROSS = 24.0  # points: no stroke of a character is as long,
_SHORTEST_DOWN = 14.0  # and a row is not lower
_THICKEST = 4.5  # points: what is thicker is a picture or a background
_GAP = 2  # pixels that a line may be broken for
_MOST_SKEW = 2.0  # degrees
_SKEW_STEP = 0.05
_SAMPLE = 100_000  # dark pixels that tell the skew


def straightened(grey: Grey) -> Grey:
    """The picture turned so that its lines run straight across, where it was put into the scanner a little askew."""
    rows, columns = np.nonzero(dark_of(grey))
    if not len(rows):
        return grey
    chosen = slice(None, None, len(rows) // _SAMPLE + 1)
    rows, columns = rows[chosen], columns[chosen]

    def evenness(slope: float) -> float:
        heights = np.rint(rows - slope * columns).astype(np.int64)
        return float((np.bincount(heights - heights.min()) ** 2).sum())

    slopes = np.tan(np.radians(np.arange(-_MOST_SKEW, _MOST_SKEW + _SKEW_STEP / 2, _SKEW_STEP)))
    slope = float(max(sorted(slopes, key=abs), key=evenness))
    if abs(slope) * grey.shape[1] < 1:
        return grey
    return _sheared(_sheared(grey, slope).T, -slope).T


def _sheared(grey: Grey, slope: float) -> Grey:
    """Shift each column up by `slope` times its distance from the middle."""
    shifts = np.rint(slope * (np.arange(grey.shape[1]) - grey.shape[1] / 2)).astype(int)
    turned = np.empty_like(grey)
    for shift in np.unique(shifts):
        turned[:, shifts == shift] = np.roll(grey[:, shifts == shift], -shift, axis=0)
    return turned


def rulings_of(grey: Grey, scale: float) -> tuple[list[Ruling], list[Ruling]]:
    """The rulings across and down, in points; the picture has `scale` pixels a point."""
    dark = dark_of(grey)
    return (
        _lines(dark, scale, _SHORTEST_ACROSS * scale),
        _lines(dark.T, scale, _SHORTEST_DOWN * scale),
    )


def dark_of(grey: Grey) -> _Mask:
    """Which pixels are print and not paper."""
    return grey < _DARK * float(np.percentile(grey, 90))


def _lines(dark: _Mask, scale: float, shortest: float) -> list[Ruling]:
    """Long runs of dark pixels in rows, but for those that lie in something thick; a thick line has several."""
    closed = dark.copy()
    for gap in range(1, _GAP + 1):
        closed[:, gap:] |= dark[:, :-gap]
    long = np.zeros_like(dark)
    for row, start, end in _runs(closed, shortest):
        long[row, start:end] = True
    for column, start, end in _runs(long.T, _THICKEST * scale):
        long[start:end, column] = False
    return [
        Ruling((row + 0.5) / scale, start / scale, (end - _GAP) / scale)
        for row, start, end in _runs(long, shortest)
    ]


def _runs(mask: _Mask, shortest: float) -> list[tuple[int, int, int]]:
    """Row, start and end of each run that is not shorter."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    steps = np.diff(padded, axis=1)
    rows, starts = np.nonzero(steps == 1)
    ends = np.nonzero(steps == -1)[1]
    found = np.stack((rows, starts, ends), axis=1)[ends - starts >= shortest]
    return [(row, start, end) for row, start, end in found.tolist()]
