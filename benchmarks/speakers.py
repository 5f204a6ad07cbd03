"""Pronoun sources on GUM beside a last-named-person baseline, and speakers and dates on labelled articles.

usage: python benchmarks/speakers.py [--part measuring|training] [--labels] [--errors]

The corpus leaves out the names printed before the turns of interviews; `--labels` prints them again.
"""

import argparse
import re
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.gum import GumDocument, read_gum
from benchmarks.names import corpora

from sayso.records import Speaker, SpeakerKind
from sayso.resolve import ResolveInput, resolve_document
from sayso.resolve.entities import Entities
from sayso.resolve.view import View

_PRONOUNS = frozenset(["he", "she", "they", "we", "i", "it", "you", "who", "that", "which"])


def main() -> None:
    """Print accuracy by pronoun, with counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("measuring", "training"), default="measuring")
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    right, baseline, total = Counter[str](), Counter[str](), Counter[str]()
    for document in read_gum(corpora() / "gum", labels=asked.labels):
        if document.measuring == (asked.part == "measuring"):
            _score(document, (right, baseline, total), asked.errors)
    for pronoun in [*sorted(total, key=lambda p: (-total[p], p)), "all"]:
        counts = [sum(c.values()) if pronoun == "all" else c[pronoun] for c in (right, baseline, total)]
        if counts[2]:
            print(f"{pronoun:6} {counts[0]:3}/{counts[2]:3} = {counts[0] / counts[2]:.3f}   "
                  f"last named person {counts[1]}/{counts[2]} = {counts[1] / counts[2]:.3f}")  # fmt: skip


def pronoun_results(document: GumDocument) -> list[tuple[str, bool, bool, str]]:
    """For each pronoun source with a named entity: pronoun, right, baseline right, and a line about it."""
    inputs = document.resolve_input()
    statements = resolve_document(inputs).statements
    baseline = _LastNamed(inputs)
    results: list[tuple[str, bool, bool, str]] = []
    for (source, _, _), statement in zip(document.attributions, statements, strict=True):
        pronoun = document.text[slice(*source[0])].lower() if len(source) == 1 else ""
        entity = document.pronoun_entity(source[0]) if pronoun in _PRONOUNS else None
        if entity is None or not nameable(document, entity):
            continue
        ours = means(document, entity, statement.speaker)
        theirs = baseline.means(document, entity, source[0][0])
        got = statement.speaker.name if statement.speaker else None
        context = document.text[max(0, source[0][0] - 80) : source[0][1] + 40].replace("\n", " / ")
        line = f"{document.name}: gold {_names(document, entity)[:3]}, got {got!r}: …{context}…"
        results.append((pronoun, ours, theirs, line))
    return results


def _score(document: GumDocument, counts: tuple[Counter[str], Counter[str], Counter[str]], show: bool) -> None:
    for pronoun, ours, theirs, line in pronoun_results(document):
        counts[0][pronoun] += ours
        counts[1][pronoun] += theirs
        counts[2][pronoun] += 1
        if show and not ours:
            print(line)


def _names(document: GumDocument, entity: int) -> list[str]:
    """The mentions of an entity that are no pronouns, the longest first."""
    found = {document.text[slice(*span)] for span in document.mentions[entity]}
    return sorted((t for t in found if t.lower() not in _ALL_PRONOUNS), key=lambda t: (-len(t), t))


_OTHER_PRONOUNS = (
    "him her his hers their theirs them us our ours me my mine its your yours himself herself themselves myself "
    "yourself whom whose this these those one"
)
_ALL_PRONOUNS = _PRONOUNS | frozenset(_OTHER_PRONOUNS.split())


def nameable(document: GumDocument, entity: int) -> bool:
    """Whether an entity has any mention that is no pronoun."""
    return bool(_names(document, entity))


def means(document: GumDocument, entity: int, speaker: Speaker | None) -> bool:
    """Whether a speaker is an entity: its name stands in one of its mentions, or one of them in its name."""
    if speaker is None:
        return False
    name = _plain(speaker.name)
    exact = {_plain(text) for text in _names(document, entity)}
    if name in exact:
        return True
    head = re.compile(rf"(?:^|.*\s){re.escape(name)}(?:$|,|\s\(|\s(?:of|who|from|in)\b)|^{re.escape(name)}[’']s?$")
    if any(head.match(text) for text in exact):
        return True
    return any(document.entity_at(span) == entity for span in speaker.spans)


def _plain(text: str) -> str:
    bare = re.sub(r"^(?:unnamed: |the |an? )+|[’']s?$", "", text.lower())
    return re.sub(r"(?<=\s)[a-z]\.?\s|(?<=\w)\.(?=\s|$)", "", bare)


class _LastNamed:
    """The baseline: the person whose name stands last before the pronoun."""

    def __init__(self, inputs: ResolveInput) -> None:
        self._entities = Entities(View(inputs.raw, inputs.clean, inputs.layout, ()))

    def means(self, document: GumDocument, entity: int, at: int) -> bool:
        """Whether the last named person is the entity."""
        for name in reversed(self._entities.before(at)):
            found = self._entities.at(name)
            if found.kind is SpeakerKind.PERSON:
                return means(document, entity, Speaker(name=found.name, kind=SpeakerKind.PERSON))
        return False


if __name__ == "__main__":
    started = time.process_time()
    main()
    print(f"{time.process_time() - started:.1f} CPU s")
