"""Learns how much each sign counts for what pronouns mean, and writes `src/sayso/resolve/data/pronouns.toml`.

usage: python -m training.pronouns [--out FILE]

Examples: every "he", "she", "it" and "they" of GUM's training part whose entity has a name, and pronoun sources of
PolNeAR's train part labelled by reading (`training/data/`: `pronouns.jsonl` with words that the speaker's name must
hold, `referents.jsonl` with names that count as right; no text). Each is a choice among the candidates that
`PronounResolver` or `PluralsAndThings` weighs. Method: softmax over candidates, weights kept near `PRIOR` by `RIDGE`,
gradient descent from there; deterministic. Prints the accuracy of five folds by document beside that of the weights in
use. The run of pronouns before is read with the weights in use, so a second run can differ.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.gum import GumDocument, read_gum
from benchmarks.names import corpora, same_name, words_of
from benchmarks.plain import plain_input, polnear_inputs
from benchmarks.speakers import means, nameable

from sayso.records import Facts, Speaker, SpeakerKind
from sayso.resolve import ResolveInput, resolve_document, speakers
from sayso.resolve.candidates import Query, Signs, weights
from sayso.resolve.kinds import PERSON
from sayso.resolve.pronouns import PronounResolver
from sayso.resolve.referents import Referent
from sayso.resolve.resolved import Past, Resolved, Turn, of_entity
from sayso.resolve.they import PluralsAndThings

LABELS = Path(__file__).parent / "data" / "pronouns.jsonl"
OTHERS = Path(__file__).parent / "data" / "referents.jsonl"
TABLES = {"person": ("he", "she"), "it": ("it",), "they": ("they",)}
"""The tables of weights, and the pronouns that each is for."""
OUT = Path(__file__).parents[1] / "src" / "sayso" / "resolve" / "data" / "pronouns.toml"
FOLDS = 5
RIDGE = {"person": 0.002, "it": 0.1, "they": 0.03}
PRIOR = {
    "person": {"section": -6.0, "apposed": 3.0, "outer": 3.0, "adds": 1.0, "own_words": -8.0},
    "it": {"back": -1.0, "opens": 1.0, "clause": 0.5, "oblique": -0.5, "spoke_last": 1.5, "sort_reported": 1.0,
           "no_kind": -1.0, "place": -1.0, "quoted": -2.0, "shows": 1.0, "what": 2.5},
    "they": {"back": -1.0, "opens": 1.0, "clause": 0.5, "oblique": -1.0, "spoke_last": 2.0, "sort_reported": 1.0,
             "sort_people": 1.0, "sort_pair": 1.5, "quoted": -1.0, "what": 2.5},
}  # fmt: skip
"""Weights that learning begins from and is kept near. For "he" and "she" only of signs too seldom in the examples to be
learned: another section of a page, "Ana Ruiz, she said", and whoever says the words that the pronoun stands in."""
STEPS = 3000
RATE = 0.3
GUM_SHARE = 0.25
"""What an example of GUM counts beside one of PolNeAR: its pronouns are no sources, and many stand in one document."""
_TABLE_OF = {pronoun: table for table, pronouns in TABLES.items() for pronoun in pronouns}
Asked = tuple[Query, list[tuple[Speaker, Signs]]]


@dataclass(frozen=True)
class Example:
    """One pronoun: the signs of its candidates, and which of them are right."""

    document: str
    table: str
    signs: list[Signs]
    right: list[bool]
    share: float


class _Watched(PronounResolver):
    """A resolver that keeps what it was asked and among whom it chose."""

    asked: list[Asked]

    def unnamed(self, query: Query, speaker: tuple[Resolved, int] | None) -> tuple[float, Resolved] | None:
        """As the resolver does, keeping all candidates."""
        named = [(Speaker(name=e.name, kind=SpeakerKind.PERSON), s) for e, s in self.weighed(query, (PERSON, None))]
        others = [(found.record(self._view), signs) for found, signs in self.unnamed_signs(query, speaker)]
        _Watched.asked.append((query, [*named, *others]))
        return super().unnamed(query, speaker)


class _WatchedOthers(PluralsAndThings):
    """The same for "it" and "they"."""

    def resolve(self, turn: Turn, past: Sequence[Past], nominal: Callable[[Referent], Resolved]) -> Resolved | None:
        """As the resolver does, keeping all referents."""
        found, signs = self.weighed(turn, past)
        meant = [one.resolved or of_entity(one.entity, "pronoun") or nominal(one) for one in found]
        records = [resolved.record(self._view) for resolved in meant]
        query = Query(turn.source.span[0], None, None, None)
        _Watched.asked.append((query, list(zip(records, signs, strict=True))))
        return super().resolve(turn, past, nominal)


def main() -> None:
    """Learn, print the folds, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    speakers.PronounResolver = _Watched
    speakers.PluralsAndThings = _WatchedOthers
    examples = [*_of_gum(), *_of_polnear(), *_of_others()]
    _write(asked.out, {table: _table(table, [e for e in examples if e.table == table]) for table in TABLES})


