"""Questions of change: everything that shapes an answer, so that it can be kept as a file and asked again."""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso.measure.answers import Test
from sayso.measure.series import Every
from sayso.records import InputError, Value


class Unit(StrEnum):
    """What counts as one."""

    STATEMENT = "statement"
    """Every statement of every document; reprints count as often as they were printed."""
    FAMILY = "family"
    """An utterance, at the day it was first printed; copies of an article count once as coverage too."""
    FIGURE = "figure"
    """Every numeric claim."""
    LABEL = "label"
    """A document that uses a label."""


class Each(StrEnum):
    """By what a question is split into several series, asked at once."""

    OUTLET = "outlet"
    SPEAKER = "speaker"
    CLASS = "class"


class Question(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One question of change. What is None or empty does not restrict.

    Attributes:
        unit: what counts as one.
        speaker, about: an entity's name or id, else words of the name as it stands in the statement.
        outlet: only documents of this outlet, as coverage too.
        classes: classes of statements; empty for all but attitudes and acts.
        search: words of the statement (of what is counted, for figures).
        label: a label in small letters, of the entity `about`.
        since, until: first and last day of publication (ISO).
        each: by what to split into series; `most` of them, the largest first.
        by: length of a bin.
        test: what is asked; `compare` is the day of that test.
        margin: the ratio above one that would matter.
    """

    unit: Unit = Unit.STATEMENT
    speaker: str | None = None
    about: str | None = None
    outlet: str | None = None
    classes: tuple[str, ...] = ()
    search: str | None = None
    label: str | None = None
    since: str | None = None
    until: str | None = None
    each: Each | None = None
    most: int = 20
    by: Every = Every.MONTH
    test: Test = Test.TREND
    compare: str | None = None
    margin: float = 1.5


def question_of(fields: dict[str, object]) -> Question:
    """The question with these fields.

    Raises:
        InputError: `bad_question`.
    """
    try:
        return msgspec.convert(fields, Question)
    except msgspec.ValidationError as error:
        raise InputError("bad_question", f"That is no question: {error}.", "See `sayso trend --help`.") from error


Q = TypeVar("Q", bound=Value)


def read_question(path: Path, kind: type[Q] = Question) -> Q:
    """The question of a file, TOML or JSON.

    Args:
        path: the file.
        kind: what kind of question it holds; one of another kind is an error.

    Raises:
        InputError: `no_such_path`, `bad_question`.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("no_such_path", f"{path} cannot be read: {error}.", "Name a TOML or JSON file.") from error
    try:
        table: object = tomllib.loads(text) if path.suffix == ".toml" else msgspec.json.decode(text)
        return msgspec.convert(table, kind)
    except (tomllib.TOMLDecodeError, msgspec.DecodeError) as error:
        remedy = "Write one with the same verb and `--save FILE`."
        raise InputError("bad_question", f"{path} is no question of this verb: {error}.", remedy) from error


def write_question(path: Path, question: Value) -> None:
    """Keep a question as a file of JSON.

    Raises:
        InputError: `cannot_write`.
    """
    try:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(question), indent=2) + b"\n")
    except OSError as error:
        raise InputError("cannot_write", f"{path} cannot be written: {error}.", "Name another file.") from error
