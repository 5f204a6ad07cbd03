"""The configuration of a watch: a TOML file, read strictly."""

import re
from pathlib import Path

import msgspec
from msgspec import field

import sayso
from sayso.records import ConfigError, Value
from sayso.watch.addresses import PORTS, Limited, Refused, read_address
from sayso.watch.fetching import FetchLimits

PRODUCT = "sayso"
"""The name that robots.txt calls us by."""

_CONTACT = re.compile(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?://[^\s()]+", re.ASCII)


class Section(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file; a name it does not know is an error."""


class Polite(Section, frozen=True, kw_only=True):
    """How the web is asked.

    Attributes:
        delay: seconds between two requests to one host; a robots.txt can ask for more.
        workers: hosts asked at the same time; one host is never asked twice at once.
        tries: how often an article is asked for before it is given up.
        revisit_hours: when an article is looked at again, counted from its first capture.
        most_articles: fetched in one round; the others wait for the next.
        seconds, body_bytes: what one answer may cost.
        ports, allow_loopback: where connections may go.
    """

    delay: float = 2.0
    workers: int = 8
    tries: int = 6
    revisit_hours: tuple[float, ...] = (24.0,)
    most_articles: int = 1000
    seconds: float = 30.0
    body_bytes: int = 16 * 1024 * 1024
    ports: tuple[int, ...] = tuple(sorted(PORTS))
    allow_loopback: bool = False

    @property
    def limited(self) -> Limited:
        """Where connections may go."""
        return Limited(ports=frozenset(self.ports), loopback=self.allow_loopback)

    @property
    def limits(self) -> FetchLimits:
        """What one answer may cost."""
        return FetchLimits(seconds=self.seconds, body_bytes=self.body_bytes)


class Read(Section, frozen=True, kw_only=True):
    """What is made of articles.

    Attributes:
        extract: whether statements are looked for; without it articles are only collected, with text and versions.
        link: whether what joins documents is made anew at the end of a round.
        extractor: a name of `sayso.extract.EXTRACTORS`, else the default.
        jobs: worker processes.
    """

    extract: bool = True
    link: bool = True
    extractor: str = ""
    jobs: int = 1


class FeedPlan(Section, frozen=True, kw_only=True):
    """A feed, asked for every so many minutes; `outlet` is taken before the feed's own title."""

    url: str
    outlet: str = ""
    every_minutes: float = 30.0


class SitemapPlan(Section, frozen=True, kw_only=True):
    """A sitemap; addresses that it says were last changed more than `days` ago are left alone."""

    url: str
    outlet: str = ""
    every_minutes: float = 360.0
    days: float = 3.0


class PagePlan(Section, frozen=True, kw_only=True):
    """A page that is read itself every so many minutes."""

    url: str
    outlet: str = ""
    every_minutes: float = 1440.0


class ListPlan(Section, frozen=True, kw_only=True):
    """A file of addresses beside the configuration, such as an export of an archive of the press; each is fetched once.

    Attributes:
        file: a `.csv` or `.jsonl` with a column or field `url`.
    """

    file: str
    outlet: str = ""


class Question(Section, frozen=True, kw_only=True):
    """A kept question: new statements that it fits are told. All that is given must hold, as in `sayso statements`."""

    name: str
    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    search: str | None = None


class Tell(Section, frozen=True, kw_only=True):
    """Where new statements are told; files are beside the configuration.

    Attributes:
        json_lines: a file that is added to.
        atom: a file that is written anew with the latest ones.
        webhook: an address that each is sent to as JSON.
    """

    json_lines: str = ""
    atom: str = ""
    webhook: str = ""


class WatchConfig(Section, frozen=True, kw_only=True):
    """A whole configuration.

    Attributes:
        contact: a mail or web address at which whoever runs this can be reached; servers are told.
    """

    contact: str
    polite: Polite = Polite()
    read: Read = Read()
    feeds: tuple[FeedPlan, ...] = ()
    sitemaps: tuple[SitemapPlan, ...] = ()
    pages: tuple[PagePlan, ...] = ()
    lists: tuple[ListPlan, ...] = ()
    questions: tuple[Question, ...] = ()
    tell: Tell = field(default_factory=Tell)

    @property
    def agent(self) -> str:
        """The user agent that servers see."""
        return f"{PRODUCT}/{sayso.__version__} (+{self.contact})"


def read_config(path: Path) -> WatchConfig:
    """The configuration in a file.

    Raises:
        ConfigError: `bad_watch_config`, with the field.
    """
    try:
        config = msgspec.toml.decode(path.read_bytes(), type=WatchConfig)
    except (OSError, ValueError) as error:
        raise _bad(path, str(error)) from error
    problem = _problem(config)
    if problem:
        raise _bad(path, problem)
    return config


def _problem(config: WatchConfig) -> str | None:
    """What a configuration asks for that cannot be."""
    if not _CONTACT.fullmatch(config.contact):
        return "contact must be a mail address or a web address"
    if not (_plans(config) or config.lists):
        return "it names no feed, sitemap, page or list"
    polite = config.polite
    if polite.delay < 0 or min(polite.workers, polite.tries, polite.most_articles, config.read.jobs) < 1:
        return "delay must not be negative; workers, tries, most_articles and jobs must be at least 1"
    if min(polite.seconds, polite.body_bytes, *(plan.every_minutes for plan in _plans(config))) <= 0:
        return "seconds, body_bytes and every_minutes must be more than 0"
    names = [question.name for question in config.questions]
    if len(set(names)) < len(names):
        return "two questions have one name"
    urls = [*(plan.url for plan in _plans(config)), *filter(None, [config.tell.webhook])]
    return next(filter(None, (_refused(url, polite.limited) for url in urls)), None)


def _plans(config: WatchConfig) -> tuple[FeedPlan | SitemapPlan | PagePlan, ...]:
    return (*config.feeds, *config.sitemaps, *config.pages)


def _refused(url: str, limited: Limited) -> str | None:
    try:
        read_address(url, limited)
    except Refused as refused:
        return f"{url[:200]}: {refused}"
    return None


def _bad(path: Path, problem: str) -> ConfigError:
    return ConfigError("bad_watch_config", f"{path} cannot be used: {problem}.", "See docs/watch.md for every field.")
