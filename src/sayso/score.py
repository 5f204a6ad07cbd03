"""Scores of predicted attributions (who said what) against gold ones.

Tokens are the matches of `\\w+|[^\\w\\s]`; a token belongs to a span when they share a character. All measures are
micro-averaged over articles:

- `token ROLE`: the article's tokens that carry the role in any attribution.
- `exact ROLE`: distinct spans (all fragments of one attribution's role as a set of tokens without outer punctuation)
  equal in both.
- `overlap ROLE`: a predicted span is right when it shares a token with a gold span of the role, a gold span is found
  when it shares one with a predicted span.
- `AR`: attributions paired one to one so that most content tokens are shared (ties: agreeing source, then Jaccard).
  A pair is right when the Jaccard of its contents is at least 0.5 and its sources share a token or are both empty.
- `AR-strict`: a pair is right when contents and sources are equal as sets of tokens without outer punctuation.
- `AR-content`: as `AR`, the source ignored.

`AR`, `AR-strict` and `AR-content` are also split by type: direct when all word tokens of the content lie inside double
quotation marks, indirect when none does, mixed otherwise; precision goes by the type of the prediction, recall by that
of the gold. Attributions without content are left out of these and of the measures of content. Gold articles that are
missing from the prediction count as empty.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sayso.records import UNREADABLE, InputError, Span, Spans, Value

ROLES = ("source", "cue", "content")
TYPES = ("direct", "mixed", "indirect")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_MARK = re.compile("\n|``|''|[\"“”„]|$")
_HALF = 0.5

Tokens = frozenset[int]


class SpanTriple(Value, frozen=True, kw_only=True):
    """The spans of one attribution; code points of the article's text."""

    source: Spans = ()
    cue: Spans = ()
    content: Spans = ()


class Article(Value, frozen=True, kw_only=True):
    """One line of a gold or predicted file; `text` is read from the gold only."""

    id: str
    attributions: tuple[SpanTriple, ...]
    text: str = ""


class Measure(Value, frozen=True, kw_only=True):
    """Precision, recall and F1 (0 to 1) with the numbers they rest on; `P`, `R` and `F1` in JSON."""

    precision: float = msgspec.field(name="P")
    recall: float = msgspec.field(name="R")
    f1: float = msgspec.field(name="F1")
    n_gold: int
    n_pred: int


@dataclass(frozen=True, slots=True)
class _View:
    """An article's text with its tokens, and for each character whether it lies inside double quotation marks."""

    text: str
    tokens: list[Span]
    quoted: bytearray

    def within(self, spans: Spans) -> Tokens:
        """The indexes of the tokens that share a character with a span."""
        found: set[int] = set()
        for start, end in spans:
            at = bisect_left(self.tokens, (start, start))
            if at and self.tokens[at - 1][1] > start:
                at -= 1
            while at < len(self.tokens) and self.tokens[at][0] < end:
                found.add(at)
                at += 1
        return frozenset(found)

    def is_word(self, token: int) -> bool:
        """Whether a token is no punctuation."""
        return self.text[self.tokens[token][0]].isalnum()

    def trim(self, tokens: Tokens) -> Tokens:
        """The tokens without punctuation at their two ends."""
        ordered = sorted(tokens)
        words = [self.is_word(token) for token in ordered]
        if not any(words):
            return tokens
        return frozenset(ordered[words.index(True) : len(words) - words[::-1].index(True)])

    def type_of(self, content: Tokens) -> str:
        """Direct, mixed or indirect."""
        words = [token for token in content if self.is_word(token)]
        quoted = sum(self.quoted[self.tokens[token][0]] for token in words)
        return "indirect" if not quoted else "direct" if quoted == len(words) else "mixed"


@dataclass(frozen=True, slots=True)
class _Sets:
    """One attribution as sets of tokens, by role, with its type."""

    roles: Mapping[str, Tokens]
    type: str

    @property
    def source(self) -> Tokens:
        return self.roles["source"]

    @property
    def content(self) -> Tokens:
        return self.roles["content"]


