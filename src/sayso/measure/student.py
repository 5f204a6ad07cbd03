"""Student's t and intervals of counts, from SciPy, which comes with the extra `sayso[measure]`."""

from importlib import import_module
from typing import Any

from sayso.records import ConfigError


def quantile(chance: float, freedom: float) -> float:
    """The value below which a share `chance` of Student's t with so many degrees of freedom lies."""
    return float(_special().stdtrit(freedom, chance))


def two_sided(value: float, freedom: float) -> float:
    """The chance of a value at least so far from nothing, on either side."""
    return 2 * float(_special().stdtr(freedom, -abs(value)))


def count_interval(count: float, dispersion: float = 1.0) -> tuple[float, float]:
    """The 95 % interval of a count's expectation (Garwood 1936), widened where counts vary more than by chance.

    Args:
        count: what was counted.
        dispersion: variance over mean; so many counts are worth as much as one of its own.
    """
    special, worth = _special(), count / dispersion
    low = float(special.gammaincinv(worth, 0.025)) if worth else 0.0
    return low * dispersion, float(special.gammaincinv(worth + 1, 0.975)) * dispersion


def _special() -> Any:
    try:
        return import_module("scipy.special")
    except ImportError as error:
        message = "Questions of change need SciPy, which is not installed."
        raise ConfigError("missing_extra", message, "Run `pip install 'sayso[measure]'`.") from error
