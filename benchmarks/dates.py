"""Quality and speed of dates in text on TimeBank: `python benchmarks/dates.py [--misses]`.

Prints precision, recall and F1 of spans that overlap (relaxed) and that are equal (strict), F1 of values (a value
counts where the spans overlap), and the dates found per CPU second. The half `rules` was read while rules were written,
the half `check` was not. The corpus is looked for in `$SAYSO_CORPORA`, else in `../shared/corpora` beside the checkout.
"""

import hashlib
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from sayso.resolve.dates import Anchor, TimeExpression, find_dates

FOLDER = Path("timex") / "timebank"


@dataclass(frozen=True)
class Gold:
    """One annotated expression."""

    span: tuple[int, int]
    type: str
    value: str


@dataclass(frozen=True)
class Article:
    """One article of TimeBank: its text as in the file, its creation date, its annotations."""

    name: str
    text: str
    created: str
    gold: tuple[Gold, ...]

    @property
    def half(self) -> str:
        """Which half of the corpus the article is in, by the hash of its file's name."""
        return "rules" if hashlib.sha256(self.name.encode()).hexdigest()[0] < "8" else "check"


@dataclass(frozen=True)
class Scores:
    """Shares between 0 and 1."""

    precision: float
    recall: float
    relaxed: float
    strict: float
    value: float
    type: float
    gold: int


def corpora() -> Path:
    """The folder the corpora are in, whether it is there or not."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpora"
    return Path(os.environ.get("SAYSO_CORPORA", beside))


def read_article(path: Path) -> Article:
    """One TimeML file, its offsets counted while its text is put together."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(path.read_bytes(), parser)
    pieces: list[str] = []
    gold: list[Gold] = []
    _gather(root.find("TEXT"), pieces, gold)
    return Article(path.name, "".join(pieces), root.find("DCT/TIMEX3").get("value"), tuple(gold))


def _gather(element: etree._Element, pieces: list[str], gold: list[Gold]) -> None:
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _gather(child, pieces, gold)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3":
        gold.append(Gold((start, sum(map(len, pieces))), element.get("type"), element.get("value")))


def read_corpus(folder: Path) -> list[Article]:
    """Every article, in the order of file names."""
    return [read_article(path) for path in sorted(folder.glob("*.tml"))]


def anchor_of(article: Article) -> Anchor:
    """The creation date as an anchor."""
    return Anchor.parse(article.created[:10])


def pair(article: Article, found: tuple[TimeExpression, ...]) -> list[tuple[Gold, TimeExpression | None]]:
    """Every annotation with the first expression that overlaps it and is not yet taken."""
    free = list(found)
    pairs: list[tuple[Gold, TimeExpression | None]] = []
    for gold in article.gold:
        hit = next((f for f in free if f.span[0] < gold.span[1] and gold.span[0] < f.span[1]), None)
        if hit is not None:
            free.remove(hit)
        pairs.append((gold, hit))
    return pairs


def score(articles: list[Article], found: list[tuple[TimeExpression, ...]]) -> Scores:
    """The scores over all expressions of all articles."""
    pairs = [p for article, dates in zip(articles, found, strict=True) for p in pair(article, dates)]
    matched = [(gold, hit) for gold, hit in pairs if hit is not None]
    total_gold, total_found = len(pairs), sum(map(len, found))

    def f1(right: int) -> float:
        return 2 * right / (total_gold + total_found)

    return Scores(
        precision=len(matched) / total_found,
        recall=len(matched) / total_gold,
        relaxed=f1(len(matched)),
        strict=f1(sum(gold.span == hit.span for gold, hit in matched)),
        value=f1(sum(gold.value == hit.value for gold, hit in matched)),
        type=f1(sum(gold.type == hit.type for gold, hit in matched)),
        gold=total_gold,
    )


def run(articles: list[Article]) -> tuple[list[tuple[TimeExpression, ...]], float]:
    """What is found in each article, and the CPU seconds it took."""
    begin = time.process_time()
    found = [find_dates(article.text, anchor_of(article)) for article in articles]
    return found, time.process_time() - begin


def _print_misses(articles: list[Article], found: list[tuple[TimeExpression, ...]]) -> None:
    """The differences in the half that rules were written on; the other half stays unread."""
    for article, dates in zip(articles, found, strict=True):
        for gold, hit in pair(article, dates) if article.half == "rules" else ():
            if hit is None or hit.value != gold.value:
                start, end = gold.span
                before, after = article.text[max(0, start - 40) : start], article.text[end : end + 30]
                context = f"{before}[{article.text[start:end]}]{after}"
                print(gold.value, hit and (hit.value, hit.rule), " ".join(context.split()), sep=" | ")


def main() -> int:
    """Print the table; 1 where the corpus is missing."""
    folder = corpora() / FOLDER
    if not folder.is_dir():
        print(f"TimeBank is not at {folder}; set SAYSO_CORPORA to the folder that holds timex/.", file=sys.stderr)
        return 1
    articles = read_corpus(folder)
    found, seconds = run(articles)
    print(f"{'half':8}{'articles':>9}{'gold':>7}{'P':>8}{'R':>8}{'relaxed':>9}{'strict':>8}{'value':>8}{'type':>8}")
    for half in ("rules", "check", "all"):
        chosen = [(a, f) for a, f in zip(articles, found, strict=True) if half in {a.half, "all"}]
        s = score([a for a, _ in chosen], [f for _, f in chosen])
        shares = f"{s.precision:8.3f}{s.recall:8.3f}{s.relaxed:9.3f}{s.strict:8.3f}{s.value:8.3f}{s.type:8.3f}"
        print(f"{half:8}{len(chosen):9}{s.gold:7}{shares}")
    dates, characters = sum(map(len, found)), sum(len(a.text) for a in articles)
    print(f"{dates} dates in {seconds:.2f} CPU s: {dates / seconds:,.0f} dates/s, {characters / seconds:,.0f} char/s")
    if "--misses" in sys.argv[1:]:
        _print_misses(articles, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
