"""Calibration of `sayso together` by simulation: how often words are found that nobody arranged, and planted ones.

`python benchmarks/together.py [--runs N]` prints the tables of `docs/measure.md`. A world is a year of eight outlets
with rates of their own. Each run asks of 40 labels at once. The seeds are fixed.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sayso.measure.together import LEVEL, Candidate, Reach, Sight, find_together

DAYS, OUTLETS, LABELS, SEED = 365, 8, 40, 20_261_130
REACH = Reach()


@dataclass(frozen=True)
class World:
    """How labels come about.

    Attributes:
        stories: how many stories a year; each multiplies the documents about the entity for three days by 6.
        habit: correlation of an outlet's liking for a label from day to day; 0 where every document is on its own.
        fashion: whether all outlets take up a label in one half of the year only.
        event: whether in each story every outlet likes each label anew, all of them alike: a common cause.
        planted: how many outlets use the first four labels within three days by arrangement.
    """

    name: str
    stories: int = 0
    habit: float = 0.0
    fashion: bool = False
    event: bool = False
    planted: int = 0


NULL = (
    World("independent"),
    World("stories", stories=10),
    World("habits of outlets", habit=0.95),
    World("fashions", fashion=True),
    World("all of it", stories=10, habit=0.95, fashion=True),
)
"""Worlds in which outlets do not look at each other."""
CAUSE = World("a common cause", stories=10, event=True)
"""A world in which news itself changes what all of them write: no arrangement either, but not told apart."""


def simulate(world: World, random: np.random.Generator) -> Iterator[Candidate]:
    """The labels of one entity: who used which in which document, of all documents about it."""
    rates = np.outer(np.ones(DAYS), random.uniform(0.1, 0.8, OUTLETS))
    starts = random.integers(0, DAYS, world.stories)
    for start in starts:
        rates[start : start + 3] *= 6
    documents = random.poisson(rates)
    planted_day = int(random.integers(30, DAYS - 30))
    for label in range(LABELS):
        liking = _liking(world, random, starts)
        used = random.binomial(documents, liking)
        if label < 4 and world.planted:
            chosen = random.permutation(OUTLETS)[: world.planted]
            days = planted_day + random.integers(0, REACH.days, world.planted)
            documents[days, chosen] = np.maximum(documents[days, chosen], 1)
            used[days, chosen] = np.maximum(used[days, chosen], 1)
        yield _candidate(label, documents, used)


def _liking(world: World, random: np.random.Generator, starts: np.ndarray) -> np.ndarray:
    """The chance of a label in a document, by day and outlet."""
    logit = np.outer(np.ones(DAYS), random.normal(-3.5, 1.0, OUTLETS))
    if world.habit:
        noise = random.normal(0, math.sqrt(1 - world.habit**2), (DAYS, OUTLETS))
        for day in range(1, DAYS):
            noise[day] += world.habit * noise[day - 1]
        logit = logit + noise
    if world.fashion:
        logit[: DAYS // 2] -= 2
    if world.event:
        for start in starts:
            logit[start : start + 3] += random.normal(0, 1.5)
    return 1 / (1 + np.exp(-logit))


def _candidate(label: int, documents: np.ndarray, used: np.ndarray) -> Candidate:
    sights = tuple(
        Sight(document=f"{day}-{outlet}-{at}", outlet=str(outlet), day=700_000 + int(day), used=at < used[day, outlet])
        for day, outlet in np.argwhere(documents)
        for at in range(documents[day, outlet])
    )
    return Candidate(key=(str(label),), sights=sights)


def tally(world: World, runs: int) -> tuple[float, float, float, float]:
    """Shares: runs with a false finding, labels with a chance of at most 5 %, planted found, false among found."""
    random = np.random.default_rng(SEED)
    any_false = low = labels = planted = 0
    wrong = 0.0
    for _ in range(runs):
        found, judged = find_together(simulate(world, random), REACH)
        arranged = {str(label) for label in range(4 if world.planted else 0)}
        hits = [one.key[0] for one in found if one.q <= LEVEL]
        false = [name for name in hits if name not in arranged]
        any_false += bool(false)
        wrong += len(false) / max(len(hits), 1)
        planted += len(hits) - len(false)
        low += sum(one.chance <= LEVEL for one in found if one.key[0] not in arranged)
        labels += judged - len(arranged)
    return any_false / runs, low / max(labels, 1), planted / (4 * runs), wrong / runs


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100)
    runs = parser.parse_args().runs
    print(f"Nothing arranged, {runs} runs of {LABELS} labels each\n")
    print("| world | labels with a chance of at most 5 % | runs with a finding |\n| --- | --- | --- |")
    for world in (*NULL, CAUSE):
        any_false, low, _, _ = tally(world, runs)
        print(f"| {world.name} | {low:.1%} | {any_false:.0%} |", flush=True)
    print("\nFour labels of 40 arranged, in the world `all of it`\n")
    print("| outlets of 8 within three days | found | false among found |\n| --- | --- | --- |")
    for planted in (3, 4, 5, 6, 8):
        world = World("planted", stories=10, habit=0.95, fashion=True, planted=planted)
        _, _, found, wrong = tally(world, runs)
        print(f"| {planted} | {found:.0%} | {wrong:.1%} |", flush=True)


if __name__ == "__main__":
    main()
