"""Elements with texts that XML 1.0 can hold."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from structurer.write.pictures import pictured

_NO_CHARACTERS = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n?")


def holdable(text: str) -> str:
    """`text` with its control characters as their Unicode pictures, and what is no character as U+FFFD."""
    return _NO_CHARACTERS.sub("\ufffd", pictured(_LINE_ENDS.sub("\n", text)))


def add(parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Add an empty element behind the others of `parent`."""
    return SubElement(parent, name, {key: holdable(text) for key, text in (attributes or {}).items()})


def tell(element: Element, text: str, lang: str | None = None) -> None:
    """Add a `narrative`; without `lang` it is in the language of the activity."""
    add(element, "narrative", {"xml:lang": lang} if lang else None).text = holdable(text)
