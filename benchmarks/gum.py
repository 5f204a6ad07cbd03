"""GUM documents with their attribution relations and coreference, as input for resolving.

The corpus leaves out who speaks in a printed interview and keeps it as a note; `read_gum(folder, labels=True)` prints
it again before each turn, as the pages of interviews do ("Ana Ruiz: …").

Offsets: code points of the text rebuilt from the tokens, one line a paragraph.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.plain import plain_input

from sayso.records import Facts, Span
from sayso.resolve import ResolveInput

GENRES = ("news", "interview", "bio")
_ENTITY = re.compile(r"\((\d+)-[^()]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")
_SOURCE = re.compile(r"sem-atsrc-([\d,-]+)-(?:_|gold)")
_TURN = re.compile(r'# newpar_block = .*\bsp who:::"#(\w+)"')
_CAMEL = re.compile(r"(?<=[a-z])(?<!Mc)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass
class GumDocument:
    """One document: its text, tokens, coreference and attributions.

    Attributes:
        tokens: (start, end, part of speech), in text order.
        mentions: entity id -> spans of its mentions.
        attributions: (source, cue, content) spans.
    """

    name: str
    text: str = ""
    title: str | None = None
    date: str | None = None
    tokens: list[tuple[int, int, str]] = field(default_factory=list)
    paragraphs: list[Span] = field(default_factory=list)
    mentions: dict[int, list[Span]] = field(default_factory=dict)
    attributions: list[tuple[list[Span], list[Span], list[Span]]] = field(default_factory=list)

    @property
    def measuring(self) -> bool:
        """Whether the document belongs to the part that is for measuring only."""
        return hashlib.sha256(self.name.encode()).hexdigest()[0] in "0123"

    def entity_at(self, span: Span) -> int | None:
        """The entity whose mention is a span; else the innermost whose mention it ends, as a name ends a title."""
        covers = [
            (start - span[0], -end, entity)
            for entity, spans in self.mentions.items()
            for start, end in spans
            if start <= span[0] and end == span[1]
        ]
        return max(covers)[2] if covers else None

    def pronoun_entity(self, span: Span) -> int | None:
        """The entity whose mention is exactly a span."""
        return next((entity for entity, spans in self.mentions.items() if span in spans), None)

    def resolve_input(self) -> ResolveInput:
        """The document with all its attributions, as a stage takes it."""
        facts = Facts(title=self.title, published=self.date)
        triples = [(tuple(source), tuple(cue), tuple(content)) for source, cue, content in self.attributions]
        return plain_input(self.name, self.text, triples, facts, self.paragraphs)


def read_gum(folder: Path, *, labels: bool = False) -> Iterator[GumDocument]:
    """The documents of the genres with reporting, in order of their names; `labels` prints who speaks in interviews."""
    for path in sorted(folder.glob("GUM_*.conllu")):
        if path.stem.split("_")[1] in GENRES:
            yield _read(path, labels)


def _read(path: Path, labels: bool) -> GumDocument:
    reader = _Reader(GumDocument(name=path.stem), labels)
    for line in path.read_text(encoding="utf-8").splitlines():
        reader.take(line)
    return reader.finished()


class _Reader:
    """Builds one document from the lines of its file."""

    def __init__(self, document: GumDocument, labels: bool) -> None:
        self._document = document
        self._labels = labels
        self._opened: dict[int, list[int]] = {}
        self._discourse: list[tuple[int, str]] = []
        self._whole_until = 0
        self._whole_glued = False
        self._glued = True
        self._paragraph = 0

    def take(self, line: str) -> None:
        """Add what a line says."""
        if line.startswith("#"):
            self._comment(line)
        elif line:
            self._row(line.split("\t"))
        else:
            self._whole_until = 0

    def finished(self) -> GumDocument:
        """The document, once all lines are taken."""
        document = self._document
        document.paragraphs.append((self._paragraph, len(document.text)))
        _attributions(document, self._discourse)
        return document

    def _comment(self, line: str) -> None:
        document = self._document
        turn = _TURN.match(line) if self._labels else None
        if line.startswith("# meta::dateCreated = "):
            document.date = line.split(" = ", 1)[1]
        elif line.startswith("# meta::title = "):
            document.title = line.split(" = ", 1)[1]
        elif turn:
            document.text += f"{_CAMEL.sub(' ', turn.group(1))}: "
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            if document.text:
                document.paragraphs.append((self._paragraph, len(document.text)))
                document.text += "\n"
                self._paragraph = len(document.text)
            self._glued = True

    def _row(self, row: list[str]) -> None:
        """One token; a row of a range ("3-4") says what follows its last token, one with a dot is no token."""
        if "-" in row[0]:
            self._whole_until = int(row[0].split("-")[1])
            self._whole_glued = "SpaceAfter=No" in row[9]
        elif "." not in row[0]:
            self._token(row)

    def _token(self, row: list[str]) -> None:
        document = self._document
        document.text += "" if self._glued else " "
        start, number = len(document.text), len(document.tokens)
        document.text += row[1]
        document.tokens.append((start, len(document.text), row[4]))
        misc = dict(item.split("=", 1) for item in row[9].split("|") if "=" in item)
        if "Discourse" in misc:
            self._discourse.append((number, misc["Discourse"]))
        _coreference(document, self._opened, misc.get("Entity", ""), number)
        inside, last = int(row[0]) < self._whole_until, int(row[0]) == self._whole_until
        self._glued = inside or (self._whole_glued if last else "SpaceAfter=No" in row[9])
        self._whole_until = 0 if last else self._whole_until


def _coreference(document: GumDocument, opened: dict[int, list[int]], brackets: str, number: int) -> None:
    start, end, _ = document.tokens[number]
    for match in _ENTITY.finditer(brackets):
        if match.group(1) is not None:
            entity = int(match.group(1))
            if match.group(2):
                document.mentions.setdefault(entity, []).append((start, end))
            else:
                opened.setdefault(entity, []).append(start)
        else:
            entity = int(match.group(3))
            if opened.get(entity):
                document.mentions.setdefault(entity, []).append((opened[entity].pop(), end))


def _attributions(document: GumDocument, discourse: list[tuple[int, str]]) -> None:
    """Source, cue and content of each attribution relation; its source as the corpus signals it."""
    ends = [number for number, _ in discourse[1:]] + [len(document.tokens)]
    units = {i + 1: (number, end) for i, ((number, _), end) in enumerate(zip(discourse, ends, strict=True))}
    for unit, (_, relation) in enumerate(discourse, start=1):
        head = re.match(r"attribution-\w+:\d+->(\d+):", relation)
        signal = _SOURCE.search(relation)
        if not head or not signal:
            continue
        source = [n - 1 for n in _numbers(signal.group(1))]
        cue = [n for n in range(*units[unit]) if n not in source]
        content = [n for n in range(*units[int(head.group(1))]) if n not in source]
        document.attributions.append(tuple(_runs(document, part) for part in (source, cue, content)))  # type: ignore[arg-type]


def _numbers(text: str) -> list[int]:
    """The token numbers of "5-7,9"."""
    found: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.extend(range(int(first), int(last or first) + 1))
    return found


def _runs(document: GumDocument, numbers: list[int]) -> list[Span]:
    """Spans of consecutive tokens."""
    spans: list[Span] = []
    before = -2
    for number in sorted(numbers):
        start, end, _ = document.tokens[number]
        if number == before + 1:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        before = number
    return spans
