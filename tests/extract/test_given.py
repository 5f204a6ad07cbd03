"""Spans made elsewhere: taken as they are, and refused with a reason where they cannot be."""

import json
from pathlib import Path

import pytest
from hypothesis import given as arbitrary
from hypothesis import strategies as st

from sayso.extract import GivenLine, read_given, take_given
from sayso.records import CODES, Form, InputError, Media, StatementClass, sha256
from tests.extract.helpers import plain_document

TEXT = "Ana vowed “to fight”. Nothing else was said."


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def line(*attributions: object, key: str = "a") -> dict[str, object]:
    return {"id": key, "attributions": list(attributions), "other": 1}


def given_for(tmp_path: Path, *attributions: object) -> GivenLine:
    found = read_given(write(tmp_path / "given.jsonl", line(*attributions))).for_key("a")
    assert found is not None
    return found


def test_fragments_stay_as_given(tmp_path: Path) -> None:
    content = [[30, 35], [10, 20], [12, 14], [10, 20]]
    (record,), diagnostics = take_given(
        plain_document(TEXT), TEXT, given_for(tmp_path, {"source": [[0, 3]], "cue": [[4, 9]], "content": content})
    )
    assert record.content == tuple(map(tuple, content))
    assert (record.source, record.cue, diagnostics) == (((0, 3),), ((4, 9),), ())


def test_form_class_and_maker_are_computed(tmp_path: Path) -> None:
    given = given_for(tmp_path, {"source": [[0, 3]], "cue": [[4, 9]], "content": [[10, 20]]})
    (record,), _ = take_given(plain_document(TEXT), TEXT, given)
    assert (record.form, record.class_) == (Form.DIRECT, StatementClass.PROMISE)
    assert record.made_by.extractor == "given"
    assert record.made_by.version == sha256(
        json.dumps(line({"source": [[0, 3]], "cue": [[4, 9]], "content": [[10, 20]]})).encode()
    )
    assert record.made_by.index == 0


def test_markup_is_no_quotation_mark(tmp_path: Path) -> None:
    raw = '<p class="x">Ana said no &quot;never&quot; again.</p>'
    at = raw.index("no")
    never = raw.index("&quot;")
    given = given_for(tmp_path, {"content": [[at, at + 2]]}, {"content": [[never, never + 17]]})
    records, _ = take_given(plain_document(raw, media=Media.HTML), raw, given)
    assert [r.form for r in records] == [Form.INDIRECT, Form.DIRECT]


def test_equal_attributions_are_both_kept(tmp_path: Path) -> None:
    same = {"source": [[0, 3]], "content": [[10, 20]]}
    records, _ = take_given(plain_document(TEXT), TEXT, given_for(tmp_path, same, same))
    assert len({record.id for record in records}) == 2
    assert sorted(record.made_by.index or 0 for record in records) == [0, 1]


@pytest.mark.parametrize("span", [[-1, 3], [0, 1000], [5, 5], [7, 3], [10**12, 10**12 + 1]])
def test_a_span_outside_costs_its_attribution_only(tmp_path: Path, span: list[int]) -> None:
    given = given_for(tmp_path, {"content": [[10, 20]]}, {"source": [span], "content": [[0, 3]]})
    records, diagnostics = take_given(plain_document(TEXT), TEXT, given)
    assert [record.content for record in records] == [((10, 20),)]
    assert [d.code for d in diagnostics] == ["given_span_outside"]


def test_what_lies_inside_a_content_is_nested(tmp_path: Path) -> None:
    outer, inner = {"source": [[0, 3]], "content": [[4, 40]]}, {"source": [[22, 29]], "content": [[30, 34]]}
    first, second = take_given(plain_document(TEXT), TEXT, given_for(tmp_path, inner, outer))[0]
    assert (first.nested_in, second.nested_in) == (None, first.id)


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        '{"id": "b"}',
        '{"id": 3, "attributions": []}',
        '{"id": "b", "attributions": [{"source": [[0]]}]}',
        '{"id": "b", "attributions": [{"source": [[0, true]]}]}',
        '{"id": "b", "attributions": [{"content": [["0", "3"]]}]}',
        '{"id": "b", "attributions": [{"content": [[0.5, 3]]}]}',
        '{"id": "b", "attributions": [{"content": null}]}',
        '{"id": "b", "attributions": "all"}',
        '{"id": "b\\ud800", "attributions": []}',
        '{"id": "b", "attributions": [], "deep": ' + "[" * 100_000,
    ],
)
def test_a_bad_line_costs_itself_only(tmp_path: Path, bad: str) -> None:
    found = read_given(write(tmp_path / "given.jsonl", line(), bad, "", line(key="c")))
    assert found.keys() == {"a", "c"}
    assert [d.code for d in found.diagnostics] == ["given_bad_line"]
    assert found.diagnostics[0].detail.startswith("line 2:")
    assert found.diagnostics[0].code in CODES


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "given.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(line()).encode() + b'\r\n{"id": "\xff", "attributions": []}\n')
    found = read_given(path)
    assert found.keys() == {"a"}
    assert len(found.diagnostics) == 1


def test_lines_of_one_document_are_taken_together(tmp_path: Path) -> None:
    path = write(tmp_path / "given.jsonl", line({"content": [[0, 3]]}), line({"content": [[4, 9]]}))
    given = read_given(path).for_key("a")
    assert given is not None
    records, _ = take_given(plain_document(TEXT), TEXT, given)
    assert [record.content for record in records] == [((0, 3),), ((4, 9),)]
    assert len({record.made_by.version for record in records}) == 2


def test_a_document_with_an_empty_list_is_listed(tmp_path: Path) -> None:
    assert take_given(plain_document(TEXT), TEXT, given_for(tmp_path)) == ((), ())


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not_found"):
        read_given(tmp_path / "none.jsonl")


SPANS = st.lists(st.tuples(st.integers(-2, 50), st.integers(-2, 50)), max_size=3)


@arbitrary(st.lists(st.fixed_dictionaries({"source": SPANS, "cue": SPANS, "content": SPANS}), max_size=6))
def test_every_attribution_becomes_one_record_or_one_diagnostic(attributions: list[dict[str, object]]) -> None:
    from sayso.extract.given import given_line

    given = given_line(json.dumps(line(*attributions)).encode())
    records, diagnostics = take_given(plain_document(TEXT), TEXT, given)
    assert len(records) + len(diagnostics) == len(attributions)
    assert len({record.id for record in records}) == len(records)
    for record in records:
        wanted = attributions[record.made_by.index or 0]
        assert [list(map(tuple, wanted[role])) for role in ("source", "cue", "content")] == [
            list(record.source),
            list(record.cue),
            list(record.content),
        ]
