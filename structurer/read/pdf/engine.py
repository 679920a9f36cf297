"""What rapidocr recognises in a picture, as characters with places. It comes with the extra `ocr`."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from structurer.read.pdf.printed import Char

if TYPE_CHECKING:
    from structurer.read.pdf.picture import Grey

INSTALL = "pip install 'structurer[ocr]'"

_MARGIN = 0.12  # of the height of a recognised line, above and below its characters
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,  # pages are upright already; a line upside down is not looked for
}


def is_installed() -> bool:
    """Tell whether the extra is there."""
    return all(find_spec(name) for name in ("numpy", "onnxruntime", "rapidocr"))


class Engine:
    """The models, which are loaded when the first picture comes."""

    def __init__(self) -> None:
        """Nothing is loaded yet."""
        self._engine: Any = None

    def chars(self, grey: "Grey", scale: float, left: float = 0, top: float = 0) -> Iterator[Char]:
        """The characters in a picture with `scale` pixels a point, whose corner stands at `left` and `top`.

        Each is as high as its line and goes up to the next one in it: how wide one is, is not recognised well.
        """
        found = self._loaded()(grey, return_word_box=True, return_single_char_box=True)
        for text, line in zip(found.txts or (), found.word_results or (), strict=False):
            lefts = [left + min(x for x, _ in corners) / scale for _, _, corners in line]
            rights = [*lefts[1:], *(left + max(x for x, _ in corners) / scale for _, _, corners in line[-1:])]
            ys = [top + y / scale for _, _, corners in line for _, y in corners]
            margin = _MARGIN * (max(ys) - min(ys))
            upper, lower = min(ys) + margin, max(ys) - margin
            for printed, x0, x1 in zip(_with_spaces(text, line), lefts, rights, strict=True):
                yield Char(printed, x0, max(x0, x1), upper, lower, lower)

    def _loaded(self) -> Any:  # noqa: ANN401 - an adapter: rapidocr says nothing of its types
        if self._engine is None:
            from rapidocr import RapidOCR  # noqa: PLC0415 - the extra, and its models are large

            self._engine = RapidOCR(params=_SETTINGS)
        return self._engine


def _with_spaces(text: str, line: tuple[tuple[str, float, object], ...]) -> Iterator[str]:
    """The characters of `line`, with the spaces after them that only its whole `text` has."""
    at = 0
    for char, _, _ in line:
        at = text.find(char, at) + len(char)
        end = at + len(text[at:]) - len(text[at:].lstrip())
        yield char + text[at:end]
        at = end
