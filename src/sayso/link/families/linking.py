"""Families over all current documents."""

from collections.abc import Iterator

import msgspec

from sayso.extract.meaning import MEANING_VERSION, embed
from sayso.link.entities import proper_key
from sayso.link.families.joining import Tools, join
from sayso.link.families.judging import kept_vectors
from sayso.link.families.kept import Kept
from sayso.link.families.rulings import rulings_of
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
        yield from join(_all_utterances(inputs), tools)


def _all_utterances(inputs: LinkInputs) -> Iterator[Utterance]:
    entities = {
        member: entity.id
        for entity in inputs.linked(LinkedKind.ENTITY)
        if isinstance(entity, Entity)
        for member in entity.members
    }
    for _, body in inputs.gather(f"utterances {FAMILIES}", _extract):
        for utterance in _UTTERANCES.decode(body):
            found = _entity(entities, utterance)
            yield msgspec.structs.replace(utterance, entity=found) if found else utterance


def _extract(document: LinkDocument) -> bytes:
    read = ReadLayers(document=document.document, raw=document.raw, clean=document.clean, layout=document.layout)
    return msgspec.msgpack.encode(utterances(read, document.attributions, document.statements))


def _entity(entities: dict[str, str], utterance: Utterance) -> str | None:
    """The entity of the speaker's name: as this document's own name, else as everybody's."""
    if utterance.speaker is None:
        return None
    key = proper_key(utterance.speaker)
    if not key:
        return None
    return entities.get(entity_id(key, utterance.document)) or entities.get(entity_id(key))
