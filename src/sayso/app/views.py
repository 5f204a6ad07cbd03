"""Views: the JSON that people and programs are given, put together from records. One place for its names.

Field names are those of the design's JSON; fields may be added, never renamed. All spans are of the raw layer.
"""

import msgspec

from sayso.app.graphic import is_graphic
from sayso.ledger import DocumentRecords, Review, Verdict
from sayso.records import (
    Attribution,
    Block,
    Decision,
    DecisionKind,
    Document,
    Form,
    Hop,
    HopKind,
    Layout,
    MadeBy,
    Span,
    Spans,
    SpeakerKind,
    SpeakerValue,
    Statement,
    StatementClass,
    Value,
    decision_value,
    display_text,
)


class DocumentView(Value, frozen=True, kw_only=True):
    """A document as every verb's output names it.

    Attributes:
        id: id of the document.
        key: the id its input line gave it, or its path relative to what was named.
        published: EDTF; "../2024-02-22" means on or before that day; None where unknown.
    """

    id: str
    key: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None


class ReadDocumentView(DocumentView, frozen=True, kw_only=True):
    """A document as `sayso text` shows it: with what else was found.

    Attributes:
        published_by: how the date is known: "given", or the rule that found it.
        captured: when its bytes were fetched, where that is known.
    """

    author: str | None
    published_by: str | None
    language: str | None
    captured: str | None = None


class BlockView(Value, frozen=True, kw_only=True):
    """One block of a document: where it stands in the raw layer, and why it was left out if it was."""

    span: Span
    kind: str
    kept: bool
    reason: str | None


class TextView(Value, frozen=True, kw_only=True):
    """One line of `sayso text --json`."""

    document: ReadDocumentView
    text: str
    blocks: tuple[BlockView, ...]


class RoleView(Value, frozen=True, kw_only=True):
    """The fragments of a role and their words; several fragments are joined by " … "."""

    spans: Spans = ()
    text: str = ""


class SpeakerView(Value, frozen=True, kw_only=True):
    """To whom the words are attributed; `entity` is a view, computed when read."""

    entity: str | None
    name: str
    kind: SpeakerKind | None
    role: str | None
    resolved_by: str


class SaidView(Value, frozen=True, kw_only=True):
    """When the words were said."""

    edtf: str | None
    interval: tuple[str | None, str | None]
    text: str
    rule: str


class HopView(Value, frozen=True, kw_only=True):
    """One hop of the reporting chain, from the article inwards."""

    kind: HopKind
    name: str | None = None
    verb: str | None = None
    spans: Spans = ()


class MachineView(Value, frozen=True, kw_only=True):
    """What the machine found of a statement that somebody decided on."""

    source: RoleView
    cue: RoleView
    content: RoleView
    form: Form
    speaker: SpeakerView | None


class JudgementView(Value, frozen=True, kw_only=True):
    """One decision that has effect on a statement: who decided what, when and why."""

    decision: str
    kind: DecisionKind
    actor: str
    at: str
    reason: str


class ReviewView(Value, frozen=True, kw_only=True):
    """What people made of a statement; `differing` where they do not agree, `found` is what the machine had."""

    verdict: Verdict
    differing: bool
    judgements: tuple[JudgementView, ...]
    found: MachineView


class StatementView(Value, frozen=True, kw_only=True, rename={"class_": "class"}):
    """A statement as `--json` prints it, one object a line.

    Attributes:
        about: ids of the entities it is about, of those that have a page; a view, computed when read, empty without a
            ledger.
        about_names: names of all it is about, as full as its document gives them.
        review: None where nobody decided on it.
        graphic: whether readers may not want to meet its content unasked; see `sayso.app.graphic`.
    """

    id: str
    document: DocumentView
    source: RoleView
    cue: RoleView
    content: RoleView
    form: Form
    nested_in: str | None
    speaker: SpeakerView | None
    said: SaidView | None
    chain: tuple[HopView, ...]
    origin_stated: bool
    addressee: str | None
    about: tuple[str, ...] = ()
    about_names: tuple[str, ...] = ()
    class_: StatementClass
    confidence: float
    reasons: tuple[str, ...]
    made_by: MadeBy
    review: ReviewView | None = None
    graphic: bool = False

    @property
    def rejected(self) -> bool:
        """Whether people rejected it."""
        return self.review is not None and self.review.verdict is Verdict.REJECTED


class ExtractView(Value, frozen=True, kw_only=True):
    """One line of `sayso extract --json`: a document and all its statements, also when there are none."""

    document: DocumentView
    statements: tuple[StatementView, ...]


def document_view(document: Document) -> DocumentView:
    """The short view of a document."""
    return DocumentView(
        id=document.id,
        key=document.key,
        url=document.fact("url"),
        outlet=document.fact("outlet"),
        title=document.fact("title"),
        published=document.fact("published"),
    )


