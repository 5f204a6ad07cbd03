"""What the ledger costs: writing, searching, sizes. Run: python benchmarks/ledger.py [--documents N] [--statements M].

Prints documents written a second, milliseconds of typical questions, bytes for each statement and seconds of `digest`,
`verify` and `rebuild_index`, on documents made of invented words. Their text is longer and more varied than that of
tests, so that sizes and searches say something of real ledgers; the steps are made without any stage.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.ledger import DocumentQuery, Ledger, Mode, StatementOrder, StatementQuery
from sayso.records import (
    Attribution,
    Block,
    BlockKind,
    Document,
    Facts,
    Form,
    FoundFacts,
    Hop,
    HopKind,
    Layout,
    MadeBy,
    MapKind,
    Media,
    Original,
    ReadOriginal,
    Said,
    Segment,
    Speaker,
    SpeakerKind,
    Stage,
    Statement,
    Step,
    sha256,
    step_key,
)

_SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "sel", "tor", "vin", "dal", "pre", "gos", "han", "ori", "ul", "est"]
_BATCH = 64


def words(random_: random.Random, size: int) -> list[str]:
    """Invented words; some are frequent and most are rare, as in a language."""
    return ["".join(random_.choices(_SYLLABLES, k=2 + random_.randrange(3))) for _ in range(size)]


class Maker:
    """Makes documents of about 300 words, each with some statements by one of 500 speakers in one of 40 outlets."""

    def __init__(self, statements: int) -> None:
        self._random = random.Random(7)
        self._words = words(self._random, 20_000)
        self._weights = [1 / (rank + 3) for rank in range(len(self._words))]
        self._names = [f"{a.title()} {b.title()}" for a, b in self._pairs(500)]
        self._outlets = [f"{name.title()} Daily" for name in words(self._random, 40)]
        self._statements = statements

    def _pairs(self, count: int) -> Iterator[tuple[str, str]]:
        return zip(words(self._random, count), words(self._random, count), strict=True)

    @property
    def outlet(self) -> str:
        """An outlet that there is."""
        return self._outlets[0]

    @property
    def speaker(self) -> str:
        """A speaker that there is."""
        return self._names[0]

    @property
    def words(self) -> list[str]:
        """The words, the most frequent first."""
        return self._words

    def documents(self, count: int) -> Iterator[ReadOriginal]:
        """That many documents."""
        for n in range(count):
            yield self._document(n)

    def _document(self, n: int) -> ReadOriginal:
        sentences = [self._sentence() for _ in range(self._statements)]
        filler = " ".join(self._random.choices(self._words, self._weights, k=300 - 20 * self._statements))
        text = "\n".join([*(f"{who} said {what}." for who, what in sentences), filler])
        day = f"20{10 + n % 15}-{1 + n % 12:02d}-{1 + n % 28:02d}"
        facts = Facts(title=filler[:50], outlet=self._outlets[n % 40], published=day)
        original = Original(
            key=f"{n}.txt", media=Media.TEXT, data=text.encode(), sha256=sha256(text.encode()), facts=facts
        )
        return ReadOriginal(original=original, steps=_steps(original, text, sentences, day))

    def _sentence(self) -> tuple[str, str]:
        return self._random.choice(self._names), " ".join(self._random.choices(self._words, self._weights, k=16))


def _steps(original: Original, text: str, sentences: list[tuple[str, str]], day: str) -> tuple[Step, ...]:
    document = Document(
        id=Document.make_id(original.key, original.sha256, original.facts),
        key=original.key,
        original=original.sha256,
        media=original.media,
        encoding="utf-8",
        raw_sha256=original.sha256,
        clean_sha256=original.sha256,
        outside=original.facts,
        inside=FoundFacts(),
    )
    whole = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    block = Block(span=(0, len(text)), kind=BlockKind.PARAGRAPH, clean=(0, len(text)))
    layout = Layout(document=document.id, segments=(whole,), blocks=(block,))
    attributions: list[Attribution] = []
    statements: list[Statement] = []
    at = 0
    for who, what in sentences:
        attribution = _attribution(document.id, at, who, what)
        attributions.append(attribution)
        statements.append(_statement(attribution, who, document, day))
        at += len(who) + len(what) + 8

    def step(stage: Stage, records: tuple, layers: tuple[str, ...] = ()) -> Step:
        key = step_key(stage, "1", None, original.input_id)
        return Step(stage=stage, input_id=original.input_id, key=key, records=records, layers=layers)

    return (
        step(Stage.TEXT, (document, layout), (text, text)),
        step(Stage.EXTRACT, tuple(attributions)),
        step(Stage.RESOLVE, tuple(statements)),
    )


def _attribution(document: str, at: int, who: str, what: str) -> Attribution:
    source, cue = ((at, at + len(who)),), ((at + len(who) + 1, at + len(who) + 5),)
    content = ((cue[0][1] + 1, cue[0][1] + 1 + len(what)),)
    return Attribution(
        id=Attribution.make_id(document, source, cue, content),
        document=document,
        source=source,
        cue=cue,
        content=content,
        form=Form.INDIRECT,
        confidence=0.9,
        made_by=MadeBy(extractor="benchmark", version="1"),
    )


def _statement(attribution: Attribution, who: str, document: Document, day: str) -> Statement:
    return Statement(
        id=attribution.id,
        document=document.id,
        speaker=Speaker(name=who, kind=SpeakerKind.PERSON),
        said=Said(edtf=day, interval=(day, day), text=day, rule="benchmark"),
        chain=(
            Hop(kind=HopKind.ARTICLE, name=document.fact("outlet")),
            Hop(kind=HopKind.SPEAKER, name=who),
        ),
        resolver="benchmark",
        resolver_version="1",
    )


def milliseconds(work: Callable[[], object], times: int = 7) -> float:
    """The median time of some work."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1000

    return statistics.median(once() for _ in range(times))


