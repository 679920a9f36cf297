"""Elements with texts that XML 1.0 can hold."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from structurer.write.visible import visible


def add(parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
    """Add an empty element behind the others of `parent`."""
    return SubElement(parent, name, {key: visible(text) for key, text in (attributes or {}).items()})


def tell(element: Element, text: str, lang: str | None = None) -> None:
    """Add a `narrative`; without `lang` it is in the language of the activity."""
    add(element, "narrative", {"xml:lang": lang} if lang else None).text = visible(text)
