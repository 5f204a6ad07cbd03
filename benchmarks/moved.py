"""What the stages made of real articles, moved into another world: every word and id is another one, every span stays.

What comes out is what a ledger takes in, and `verify` finds it in order, so that ledgers of any size can be made at a
small part of what reading costs.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any

import msgspec
from benchmarks.worlds import World, told_vocabulary, vocabulary

from sayso.engines.stages import Job, Plan, run_job
from sayso.extract.given import GivenAttribution, GivenLine
from sayso.records import (
    Attribution,
    Document,
    Facts,
    Figure,
    Media,
    Original,
    ReadOriginal,
    StageRecord,
    Step,
    content_hash,
    sha256,
    short_id,
)

KEPT_FIELDS = frozenset(
    (
        *(
            "rule",
            "how",
            "edtf",
            "as_of",
            "interval",
            "version",
            "resolver",
            "resolver_version",
            "resolved_by",
            "reasons",
        ),
        *("extractor", "encoding", "key", "original", "raw_sha256", "clean_sha256", "outlet", "published", "language"),
        *("code", "detail", "date", "reason", "record"),
    )
)
"""Fields whose words are the same in every world, or that are set apart from it."""


def read_article(article: dict[str, Any], extractor: str = "rules") -> ReadOriginal:
    """What the stages make of one article of PolNeAR's form, its attributions given."""
    data = article["text"].encode()
    facts = Facts(outlet=article["publisher"], published=article["date"])
    original = Original(key=article["id"], media=Media.TEXT, data=data, sha256=sha256(data), facts=facts)
    return run_job(Job(original=original, given=_given(article)), Plan(extractor=extractor))


def _given(article: dict[str, Any]) -> GivenLine:
    version = sha256(article["id"].encode())
    given = tuple(
        GivenAttribution(
            **{role: tuple(map(tuple, spans[role])) for role in ("source", "cue", "content")},
            version=version,
            index=index,
        )
        for index, spans in enumerate(article["attributions"])
    )
    return GivenLine(key=article["id"], sha256=version, attributions=given)


def moved_articles(read: list[ReadOriginal], count: int, *, is_read: bool = False) -> Iterator[ReadOriginal]:
    """So many documents: those given, then the same of other worlds; the first ones are the same whatever the count.

    Args:
        read: documents with the steps done on them.
        count: how many.
        is_read: whether something is to read their words again, so that function words stay.
    """
    texts = (item.original.data.decode() for item in read)
    words = vocabulary(texts) if is_read else told_vocabulary(texts)
    for number in range(-(-count // len(read))):
        world = World(words, number)
        for item in read[: count - number * len(read)]:
            yield _Move(world, number, item).moved() if number else item


class _Move:
    """Moves one document."""

    def __init__(self, world: World, number: int, item: ReadOriginal) -> None:
        self._world, self._number, self._item = world, number, item
        self._ids: dict[str, str] = {}
        self._told: dict[str, str] = {}

    def moved(self) -> ReadOriginal:
        """The original of the other world with the steps done on it."""
        old = self._item.original
        data = self._world.text(old.data.decode()).encode()
        key = f"{self._number:04d} {old.key}"
        original = msgspec.structs.replace(old, key=key, data=data, sha256=sha256(data))
        return ReadOriginal(original=original, steps=tuple(self._step(step, original) for step in self._item.steps))

    def _step(self, step: Step, original: Original) -> Step:
        layers = tuple(map(self._world.text, step.layers))
        records = tuple(self._record(record, original, layers) for record in step.records)
        key = content_hash(self._number, step.key)
        return Step(stage=step.stage, input_id=original.input_id, key=key, records=records, layers=layers)

    def _record(self, record: StageRecord, original: Original, layers: tuple[str, ...]) -> StageRecord:
        if isinstance(record, Document):
            return self._document(record, original, layers)
        if isinstance(record, Attribution):
            spans = (record.source, record.cue, record.content)
            self._ids[record.id] = Attribution.make_id(self._ids[record.document], *spans)
        if isinstance(record, Figure):
            self._ids[record.id] = Figure.make_id(self._ids[record.document], record.span)
        return self._told_of(record)

    def _document(self, record: Document, original: Original, layers: tuple[str, ...]) -> Document:
        raw, clean = (sha256(layer.encode()) for layer in layers)
        self._ids[record.id] = Document.make_id(original.key, raw, record.outside)
        return msgspec.structs.replace(
            self._told_of(record), key=original.key, original=original.sha256, raw_sha256=raw, clean_sha256=clean
        )

    def _told_of(self, record: Any) -> Any:
        """A record with its words and ids changed."""
        changed = {
            name: new
            for name in record.__struct_fields__
            if name not in KEPT_FIELDS and (new := self._value(old := getattr(record, name))) is not old
        }
        return msgspec.structs.replace(record, **changed) if changed else record

    def _value(self, value: object) -> object:
        if isinstance(value, str) and not isinstance(value, Enum):
            return self._words(value)
        if isinstance(value, msgspec.Struct):
            return self._told_of(value)
        if isinstance(value, tuple) and value and isinstance(value[0], str | msgspec.Struct):
            return tuple(map(self._value, value))
        return value

    def _words(self, text: str) -> str:
        if text not in self._told:
            is_id = len(text) == 32 and " " not in text
            new = self._ids.get(text) or short_id(self._number, text) if is_id else self._world.text(text)
            self._told[text] = new
        return self._told[text]
