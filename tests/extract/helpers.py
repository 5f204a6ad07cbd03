"""Documents for tests of extraction: plain text whose two layers are equal."""

from sayso.extract import CleanText
from sayso.extract.rules import RulesExtractor
from sayso.records import Block, BlockKind, Document, Facts, FoundFacts, Layout, MapKind, Media, Segment, sha256


def plain_document(text: str, key: str = "a", media: Media = Media.TEXT) -> Document:
    digest = sha256(text.encode("utf-8", "surrogatepass"))
    return Document(
        id=Document.make_id(key, digest, Facts()),
        key=key,
        original=digest,
        media=media,
        encoding="utf-8",
        raw_sha256=digest,
        clean_sha256=digest,
        outside=Facts(),
        inside=FoundFacts(),
    )


def clean_text(text: str) -> CleanText:
    """A document whose paragraphs are its lines, nothing left out."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            span = (at, at + len(line))
            blocks.append(Block(span=span, kind=BlockKind.PARAGRAPH, clean=span))
        at += len(line) + 1
    whole = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    document = plain_document(text)
    layout = Layout(document=document.id, segments=(whole,) if text else (), blocks=tuple(blocks))
    return CleanText(document=document, clean=text, layout=layout)


def found(text: str):
    """The triples that the rules find in a text."""
    return RulesExtractor().extract(clean_text(text)).triples


def words(text: str, spans) -> list[str]:
    return [text[start:end] for start, end in spans]
