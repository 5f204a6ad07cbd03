"""The records all rooms share: frozen, typed, identified by the hash of their content."""

from sayso.records.attributions import Attribution, Form, MadeBy, StatementClass
from sayso.records.base import Record, Value, canonical, content_hash, sha256, short_id
from sayso.records.decisions import Decision, DecisionKind, Evidence
from sayso.records.diagnostics import CODES, Code, Diagnostic, Severity
from sayso.records.display import MARKUP, display_text
from sayso.records.documents import (
    Block,
    BlockKind,
    Document,
    Facts,
    Found,
    FoundFacts,
    Layout,
    MapKind,
    Media,
    Original,
    ReadText,
    Segment,
)
from sayso.records.errors import ConfigError, InputError, IntegrityError, ModelError, SaysoError, StoreError
from sayso.records.figures import ARTICLE, Bound, Figure, Ladder, Rung
from sayso.records.linked import Linked, LinkedKind
from sayso.records.linked_types import LINKED_TYPES
from sayso.records.mentions import Affiliation, Epithet, Mention, Role
from sayso.records.spans import FRAGMENT_JOINER, Span, Spans, covers, join_fragments, overlap, slice_spans
from sayso.records.statements import Hop, HopKind, Said, Speaker, SpeakerKind, Statement
from sayso.records.steps import ReadOriginal, Stage, StageRecord, Step, step_key

__all__ = [
    "ARTICLE",
    "CODES",
    "FRAGMENT_JOINER",
    "LINKED_TYPES",
    "MARKUP",
    "Affiliation",
    "Attribution",
    "Block",
    "BlockKind",
    "Bound",
    "Code",
    "ConfigError",
    "Decision",
    "DecisionKind",
    "Diagnostic",
    "Document",
    "Epithet",
    "Evidence",
    "Facts",
    "Figure",
    "Form",
    "Found",
    "FoundFacts",
    "Hop",
    "HopKind",
    "InputError",
    "IntegrityError",
    "Ladder",
    "Layout",
    "Linked",
    "LinkedKind",
    "MadeBy",
    "MapKind",
    "Media",
    "Mention",
    "ModelError",
    "Original",
    "ReadOriginal",
    "ReadText",
    "Record",
    "Role",
    "Rung",
    "Said",
    "SaysoError",
    "Segment",
    "Severity",
    "Span",
    "Spans",
    "Speaker",
    "SpeakerKind",
    "Stage",
    "StageRecord",
    "Statement",
    "StatementClass",
    "Step",
    "StoreError",
    "Value",
    "canonical",
    "content_hash",
    "covers",
    "display_text",
    "join_fragments",
    "overlap",
    "sha256",
    "short_id",
    "slice_spans",
    "step_key",
]
