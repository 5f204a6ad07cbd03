"""What changes when two actors' names are swapped throughout a corpus: with attributions given nothing should.

`python benchmarks/symmetry.py sample` swaps two speakers of the sample news; `python benchmarks/symmetry.py polnear
[--every N]` two men who are named often in every Nth article of PolNeAR's training part, and `polnear-she-he` a man and
a woman, whose pronouns and "Mr." and "Mrs." stay as they were. Each is done once with its attributions given and once
with our own extraction. It prints how many rows of the tables of labels and of statements are not each other's mirror
image.
"""

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.families_corpus import corpora

from sayso import app
from sayso.records import Span

Pairs = dict[str, str]
"""Words of names, each with the one it is swapped for."""
SAMPLE: Pairs = {"Brannoc": "Pell", "Ule": "Morrane"}
PAIRS: dict[str, Pairs] = {
    "sample": SAMPLE,
    "polnear": {"Donald": "Ted", "Trump": "Cruz"},
    "polnear-she-he": {"Donald": "Hillary", "Trump": "Clinton"},
}
ROLES = ("source", "cue", "content")


class Article(NamedTuple):
    """One article: what a line of input says of it, and its attributions as spans by role."""

    line: dict[str, str]
    attributions: list[dict[str, list[Span]]]


class Difference(NamedTuple):
    """Rows of both corpora together, and those that have no mirror image in the other."""

    rows: int
    unlike: int


def swapper(pairs: Pairs) -> tuple[re.Pattern[str], Callable[[str], str]]:
    """A pattern for the words of the names in any case, and what each is swapped for, in the same case."""
    both = {**pairs, **{b: a for a, b in pairs.items()}}
    words = {form(a): form(b) for a, b in both.items() for form in (str, str.upper, str.casefold)}
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")\b")
    return pattern, words.__getitem__


def swapped_text(text: str, pairs: Pairs) -> str:
    """The text with the names swapped."""
    pattern, other = swapper(pairs)
    return pattern.sub(lambda match: other(match.group()), text)


def swapped(article: Article, pairs: Pairs) -> Article:
    """The article with the names swapped and its spans moved with their words."""
    pattern, other = swapper(pairs)
    text = article.line["text"]
    edits = [(match.end(), len(other(match.group())) - len(match.group())) for match in pattern.finditer(text)]

    def moved(place: int) -> int:
        return place + sum(by for end, by in edits if end <= place)

    attributions = [
        {role: [(moved(start), moved(end)) for start, end in found.get(role, [])] for role in ROLES}
        for found in article.attributions
    ]
    return Article({**article.line, "text": swapped_text(text, pairs)}, attributions)


def built(folder: Path, articles: Iterable[Article], *, given: bool, extractor: str) -> Path:
    """A ledger of the articles, with their attributions given or found."""
    folder.mkdir(parents=True)
    kept = list(articles)
    lines = "".join(json.dumps(a.line) + "\n" for a in kept)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    spans = "".join(json.dumps({"id": a.line["id"], "attributions": a.attributions}) + "\n" for a in kept)
    (folder / "given.jsonl").write_text(spans, encoding="utf-8")
    attributions = folder / "given.jsonl" if given else None
    app.build(
        [folder / "news.jsonl"], folder / "x.ledger", app.BuildOptions(extractor=extractor, attributions=attributions)
    )
    return folder / "x.ledger"


def label_table(path: Path) -> Counter[tuple[object, ...]]:
    """The rows of all labels, verbs too, without what hangs on ids."""
    kinds = app.label_kinds_named(["title", "before", "noun", "instead", "after", "is", "epithet", "verb"])
    with app.open_ledger(path) as ledger:
        rows = app.labels(ledger, app.LabelQuery(kinds=kinds))
        return Counter((v.name, v.kind, v.label, v.voice, v.by, v.uses, v.documents, v.of, v.base) for v in rows)


def statement_table(path: Path) -> Counter[tuple[object, ...]]:
    """Every statement: where, its words, who said it, of whom, when, in which form and class."""
    with app.open_ledger(path) as ledger:
        return Counter(
            (
                (s.document.key,),  # no text: not swapped
                s.content.text,
                s.speaker.name if s.speaker else None,
                s.said.edtf if s.said else None,
                s.form,
                s.class_,
                s.origin_stated,
            )
            for s in app.statements(ledger, app.StatementQuery(classes=app.ALL_CLASSES))
        )


def difference(one: Counter[tuple[object, ...]], other: Counter[tuple[object, ...]], pairs: Pairs) -> Difference:
    """How many rows of the one are not rows of the other with the names swapped, counted on both sides."""
    mirror = Counter[tuple[object, ...]]()
    for row, times in other.items():
        mirror[tuple(swapped_text(cell, pairs) if isinstance(cell, str) else cell for cell in row)] += times
    return Difference(one.total() + mirror.total(), (one - mirror).total() + (mirror - one).total())


def compare(articles: list[Article], pairs: Pairs, *, given: bool, extractor: str) -> tuple[Difference, Difference]:
    """What differs between a corpus and its mirror image: in the labels, and in the statements."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = built(folder / "one", articles, given=given, extractor=extractor)
        other = built(folder / "other", [swapped(a, pairs) for a in articles], given=given, extractor=extractor)
        return (
            difference(label_table(one), label_table(other), pairs),
            difference(statement_table(one), statement_table(other), pairs),
        )


def sample_articles(news: Path) -> list[Article]:
    """The sample news as text, with what the rules find in it."""
    with tempfile.TemporaryDirectory() as name:
        ledger = Path(name) / "x.ledger"
        app.build([news], ledger, app.BuildOptions(extractor="rules"))
        with app.open_ledger(ledger) as opened:
            return [_sample_article(opened, row.row) for row in opened.documents()]


def _sample_article(ledger: app.Ledger, row: int) -> Article:
    records = ledger.records(row)
    assert records is not None
    document = records.document
    line = {"id": document.key, "text": records.raw, "outlet": document.fact("outlet") or "", "language": "en"}
    published = document.fact("published")
    if published and re.fullmatch(r"[\d-]{10}", published):
        line["published"] = published
    found = [{"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in records.attributions]
    return Article(line, found)


def polnear_articles(every: int) -> list[Article]:
    """Every Nth article of PolNeAR's training part with its attributions."""
    lines = (corpora() / "polnear" / "train.jsonl").read_text("utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines[::every]]
    return [
        Article(
            {"id": r["id"], "text": r["text"], "outlet": r["publisher"], "published": r["date"], "language": "en"},
            [{role: [(s, e) for s, e in a.get(role, [])] for role in ROLES} for a in r["attributions"]],
        )
        for r in rows
    ]


def main() -> None:
    """Print the differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", choices=list(PAIRS))
    parser.add_argument("--every", type=int, default=7)
    parser.add_argument("--extractor", default="model")
    asked = parser.parse_args()
    news = Path(__file__).resolve().parent.parent / "sample" / "news"
    pairs = PAIRS[asked.corpus]
    articles = sample_articles(news) if asked.corpus == "sample" else polnear_articles(asked.every)
    print("| attributions | rows of labels unlike | statements unlike |\n| --- | --- | --- |")
    for given in (True, False):
        labels, statements = compare(articles, pairs, given=given, extractor=asked.extractor)
        shown = (f"{d.unlike} of {d.rows} ({d.unlike / max(d.rows, 1):.1%})" for d in (labels, statements))
        print(f"| {'given' if given else 'our own'} | {' | '.join(shown)} |", flush=True)


if __name__ == "__main__":
    main()
