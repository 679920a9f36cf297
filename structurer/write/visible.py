"""Text of documents made harmless for formats that people open: nothing in it is unseen, and nothing steers."""

import re

# What XML 1.0 cannot hold, and what turns the direction of writing; tab and line feed stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_PICTURES = 0x2400  # the block of Unicode that pictures the control characters, in their order
_DELETE = "\x7f"


def visible(text: str) -> str:
    """Return `text` with a picture (`␛`) or the number (`⟨202E⟩`) of every character that could not be seen or held.

    Lines end in a line feed.
    """
    return _UNSEEN.sub(_picture, text.replace("\r\n", "\n"))


def _picture(found: re.Match[str]) -> str:
    char = found[0]
    if char < " ":
        return chr(_PICTURES + ord(char))
    return "␡" if char == _DELETE else f"⟨{ord(char):04X}⟩"
