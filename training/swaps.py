"""Measures fairness: the same texts with other names must give the same attributions.

usage: python -m training.swaps [--weights FOLDER | --extractor rules] [--articles N]

Persons (found by their given names), outlets, parties, peoples and places are replaced, alike throughout an article;
in every second article all words of gender are exchanged too. An attribution is the same when its content agrees at
least to a Jaccard of 0.85 and the sources meet or are both missing.
"""

import argparse
import random
import re
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from sayso.extract.triples import Triple
from training.augment import Edit, apply_edits, move
from training.judge import jaccard, same_source, tokens_of, touched
from training.readers import Article, Span, polnear
from training.reading import Read, by_model, by_rules

NAMES = Path(__file__).with_name("data") / "swap_names.toml"
LEAST_JACCARD = 0.85
LISTS = ("parties", "partisans", "acronyms", "outlets", "demonyms", "places")


def load_names() -> dict[str, list[str]]:
    """The lists of the name file."""
    data = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    return {key: value.split() if isinstance(value, str) else value for key, value in data.items()}


def _words(entries: list[str]) -> str:
    return "|".join(re.escape(e) for e in sorted(entries, key=lambda e: (-len(e), e)))


def person_table(text: str, names: dict[str, list[str]], rng: random.Random) -> dict[str, str]:
    """Full names found in the text, and their surnames, with what replaces them."""
    full = re.compile(
        rf"\b(?:{_words(names['given'])})(?: [A-Z]\.)?((?: (?:de |van |bin )?[A-Z][a-z]\w+(?:-[A-Z]\w+)*){{1,2}})"
    )
    table: dict[str, str] = {}
    for match in full.finditer(text):
        surname = match[1].split()[-1]
        if match.group() not in table:
            known = next((new for old, new in table.items() if old.split()[-1] == surname and " " in old), None)
            new = known or rng.choice(names["people"])
            table[match.group()] = new
            table.setdefault(surname, new.split(" ", 1)[1] if " " in new else new)
    return table


def list_table(entries: list[str], rng: random.Random) -> dict[str, str]:
    """Each entry with another one of its list."""
    return {entry: rng.choice([e for e in entries if e != entry]) for entry in entries}


def swap_edits(text: str, names: dict[str, list[str]], rng: random.Random, genders: bool) -> list[Edit]:
    """The replacements of one text, sorted and apart."""
    table: dict[str, str] = {}
    for key in LISTS:
        table |= list_table(names[key], rng)
    table |= person_table(text, names, rng)
    pattern = re.compile(rf"(?<![\w@#])(?:{_words(list(table))})(?!\w)")
    edits: list[Edit] = [(m.start(), m.end(), table[m.group()]) for m in pattern.finditer(text)]
    if genders:
        pairs = dict(pair.split(":") for pair in names["genders"])
        taken = {i for start, end, _ in edits for i in range(start, end)}
        for match in re.finditer(r"\b[A-Za-z]+\b", text):
            other = pairs.get(match.group()) or pairs.get(match.group().lower(), "")
            if other and match.start() not in taken:
                shown = other[0].upper() + other[1:] if match.group()[0].isupper() else other
                edits.append((match.start(), match.end(), shown))
    return sorted(edits)


def same_count(
    before: Sequence[Triple], after: Sequence[Triple], text: str, moved: Callable[..., tuple[Span, ...]]
) -> int:
    """How many of the first reading's attributions stand in the second reading's."""
    tokens = tokens_of(text)
    left = [(touched(t.source, tokens), touched(t.content, tokens)) for t in after]
    same = 0
    for triple in before:
        source, content = touched(moved(triple.source), tokens), touched(moved(triple.content), tokens)
        hits = [p for p in left if jaccard(content, p[1]) >= LEAST_JACCARD and same_source(source, p[0])]
        if hits:
            left.remove(hits[0])
            same += 1
    return same


def measure(read: Read, articles: list[Article], seed: int = 4) -> tuple[int, int, int, int]:
    """Attributions before, after, the same in both, and replacements made."""
    names = load_names()
    total = [0, 0, 0, 0]
    for k, article in enumerate(articles):
        rng = random.Random(f"{seed} {article.id}")
        edits = swap_edits(article.text, names, rng, genders=k % 2 == 1)
        text, places = apply_edits(article.text, edits)
        before, after = read(article.text), read(text)
        same = same_count(before, after, text, lambda spans, places=places: move(spans, places))
        for i, value in enumerate((len(before), len(after), same, len(edits))):
            total[i] += value
    return total[0], total[1], total[2], total[3]


def main() -> None:
    """Print the share of attributions that stay the same."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--extractor", choices=("model", "rules"), default="model")
    parser.add_argument("--articles", type=int, default=84)
    args = parser.parse_args()
    read = by_rules() if args.extractor == "rules" else by_model(args.weights)
    before, after, same, edits = measure(read, polnear("dev")[: args.articles])
    print(f"{edits} replacements; {before} attributions before, {after} after, {same} the same")
    print(f"same, of those before: {same / before:.4f}; of both readings: {2 * same / (before + after):.4f}")


if __name__ == "__main__":
    main()
