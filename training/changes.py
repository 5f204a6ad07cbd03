"""Lists what a reader gains and loses against the one that was released: which gold attributions each finds.

usage: python -m training.changes [--weights FOLDER] [--write]

`changes.json` keeps a 1 or a 0 for every gold attribution of our own texts and of PolNeAR dev, in their order, and no
text. `--write` puts what this reader finds in its place: part of every release.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from training.judge import is_right, tokens_of
from training.own import cases
from training.readers import Article, Gold, corpora, polnear
from training.reading import Read, by_model

PINNED = Path(__file__).with_name("data") / "changes.json"
SHOWN = 70
"""Characters of a content that are shown."""

Marks = Mapping[str, str]
"""By article's id a mark for each gold attribution: 1 found, 0 not."""


class Change(msgspec.Struct, frozen=True):
    """A gold attribution that one of two readers finds."""

    article: Article
    gold: Gold
    gained: bool

    def shown(self) -> str:
        """The change on one line."""
        text = self.article.text
        source, cue, content = (
            " … ".join(text[start:end] for start, end in spans)
            for spans in (self.gold.source, self.gold.cue, self.gold.content)
        )
        return f"{'gain' if self.gained else 'loss'} {self.article.id}: [{source}] [{cue}] [{content[:SHOWN]}]"


def marks_of(read: Read, articles: Iterable[Article]) -> Marks:
    """Which gold attributions the reader finds."""
    out: dict[str, str] = {}
    for article in articles:
        found = [(t.source, t.content) for t in read(article.text)]
        golds = [(g.source, g.content) for g in article.attributions]
        right = is_right(golds, found, tokens_of(article.text))
        out[article.id] = "".join("1" if hit else "0" for hit in right)
    return out


def changes(articles: Iterable[Article], before: Marks, after: Marks) -> list[Change]:
    """What is found by one of the two only; articles that either has not read, or not as they are now, are left out."""
    out: list[Change] = []
    for article in articles:
        old, new = before.get(article.id, ""), after.get(article.id, "")
        if len(old) == len(new) == len(article.attributions):
            pairs = zip(article.attributions, old, new, strict=True)
            out.extend(Change(article, gold, b == "1") for gold, a, b in pairs if a != b)
    return out


def pinned() -> Marks:
    """What the released reader found."""
    return json.loads(PINNED.read_text(encoding="utf-8"))


def measured() -> list[Article]:
    """Our own texts, and PolNeAR dev where the corpora are."""
    own = [case.article for case in cases()]
    return own + (polnear("dev") if (corpora() / "polnear" / "dev.jsonl").exists() else [])


def main() -> None:
    """Print gains and losses, or keep what this reader finds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    articles = measured()
    now = marks_of(by_model(args.weights), articles)
    if args.write:
        PINNED.write_text(json.dumps(now, indent=0) + "\n", encoding="utf-8")
        return
    found = changes(articles, pinned(), now)
    for change in found:
        print(change.shown())
    print(f"{sum(c.gained for c in found)} gains, {sum(not c.gained for c in found)} losses")


if __name__ == "__main__":
    main()
