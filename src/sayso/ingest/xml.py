"""XML of strangers: parsed without network, without outside entities, and without entities of its own."""

import html
import re
from collections.abc import Iterator
from typing import Any, Protocol, cast

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

_LXML: Any = cast(Any, etree)
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


class Element(Protocol):
    """What is used of an element of lxml, which has no types."""

    @property
    def tag(self) -> object:
        """Its name with its namespace; no text for comments and the like."""
        ...

    def __iter__(self) -> Iterator["Element"]: ...

    def __len__(self) -> int: ...

    def get(self, name: str) -> str | None:
        """The value of an attribute."""
        ...

    def iter(self) -> Iterator["Element"]:
        """Itself and all below it."""
        ...

    def itertext(self) -> Iterator[str]:
        """Its pieces of text."""
        ...


def xml_root(data: bytes) -> Element | str:
    """The root element, or the reason (text) why there is none.

    Broken markup is mended where libxml2 can. Entities that HTML names and XML does not know are read as HTML has them;
    a document that declares entities of its own is refused: feeds and sitemaps have no use for them, bombs do.
    """
    parser = _LXML.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = _LXML.fromstring(_named_entities_replaced(data), parser)
    except (_LXML.XMLSyntaxError, ValueError) as error:
        return f"not XML: {error}"[:200]
    if root is None:
        return "not XML"
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        return "it declares entities of its own"
    return cast(Element, root)


def local_name(element: Element) -> str:
    """The name of an element without its namespace; empty for comments and the like, and where it is no text."""
    try:
        return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    except UnicodeDecodeError:
        return ""


def namespace(element: Element) -> str:
    """The namespace of an element; empty where it has none."""
    return element.tag.rpartition("}")[0].lstrip("{") if isinstance(element.tag, str) else ""


def children(element: Element) -> Iterator[Element]:
    """The child elements, without comments, instructions and entities."""
    return (child for child in element if isinstance(child.tag, str))


def text_of(element: Element | None) -> str:
    """All text in an element, in order."""
    return "".join(element.itertext()) if element is not None else ""


def markup_of(element: Element) -> str:
    """An element written out as HTML."""
    return str(_LXML.tostring(element, encoding="unicode", method="html", with_tail=False))


def _named_entities_replaced(data: bytes) -> bytes:
    pieces = _CDATA.split(data)
    return b"".join(piece if index % 2 else _NAMED.sub(_as_number, piece) for index, piece in enumerate(pieces))


def _as_number(match: re.Match[bytes]) -> bytes:
    if match[1] in _OF_XML:
        return match[0]
    text = html.unescape(match[0].decode("ascii"))
    return match[0] if text.startswith("&") else "".join(f"&#{ord(char)};" for char in text).encode("ascii")
