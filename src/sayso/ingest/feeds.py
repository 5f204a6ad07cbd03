"""RSS and Atom: from the bytes of a feed to its entries, and from entries to originals."""

import html
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

from sayso.ingest.container import Container, Item, as_original
from sayso.ingest.facts import read_facts
from sayso.ingest.xml import Element, children, local_name, markup_of, namespace, text_of, xml_root
from sayso.records import Diagnostic, Media, Value

FULL_SUMMARY_WORDS = 150
"""A description of as many words is the article itself; feeds without a field for it put it there."""

_RSS_SPACES = frozenset(
    {"", "http://purl.org/rss/1.0/", "http://backend.userland.com/rss2", "http://my.netscape.com/rdf/simple/0.9/"}
)
_ATOM_SPACES = frozenset({"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"})
_PREFIX_OF_SPACE = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
_TAG = re.compile(r"<[^<>]*>")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAME_IN_BRACKETS = re.compile(r"\S+@\S+\s*\((.+)\)")


class FeedEntry(Value, frozen=True, kw_only=True):
    """One entry of a feed.

    Attributes:
        id: what the feed calls it; never changes, if the feed is well made.
        link: address of the article.
        published: day as the publisher wrote it (ISO), None where it gives none.
        updated: the same for the last change.
        content: markup of the whole article; None where the feed gives a summary only.
        summary: markup of the summary.
    """

    id: str | None = None
    link: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    content: str | None = None
    summary: str | None = None


class Feed(Value, frozen=True, kw_only=True):
    """A feed with its entries in their order."""

    title: str | None = None
    link: str | None = None
    language: str | None = None
    entries: tuple[FeedEntry, ...] = ()


def read_feed(data: bytes) -> Feed | str:
    """The feed in the bytes of an RSS (0.9 to 2.0) or Atom file, or the reason (text) why there is none."""
    root = xml_root(data)
    return root if isinstance(root, str) else feed_of(root)


def feed_of(root: Element) -> Feed | str:
    """The feed under a root element, or the reason (text) why it is none."""
    try:
        return _feed_of(root)
    except UnicodeDecodeError as error:
        return f"its characters are broken: {error}"[:200]


def _feed_of(root: Element) -> Feed | str:
    name = local_name(root)
    if name == "feed":
        fields = _fields(root)
        entries = tuple(_atom_entry(child) for child in children(root) if local_name(child) == "entry")
        return Feed(title=_title(fields), link=_atom_link(root), language=_language(root), entries=entries)
    if name not in ("rss", "RDF"):
        return f"the root element is {name[:40]}"
    channel = next((child for child in children(root) if local_name(child) == "channel"), root)
    holders = (channel, root) if name == "RDF" else (channel,)
    items = [child for holder in holders for child in children(holder) if local_name(child) == "item"]
    fields = _fields(channel)
    language = _plain(fields, "language", "dc:language")
    return Feed(
        title=_title(fields), link=_plain(fields, "link"), language=language, entries=tuple(map(_rss_entry, items))
    )


def feed_originals(feed: Feed, container: Container) -> Iterator[Item]:
    """The entries that hold their article, as originals; a diagnostic that counts those that do not.

    The key of an entry is the address of its article, else its id, so that a changed article is a new version.
    """
    without = 0
    for number, entry in enumerate(feed.entries, 1):
        if entry.content is None:
            without += 1
            continue
        key = entry.link or entry.id or f"{container.key}#{number}"
        facts, problems = read_facts(
            {
                "title": entry.title,
                "url": entry.link,
                "outlet": feed.title,
                "author": entry.author,
                "published": entry.published,
                "language": feed.language,
            }
        )
        yield from (Diagnostic(code="bad_fact", key=key, detail=problem) for problem in problems)
        place = f"{container.place}#{number}"
        yield as_original(key, Media.ENTRY_HTML, entry.content.encode("utf-8", "replace"), facts, place)
    if without:
        detail = f"{without} of {len(feed.entries)} entries have a summary only"
        yield Diagnostic(code="addresses_only", key=container.key, detail=detail)


