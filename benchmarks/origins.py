"""The bounds on origins against simulated news with known truth: `python benchmarks/origins.py [--networks N]`.

A network is made forwards in time and knows nothing of how origins are counted: people come to know something, by
seeing it or from somebody else; reporters of outlets and agencies speak to them; other outlets reprint, rewrite or
cite what is out. Then only what a reader could see of it is written down, with the faults that extraction has, and the
bounds are compared with the number of people who knew it of themselves and stand behind at least one article.

One number a figure: the share of networks whose true number lies within the bounds, the share whose lower bound is too
high, the mean width of the interval, beside counting outlets; over all and by what happened in the network.
"""

import argparse
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from sayso.link.origins import OriginsInput, Relay, Report, Sayer, Sharing, count_origins
from sayso.records import Direction

SEED = 4711
NETWORKS = 2_000
START = date(2020, 3, 2)

ODDS = {
    "unnamed": 0.3,  # a person who knows it does not want to be named
    "repeats": 0.15,  # somebody who read it repeats it as his own
    "repeats the same day": 0.15,
    "common briefing": 0.02,  # two named people have it from one who is never named
    "spokesman": 0.15,  # a body speaks through a second mouth
    "agency": 0.35,  # the first to report it is an agency
    "sayer dropped": 0.15,  # the first article says it in its own voice
    "credit given": 0.6,
    "verbatim": 0.6,  # of what is reprinted; the rest is written anew
    "keeps the sayer": 0.7,
    "cites the outlet": 0.5,  # of what is written anew without credit
    "circle": 0.05,
    "told": 0.3,  # the article says that the outlet itself was told
    "first hand": 0.2,  # the article says that the person saw it
    "day of saying": 0.5,
}
"""How often what happens."""

FAULTS = {"copy missed": 0.03, "credit missed": 0.05, "relay missed": 0.1, "name split": 0.01, "day missed": 0.2}
"""How often extraction goes wrong."""


@dataclass(frozen=True)
class Person:
    """Somebody who says it; `root` is whose knowledge it is."""

    name: str
    root: str
    named: bool
    body: str | None = None
    speaks_for: str | None = None
    eyewitness: bool = False


@dataclass
class Article:
    """One article as it came about.

    Attributes:
        number: of the article.
        outlet: who published it.
        day: when, counted from the start.
        roots: whose knowledge stands behind it.
        person: whom it names, or describes without a name; None where it says it in its own voice.
        shows_name: whether it gives the name.
        text: number of the article whose words it has.
        credit, cites: the outlet it names as the one it has it from.
        told: whether it says that it was told itself.
        said: the day on which it was said, where the article tells.
    """

    number: int
    outlet: str
    day: int
    roots: frozenset[str]
    person: Person | None
    shows_name: bool
    text: int
    credit: str | None = None
    cites: str | None = None
    told: bool = False
    said: int | None = None


@dataclass
class Network:
    """One network: its articles, and what happened in it."""

    articles: list[Article] = field(default_factory=list)
    happened: set[str] = field(default_factory=set)

    @property
    def truth(self) -> int:
        """How many people who knew it of themselves stand behind the articles."""
        return len({root for article in self.articles for root in article.roots})


