"""The data files of this package, read once."""

import tomllib
from importlib.resources import files

import msgspec


def load_toml(name: str) -> dict[str, object]:
    """The tables of one of the package's TOML files."""
    return tomllib.loads((files("sayso.resolve.dates") / name).read_text(encoding="utf-8"))


class Holiday(msgspec.Struct, frozen=True):
    """A holiday and how its day is reckoned; see `holidays.toml`."""

    names: tuple[str, ...]
    day: str | None = None
    nth: tuple[int, int, int] | None = None
    easter: int | None = None


HOLIDAYS = msgspec.convert(load_toml("holidays.toml")["holiday"], tuple[Holiday, ...])
"""Every holiday of `holidays.toml`, in its order."""
