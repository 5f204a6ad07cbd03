"""The word lists of `debris.toml`, loaded once."""

import tomllib
from functools import cache
from importlib.resources import files

from sayso.records import Value


class DebrisWords(Value, frozen=True, kw_only=True):
    """The lists of `debris.toml`, under its names."""

    tail_headings: tuple[str, ...]
    link_line_starts: tuple[str, ...]
    button_networks: tuple[str, ...]
    button_words: tuple[str, ...]
    social_starts: tuple[str, ...]
    promotion_starts: tuple[str, ...]
    promotion_words: tuple[str, ...]
    promotion_lines: tuple[str, ...]
    notice_starts: tuple[str, ...]
    credit_starts: tuple[str, ...]
    credit_ends: tuple[str, ...]
    path_starts: tuple[str, ...]
    tag_labels: tuple[str, ...]
    agencies: tuple[str, ...]


@cache
def debris_words() -> DebrisWords:
    """The lists; they are never changed, so the cache holds no state."""
    table: dict[str, list[str]] = tomllib.loads(files("sayso.text").joinpath("debris.toml").read_text("utf-8"))
    return DebrisWords(**{name: tuple(words) for name, words in table.items()})
