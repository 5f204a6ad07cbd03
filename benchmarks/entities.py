"""Entities across documents: re3d's organisations and persons beside ours, and what linking costs as documents grow.

usage: python benchmarks/entities.py re3d [--errors]
       python benchmarks/entities.py cost [--documents 1000 10000] [--corpus polnear/train.jsonl]

re3d gives spans of names with their type, and a few pairs of one document that are synonyms. Two spans are held to be
one where their gold names agree: equal once case, articles, titles, possessives and accents are gone, or tied by a
synonym relation between two names, in any document; a surname or first name alone is the person of its document that
has it, and is left out where there is none. Ours are one where their mentions, found without knowing the gold, belong
to one entity. Only spans that both know are compared. The baseline joins what is written alike.
"""

import argparse
import json
import re
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sayso import extract
from sayso.link.entities import DocumentNames, gather, join_names, proper_key
from sayso.link.inputs import LinkDocument
from sayso.records import Document, Entity, Facts, FoundFacts, Layout, MapKind, Media, Segment, entity_id
from sayso.resolve import ResolveInput, resolve_document
from sayso.resolve.lexicon import alternatives, lexicon

TYPES = {"Person": "person", "Organisation": "organisation"}
"""The types of the gold that are compared."""

NOMINAL = re.compile(r"^(?:the|a|an|its|their|his|our|some|many|these|those|this|all)\s+(?=[a-z])|^[a-z]")
"""Gold spans that describe rather than name: "the regime", "coalition forces"."""


class Span(NamedTuple):
    """One span of the gold that names an organisation or a person."""

    document: str
    start: int
    end: int
    text: str
    kind: str


class Gold(NamedTuple):
    """The gold of re3d: documents, spans that name, and pairs of names that are synonyms."""

    texts: dict[str, tuple[str, str]]
    spans: list[Span]
    synonyms: list[tuple[str, str]]


