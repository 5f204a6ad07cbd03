"""The codebook of labels: one for all sides, a data file that a user can replace."""

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from sayso.records import InputError, Value, sha256


class Describing(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that describe whoever is named right after them.

    Attributes:
        words: with or without an article before them.
        endings: of words that count only after an article.
        never: words with such an ending that describe nobody.
    """

    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class Codebook(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which words count as labels.

    Attributes:
        nouns: class nouns, by the name of their class.
        describing: words that count right before a name, also without an article.
        loaded: words that somebody calls loaded, with who does.
        sha256: of the file, so that a table can say which codebook made it.
    """

    nouns: dict[str, tuple[str, ...]]
    describing: Describing = Describing()
    loaded: dict[str, str]
    sha256: str = ""

    @property
    def class_nouns(self) -> frozenset[str]:
        """All class nouns."""
        return frozenset(noun for nouns in self.nouns.values() for noun in nouns)

    def loaded_by(self, label: str) -> str | None:
        """Who calls a word of a label loaded; None where nobody does."""
        return next((self.loaded[word] for word in label.split() if word in self.loaded), None)


@cache
def own_codebook() -> Codebook:
    """The codebook that comes with Sayso; it never changes, so the cache holds no state."""
    return _read(files("sayso.measure").joinpath("codebook.toml").read_bytes(), "codebook.toml")


def read_codebook(path: Path | None) -> Codebook:
    """The codebook of a file; our own where none is given.

    Raises:
        InputError: `no_such_path`, `bad_codebook`.
    """
    if path is None:
        return own_codebook()
    try:
        return _read(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError("no_such_path", f"{path} cannot be read: {error}.", "Name a TOML file.") from error


def _read(data: bytes, name: str) -> Codebook:
    try:
        table = tomllib.loads(data.decode("utf-8"))
        return msgspec.convert({"nouns": {}, "loaded": {}, **table, "sha256": sha256(data)}, Codebook)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        remedy = "See src/sayso/measure/codebook.toml for its form, or docs/measure.md."
        raise InputError("bad_codebook", f"{name} is no codebook: {error}.", remedy) from error
