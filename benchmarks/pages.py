"""Quality and speed of main content on real pages: `python benchmarks/pages.py [--misses]`.

Prints precision, recall and F1 over runs of four words (the measure of article-extraction-benchmark: counts of runs,
made equal in weight for each page, precision and recall as means over pages), pages per CPU second, kept characters
whose map does not hold, and the share of chosen characters left out as `unmapped`. Beside ours stand trafilatura alone
and the trivial baseline, all text of the page. The corpus is looked for in `$SAYSO_CORPORA`, else in
`../shared/corpora` beside the checkout.
"""

import gzip
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import trafilatura

from sayso.records import Layout
from sayso.text.html import CleanedHtml, clean_html
from sayso.text.html.scanner import scan
from sayso.text.offsets import bad_segments

FOLDER = Path("pages")
RUN = 4


@dataclass(frozen=True)
class Page:
    """One page with the true body of its article."""

    key: str
    raw: str
    body: str


@dataclass(frozen=True)
class Score:
    """The means over all pages."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two means."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def corpora() -> Path:
    """The folder of the corpora."""
    return Path(os.environ.get("SAYSO_CORPORA", Path(__file__).resolve().parents[2] / "shared" / "corpora"))


def read_corpus(folder: Path) -> list[Page]:
    """All pages of the corpus."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [Page(key, _read(folder / f"{key}.html.gz"), entry["articleBody"]) for key, entry in sorted(truth.items())]


def _read(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def runs(text: str) -> Counter[tuple[str, ...]]:
    """How often each run of four words occurs; a shorter text is one run."""
    words = re.findall(r"\w+", text)
    count = max(1, len(words) - RUN + 1)
    return Counter(run for start in range(count) if (run := tuple(words[start : start + RUN])))


def agreement(truth: str, text: str) -> tuple[int, int, int]:
    """Runs in both, only in the text, only in the truth."""
    expected, found = runs(truth), runs(text)
    return (expected & found).total(), (found - expected).total(), (expected - found).total()


def score(rows: list[tuple[int, int, int]]) -> Score:
    """The means over pages: precision over those with text, recall over those with a true body."""
    return Score(
        precision=mean(both / (both + extra) for both, extra, _ in rows if both + extra),
        recall=mean(both / (both + missed) for both, _, missed in rows if both + missed),
    )


def all_text(raw: str) -> str:
    """The trivial baseline: every piece of visible text."""
    return "\n".join(raw[text.start : text.end] for text in scan(raw).texts)


def trafilatura_alone(raw: str) -> str:
    """What the library gives with the same settings."""
    return trafilatura.extract(raw, favor_precision=True, include_comments=False) or ""


def ours(raw: str) -> str:
    """The clean layer."""
    return clean_html(raw, "page").clean


def broken(page: Page, cleaned: CleanedHtml) -> int:
    """How many segments of a page's map do not keep their promise."""
    layout = Layout(document=page.key, segments=cleaned.segments, blocks=cleaned.blocks)
    return len(bad_segments(page.raw, cleaned.clean, layout))


def unmapped(cleaned: CleanedHtml) -> int:
    """How many characters of a page were chosen and left out, since their place is not certain."""
    return sum(block.span[1] - block.span[0] for block in cleaned.blocks if block.reason == "unmapped")


METHODS: dict[str, Callable[[str], str]] = {
    "all text": all_text,
    "trafilatura": trafilatura_alone,
    "sayso": ours,
}
"""What is compared; ours reads the facts of a page (title, date, …) in the same pass."""


def main() -> None:
    """Print the table."""
    pages = read_corpus(corpora() / FOLDER)
    print(f"{'method':18} {'P':>7} {'R':>7} {'F1':>7} {'pages/CPU s':>12}")
    for name, method in METHODS.items():
        began = time.process_time()
        texts = [method(page.raw) for page in pages]
        seconds = time.process_time() - began
        rows = [agreement(page.body, text) for page, text in zip(pages, texts, strict=True)]
        result = score(rows)
        print(f"{name:18} {result.precision:7.4f} {result.recall:7.4f} {result.f1:7.4f} {len(pages) / seconds:12.1f}")
    cleaned = [clean_html(page.raw, page.key) for page in pages]
    kept = sum(len(one.clean) for one in cleaned)
    print(f"kept characters: {kept}; broken segments: {sum(map(broken, pages, cleaned))}; ", end="")
    print(f"unmapped: {sum(map(unmapped, cleaned)) / kept:.4%} of the kept")
    if "--misses" in sys.argv:
        _print_misses(pages, cleaned)


def _print_misses(pages: list[Page], cleaned: list[CleanedHtml]) -> None:
    for page, one in zip(pages, cleaned, strict=True):
        both, extra, missed = agreement(page.body, one.clean)
        if 2 * both < 0.95 * (2 * both + extra + missed):
            print(f"{page.key[:8]} in both {both}, extra {extra}, missed {missed}")


if __name__ == "__main__":
    main()
