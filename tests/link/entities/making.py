"""Documents made by hand: names where they stand, with what else is told of them."""

import re
from collections.abc import Sequence

from sayso.link.entities import gather, join_names, proper_key
from sayso.link.inputs import LinkDocument
from sayso.records import (
    AliasValue,
    Decision,
    DecisionKind,
    Document,
    Entity,
    Facts,
    FoundFacts,
    Hop,
    HopKind,
    Layout,
    Media,
    Mention,
    NamedValue,
    PairValue,
    Role,
    Speaker,
    SpeakerKind,
    SplitValue,
    Statement,
    entity_id,
    sealed,
    value_text,
)

_MARK = re.compile(r"\[(?P<text>[^\]|]+)(?:\|(?P<name>[^\]]*))?\]")
KINDS = {"p": SpeakerKind.PERSON, "o": SpeakerKind.ORGANISATION, "t": SpeakerKind.OUTLET, "?": None}


def document(key: str, marked: str, outlet: str | None = None, speakers: Sequence[str] = ()) -> LinkDocument:
    """A document of marked text: `[p:Ana Ruiz]` is a name of a person, `[p:Ruiz|Ana Ruiz]` one short for another.

    `speakers` are names of persons who make a statement each; a name "X via Y" has come through the outlet Y.
    """
    raw, mentions = "", list[Mention]()
    at = 0
    for match in _MARK.finditer(marked):
        raw += marked[at : match.start()]
        kind, text = match.group("text").split(":", 1)
        name = match.group("name") or text
        span = (len(raw), len(raw) + len(text))
        how = "pronoun" if text.lower() in {"he", "she"} else "name"
        mentions.append(Mention(document=key, span=span, text=text, name=name, kind=KINDS[kind], how=how))
        raw += text
        at = match.end()
    raw += marked[at:]
    return LinkDocument(
        document=Document(
            id=key, key=key, original="", media=Media.TEXT, encoding="utf-8", raw_sha256="", clean_sha256="",
            outside=Facts(outlet=outlet), inside=FoundFacts(),
        ),
        raw=raw,
        clean=raw,
        layout=Layout(document=key, segments=(), blocks=()),
        statements=tuple(_statement(key, number, speaker) for number, speaker in enumerate(speakers)),
        mentions=tuple(mentions),
        roles=tuple(_roles(key, mentions, raw)),
    )  # fmt: skip


def _statement(key: str, number: int, speaker: str) -> Statement:
    name, _, outlet = speaker.partition(" via ")
    through = (Hop(kind=HopKind.OUTLET, name=outlet),) if outlet else ()
    return Statement(
        id=f"{key}-{number}",
        document=key,
        speaker=Speaker(name=name, kind=SpeakerKind.PERSON),
        chain=(Hop(kind=HopKind.ARTICLE), *through, Hop(kind=HopKind.SPEAKER, name=name)),
        resolver="test",
        resolver_version="1",
    )


def _roles(key: str, mentions: list[Mention], raw: str) -> list[Role]:
    """Roles in braces right before a name: `{mayor} [p:Ana Ruiz]`."""
    found: list[Role] = []
    for mention in mentions:
        before = re.search(r"\{([^}]*)\} $", raw[: mention.span[0]])
        if before:
            span = before.span(1)
            found.append(Role(document=key, name=mention.name, role=before.group(1), span=span, rule="title"))
    return found


def joined(*documents: LinkDocument, decisions: Sequence[Decision] = ()) -> dict[str, Entity]:
    """The entities of documents, by name; a name that two have is followed by a number."""
    entities = join_names(map(gather, documents), decisions)
    found: dict[str, Entity] = {}
    for entity in entities:
        name = entity.name if entity.name not in found else f"{entity.name} {len(found)}"
        found[name] = entity
    return found


def holder(entities: dict[str, Entity], name: str, key: str | None = None) -> Entity:
    """The entity that a name belongs to, in all documents or in one."""
    own = proper_key(name)
    wanted = {entity_id(own, key)} if key else {entity_id(own)}
    found = [entity for entity in entities.values() if wanted & set(entity.members)]
    if not found and key:
        return holder(entities, name)
    assert len(found) == 1, (name, [entity.name for entity in found])
    return found[0]


def one(entities: dict[str, Entity], *names: str) -> bool:
    """Whether all these names are one entity's."""
    return len({holder(entities, name).id for name in names}) == 1


def suggested(entities: dict[str, Entity], name: str, other: str) -> bool:
    """Whether two entities are put before a person as what may be one, from both sides."""
    a, b = holder(entities, name), holder(entities, other)
    return b.id in {s.entity for s in a.suggestions} and a.id in {s.entity for s in b.suggestions}


def decision(kind: DecisionKind, *names: str, value: str | None = None, holds: bool = True, at: str = "01") -> Decision:
    """A decision on names."""
    values = {
        DecisionKind.ALIAS: lambda: AliasValue(alias=value or "", name=names[0]),
        DecisionKind.SPLIT: lambda: SplitValue(members=(value or "",), name=names[0]),
        DecisionKind.ENTITY_PAGE: lambda: NamedValue(name=names[0], holds=holds),
    }
    made = values[kind]() if kind in values else PairValue(names=(names[0], names[1]))
    target = " ".join(entity_id(proper_key(name)) for name in names)
    return sealed(
        Decision(id="", kind=kind, target=target, value=value_text(made), actor="r", at=f"2026-01-{at}T00:00:00Z")
    )
