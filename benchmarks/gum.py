"""GUM documents with their attribution relations and coreference, as input for resolving.

The corpus leaves out who speaks in a printed interview and keeps it as a note; `read_gum(folder, labels=True)` prints it
again before each turn, as the pages of interviews do ("Ana Ruiz: …").

Offsets: code points of the text rebuilt from the tokens, one line a paragraph.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.records import (
    Attribution,
    Block,
    BlockKind,
    Document,
    Facts,
    Form,
    FoundFacts,
    Layout,
    MadeBy,
    MapKind,
    Media,
    Segment,
    Span,
)
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
        """The entity whose mention is exactly a span; else the innermost whose mention it ends, as a name ends a title."""
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
        segment = Segment(
            clean_start=0, clean_end=len(self.text), raw_start=0, raw_end=len(self.text), kind=MapKind.COPY
        )
        blocks = tuple(Block(span=p, kind=BlockKind.PARAGRAPH, clean=p) for p in self.paragraphs)
        document = Document(
            id=self.name, key=self.name, original="", media=Media.TEXT, encoding="utf-8", raw_sha256="",
            clean_sha256="", outside=Facts(title=self.title, published=self.date), inside=FoundFacts(),
        )  # fmt: skip
        layout = Layout(document=self.name, segments=(segment,), blocks=blocks)
        attributions = tuple(self._attribution(*parts) for parts in self.attributions)
        return ResolveInput(document=document, raw=self.text, clean=self.text, layout=layout, attributions=attributions)

    def _attribution(self, source: list[Span], cue: list[Span], content: list[Span]) -> Attribution:
        spans = tuple(source), tuple(cue), tuple(content)
        return Attribution(
            id=Attribution.make_id(self.name, *spans), document=self.name, source=spans[0], cue=spans[1],
            content=spans[2], form=Form.INDIRECT, confidence=1.0, made_by=MadeBy(extractor="given", version="1"),
        )  # fmt: skip


def read_gum(folder: Path, *, labels: bool = False) -> Iterator[GumDocument]:
    """The documents of the genres with reporting, in order of their names; `labels` prints who speaks in interviews."""
    for path in sorted(folder.glob("GUM_*.conllu")):
        if path.stem.split("_")[1] in GENRES:
            yield _read(path, labels)


def _read(path: Path, labels: bool) -> GumDocument:
    document = GumDocument(name=path.stem)
    opened: dict[int, list[int]] = {}
    discourse: list[tuple[int, str]] = []
    whole_until = 0
    no_space = True
    paragraph = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# meta::dateCreated = "):
            document.date = line.split(" = ", 1)[1]
        elif line.startswith("# meta::title = "):
            document.title = line.split(" = ", 1)[1]
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            if document.text:
                document.paragraphs.append((paragraph, len(document.text)))
                document.text += "\n"
                paragraph = len(document.text)
            no_space = True
        elif labels and (turn := _TURN.match(line)):
            document.text += f"{_CAMEL.sub(' ', turn.group(1))}: "
        elif line and not line.startswith("#"):
            row = line.split("\t")
            if "-" in row[0]:
                whole_until = int(row[0].split("-")[1])
                whole_glued = "SpaceAfter=No" in row[9]
                continue
            if "." in row[0]:
                continue
            if not no_space:
                document.text += " "
            start = len(document.text)
            document.text += row[1]
            number = len(document.tokens)
            document.tokens.append((start, len(document.text), row[4]))
            misc = dict(item.split("=", 1) for item in row[9].split("|") if "=" in item)
            if "Discourse" in misc:
                discourse.append((number, misc["Discourse"]))
            _coreference(document, opened, misc.get("Entity", ""), number)
            inside = whole_until and int(row[0]) < whole_until
            last = whole_until and int(row[0]) == whole_until
            no_space = bool(inside) or (whole_glued if last else "SpaceAfter=No" in row[9])
            if last:
                whole_until = 0
        elif not line:
            whole_until = 0
    document.paragraphs.append((paragraph, len(document.text)))
    _attributions(document, discourse)
    return document


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
