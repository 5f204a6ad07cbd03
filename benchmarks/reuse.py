"""Recall, speed and growth of the search for reuse: `python benchmarks/reuse.py [recall|scale] [--upto N]`.

`recall` copies passages of real articles with edits of known kinds and counts how many are found again. `scale` makes
1,000 to N documents out of real ones (words replaced, so that they share nothing but turns of phrase), with a standing
note in every one, one agency story in one of a hundred and a copied paragraph in one of five, and prints CPU seconds,
peak memory and records; what is measured is kept in the state file, so that a run that was cut off goes on.
The corpus is looked for in `$SAYSO_CORPORA`, else in `../shared/corpora` beside the checkout.
"""

import argparse
import json
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.link.reuse import ReuseInput, find_reuse
from sayso.records import Block, BlockKind, Layout, MapKind, Reuse, Segment

SEED = 20180118
SAMPLES = 200
"""Copies of each kind."""

STEPS = (1_000, 3_000, 10_000, 30_000, 100_000)
NOTE = (
    "This newsroom is paid for by its readers. If you value what you read here, please think about a small monthly "
    "gift; every amount helps us to send somebody where things happen."
)


@dataclass(frozen=True)
class Copy:
    """A text that was made from another, and where in both the copied words stand."""

    kind: str
    text: str
    own: tuple[int, int]
    theirs: tuple[int, int]


def corpora() -> Path:
    """The folder the corpora are in, whether it is there or not."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    return Path(os.environ.get("SAYSO_CORPORA", beside))


def read_articles(path: Path) -> list[str]:
    """The texts of all articles."""
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


def as_input(name: str, text: str, published: str | None = None) -> ReuseInput:
    """A text as a document whose raw and clean layers are equal and whose blocks are its paragraphs."""
    spans = [match.span() for match in re.finditer(r"\S.*(?:\n(?!\n).*\S.*)*", text)]
    whole = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    blocks = tuple(Block(span=span, kind=BlockKind.PARAGRAPH, clean=span) for span in spans)
    layout = Layout(document=name, segments=(whole,), blocks=blocks)
    return ReuseInput(document=name, clean=text, layout=layout, published=published)


def edit_words(text: str, share: float, vocabulary: list[str], rng: random.Random) -> str:
    """The text with a share of its words replaced, left out, or followed by another."""
    pieces = re.findall(r"\S+\s*", text)
    out: list[str] = []
    for piece in pieces:
        if rng.random() >= share:
            out.append(piece)
            continue
        how = rng.choice(("replace", "replace", "drop", "add"))
        if how != "drop":
            out.append((piece if how == "add" else "") + rng.choice(vocabulary) + " ")
    return "".join(out)


def wrap(text: str, width: int) -> str:
    """The text with its lines broken at `width` columns."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.extend((line, ""))
    return "\n".join(lines)


def _edited(share: float) -> Callable[[str, list[str], random.Random, str], Copy]:
    def make(text: str, vocabulary: list[str], rng: random.Random, host: str) -> Copy:
        made = edit_words(text, share, vocabulary, rng)
        return Copy(f"{share:.0%} of words edited", made, (0, len(made)), (0, len(text)))

    return make


def _first(share: float) -> Callable[[str, list[str], random.Random, str], Copy]:
    def make(text: str, vocabulary: list[str], rng: random.Random, host: str) -> Copy:
        end = text.rfind(" ", 0, int(len(text) * share))
        made = edit_words(text[:end], 0.03, vocabulary, rng)
        return Copy(f"first {share:.0%}", f"{made}\n\n{host}", (0, len(made)), (0, end))

    return make


def _wrapped(text: str, vocabulary: list[str], rng: random.Random, host: str) -> Copy:
    made = wrap(text, rng.choice((60, 66, 72)))
    return Copy("wrapped", made, (0, len(made)), (0, len(text)))


def _paragraph(text: str, vocabulary: list[str], rng: random.Random, host: str) -> Copy:
    """A paragraph of 40 to 120 words with one word in five edited, in the midst of another article."""
    found = [m for m in re.finditer(r"[^\n]+", text) if 40 <= len(m.group().split()) <= 120]
    chosen = rng.choice(found or [re.compile(r"(?s).{0,500}").match(text)])
    made = edit_words(chosen.group(), 0.2, vocabulary, rng)
    return _in_host("paragraph, 20% of words edited", made, chosen.span(), host)