class _Counts:
    """Right ones and totals of each measure, which add up over articles."""

    def __init__(self) -> None:
        self._of: Counter[tuple[str, str]] = Counter()
        self._names: dict[str, None] = {}

    def add(self, name: str, right_pred: int, n_pred: int, right_gold: int, n_gold: int) -> None:
        self._names[name] = None
        values = {"right_pred": right_pred, "n_pred": n_pred, "right_gold": right_gold, "n_gold": n_gold}
        for key, value in values.items():
            self._of[name, key] += value

    def measures(self) -> dict[str, Measure]:
        return {name: self._measure(name) for name in self._names}

    def _measure(self, name: str) -> Measure:
        n_pred, n_gold = self._of[name, "n_pred"], self._of[name, "n_gold"]
        precision = self._of[name, "right_pred"] / (n_pred or 1)
        recall = self._of[name, "right_gold"] / (n_gold or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        return Measure(precision=precision, recall=recall, f1=f1, n_gold=n_gold, n_pred=n_pred)


def score(gold: Iterable[Article], pred: Iterable[Article]) -> dict[str, Measure]:
    """Every measure by its name, in a fixed order.

    Example:
        >>> said = SpanTriple(source=((0, 3),), content=((9, 11),))
        >>> article = Article(id="a", text="Ana said no.", attributions=(said,))
        >>> score([article], [article])["AR"].f1
        1.0
    """
    predicted = {article.id: article.attributions for article in pred}
    counts = _Counts()
    for article in gold:
        _score_article(article, predicted.get(article.id, ()), counts)
    return counts.measures()


def score_files(gold_path: Path, pred_path: Path) -> dict[str, Measure]:
    """`score` of two JSON Lines files.

    Raises:
        InputError: `not_found` or `bad_json`, with the line.
    """
    return score(read_articles(gold_path), read_articles(pred_path))


def read_articles(path: Path) -> list[Article]:
    """The articles of a JSON Lines file; fields that are not needed are ignored.

    Raises:
        InputError: `not_found` or `bad_json`, with the line.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        raise InputError("not_found", f"{path} cannot be opened.", "Name a JSON Lines file of attributions.") from None
    articles: list[Article] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            articles.append(msgspec.json.decode(line, type=Article))
        except UNREADABLE as error:
            message = f"{path}, line {number}: {error}."
            raise InputError("bad_json", message, 'A line needs "id" and "attributions".') from None
    return articles


def _score_article(article: Article, predicted: Sequence[SpanTriple], counts: _Counts) -> None:
    tokens = [match.span() for match in _TOKEN.finditer(article.text)]
    view = _View(article.text, tokens, _quote_mask(article.text))
    gold, pred = _sets(view, article.attributions), _sets(view, predicted)
    for role in ROLES:
        _score_role(view, role, gold, pred, counts)
    _score_pairs(view, [a for a in gold if a.content], [a for a in pred if a.content], counts)


def _sets(view: _View, attributions: Iterable[SpanTriple]) -> list[_Sets]:
    roles = ({role: view.within(getattr(triple, role)) for role in ROLES} for triple in attributions)
    return [_Sets(found, view.type_of(found["content"])) for found in roles]


def _quote_mask(text: str) -> bytearray:
    """For each character, whether it is inside double quotation marks; an open quotation ends with its paragraph."""
    mask, start = bytearray(len(text)), None
    for match in _MARK.finditer(text):
        if start is not None:
            mask[start : match.start()] = b"\x01" * (match.start() - start)
        shape = match.group()
        opens = shape in ("“", "„", "``") or (shape in ('"', "''") and start is None)
        start = match.end() if opens else None
    return mask


def _score_role(view: _View, role: str, gold: list[_Sets], pred: list[_Sets], counts: _Counts) -> None:
    gold_spans = {view.trim(a.roles[role]): a.roles[role] for a in gold if a.roles[role]}
    pred_spans = {view.trim(a.roles[role]): a.roles[role] for a in pred if a.roles[role]}
    gold_all: Tokens = frozenset[int]().union(*gold_spans.values())
    pred_all: Tokens = frozenset[int]().union(*pred_spans.values())
    both = len(gold_all & pred_all)
    counts.add("token " + role, both, len(pred_all), both, len(gold_all))
    both = len(gold_spans.keys() & pred_spans.keys())
    counts.add("exact " + role, both, len(pred_spans), both, len(gold_spans))
    right_pred = sum(bool(span & gold_all) for span in pred_spans.values())
    right_gold = sum(bool(span & pred_all) for span in gold_spans.values())
    counts.add("overlap " + role, right_pred, len(pred_spans), right_gold, len(gold_spans))


def _score_pairs(view: _View, gold: list[_Sets], pred: list[_Sets], counts: _Counts) -> None:
    judged = [(gold[g], pred[p], _judge(view, gold[g], pred[p])) for g, p in _pair_up(gold, pred)]
    for index, name in enumerate(("AR", "AR-strict", "AR-content")):
        right = [(g.type, p.type) for g, p, verdicts in judged if verdicts[index]]
        counts.add(name, len(right), len(pred), len(right), len(gold))
        for kind in TYPES:
            counts.add(
                f"{name} {kind}",
                sum(types[1] == kind for types in right),
                sum(a.type == kind for a in pred),
                sum(types[0] == kind for types in right),
                sum(a.type == kind for a in gold),
            )


def _judge(view: _View, gold: _Sets, pred: _Sets) -> tuple[bool, bool, bool]:
    """Whether a pair is right by (AR, AR-strict, AR-content)."""
    content = len(gold.content & pred.content) >= _HALF * len(gold.content | pred.content)
    strict = all(view.trim(gold.roles[role]) == view.trim(pred.roles[role]) for role in ("content", "source"))
    return content and _agree(gold.source, pred.source), strict, content


def _agree(a: Tokens, b: Tokens) -> bool:
    return bool(a & b) or (not a and not b)


def _pair_up(gold: list[_Sets], pred: list[_Sets]) -> list[tuple[int, int]]:
    """Pairs of indexes of gold and predicted attributions, by the content tokens they share."""
    weights = [[_weight(g, p) for p in pred] for g in gold]
    return [(g, p) for g, p in _assign(weights) if weights[g][p]]


def _weight(gold: _Sets, pred: _Sets) -> int:
    common = len(gold.content & pred.content)
    if not common:
        return 0
    jaccard = common / len(gold.content | pred.content)
    return common * 10000 + 1000 * _agree(gold.source, pred.source) + int(999 * jaccard)


def _assign(weights: list[list[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of a one-to-one assignment of maximum weight.

    Method: the Hungarian algorithm with potentials, rows added one by one.
    """
    if not weights or not weights[0]:
        return []
    flip = len(weights) > len(weights[0])
    rows = [list(row) for row in zip(*weights, strict=True)] if flip else weights
    columns = len(rows[0])
    row_price, column_price = [0.0] * (len(rows) + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, len(rows) + 1):
        owner[0] = row
        end, way = _shortest_path(rows, owner, row_price, column_price)
        while end:
            owner[end] = owner[way[end]]
            end = way[end]
    pairs = [(owner[column] - 1, column - 1) for column in range(1, columns + 1) if owner[column]]
    return [(column, row) if flip else (row, column) for row, column in pairs]


def _shortest_path(
    rows: list[list[int]], owner: list[int], row_price: list[float], column_price: list[float]
) -> tuple[int, list[int]]:
    """The free column that the path of least cost from the new row ends in, and the way back; moves the prices."""
    columns = len(column_price) - 1
    low, used, way = [float("inf")] * (columns + 1), [False] * (columns + 1), [0] * (columns + 1)
    at = 0
    while owner[at]:
        used[at] = True
        row, delta, best = owner[at], float("inf"), 0
        for column in range(1, columns + 1):
            if used[column]:
                continue
            cost = -rows[row - 1][column - 1] - row_price[row] - column_price[column]
            if cost < low[column]:
                low[column], way[column] = cost, at
            if low[column] < delta:
                delta, best = low[column], column
        for column in range(columns + 1):
            if used[column]:
                row_price[owner[column]] += delta
                column_price[column] -= delta
            else:
                low[column] -= delta
        at = best
    return at, way