class World:
    """Makes one network after the other."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def chance(self, what: str) -> bool:
        """Whether it happens this time."""
        return self._rng.random() < ODDS[what]

    def network(self) -> Network:
        """The next network."""
        network = Network()
        outlets = [f"Outlet {number}" for number in range(1, 13)]
        self._rng.shuffle(outlets)
        for person, day in self._people(network):
            for _ in range(self._rng.choice((1, 1, 1, 2))):
                if outlets:
                    self._first_report(network, person, day, outlets)
        for _ in range(self._rng.choice((0, 1, 1, 2, 3, 5))):
            if outlets:
                self._follow(network, outlets)
        if self.chance("circle") and len(outlets) >= 2:
            self._circle(network, outlets)
        return network

    def _people(self, network: Network) -> list[tuple[Person, int]]:
        """Who says it, and on which day."""
        people: list[tuple[Person, int]] = []
        for number in range(self._rng.choice((1, 1, 1, 2, 2, 3))):
            named = not self.chance("unnamed")
            body = f"Body {number}" if self._rng.random() < 0.5 else None
            person = Person(f"Person {number}", f"root {number}", named, body, None, self.chance("first hand"))
            day = self._rng.choice((0, 0, 0, 1, 2))
            people.append((person, day))
            if body and named and self.chance("spokesman"):
                network.happened.add("spokesman")
                second = Person(f"Mouth {number}", person.root, True, body, person.name)
                people.append((second, day + self._rng.choice((0, 1))))
            if self.chance("repeats"):
                network.happened.add("repeats without saying so")
                later = day if self.chance("repeats the same day") else day + self._rng.choice((1, 2, 3))
                people.append((Person(f"Echo {number}", person.root, not self.chance("unnamed")), later))
        if len(people) == 1 and self.chance("common briefing"):
            network.happened.add("common briefing")
            people.append((Person("Colleague", people[0][0].root, True), people[0][1]))
        if sum(not person.named for person, _ in people) > 1:
            network.happened.add("several unnamed")
        return people

    def _first_report(self, network: Network, person: Person, day: int, outlets: list[str]) -> None:
        agency = self.chance("agency")
        dropped = self.chance("sayer dropped")
        if dropped:
            network.happened.add("sayer dropped")
        number = len(network.articles)
        article = Article(
            number=number,
            outlet=self._rng.choice(("Wire A", "Wire B")) if agency else outlets.pop(),
            day=day,
            roots=frozenset({person.root}),
            person=None if dropped else person,
            shows_name=person.named,
            text=number,
            told=self.chance("told") and not dropped,
            said=day if self.chance("day of saying") else None,
        )
        if agency and self._rng.random() < 0.5:
            self._reprints(network, article, outlets)
            return
        network.articles.append(article)
        if agency:
            self._reprints(network, article, outlets)

    def _reprints(self, network: Network, source: Article, outlets: list[str]) -> None:
        """Articles that come of an agency's, which itself may be out of view."""
        for _ in range(self._rng.choice((1, 2, 3, 5))):
            if outlets:
                network.articles.append(self._derived(network, source, outlets.pop()))

    def _follow(self, network: Network, outlets: list[str]) -> None:
        if network.articles:
            source = self._rng.choice(network.articles)
            network.articles.append(self._derived(network, source, outlets.pop()))

    def _derived(self, network: Network, source: Article, outlet: str) -> Article:
        """An article that has it from another: reprinted or written anew, with or without saying so."""
        verbatim, credited = self.chance("verbatim"), self.chance("credit given")
        cited = credited or (not verbatim and self.chance("cites the outlet"))
        keeps = verbatim or self.chance("keeps the sayer")
        network.happened.add(f"{'reprint' if verbatim else 'paraphrase'} {'with' if cited else 'without'} credit")
        return Article(
            number=len(network.articles) + 1000,
            outlet=outlet,
            day=source.day + self._rng.choice((0, 0, 1)),
            roots=source.roots,
            person=source.person if keeps else None,
            shows_name=source.shows_name,
            text=source.text if verbatim else len(network.articles) + 1000,
            credit=source.outlet if cited and verbatim else None,
            cites=source.outlet if cited and not verbatim else None,
            said=source.said,
        )

    def _circle(self, network: Network, outlets: list[str]) -> None:
        """Two outlets that cite each other; one of them has it from an article of the network."""
        if not network.articles:
            return
        network.happened.add("circular citation")
        source = self._rng.choice(network.articles)
        one, other = outlets.pop(), outlets.pop()
        for outlet, cited in ((one, other), (other, one)):
            number = len(network.articles) + 1000
            network.articles.append(
                Article(number, outlet, source.day + 1, source.roots, None, False, number, cites=cited)
            )


