"""Families over all current documents."""

from array import array
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from sayso.extract.meaning import MEANING_VERSION, embed
from sayso.link.entities import proper_key
from sayso.link.families.joining import Tools, join
from sayso.link.families.judging import kept_vectors
from sayso.link.families.kept import Kept
from sayso.link.families.rulings import rulings_of
from sayso.link.families.shelf import ID
from sayso.link.families.utterances import ReadLayers, Utterance, utterances
from sayso.link.inputs import LinkDocument, LinkInputs
from sayso.link.versions import FAMILIES
from sayso.records import Entity, Linked, LinkedKind, entity_id

_UTTERANCES = msgspec.msgpack.Decoder(tuple[Utterance, ...])


def link_families(inputs: LinkInputs) -> Iterator[Linked]:
    """The families with at least two statements or with repeats; every other statement is a family of one."""
    with Kept(inputs) as kept:
        vectors = kept_vectors(embed, kept, f"meaning {MEANING_VERSION}")
        tools = Tools(vectors=vectors, cache=kept, rulings=rulings_of(inputs.decisions))
        for family in join(_all_utterances(inputs), tools):
            kept.flush()  # all is decided when the first comes: nothing is written beside the records
            yield family


class _Entities:
    """Which entity a name belongs to, by id; 68 bytes a name, for a ledger may hold millions."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        members, owners, ids = bytearray(), array("l"), bytearray()
        for number, entity in enumerate(entities):
            ids += _fixed(entity.id)
            for member in entity.members:
                members += _fixed(member)
                owners.append(number)
        found = np.frombuffer(bytes(members), f"S{ID}")
        order = np.argsort(found, kind="stable")
        self._members, self._owners = found[order], np.array(owners, np.int64)[order]
        self._ids = np.frombuffer(bytes(ids), f"S{ID}")

    def of(self, names: Sequence[str]) -> list[str | None]:
        """For each id of a name that of its entity, None where it has none."""
        asked = np.array([name.encode() for name in names], f"S{ID}")
        if not len(self._members) or not len(asked):
            return [None] * len(names)
        places = np.minimum(np.searchsorted(self._members, asked), len(self._members) - 1)
        there = self._members[places] == asked
        owners = self._ids[self._owners[places]].tolist()
        return [owner.decode() if is_there else None for owner, is_there in zip(owners, there.tolist(), strict=True)]


def _fixed(name: str) -> bytes:
    return name.encode().ljust(ID, b"\0")[:ID]


def _all_utterances(inputs: LinkInputs) -> Iterator[Utterance]:
    entities = _Entities(entity for entity in inputs.linked(LinkedKind.ENTITY) if isinstance(entity, Entity))
    for document, body in inputs.gather(f"utterances {FAMILIES}", _extract):
        read = _UTTERANCES.decode(body)
        keys = [proper_key(u.speaker) if u.speaker else "" for u in read]
        own, anybodys = (entities.of([entity_id(key, *of) for key in keys]) for of in ((document,), ()))
        for utterance, key, one, other in zip(read, keys, own, anybodys, strict=True):
            # the entity of this document's own name, else of everybody's
            found = (one or other) if key else None
            yield msgspec.structs.replace(utterance, entity=found) if found else utterance


def _extract(document: LinkDocument) -> bytes:
    read = ReadLayers(document=document.document, raw=document.raw, clean=document.clean, layout=document.layout)
    return msgspec.msgpack.encode(utterances(read, document.attributions, document.statements))
