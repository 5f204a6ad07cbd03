"""From triples in the clean layer to records in the raw layer."""

import pytest

from sayso.extract import CleanText, Extraction, Triple, extract, finish, make_extractor
from sayso.records import Attribution, ConfigError, Form, Layout, MadeBy, MapKind, Segment
from tests.extract.helpers import clean_text

MADE_BY = MadeBy(extractor="test", version="1")


def triple(source, cue, content, confidence=0.5, nested_in=None) -> Triple:
    return Triple(source=source, cue=cue, content=content, confidence=confidence, nested_in=nested_in)


def test_spans_go_to_the_raw_layer() -> None:
    raw = "<p>Ana said &ldquo;no&rdquo; again.</p>"
    clean = "Ana said “no” again."
    pieces = [(0, 9, 3, 12, MapKind.COPY), (9, 10, 12, 19, MapKind.ENTITY), (10, 12, 19, 21, MapKind.COPY)]
    pieces += [(12, 13, 21, 28, MapKind.ENTITY), (13, 20, 28, 35, MapKind.COPY)]
    segments = tuple(Segment(clean_start=a, clean_end=b, raw_start=c, raw_end=d, kind=k) for a, b, c, d, k in pieces)
    plain = clean_text(clean)
    layout = Layout(document=plain.document.id, segments=segments, blocks=plain.layout.blocks)
    text = CleanText(document=plain.document, clean=clean, layout=layout)
    (record,), _ = finish(text, raw, Extraction(triples=(triple(((0, 3),), ((4, 8),), ((9, 13),)),)), MADE_BY)
    assert [raw[s:e] for s, e in record.source + record.cue + record.content] == ["Ana", "said", "&ldquo;no&rdquo;"]
    assert record.form is Form.DIRECT


def test_equal_triples_become_one_record_the_surer_one() -> None:
    text = clean_text("Ana said no.")
    triples = tuple(triple(((0, 3),), ((4, 8),), ((9, 11),), c) for c in (0.3, 0.7, 0.5))
    (record,), _ = finish(text, text.clean, Extraction(triples=triples), MADE_BY)
    assert record.confidence == 0.7


def test_records_are_sorted_and_nested_by_id() -> None:
    text = clean_text("Ana said Per said no.")
    inner = triple(((9, 12),), ((13, 17),), ((18, 20),), nested_in=1)
    outer = triple(((0, 3),), ((4, 8),), ((9, 20),))
    first, second = finish(text, text.clean, Extraction(triples=(inner, outer)), MADE_BY)[0]
    assert (first.nested_in, second.nested_in) == (None, first.id)


def test_the_id_is_that_of_the_fragments() -> None:
    text = clean_text("Ana said no.")
    (record,), _ = extract(make_extractor("rules"), text, text.clean)
    assert record.id == Attribution.make_id(text.document.id, record.source, record.cue, record.content)
    assert record.made_by.extractor == "rules"


def test_a_quotation_nobody_is_given_is_reported() -> None:
    text = clean_text("The sign was old. “Keep off the wet grass” was on it.")
    records, diagnostics = extract(make_extractor("rules"), text, text.clean)
    assert records == ()
    assert [(d.code, d.span) for d in diagnostics] == [("unattributed_quotation", (18, 42))]


def test_a_phrase_in_quotation_marks_is_not_reported() -> None:
    text = clean_text("They met at the “Blue Anchor” again.")
    assert extract(make_extractor("rules"), text, text.clean) == ((), ())


def test_an_unknown_extractor_is_refused() -> None:
    with pytest.raises(ConfigError, match="unknown_extractor"):
        make_extractor("oracle")