class Reader:
    """What can be read of a network, with the faults of extraction."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def missed(self, what: str) -> bool:
        """Whether this fault happens here."""
        return self._rng.random() < FAULTS[what]

    def read(self, network: Network) -> OriginsInput:
        """The reports of all articles and the copies found among them."""
        reports = tuple(self._report(article) for article in network.articles)
        sharings: list[Sharing] = []
        by_text: dict[int, list[Article]] = defaultdict(list)
        for article in network.articles:
            by_text[article.text].append(article)
        for copies in by_text.values():
            for index, later in enumerate(copies[1:], 1):
                if not self.missed("copy missed"):
                    earlier = copies[self._rng.randrange(index)]
                    names = (f"s{earlier.number}", f"s{later.number}")
                    sharings.append(
                        Sharing(record="r", reports=names, direction=Direction.UNKNOWN, confidence=0.0, detail="")
                    )
        return OriginsInput(id="x", kind="family", reports=reports, sharings=tuple(sharings))

    def _report(self, article: Article) -> Report:
        day = (START + timedelta(days=article.day)).isoformat()
        cites, credit = article.cites, article.credit
        said = None if article.said is None else (START + timedelta(days=article.said)).isoformat()
        return Report(
            id=f"s{article.number}",
            document=f"d{article.number}",
            title=f"Article {article.number}",
            outlet=article.outlet,
            outlet_key=article.outlet,
            published=(None, None) if self.missed("day missed") else (day, day),
            said_by=said,
            sayer=self._sayer(article),
            relays=(Relay(key=cites, name=cites),) if cites and not self.missed("relay missed") else (),
            credits=(Relay(key=credit, name=credit),) if credit and not self.missed("credit missed") else (),
            access=Relay(key=article.outlet, name=article.outlet) if article.told else None,
            first_hand=self._first_hand(article),
        )

    def _sayer(self, article: Article) -> Sayer | None:
        person = article.person
        if person is None:
            return None
        if not article.shows_name:
            return Sayer(key=f"unnamed {article.number}", name="unnamed: an official", named=False)
        key = person.name + (" (other spelling)" if self.missed("name split") else "")
        bodies = (person.body,) if person.body else ()
        speaks_for = (person.speaks_for,) if person.speaks_for and self._rng.random() < 0.5 else ()
        return Sayer(key=key, name=key, bodies=bodies, speaks_for=speaks_for)

    def _first_hand(self, article: Article) -> Relay | None:
        seen = article.person is not None and article.person.eyewitness and article.shows_name
        return Relay(key="", name="", text="I saw it") if seen else None


@dataclass
class Tally:
    """Counts over networks."""

    networks: int = 0
    within: int = 0
    too_high: int = 0
    too_low: int = 0
    width: int = 0
    truth: int = 0
    outlets: int = 0
    outlets_right: int = 0

    def add(self, low: int, high: int, truth: int, outlets: int) -> None:
        """Add one network."""
        self.networks += 1
        self.within += low <= truth <= high
        self.too_high += low > truth
        self.too_low += high < truth
        self.width += high - low
        self.truth += truth
        self.outlets += outlets
        self.outlets_right += outlets == truth

    def row(self, name: str) -> str:
        """The figures as one line."""
        n = self.networks
        return (
            f"{name:32}{n:7}{self.within / n:9.3f}{self.too_high / n:9.3f}{self.too_low / n:9.3f}{self.width / n:8.2f}"
            f"{self.truth / n:8.2f}{self.outlets / n:9.2f}{self.outlets_right / n:9.3f}"
        )


def run(networks: int, seed: int = SEED) -> dict[str, Tally]:
    """The tallies over all networks and over those in which something happened.

    Args:
        networks: how many.
        seed: of the random numbers; equal seeds make equal networks.
    """
    world, reader = World(random.Random(seed)), Reader(random.Random(seed + 1))
    tallies: dict[str, Tally] = defaultdict(Tally)
    for _ in range(networks):
        network = world.network()
        item = reader.read(network)
        bounds = count_origins(item).origins
        outlets = len({article.outlet for article in network.articles})
        for name in ("all", *sorted(network.happened or {"nothing special"})):
            tallies[name].add(bounds.low, bounds.high, network.truth, outlets)
    return tallies


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--networks", type=int, default=NETWORKS)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    columns = f"{'within':>9}{'low > n':>9}{'high < n':>9}{'width':>8}{'true n':>8}{'outlets':>9}{'outlets=n':>10}"
    print(f"{'':32}{'cases':>7}{columns}")
    for name, tally in sorted(run(asked.networks, asked.seed).items(), key=lambda row: (row[0] != "all", row[0])):
        print(tally.row(name))


if __name__ == "__main__":
    main()