def seconds(name: str, work: Callable[[], object]) -> None:
    """Do some work once and print its time."""
    start = time.perf_counter()
    work()
    print(f"{name:<44}{time.perf_counter() - start:>10.1f} s")


def write(path: Path, documents: list[ReadOriginal]) -> None:
    """Write the documents in batches as a build does, and print the speed."""
    start, cpu = time.perf_counter(), time.process_time()
    with Ledger.open(path, Mode.CREATE) as ledger:
        run = ledger.begin_run({})
        for at in range(0, len(documents), _BATCH):
            ledger.put(run, documents[at : at + _BATCH])
        ledger.end_run(run, {})
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(
        f"{'documents written a second':<44}{len(documents) / wall:>10.0f}   (a CPU second {len(documents) / cpu:.0f})"
    )


def questions(maker: Maker) -> dict[str, StatementQuery]:
    """Typical questions: the first page of each."""
    rare, common, most = maker.words[5000], maker.words[50], maker.words[0]
    page = {"limit": 20}
    return {
        "first page by day": StatementQuery(**page),
        "page 500 by day": StatementQuery(offset=10_000, **page),
        "one speaker": StatementQuery(speaker=maker.speaker, **page),
        "one outlet of 40": StatementQuery(outlet=maker.outlet, **page),
        "one year": StatementQuery(since="2018-01-01", until="2018-12-31", **page),
        "speaker and year": StatementQuery(speaker=maker.speaker, since="2018-01-01", until="2018-12-31", **page),
        "search, rare word": StatementQuery(search=rare, order=StatementOrder.RANK, **page),
        "search, common word": StatementQuery(search=common, order=StatementOrder.RANK, **page),
        "search, most common word": StatementQuery(search=most, order=StatementOrder.RANK, **page),
        "search, two words": StatementQuery(search=f"{common} {most}", order=StatementOrder.RANK, **page),
    }


def size(path: Path, statements: int) -> None:
    """Print how large the file is."""
    total = path.stat().st_size
    print(f"{'size of the file':<44}{total / 1e6:>10.1f} MB ({total / statements:.0f} bytes a statement)")


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--statements", type=int, default=5, help="of each document")
    options = parser.parse_args()
    maker = Maker(options.statements)
    documents = list(maker.documents(options.documents))
    total = options.documents * options.statements
    print(f"{options.documents} documents, {total} statements")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.sayso"
        write(path, documents)
        with Ledger.open(path, Mode.WRITE) as ledger:
            for name, query in questions(maker).items():
                print(f"{name:<44}{milliseconds(lambda q=query: list(ledger.statements(q))):>10.1f} ms")
            rare = DocumentQuery(search=maker.words[5000], limit=20)
            print(f"{'documents by a rare word':<44}{milliseconds(lambda: list(ledger.documents(rare))):>10.1f} ms")
            ids = [document.original.input_id for document in documents]
            print(f"{'state of all inputs':<44}{milliseconds(lambda: ledger.outputs(ids), 1):>10.1f} ms")
            seconds("digest", ledger.digest)
            seconds("verify", lambda: list(ledger.verify()))
            seconds("rebuild_index", ledger.rebuild_index)
        size(path, total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