def read_document_view(document: Document) -> ReadDocumentView:
    """The view of a document with all that was found."""
    return ReadDocumentView(
        id=document.id,
        key=document.key,
        url=document.fact("url"),
        outlet=document.fact("outlet"),
        title=document.fact("title"),
        published=document.fact("published"),
        author=document.fact("author"),
        published_by=document.how("published"),
        language=document.fact("language"),
        captured=document.captured,
    )


def text_view(document: Document, layout: Layout, clean: str) -> TextView:
    """What the cleaning made of a document."""
    return TextView(
        document=read_document_view(document), text=clean, blocks=tuple(_block_view(block) for block in layout.blocks)
    )


class RoleTexts(Value, frozen=True, kw_only=True):
    """The words of the three roles of one attribution, as a reader would read them."""

    source: str
    cue: str
    content: str


def statement_view(
    document: DocumentView, texts: RoleTexts, attribution: Attribution, statement: Statement | None
) -> StatementView:
    """The view of one statement: what the text says (attribution) and what it was resolved to (statement).

    `statement` is None where resolving failed; then speaker, date and chain are empty.
    """
    return StatementView(
        id=attribution.id,
        document=document,
        source=RoleView(spans=attribution.source, text=texts.source),
        cue=RoleView(spans=attribution.cue, text=texts.cue),
        content=RoleView(spans=attribution.content, text=texts.content),
        form=attribution.form,
        nested_in=attribution.nested_in,
        speaker=speaker_view(statement),
        said=_said_view(statement),
        chain=tuple(map(_hop_view, statement.chain)) if statement else (),
        origin_stated=statement.origin_stated if statement else False,
        addressee=statement.addressee if statement else None,
        about_names=statement.about if statement else (),
        class_=attribution.class_,
        confidence=attribution.confidence,
        reasons=attribution.reasons + (statement.reasons if statement else ()),
        made_by=attribution.made_by,
        graphic=is_graphic(texts.content),
    )


def statement_views(
    records: DocumentRecords,
) -> tuple[StatementView, ...]:
    """The views of all statements of one document, in their order; texts are read off its layers.

    What people decided is applied; statements they rejected are among them.
    """
    document, decided = document_view(records.document), records.as_decided
    statements = {statement.id: statement for statement in decided.statements}
    machine = {statement.id: statement for statement in records.statements}

    def words(spans: Spans) -> str:
        return display_text(records.document.media, records.raw, records.clean, records.layout, spans)

    def texts(of: Attribution) -> RoleTexts:
        return RoleTexts(source=words(of.source), cue=words(of.cue), content=words(of.content))

    def view(found: Attribution, shown: Attribution) -> StatementView:
        bare = statement_view(document, texts(shown), shown, statements.get(shown.id))
        review = decided.reviews.get(found.id)
        return with_review(bare, review, machine_view(found, texts(found), machine.get(found.id))) if review else bare

    return tuple(map(view, records.attributions, decided.attributions))


def machine_view(found: Attribution, texts: RoleTexts, statement: Statement | None) -> MachineView:
    """The view of what the machine found, with the words under its spans."""
    return MachineView(
        source=RoleView(spans=found.source, text=texts.source),
        cue=RoleView(spans=found.cue, text=texts.cue),
        content=RoleView(spans=found.content, text=texts.content),
        form=found.form,
        speaker=speaker_view(statement),
    )


def with_review(view: StatementView, review: Review, found: MachineView) -> StatementView:
    """The view of a statement with what people decided about it; a speaker they chose has the entity they chose."""
    judgements = tuple(map(_judgement_view, review.decisions))
    entity = next((e for d in reversed(review.decisions) if (e := _entity_chosen(d))), None)
    speaker = view.speaker
    return msgspec.structs.replace(
        view,
        speaker=msgspec.structs.replace(speaker, entity=entity) if speaker and entity else speaker,
        review=ReviewView(verdict=review.verdict, differing=review.differing, judgements=judgements, found=found),
    )


def _judgement_view(decision: Decision) -> JudgementView:
    return JudgementView(
        decision=decision.id, kind=decision.kind, actor=decision.actor, at=decision.at, reason=decision.reason
    )


def _entity_chosen(decision: Decision) -> str | None:
    value = decision_value(decision)
    return value.entity if isinstance(value, SpeakerValue) else None


def _block_view(block: Block) -> BlockView:
    return BlockView(span=block.span, kind=block.kind, kept=block.kept, reason=block.reason)


def speaker_view(statement: Statement | None) -> SpeakerView | None:
    """The view of a statement's speaker."""
    if statement is None or statement.speaker is None:
        return None
    speaker = statement.speaker
    return SpeakerView(
        entity=None, name=speaker.name, kind=speaker.kind, role=speaker.role, resolved_by=speaker.resolved_by
    )


def _said_view(statement: Statement | None) -> SaidView | None:
    if statement is None or statement.said is None:
        return None
    said = statement.said
    return SaidView(edtf=said.edtf, interval=said.interval, text=said.text, rule=said.rule)


def _hop_view(hop: Hop) -> HopView:
    return HopView(kind=hop.kind, name=hop.name, verb=hop.verb, spans=hop.spans)
