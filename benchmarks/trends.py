"""Calibration of `sayso trend` by simulation: false findings, power, coverage of intervals, beside a naive test.

`python benchmarks/trends.py [--runs N]` prints the tables of `docs/measure.md`. Every world has outlets with rates of
their own, documents a week, and statements whose rate wanders (autocorrelation) and bursts (stories that everybody
reports), and which are reprinted; coverage may break. The seeds are fixed.
"""

import argparse
import math
from dataclasses import dataclass, replace

import numpy as np

from sayso.measure.answers import LEVEL, Answer, Test, Verdict, answer, answers
from sayso.measure.series import Bin, Series

WEEKS, SEED = 104, 20_241_122


@dataclass(frozen=True)
class World:
    """How the news of a simulation comes about.

    Attributes:
        statements: how many are expected in all.
        ratio: rate after the middle divided by the rate before.
        wander: standard deviation of the logarithm of the rate, from week to week.
        memory: correlation of that with the week before.
        bursts: how many stories a year; each multiplies the rate of one to three weeks by 4.
        reprints: share of statements that are printed once more in the same week.
        breaks: whether outlets start late, stop early or have gaps, so that the mix changes.
    """

    name: str
    statements: int = 400
    ratio: float = 1.0
    wander: float = 0.0
    memory: float = 0.0
    bursts: int = 0
    reprints: float = 0.0
    breaks: bool = False


NULL = (
    World("independent"),
    World("autocorrelated .5", wander=0.4, memory=0.5),
    World("autocorrelated .8", wander=0.4, memory=0.8),
    World("bursts", bursts=4),
    World("reprints", reprints=0.5),
    World("breaks in coverage", breaks=True),
    World("all of it", wander=0.3, memory=0.5, bursts=3, reprints=0.3, breaks=True),
    World("all of it, 60 statements", statements=60, wander=0.3, memory=0.5, bursts=3, reprints=0.3, breaks=True),
)
"""Worlds without a change."""