def _table(table: str, examples: list[Example]) -> dict[str, float]:
    """The weights of one table; prints the accuracy of the folds."""
    names = sorted({name for e in examples for signs in e.signs for name in signs})
    folds = [_fold(e.document) for e in examples]
    held: list[bool] = [False] * len(examples)
    for fold in range(FOLDS):
        learnt = _learn(table, [e for e, f in zip(examples, folds, strict=True) if f != fold], names)
        for index, example in enumerate(examples):
            if folds[index] == fold:
                held[index] = _is_right(example, learnt)
    before = [_is_right(e, weights(table)) for e in examples]
    for part in (GUM_SHARE, 1.0):
        chosen = [i for i, e in enumerate(examples) if e.share == part]
        possible = sum(any(examples[i].right) for i in chosen)
        corpus = "GUM" if part == GUM_SHARE else "PolNeAR"
        print(f"{table}, {corpus}: {len(chosen)} examples, {possible} with a right candidate; "
              f"folds {sum(held[i] for i in chosen)}, weights in use {sum(before[i] for i in chosen)}")  # fmt: skip
    return _learn(table, examples, names)


def _of_gum() -> Iterator[Example]:
    for document in read_gum(corpora() / "gum"):
        if document.measuring:
            continue
        for entity, spans in document.mentions.items():
            for span in spans:
                pronoun = document.text[slice(*span)].lower()
                if pronoun in _TABLE_OF and nameable(document, entity):
                    yield from _gum_example(document, entity, span)


def _gum_example(document: GumDocument, entity: int, span: tuple[int, int]) -> Iterator[Example]:
    """A pronoun taken as a source, beside the attributions of its document."""
    after = next(((start, end) for start, end, _ in document.tokens if start >= span[1]), None)
    if after is None:
        return
    content = (after[1], min(len(document.text), after[1] + 20))
    others = [a for a in document.attributions if a[0][:1] != [span]]
    triples = [(tuple(s), tuple(c), tuple(q)) for s, c, q in [*others, ([span], [after], [content])]]
    facts = Facts(title=document.title, published=document.date)
    inputs = plain_input(document.name, document.text, triples, facts, document.paragraphs)
    table = _TABLE_OF[document.text[slice(*span)].lower()]
    yield from _example(inputs, (table, span[0]), GUM_SHARE, lambda speaker: means(document, entity, speaker))


def _of_polnear() -> Iterator[Example]:
    for inputs, at, label in _labelled(LABELS):
        wanted = [words_of(name) for name in label["speaker"]]
        yield from _example(inputs, (_table_at(inputs, at), at), 1.0, partial(_holds, wanted))


def _table_at(inputs: ResolveInput, at: int) -> str:
    word = re.match(r"\w+", inputs.raw[at:])
    return _TABLE_OF.get(word.group().lower() if word else "", "none")


def _holds(wanted: list[set[str]], speaker: Speaker) -> bool:
    return any(words <= words_of(speaker.name) for words in wanted)


def _of_others() -> Iterator[Example]:
    for inputs, at, label in _labelled(OTHERS):
        yield from _example(inputs, (_table_at(inputs, at), at), 1.0, partial(_is_named, label["speaker"]))


def _is_named(names: list[str], speaker: Speaker) -> bool:
    return any(same_name(name, speaker.name) for name in names)


def _labelled(path: Path) -> Iterator[tuple[ResolveInput, int, dict[str, Any]]]:
    """The labelled articles of PolNeAR's train part, where the pronoun stands, and the label."""
    labels = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    keys = frozenset(label["document"] for label in labels)
    articles = polnear_inputs(corpora() / "polnear" / "train.jsonl", keys)
    for label in labels:
        inputs = articles[label["document"]]
        yield inputs, inputs.attributions[label["attribution"]].source[0][0], label


def _example(
    inputs: ResolveInput, place: tuple[str, int], share: float, right: Callable[[Speaker], bool]
) -> Iterator[Example]:
    """The choice for the pronoun of a table at a place."""
    _Watched.asked = []
    resolve_document(inputs)
    for query, candidates in _Watched.asked:
        if query.at == place[1] and candidates:
            found = [right(speaker) for speaker, _ in candidates]
            yield Example(inputs.document.key, place[0], [signs for _, signs in candidates], found, share)
            return


def _fold(document: str) -> int:
    return int(sha256(document.encode()).hexdigest(), 16) % FOLDS


def _learn(table: str, examples: list[Example], names: list[str]) -> dict[str, float]:
    """The weights under which the right candidates are likeliest."""
    usable = [e for e in examples if any(e.right)]
    rows = np.array([[signs.get(n, 0.0) for n in names] for e in usable for signs in e.signs])
    right = np.array([r for e in usable for r in e.right], dtype=float)
    sizes = np.array([len(e.right) for e in usable])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    share = np.repeat([e.share for e in usable], sizes) / sum(e.share for e in usable)
    prior = np.array([PRIOR[table].get(name, 0.0) for name in names])
    weight = prior.copy()
    for _ in range(STEPS):
        grown = np.exp(np.clip(rows @ weight, -30.0, 30.0))
        chance = grown / np.repeat(np.add.reduceat(grown, starts), sizes)
        wanted = chance * right
        wanted /= np.repeat(np.add.reduceat(wanted, starts), sizes)
        weight -= RATE * (RIDGE[table] * (weight - prior) + ((chance - wanted) * share) @ rows)
    return {name: round(float(value), 3) for name, value in zip(names, weight, strict=True)}


def _is_right(example: Example, weight: Signs) -> bool:
    scores = [sum(weight.get(n, 0.0) * v for n, v in signs.items()) for signs in example.signs]
    return example.right[max(range(len(scores)), key=lambda i: scores[i])]


def _write(path: Path, learnt: dict[str, dict[str, float]]) -> None:
    lines = ["# How much each sign counts for what a pronoun means, learned: python -m training.pronouns.",
             "# Written for this project; Apache-2.0."]  # fmt: skip
    for table, values in learnt.items():
        lines += ["", f"[{table}]", *(f"{name} = {value}" for name, value in values.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
