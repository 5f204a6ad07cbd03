"""Writes the list of words that are written small: what the reader does not take for a name at a sentence's start.

usage: python -m training.words
"""

from collections import Counter
from pathlib import Path

from sayso.extract.reader.names import is_headline, words_of
from training.readers import paragraphs_of, polnear

TARGET = Path(__file__).resolve().parents[1] / "src" / "sayso" / "extract" / "reader" / "weights" / "plain_words.txt"
LEAST_SEEN = 3
LEAST_SHARE = 0.5


def plain_words(texts: list[str]) -> list[str]:
    """Words seen small at least `LEAST_SEEN` times, and in at least half of their places inside sentences."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        for start, end in paragraphs_of(text):
            words = words_of(text, start, end)
            if is_headline(words):
                continue
            for word in words:
                if word.text.isalpha() and not word.opens:
                    (small if word.text.islower() else large)[word.text.lower()] += 1
    return sorted(w for w, n in small.items() if n >= LEAST_SEEN and n >= LEAST_SHARE * (n + large[w]))


if __name__ == "__main__":
    found = plain_words([article.text for article in polnear("fit")])
    TARGET.write_text("\n".join(found) + "\n", encoding="utf-8")
    print(len(found), "words")