class Score(NamedTuple):
    """Pairs of spans that are one: in both, in ours, in the gold."""

    both: int
    ours: int
    gold: int

    @property
    def measures(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        precision, recall = self.both / max(self.ours, 1), self.both / max(self.gold, 1)
        return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def read_re3d(folder: Path) -> Gold:
    """All parts of the corpus together."""
    texts: dict[str, tuple[str, str]] = {}
    spans: set[Span] = set()
    synonyms: set[tuple[str, str]] = set()
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        for row in _rows(part / "documents.json"):
            texts[row["_id"]] = (row["text"], row["sourceName"])
        for row in _rows(part / "entities.json"):
            if row["type"] in TYPES and _is_name(row["value"]):
                kind = TYPES[row["type"]]
                spans.add(Span(row["documentId"], row["begin"], row["end"], row["value"], kind))
        for row in _rows(part / "relations.json"):
            names = (row["source"], row["target"])
            if row["type"] == "IsSynonymOf" and all(map(_is_name, names)):
                synonyms.add((min(names), max(names)))
    return Gold(texts, sorted(spans), sorted(synonyms))


def _is_name(text: str) -> bool:
    """Whether a span of the gold names rather than describes: no "the regime", no "Foreign Secretary"."""
    lex, key = lexicon(), _untitled(text)
    last = key.split()[-1] if key else ""
    is_role = last in lex.offices or last in lex.person_nouns or last in lex.group_nouns
    return bool(key) and not NOMINAL.match(text) and not is_role and not key.startswith("minister for")


def _untitled(text: str) -> str:
    """The key of a name without "Mr" and the like."""
    honorifics = alternatives(lexicon().honorifics)
    return proper_key(re.sub(rf"^(?:(?:{honorifics})[. ]+)+", "", text, flags=re.IGNORECASE))


def linked_documents(gold: Gold) -> Iterator[LinkDocument]:
    """The documents as the stages read them, with the extractor by rules."""
    extractor = extract.make_extractor("rules")
    for key, (text, outlet) in sorted(gold.texts.items()):
        yield linked_document(key, text, outlet, extractor)


def linked_document(key: str, text: str, outlet: str, extractor: extract.Extractor) -> LinkDocument:
    """One text, extracted and resolved."""
    segment = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    document = Document(
        id=key, key=key, original="", media=Media.JSON_TEXT, encoding="utf-8", raw_sha256="", clean_sha256="",
        outside=Facts(outlet=outlet), inside=FoundFacts(),
    )  # fmt: skip
    layout = Layout(document=key, segments=(segment,), blocks=())
    clean = extract.CleanText(document=document, clean=text, layout=layout)
    attributions, _ = extract.extract(extractor, clean, text)
    resolved = resolve_document(
        ResolveInput(document=document, raw=text, clean=text, layout=layout, attributions=attributions)
    )
    return LinkDocument(
        document=document,
        raw=text,
        clean=text,
        layout=layout,
        attributions=attributions,
        statements=resolved.statements,
        mentions=resolved.mentions,
        roles=resolved.roles,
        affiliations=resolved.affiliations,
        epithets=resolved.epithets,
    )


def gold_groups(gold: Gold) -> dict[Span, str]:
    """Each span with the name that stands for all its synonyms."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while name in parent:
            name = parent[name]
        return name

    for one, other in gold.synonyms:
        a, b = root(proper_key(one)), root(proper_key(other))
        if a != b:
            parent[max(a, b)] = min(a, b)
    fuller = _Fuller(gold.spans)
    named = {span: fuller.name(span) for span in gold.spans}
    return {span: root(name) for span, name in named.items() if name is not None}


class _Fuller:
    """Reads the gold's names of persons: without a title, and short ones as the long one of their document."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._keys: dict[str, set[str]] = defaultdict(set)
        for span in spans:
            if span.kind == "person":
                self._keys[span.document].add(_untitled(span.text))
        self._full = {key for keys in self._keys.values() for key in keys if " " in key}

    def name(self, span: Span) -> str | None:
        """The name meant; None for a short one in a document that does not tell whose it is."""
        key = _untitled(span.text)
        if span.kind != "person":
            return key
        words = key.split()
        tails = (" ".join(words[at:]) for at in range(len(words) - 2, 0, -1))
        untitled = next((tail for tail in tails if tail in self._full), key)
        if " " in untitled:
            return untitled
        longer = {other for other in self._keys[span.document] if untitled in (other.split()[0], other.split()[-1])}
        longer.discard(untitled)
        return self.name(span._replace(text=min(longer))) if len(longer) == 1 else None


def our_groups(documents: Sequence[LinkDocument], entities: Iterable[Entity], spans: Iterable[Span]) -> dict[Span, str]:
    """Each span of the gold that a mention of ours covers, with the id of the mention's entity."""
    by_member = {member: entity.id for entity in entities for member in entity.members}
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for document in documents:
        for mention in document.mentions:
            if mention.how == "name":
                key = proper_key(mention.name) or mention.name
                found = by_member.get(entity_id(key, mention.document)) or by_member.get(entity_id(key))
                mentions[mention.document].append((*mention.span, found or f"none {key}"))
    found = {span: _covering(span, mentions[span.document]) for span in spans}
    return {span: entity for span, entity in found.items() if entity is not None}


def pair_score(ours: dict[Span, str], gold: dict[Span, str], across: bool) -> Score:
    """Pairs of spans that are one, counted over the spans that both know.

    Args:
        ours, gold: what each span belongs to.
        across: whether only pairs of two documents count.
    """
    shared = [span for span in gold if span in ours]
    return Score(
        both=_pairs([(span, (ours[span], gold[span])) for span in shared], across),
        ours=_pairs([(span, ours[span]) for span in shared], across),
        gold=_pairs([(span, gold[span]) for span in shared], across),
    )


def _pairs(rows: Sequence[tuple[Span, Hashable]], across: bool) -> int:
    total = _choose_two(Counter(group for _, group in rows).values())
    within = _choose_two(Counter((group, span.document) for span, group in rows).values())
    return total - within if across else total


def _choose_two(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _covering(span: Span, mentions: list[tuple[int, int, str]]) -> str | None:
    """The entity of the mention that shares most of a span, at least half of both."""
    best = max(mentions, key=lambda m: (min(m[1], span.end) - max(m[0], span.start), m[2]), default=None)
    if best is None:
        return None
    shared = min(best[1], span.end) - max(best[0], span.start)
    return best[2] if 2 * shared >= max(best[1] - best[0], span.end - span.start) else None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return (json.loads(line) for line in lines if line.strip())


class Re3d(NamedTuple):
    """What was measured on re3d, by kind of name: spans found and in the gold, pairs across documents and all."""

    found: dict[str, tuple[int, int]]
    across: dict[str, Score]
    everywhere: dict[str, Score]
    baseline: dict[str, Score]


def measure_re3d(folder: Path) -> tuple[Re3d, dict[Span, str], dict[Span, str], tuple[Entity, ...]]:
    """The scores, the groups of ours and of the gold, and the entities."""
    gold = read_re3d(folder)
    documents = list(linked_documents(gold))
    entities = join_names(map(gather, documents))
    ours, truth = our_groups(documents, entities, gold.spans), gold_groups(gold)
    alike = {span: span.text.casefold() for span in ours}
    found: dict[str, tuple[int, int]] = {}
    scores: list[dict[str, Score]] = [{}, {}, {}]
    for kind in (*sorted(set(TYPES.values())), "all"):
        spans = [span for span in gold.spans if kind in (span.kind, "all")]
        found[kind] = (sum(span in ours for span in spans), len(spans))
        own, right = {s: ours[s] for s in spans if s in ours}, {s: truth[s] for s in spans if s in truth}
        scores[0][kind] = pair_score(own, right, across=True)
        scores[1][kind] = pair_score(own, right, across=False)
        scores[2][kind] = pair_score({s: alike[s] for s in own}, right, across=True)
    return Re3d(found, *scores), ours, truth, entities


def print_re3d(folder: Path, errors: bool) -> None:
    """Print the table, and the largest errors."""
    result, ours, truth, entities = measure_re3d(folder)
    print("| names of | found | P | R | F1 across documents | F1 of all pairs | written alike, F1 across |")
    print("|---|---|---|---|---|---|---|")
    for kind, (found, count) in result.found.items():
        precision, recall, f1 = result.across[kind].measures
        cells = (
            f"{found} of {count}",
            *(f"{x:.3f}" for x in (precision, recall, f1, result.everywhere[kind].measures[2])),
        )
        print(f"| {kind} | {' | '.join(cells)} | {result.baseline[kind].measures[2]:.3f} |")
    if errors:
        _print_errors(ours, truth, entities)


def _print_errors(ours: dict[Span, str], truth: dict[Span, str], entities: Iterable[Entity]) -> None:
    names = {entity.id: entity.name for entity in entities}
    shared = [span for span in truth if span in ours]
    by_gold: dict[str, Counter[str]] = defaultdict(Counter)
    by_ours: dict[str, Counter[str]] = defaultdict(Counter)
    for span in shared:
        by_gold[truth[span]][names.get(ours[span], ours[span])] += 1
        by_ours[ours[span]][truth[span]] += 1
    print("\napart, though one in the gold:")
    for name, groups in sorted(by_gold.items(), key=lambda row: -_missed(row[1]))[:30]:
        print(f"{_missed(groups):6} {name}: {dict(groups.most_common(6))}")
    print("\none, though apart in the gold:")
    for entity, groups in sorted(by_ours.items(), key=lambda row: -_missed(row[1]))[:30]:
        print(f"{_missed(groups):6} {names.get(entity, entity)}: {dict(groups.most_common(6))}")


def _missed(groups: Counter[str]) -> int:
    return _choose_two([groups.total()]) - _choose_two(groups.values())


def edited(names: Sequence[DocumentNames], count: int) -> Iterator[DocumentNames]:
    """As many documents as asked for, made of these by renaming: every copy has people and bodies of its own.

    A tenth of the names of each copy keep their words, as the well-known do in real news.
    """
    for number in range(count):
        original = names[number % len(names)]
        copy = number // len(names)
        yield _renamed(original, copy) if copy else original


def _renamed(original: DocumentNames, copy: int) -> DocumentNames:
    import msgspec

    def key(text: str) -> str:
        kept = sum(map(ord, text)) % 10 == 0
        return text if kept else " ".join(f"{word}{_letters(copy)}" for word in text.split(" "))

    renamed = tuple(
        msgspec.structs.replace(name, key=key(name.key), plain=key(name.plain), shorts={key(s) for s in name.shorts})
        for name in original.names
    )
    return msgspec.structs.replace(original, document=f"{original.document}-{copy}", names=renamed)


def _letters(number: int) -> str:
    """A number in consonants of different sounds, so that no copy looks like a spelling of another."""
    digits = ""
    while number:
        number, rest = divmod(number, 9)
        digits += "bkdflmnrs"[rest]
    return f"o{digits}"


class Cost(NamedTuple):
    """What joining so many documents took."""

    documents: int
    names: int
    entities: int
    cpu_seconds: float
    peak_mb: float


def cost(names: Sequence[DocumentNames], count: int) -> Cost:
    """CPU seconds and peak memory of joining `count` documents; memory is that of the process so far."""
    started = time.process_time()
    entities = join_names(edited(names, count))
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(len(document.names) for document in edited(names, count))
    return Cost(count, total, len(entities), round(seconds, 1), round(peak, 0))


def gathered(corpus: Path, count: int) -> list[DocumentNames]:
    """What the first documents of a corpus of PolNeAR's form tell of names."""
    extractor = extract.make_extractor("rules")
    with corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(count), lines, strict=False)]
    return [gather(linked_document(row["id"], row["text"], row["publisher"], extractor)) for row in rows]


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("re3d", "cost"))
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "corpora")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--read", type=int, default=250, help="documents of the corpus that copies are made of")
    asked = parser.parse_args()
    if asked.what == "re3d":
        print_re3d(asked.corpora / "re3d", asked.errors)
        return 0
    names = gathered(asked.corpora / "polnear" / "train.jsonl", asked.read)
    for count in asked.documents:
        print(cost(names, count), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
