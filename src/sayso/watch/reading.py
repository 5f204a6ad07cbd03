"""What an answer holds: addresses of articles, or a page to be kept."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

from msgspec import UNSET, structs

from sayso.ingest.apart import Apart
from sayso.ingest.charsets import codec_of
from sayso.ingest.container import as_original
from sayso.ingest.facts import read_facts
from sayso.ingest.feeds import FeedEntry
from sayso.ingest.sandbox import Broken
from sayso.ingest.sitemaps import SitemapUrl
from sayso.records import Diagnostic, Media, Original, sha256
from sayso.watch.addresses import Refused, joined, read_address
from sayso.watch.config import FeedPlan, ListPlan, PagePlan, SitemapPlan, WatchConfig
from sayso.watch.fetching import Answer
from sayso.watch.state import Kind, State, Watched

_MEDIA = {
    "text/html": Media.HTML,
    "application/xhtml+xml": Media.HTML,
    "text/plain": Media.TEXT,
    "application/pdf": Media.PDF,
}

MOST_ADDRESSES = 50_000
"""Addresses that are taken from one feed or sitemap; sitemaps may have no more."""

Plan = FeedPlan | SitemapPlan | PagePlan


class Reader:
    """Reads answers into the state of a watch; the caller holds the transaction."""

    def __init__(self, config: WatchConfig, state: State, apart: Apart) -> None:
        limited = config.polite.limited
        plans: tuple[Plan, ...] = (*config.feeds, *config.sitemaps, *config.pages)
        self._plans = {read_address(plan.url, limited).url: plan for plan in plans}
        self._lists = {f"file:{plan.file}": plan for plan in config.lists}
        self._limited, self._state, self._apart = limited, state, apart

    def kinds(self) -> dict[str, Kind]:
        """The addresses of the configuration, each with its kind."""
        kinds = {FeedPlan: Kind.FEED, SitemapPlan: Kind.SITEMAP, PagePlan: Kind.PAGE}
        return {url: kinds[type(plan)] for url, plan in self._plans.items()}

    def period(self, item: Watched) -> float:
        """Seconds between two looks at a feed, sitemap or page."""
        plan = self._plans.get(item.plan)
        return 60.0 * (plan.every_minutes if plan else 1440.0)

    def read(self, item: Watched, answer: Answer, now: float) -> Counter[str] | str:
        """What was found in an answer, counted; or the reason (text) why it cannot be read.

        What breaks its reader is put aside with its bytes.
        """
        try:
            return self._read(item, answer, now)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001  the boundary of an answer: its trouble must not cost the watch
            cause = str(error) if isinstance(error, Broken) else f"{type(error).__name__}: {error}"
            self.put_aside(answer.url, answer.body, cause, now)
            return f"it broke its reader: {cause}"[:200]

    def put_aside(self, url: str, data: bytes, cause: str, now: float) -> None:
        """Keep bytes that broke their reader as evidence; once while they do not change."""
        if self._state.capture(Original(key=url, media=Media.UNREAD, data=data, sha256=sha256(data), place=url)):
            self._state.note(Diagnostic(code="quarantined", key=url, detail=cause[:200]), now)

    def take_list(self, plan: ListPlan, data: bytes, now: float) -> str:
        """Watch the addresses in a file; why none of them can be, empty where they are."""
        item = Watched(url=f"file:{plan.file}", kind=Kind.ARTICLE, plan=f"file:{plan.file}")
        found = self._apart.addresses(data, plan.file)
        if isinstance(found, str):
            return found
        for fields in found:
            self._found(item, fields.pop("url"), Kind.ARTICLE, fields, now)
        return ""

    def _read(self, item: Watched, answer: Answer, now: float) -> Counter[str] | str:
        if item.kind is Kind.FEED:
            feed = self._apart.feed(answer.body)
            if isinstance(feed, str):
                return f"no feed: {feed}"
            return self._articles(
                item, answer, now, (_of_entry(entry, feed.title, feed.language) for entry in feed.entries)
            )
        if item.kind in (Kind.SITEMAP, Kind.SUBMAP):
            return self._sitemap(item, answer, now)
        return self._page(item, answer, now)

    def _sitemap(self, item: Watched, answer: Answer, now: float) -> Counter[str] | str:
        sitemap = self._apart.sitemap(answer.body)
        if isinstance(sitemap, str):
            return f"no sitemap: {sitemap}"
        for inner in sitemap.sitemaps[:MOST_ADDRESSES] if item.kind is Kind.SITEMAP else ():
            self._found(item, joined(answer.url, inner.location), Kind.SUBMAP, {"stamp": inner.changed or ""}, now)
        plan = self._plans.get(item.plan)
        days = plan.days if isinstance(plan, SitemapPlan) else 0.0
        since = (datetime.fromtimestamp(now, UTC) - timedelta(days=days)).date().isoformat()
        recent = (
            url for url in sitemap.urls if max(url.changed or "", url.published or "") >= since or not _dated(url)
        )
        return self._articles(item, answer, now, map(_of_url, recent))

    def _articles(self, item: Watched, answer: Answer, now: float, entries: Iterable[dict[str, str]]) -> Counter[str]:
        counts: Counter[str] = Counter({"lists": 1})
        entries = iter(entries)
        for fields in islice(entries, MOST_ADDRESSES):
            link = fields.pop("url", "")
            if link:
                counts["found"] += self._found(item, joined(answer.url, link), Kind.ARTICLE, fields, now)
            else:
                counts["without address"] += 1
        if next(entries, None) is not None:
            detail = f"only its first {MOST_ADDRESSES:,} addresses are taken"
            self._state.note(Diagnostic(code="too_large", key=item.url, detail=detail), now)
        return counts

    def _found(self, item: Watched, url: str, kind: Kind, fields: dict[str, str], now: float) -> bool:
        """Whether an address was not known before."""
        stamp = fields.pop("stamp", "")
        try:
            url = read_address(url, self._limited).url
            refused = ""
        except Refused as problem:
            url, refused = url[:2000], str(problem)
        new = self._state.found(Watched(url=url, kind=kind, plan=item.plan, facts=json.dumps(fields), stamp=stamp), now)
        if refused and new:
            self._state.note(Diagnostic(code="fetch_refused", key=url, detail=refused), now)
            self._state.settle(Watched(url=url, kind=kind, plan=item.plan), None)
        return new

    def _page(self, item: Watched, answer: Answer, now: float) -> Counter[str]:
        """Keep a page if its bytes are new. Its key is the address it was found at in the end."""
        kind, _, parameters = answer.content_type.lower().partition(";")
        media = _MEDIA.get(kind.strip() or "text/html")
        if media is None:
            detail = f"it is {kind.strip()[:60]}"
            self._state.note(Diagnostic(code="fetch_unsupported", key=item.url, detail=detail), now)
            return Counter({"no article": 1})
        plan = self._plans.get(item.plan) or self._lists.get(item.plan)
        fields: dict[str, object] = dict(json.loads(item.facts))
        if plan is not None and plan.outlet:
            fields["outlet"] = plan.outlet
        captured = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        facts, problems = read_facts(fields | {"url": answer.url, "captured": captured})
        for problem in problems:
            self._state.note(Diagnostic(code="bad_fact", key=answer.url, detail=problem), now, keep=False)
        charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
        facts = structs.replace(facts, encoding=charset if charset and codec_of(charset) else UNSET)
        original = as_original(answer.url, media, answer.body, facts, answer.url)
        if isinstance(original, Diagnostic):
            self._state.note(original, now)
            return Counter({"no article": 1})
        return Counter({"captured" if self._state.capture(original) else "unchanged": 1})


def _of_entry(entry: FeedEntry, outlet: str | None, language: str | None) -> dict[str, str]:
    fields = {
        "url": entry.link,
        "title": entry.title,
        "author": entry.author,
        "published": entry.published,
        "outlet": outlet,
        "language": language,
        "stamp": entry.updated or entry.published,
    }
    return {name: value for name, value in fields.items() if value}


def _of_url(url: SitemapUrl) -> dict[str, str]:
    fields = {
        "url": url.location,
        "title": url.title,
        "published": url.published,
        "outlet": url.outlet,
        "language": url.language,
        "stamp": url.changed,
    }
    return {name: value for name, value in fields.items() if value}


def _dated(url: SitemapUrl) -> bool:
    return bool(url.changed or url.published)
