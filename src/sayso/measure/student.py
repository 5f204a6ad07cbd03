"""Student's t, from SciPy, which comes with the extra `sayso[measure]`."""

from importlib import import_module
from typing import Any

from sayso.records import ConfigError


def quantile(chance: float, freedom: float) -> float:
    """The value below which a share `chance` of Student's t with so many degrees of freedom lies."""
    return float(_special().stdtrit(freedom, chance))


def two_sided(value: float, freedom: float) -> float:
    """The chance of a value at least so far from nothing, on either side."""
    return 2 * float(_special().stdtr(freedom, -abs(value)))


def _special() -> Any:
    try:
        return import_module("scipy.special")
    except ImportError as error:
        message = "Questions of change need SciPy, which is not installed."
        raise ConfigError("missing_extra", message, "Run `pip install 'sayso[measure]'`.") from error