def simulate(world: World, random: np.random.Generator) -> Series:
    """One series by weeks with four outlets."""
    exposure = _exposure(world, random)
    logs = np.zeros(WEEKS)
    noise = random.normal(0, world.wander * math.sqrt(1 - world.memory**2), WEEKS)
    logs[0] = random.normal(0, world.wander)
    for week in range(1, WEEKS):
        logs[week] = world.memory * logs[week - 1] + noise[week]
    for start in random.integers(0, WEEKS, random.poisson(world.bursts * WEEKS / 52)):
        logs[start : start + random.integers(1, 4)] += math.log(4)
    logs[WEEKS // 2 :] += math.log(world.ratio)
    rates = np.exp(logs)[:, None] * np.array([0.4, 0.8, 1.2, 2.4])
    rates *= world.statements / (rates * exposure).sum()
    counts = random.poisson(rates * exposure / (1 + world.reprints))
    counts = counts + random.binomial(counts, world.reprints)
    return _series(counts, exposure)


def _exposure(world: World, random: np.random.Generator) -> np.ndarray:
    exposure = random.poisson([20, 30, 10, 15], (WEEKS, 4))
    if world.breaks:
        first, second, third = random.integers(10, WEEKS - 10, 3)
        exposure[:first, 3] = 0
        exposure[second:, 0] //= 5
        exposure[third : third + 8, :] = 0
    return exposure


def _series(counts: np.ndarray, exposure: np.ndarray) -> Series:
    day = np.datetime64("2022-01-03")
    bins = tuple(
        Bin(start=str(day + 7 * at), count=int(c.sum()), documents=int(n.sum()), rate=None)
        for at, (c, n) in enumerate(zip(counts, exposure, strict=True))
    )
    return Series(
        bins=bins,
        outlets=("a", "b", "c", "d"),
        counts=tuple(map(tuple, counts.tolist())),
        exposure=tuple(map(tuple, exposure.tolist())),
        unplaced=0,
        unplaced_documents=0,
    )


def ask(series: Series, test: Test) -> Answer:
    """The answer of `sayso trend`, for the test `compare` at the middle."""
    return answer(series, test, 1.5, series.bins[WEEKS // 2].start)


def naive(series: Series) -> bool:
    """Whether a test of two Poisson counts, with no coverage and no spread of its own, finds a difference."""
    counts = [b.count for b in series.bins]
    before, after = sum(counts[: WEEKS // 2]), sum(counts[WEEKS // 2 :])
    return abs(before - after) / math.sqrt(before + after) > 1.96 if before + after else False


@dataclass(frozen=True)
class Tally:
    """Shares over the runs of one world: findings by test, naive findings, intervals that hold the true ratio."""

    found: dict[Test, float]
    naive: float
    covered: float
    unanswered: float


def tally(world: World, runs: int, tests: tuple[Test, ...] = tuple(Test)) -> Tally:
    """What comes out in many runs of a world."""
    random = np.random.default_rng(SEED)
    found = dict.fromkeys(tests, 0)
    by_naive = covered = asked = unanswered = 0
    for _ in range(runs):
        series = simulate(world, random)
        by_naive += naive(series)
        for test in tests:
            given = ask(series, test)
            found[test] += given.verdict in {Verdict.ROSE, Verdict.FELL}
            if test is Test.COMPARE:
                unanswered += given.verdict is Verdict.CANNOT_TELL
                if given.estimate:
                    asked += 1
                    covered += given.estimate.low <= world.ratio <= given.estimate.high
    shares = {test: number / runs for test, number in found.items()}
    return Tally(shares, by_naive / runs, covered / max(asked, 1), unanswered / runs)


def discoveries(runs: int, series: int = 20, real: int = 5) -> tuple[float, float]:
    """The mean share of false findings among findings, and the share of real changes found, of many series at once."""
    random = np.random.default_rng(SEED + 1)
    world = NULL[-2]
    wrong, power = 0.0, 0.0
    for _ in range(runs):
        worlds = [replace(world, ratio=2.0 if at < real else 1.0) for at in range(series)]
        given = answers([ask(simulate(one, random), Test.COMPARE) for one in worlds], 1.5)
        hits = [a.verdict in {Verdict.ROSE, Verdict.FELL} for a in given]
        wrong += sum(hits[real:]) / max(sum(hits), 1)
        power += sum(hits[:real]) / real
    return wrong / runs, power / runs


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400)
    runs = parser.parse_args().runs
    print(f"No change, {runs} runs each: share of findings (at most {LEVEL:.0%} wanted)\n")
    print("| world | compare | trend | change | naive | intervals that hold 1 |\n| --- | --- | --- | --- | --- | --- |")
    for world in NULL:
        t = tally(world, runs)
        cells = " | ".join(f"{t.found[test]:.1%}" for test in Test)
        print(f"| {world.name} | {cells} | {t.naive:.1%} | {t.covered:.1%} |", flush=True)
    print("\nPower of compare, in the world `all of it` and with independent statements\n")
    print("| ratio | statements | all of it | intervals that hold it | independent |\n| --- | --- | --- | --- | --- |")
    for ratio in (1.5, 2.0):
        for statements in (50, 200, 1000):
            one, other = (
                tally(replace(w, ratio=ratio, statements=statements), runs // 2, (Test.COMPARE,))
                for w in (NULL[-2], NULL[0])
            )
            row = f"| {ratio} | {statements} | {one.found[Test.COMPARE]:.0%} | {one.covered:.1%} "
            print(f"{row}| {other.found[Test.COMPARE]:.0%} |", flush=True)
    wrong, power = discoveries(max(runs // 10, 10))
    print(f"\n20 series at once, 5 of them doubled: false among found {wrong:.1%}, doubled found {power:.0%}")


if __name__ == "__main__":
    main()
