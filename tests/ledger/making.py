"""Small invented documents with all their steps, made without any stage."""

from sayso.records import (
    Attribution,
    Block,
    BlockKind,
    Bound,
    Diagnostic,
    Document,
    Facts,
    Figure,
    Form,
    Found,
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
    StatementClass,
    Step,
    sha256,
    step_key,
)

NOTHING = Facts()
MADE_BY = MadeBy(extractor="made", version="1")


def article(n: int, speaker: str = "Ana Ruiz", claim: str = "taxes will fall") -> str:
    return f"{speaker} said {claim} in year {n}."


def made(
    key: str,
    text: str,
    facts: Facts = NOTHING,
    *,
    data: bytes | None = None,
    version: str = "1",
    class_: StatementClass = StatementClass.STATEMENT,
    published: str | None = None,
    place: str = "",
) -> ReadOriginal:
    """An original whose one statement is "<source> said <content>."; with a diagnostic of each stage."""
    data = text.encode() if data is None else data
    original = Original(key=key, media=Media.TEXT, data=data, sha256=sha256(data), facts=facts, place=place)
    document = make_document(original, text, published)
    segment = Segment(clean_start=0, clean_end=len(text), raw_start=0, raw_end=len(text), kind=MapKind.COPY)
    block = Block(span=(0, len(text)), kind=BlockKind.PARAGRAPH, clean=(0, len(text)))
    layout = Layout(document=document.id, segments=(segment,), blocks=(block,))
    note = Diagnostic(code="encoding_guessed", key=key, document=document.id, span=(0, 3), detail="utf-8")
    read = make_step(original, Stage.TEXT, version, (document, layout, note), (text, text))
    attribution = make_attribution(document, text, class_)
    extracted = make_step(original, Stage.EXTRACT, version, (attribution,))
    resolved = make_step(original, Stage.RESOLVE, version, (make_statement(document, text, attribution, version),))
    counted = make_step(original, Stage.FIGURES, version, (make_figure(document),))
    return ReadOriginal(original=original, steps=(read, extracted, resolved, counted))


def make_figure(document: Document) -> Figure:
    """A figure over the first characters of the text, as a search for figures might return it."""
    span = (0, 3)
    return Figure(
        id=Figure.make_id(document.id, span),
        document=document.id,
        span=span,
        text="three",
        low=3.0,
        high=3.0,
        bound=Bound.EXACT,
        quantity="0" * 32,
    )


def make_step(original: Original, stage: Stage, version: str, records: tuple, layers: tuple[str, ...] = ()) -> Step:
    key = step_key(stage, version, None, original.input_id)
    return Step(stage=stage, input_id=original.input_id, key=key, records=records, layers=layers)


def make_document(original: Original, text: str, published: str | None) -> Document:
    raw_sha256 = sha256(text.encode())
    return Document(
        id=Document.make_id(original.key, raw_sha256, original.facts),
        key=original.key,
        original=original.sha256,
        media=original.media,
        encoding="utf-8",
        raw_sha256=raw_sha256,
        clean_sha256=raw_sha256,
        outside=original.facts,
        inside=FoundFacts(published=Found(value=published, how="made") if published else None),
    )


def make_attribution(document: Document, text: str, class_: StatementClass) -> Attribution:
    cue = text.index(" said ") + 1
    source, content = ((0, cue - 1),), ((cue + 5, len(text) - 1),)
    return Attribution(
        id=Attribution.make_id(document.id, source, ((cue, cue + 4),), content),
        document=document.id,
        source=source,
        cue=((cue, cue + 4),),
        content=content,
        form=Form.INDIRECT,
        class_=class_,
        confidence=0.9,
        made_by=MADE_BY,
    )


def make_statement(document: Document, text: str, attribution: Attribution, version: str) -> Statement:
    name = text[slice(*attribution.source[0])]
    year = next((w.strip(".") for w in text.split() if w.strip(".").isdigit() and len(w.strip(".")) == 4), None)
    said = Said(edtf=year, interval=(f"{year}-01-01", f"{year}-12-31"), text=year, rule="made") if year else None
    return Statement(
        id=attribution.id,
        document=document.id,
        speaker=Speaker(name=name, kind=SpeakerKind.PERSON),
        said=said,
        chain=(Hop(kind=HopKind.ARTICLE, name=document.fact("outlet")), Hop(kind=HopKind.SPEAKER, name=name)),
        about=("Velia", "Taxes"),
        resolver="made",
        resolver_version=version,
    )
