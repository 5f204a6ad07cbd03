"""Sitemaps: the addresses a site lists, with what it says of each. They hold no articles."""

from sayso.ingest.xml import Element, children, local_name, namespace, text_of, xml_root
from sayso.records import Value


class SitemapUrl(Value, frozen=True, kw_only=True):
    """One address.

    Attributes:
        location: the address.
        changed: when it was last changed, as the site wrote it.
        title, published, outlet, language: what a news sitemap says of the article, as written.
    """

    location: str
    changed: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


class Sitemap(Value, frozen=True, kw_only=True):
    """A sitemap, or an index of them.

    Attributes:
        urls: the addresses of pages, in their order.
        sitemaps: the addresses of further sitemaps, with when they changed.
    """

    urls: tuple[SitemapUrl, ...] = ()
    sitemaps: tuple[SitemapUrl, ...] = ()


def read_sitemap(data: bytes) -> Sitemap | str:
    """The sitemap in the bytes of an XML file, or of one that lists addresses line by line; else the reason (text)."""
    if data.lstrip().startswith((b"http://", b"https://")):
        lines = data.decode("utf-8", "replace").split()
        return Sitemap(urls=tuple(SitemapUrl(location=line) for line in lines if line.startswith("http")))
    root = xml_root(data)
    return root if isinstance(root, str) else sitemap_of(root)


def sitemap_of(root: Element) -> Sitemap | str:
    """The sitemap under a root element, or the reason (text) why it is none."""
    try:
        return _sitemap_of(root)
    except UnicodeDecodeError as error:
        return f"its characters are broken: {error}"[:200]


def _sitemap_of(root: Element) -> Sitemap | str:
    name = local_name(root)
    if name not in ("urlset", "sitemapindex"):
        return f"the root element is {name[:40]}"
    found = [_entry(child) for child in children(root) if local_name(child) in ("url", "sitemap")]
    entries = tuple(entry for entry in found if entry is not None)
    return Sitemap(urls=entries) if name == "urlset" else Sitemap(sitemaps=entries)


def _entry(element: Element) -> SitemapUrl | None:
    said: dict[str, str] = {}
    for child in element.iter():
        text = " ".join(text_of(child).split()) if isinstance(child.tag, str) and not len(child) else ""
        if text and _is_ours(child):
            said.setdefault(local_name(child), text)
    location = said.get("loc")
    if location is None:
        return None
    return SitemapUrl(
        location=location,
        changed=said.get("lastmod"),
        title=said.get("title"),
        published=said.get("publication_date"),
        outlet=said.get("name"),
        language=said.get("language"),
    )


def _is_ours(element: Element) -> bool:
    """Whether an element speaks of the page: pictures and films in a sitemap have titles and addresses too."""
    own = local_name(element) in ("loc", "lastmod")
    return ("sitemap-news" in namespace(element)) != own and not namespace(element).endswith(("image/1.1", "video/1.1"))
