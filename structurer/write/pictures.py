"""Control characters made visible, for what cannot hold or must not obey them."""

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PICTURES = 0x2400
_DELETE = "\x7f"
_PICTURE_OF_DELETE = "\u2421"


def pictured(text: str) -> str:
    """`text` with each control character but tabs and line ends as its Unicode picture (␀, ␛, ␡)."""
    return _CONTROLS.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    return _PICTURE_OF_DELETE if found[0] == _DELETE else chr(_PICTURES + ord(found[0]))
