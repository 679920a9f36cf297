"""How a tag of a page changes the text inside it: shown or hidden, spaced, a link, a block of its own."""

import re
from enum import Enum, auto
from typing import NamedTuple

_HIDES = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_BREAKS = re.compile(r"display\s*:\s*(?:block|list-item|flex|grid|table)\b", re.IGNORECASE)
_KEEPS_SPACE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)

_MACHINE_TAGS = frozenset({"script", "style", "xml"})
_HIDDEN_TAGS = frozenset({"title", "template", "noscript", "datalist"})  # text, but not on the page itself
_BLOCK_TAGS = re.compile(
    "address|article|aside|blockquote|body|caption|center|d[dlt]|details|dialog|dir|div|fieldset|figcaption|figure|"
    "footer|form|h[1-6r]|header|hgroup|html|legend|li|listing|main|menu|nav|ol|optgroup|option|p|pre|search|section|"
    "summary|t[dhr]|textarea|ul|xmp"
)
_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACED_TAGS = frozenset({"pre", "textarea", "listing", "xmp"})


class Shown(Enum):
    """Whether a text is shown; what is inside a hidden element is hidden."""

    YES = auto()
    HIDDEN = auto()
    NEVER = auto()  # for machines, no text at all


class Mode(NamedTuple):
    """How the text inside an element is read, and whether the element is a block."""

    shown: Shown = Shown.YES
    keeps_space: bool = False
    in_heading: bool = False
    is_link: bool = False  # to another page; a heading stays one
    is_block: bool = False


def mode_of(around: Mode, tag: str, attributes: dict[str, str]) -> Mode:
    """Return how the text inside a tag is read, given how that around it is."""
    style = attributes.get("style", "")
    shown = around.shown
    if tag in _MACHINE_TAGS:
        shown = Shown.NEVER
    elif shown is Shown.YES and (tag in _HIDDEN_TAGS or "hidden" in attributes or _HIDES.search(style)):
        shown = Shown.HIDDEN
    keeps_space = around.keeps_space or tag in _SPACED_TAGS or _KEEPS_SPACE.search(style) is not None
    in_heading = around.in_heading or tag in _HEADING_TAGS
    is_link = around.is_link or (tag == "a" and not attributes.get("href", "#").startswith("#"))
    is_block = _BLOCK_TAGS.fullmatch(tag) is not None or _BREAKS.search(style) is not None
    return Mode(shown, keeps_space, in_heading, is_link and not in_heading, is_block)