def _split(text: str, vocabulary: list[str], rng: random.Random, host: str) -> Copy:
    """A sentence of 16 to 40 words with an attribution put into it, in the midst of another article."""
    found = [m for m in re.finditer(r"[A-Z][^.!?\n]+[.!?]", text) if 16 <= len(m.group().split()) <= 40]
    chosen = rng.choice(found) if found else re.compile(r"(?s).{0,200}").match(text)
    words = chosen.group().split()
    at = rng.randrange(len(words) // 3, 2 * len(words) // 3)
    inserted = rng.choice(
        (", he said, ", ", the mayor told reporters, ", ", according to the guild's chair, Ana Ruiz, ")
    )
    made = " ".join(words[:at]) + inserted + " ".join(words[at:])
    return _in_host("sentence split by an attribution", made, chosen.span(), host)


def _in_host(kind: str, made: str, theirs: tuple[int, int], host: str) -> Copy:
    paragraphs = host.split("\n\n")
    before = "\n\n".join(paragraphs[: len(paragraphs) // 2])
    after = "\n\n".join(paragraphs[len(paragraphs) // 2 :])
    start = len(before) + 2
    return Copy(kind, f"{before}\n\n{made}\n\n{after}", (start, start + len(made)), theirs)


KINDS = (
    _edited(0.03),
    _edited(0.1),
    _edited(0.2),
    _edited(0.3),
    _first(0.6),
    _first(0.3),
    _wrapped,
    _paragraph,
    _split,
)
"""Every way in which a copy is made."""


def make_copies(articles: list[str], samples: int) -> list[tuple[int, Copy]]:
    """Copies of every kind, each with the number of the article it was made from; the host is another article."""
    rng = random.Random(SEED)
    vocabulary = sorted({word for text in articles[:200] for word in re.findall(r"[a-z]{3,}", text)})
    copies: list[tuple[int, Copy]] = []
    for make in KINDS:
        for _ in range(samples):
            source, host = rng.sample(range(len(articles)), 2)
            copies.append((source, make(articles[source], vocabulary, rng, articles[host])))
    return copies


def share_found(span: tuple[int, int], found: list[tuple[int, int]]) -> float:
    """How much of a span the spans found cover together."""
    covered = {at for start, end in found for at in range(max(start, span[0]), min(end, span[1]))}
    return len(covered) / (span[1] - span[0])


def is_found(copy: Copy, reuse: Reuse | None) -> bool:
    """Whether the passages cover at least half of the copied words, in both documents."""
    if reuse is None:
        return False
    original_first = reuse.documents[0].startswith("article")
    first = [span for passage in reuse.passages for span in passage.first]
    second = [span for passage in reuse.passages for span in passage.second]
    theirs, own = (first, second) if original_first else (second, first)
    return share_found(copy.own, own) >= 0.5 and share_found(copy.theirs, theirs) >= 0.5


def recall(articles: list[str], samples: int = SAMPLES) -> dict[str, float]:
    """For each kind of copy the share that is found."""
    copies = make_copies(articles, samples)
    names = {source: f"article{source}" for source, _ in copies}
    inputs = [as_input(name, articles[source]) for source, name in names.items()]
    inputs += [as_input(f"copy{index}", copy.text) for index, (_, copy) in enumerate(copies)]
    pairs = {frozenset(reuse.documents): reuse for reuse in find_reuse(inputs)}
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for index, (source, copy) in enumerate(copies):
        total[copy.kind] += 1
        hits[copy.kind] += is_found(copy, pairs.get(frozenset((names[source], f"copy{index}"))))
    return {kind: hits[kind] / total[kind] for kind in total}


class Maker:
    """Makes documents out of the sentences of real ones; the document with a number is always the same.

    Every word that is not common is replaced by another, by a rule of the document's own, and two of five common ones
    by any word, so that two documents made of one sentence share no more than its turns of phrase.
    """

    def __init__(self, articles: list[str]) -> None:
        sentences = [s for text in articles for s in re.findall(r"[A-Z][^.!?\n]{20,300}[.!?]", text)]
        self._sentences = [re.findall(r"\w+|\s+|[^\w\s]+", sentence) for sentence in sentences]
        frequency = Counter(token for tokens in self._sentences for token in tokens if token.isalnum())
        common = {word for word, _ in frequency.most_common(100)}
        self._others = sorted(word for word in frequency if word not in common)
        self._places = {word: place for place, word in enumerate(self._others)}
        self._story = articles[0][:2500]

    def documents(self, count: int) -> Iterator[ReuseInput]:
        """The first `count` documents."""
        for number in range(count):
            parts = [self._body(number), NOTE]
            if number % 100 == 7:
                parts.insert(0, self._story)
            if number % 5 == 3:
                copied = " ".join(self._body(number - 3).split()[:70])
                parts.insert(1, edit_words(copied, 0.1, self._others, random.Random(number)))
            day = f"20{10 + number % 9}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            yield as_input(f"document{number:06d}", "\n\n".join(parts), day)

    def _body(self, number: int) -> str:
        rng = random.Random(SEED + number)
        shift, factor = rng.randrange(1, len(self._others)), rng.choice((7, 11, 13, 17, 19, 23, 29, 31))
        chosen = rng.choices(self._sentences, k=rng.randrange(10, 35))
        return " ".join("".join(self._swapped(token, shift, factor, rng) for token in tokens) for tokens in chosen)

    def _swapped(self, token: str, shift: int, factor: int, rng: random.Random) -> str:
        place = self._places.get(token)
        if place is not None:
            return self._others[(place * factor + shift) % len(self._others)]
        return token if not token.isalnum() or rng.random() > 0.4 else rng.choice(self._others)


def scale(articles: list[str], upto: int, state: Path) -> None:
    """Print and keep CPU seconds, peak memory and records for each step up to `upto`; steps kept are not run again."""
    done: dict[str, dict[str, float]] = json.loads(state.read_text()) if state.exists() else {}
    for count in (step for step in STEPS if step <= upto):
        if str(count) not in done:
            done[str(count)] = _measure(articles, count)
            state.write_text(json.dumps(done, indent=1))
        row = done[str(count)]
        print(
            f"{count:>8,} documents {row['megabytes']:>8.1f} MB {row['cpu']:>8.1f} CPU s "
            f"{row['megabytes'] / row['cpu']:>6.2f} MB/s {row['peak']:>7.0f} MB peak {row['records']:>9,.0f} records "
            f"{row['copies']:.3f} of copied paragraphs"
        )


def _measure(articles: list[str], count: int) -> dict[str, float]:
    """One step, in this process; the peak of memory is that of the process so far."""
    characters = 0
    making = 0.0

    def counted() -> Iterator[ReuseInput]:
        nonlocal characters, making
        documents = Maker(articles).documents(count)
        while True:
            begin = time.process_time()
            item = next(documents, None)
            making += time.process_time() - begin
            if item is None:
                return
            characters += len(item.clean)
            yield item

    begin = time.process_time()
    records = 0
    pairs: set[tuple[str, ...]] = set()
    for reuse in find_reuse(counted()):
        records += 1
        numbers = [int(name[8:]) for name in reuse.documents]
        if numbers[1] - numbers[0] == 3 and numbers[1] % 5 == 3 and any(p.words >= 40 for p in reuse.passages):
            pairs.add(reuse.documents)
    return {
        "megabytes": characters / 1e6,
        "cpu": time.process_time() - begin - making,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "records": records,
        "copies": len(pairs) / max(1, (count - 3 + 4) // 5),
    }


def main() -> int:
    """Print what is asked for; 1 where the corpus is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=("recall", "scale"), default="recall")
    parser.add_argument("--upto", type=int, default=10_000)
    parser.add_argument("--state", type=Path, default=Path("reuse_scale.json"))
    asked = parser.parse_args()
    path = corpora() / "polnear" / "train.jsonl"
    if not path.exists():
        print(f"PolNeAR is not at {path}; set SAYSO_CORPORA to the folder that holds polnear/.", file=sys.stderr)
        return 1
    articles = read_articles(path)
    if asked.what == "scale":
        scale(articles, asked.upto, asked.state)
        return 0
    for kind, share in recall(articles).items():
        print(f"{share:.3f}  {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
