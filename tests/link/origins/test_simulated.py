"""The bounds on simulated networks with known truth, in short; `benchmarks/origins.py` prints the whole table."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def simulation() -> ModuleType:
    path = Path(__file__).parents[3] / "benchmarks" / "origins.py"
    spec = importlib.util.spec_from_file_location("simulated_origins", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_true_number_lies_within_the_bounds(simulation: ModuleType) -> None:
    tally = simulation.run(600)["all"]
    assert tally.networks == 600
    assert tally.within / tally.networks >= 0.95
    assert tally.too_high / tally.networks <= 0.02
    assert tally.width < tally.outlets - tally.networks


def test_equal_seeds_make_equal_networks(simulation: ModuleType) -> None:
    assert simulation.run(20)["all"] == simulation.run(20)["all"]