def _rss_entry(item: Element) -> FeedEntry:
    fields = _fields(item)
    guid = _plain(fields, "guid")
    permanent = "guid" in fields and (fields["guid"].get("isPermaLink") or "true").lower() != "false"
    address = guid if guid and permanent and guid.startswith(("http://", "https://")) else None
    summary = _markup(fields, "description")
    return FeedEntry(
        id=guid or item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"),
        link=_plain(fields, "link") or address,
        title=_title(fields),
        author=_person(_plain(fields, "dc:creator", "author")),
        published=_day(_plain(fields, "pubDate", "dc:date")),
        content=_markup(fields, "content:encoded") or (summary if _is_article(summary) else None),
        summary=summary,
    )


def _atom_entry(entry: Element) -> FeedEntry:
    fields = _fields(entry)
    summary = _atom_text(fields.get("summary"))
    author = fields.get("author")
    return FeedEntry(
        id=_plain(fields, "id"),
        link=_atom_link(entry),
        title=_title(fields),
        author=_plain(_fields(author), "name") if author is not None else None,
        published=_day(_plain(fields, "published", "issued", "updated")),
        updated=_day(_plain(fields, "updated", "modified")),
        content=_atom_text(fields.get("content")) or (summary if _is_article(summary) else None),
        summary=summary,
    )


def _fields(element: Element) -> dict[str, Element]:
    """The first child of each name; those of other vocabularies (media, itunes) do not pass for the feed's own."""
    found: dict[str, Element] = {}
    for child in children(element):
        space = namespace(child)
        own = space in _RSS_SPACES or space in _ATOM_SPACES
        prefix = "" if own else _PREFIX_OF_SPACE.get(space)
        if prefix is not None:
            found.setdefault(prefix + local_name(child), child)
    return found


def _plain(fields: dict[str, Element], *names: str) -> str | None:
    """The text of the first of these fields that has any, white space collapsed."""
    texts = (" ".join(text_of(fields.get(name)).split()) for name in names)
    return next(filter(None, texts), None)


def _title(fields: dict[str, Element]) -> str | None:
    """The title without the markup and escapes that many feeds leave in it."""
    text = _plain(fields, "title", "dc:title")
    return " ".join(html.unescape(_TAG.sub("", text)).split()) or None if text else None


def _markup(fields: dict[str, Element], name: str) -> str | None:
    text = text_of(fields.get(name)).strip()
    return text or None


def _atom_text(element: Element | None) -> str | None:
    """The markup of an Atom text: written out, escaped, or plain."""
    if element is None:
        return None
    kind = element.get("type") or "text"
    if kind == "xhtml" or kind.endswith("+xml"):
        inner = "".join(map(markup_of, children(element)))
        return inner.strip() or None
    text = text_of(element).strip()
    return (text if "html" in kind else html.escape(text, quote=False)) or None


def _atom_link(element: Element) -> str | None:
    links = [child for child in children(element) if local_name(child) == "link" and child.get("href")]
    chosen = next((link for link in links if (link.get("rel") or "alternate") == "alternate"), None)
    return (chosen.get("href") or "").strip() or None if chosen is not None else None


def _language(root: Element) -> str | None:
    return root.get("{http://www.w3.org/XML/1998/namespace}lang")


def _person(text: str | None) -> str | None:
    match = _NAME_IN_BRACKETS.fullmatch(text) if text else None
    return match[1].strip() if match else text


def _is_article(summary: str | None) -> bool:
    return summary is not None and len(_TAG.sub(" ", summary).split()) >= FULL_SUMMARY_WORDS


def _day(text: str | None) -> str | None:
    """The day as written, of an RFC 2822 or ISO date."""
    if text is None:
        return None
    iso = _ISO_DAY.match(text)
    if iso:
        return iso[0]
    try:
        moment: datetime = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment.date().isoformat()
