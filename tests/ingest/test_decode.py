"""From bytes to the raw layer: marks, declarations, guesses, damage."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ingest import Decoded, decode
from sayso.records import Media, Original, sha256


def decoded(data: bytes, media: Media = Media.TEXT) -> Decoded:
    return decode(Original(key="k", media=media, data=data, sha256=sha256(data)))


def codes(result: Decoded) -> list[str]:
    return [diagnostic.code for diagnostic in result.diagnostics]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_not_counted(codec: str) -> None:
    result = decoded("Añá said".encode(codec))
    assert (result.text, codes(result)) == ("Añá said", [])


def test_newlines_stay() -> None:
    assert decoded(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize(
    "head",
    [
        b'<meta charset="windows-1251">',
        b"<?xml version='1.0' encoding='windows-1251'?>",
        b"<META content='text/html; charset=cp1251'>",
    ],
)
def test_a_declared_encoding(head: bytes) -> None:
    result = decoded(head + "Мир".encode("cp1251"), Media.HTML)
    assert (result.text.endswith("Мир"), result.encoding, codes(result)) == (True, "cp1251", [])


def test_valid_utf8_speaks_against_a_declared_latin1() -> None:
    assert decoded('<meta charset="iso-8859-1">Ünal'.encode(), Media.HTML).text.endswith("Ünal")


@pytest.mark.parametrize("label", ["unicode_escape", "utf-7", "no-such", "base64"])
def test_what_is_no_encoding_of_the_web_is_not_used(label: str) -> None:
    result = decoded(f'<meta charset="{label}">\\ud800 +2AA-'.encode(), Media.HTML)
    assert result.encoding == "utf-8"
    assert "\\ud800" in result.text


def test_western_bytes_are_cp1252() -> None:
    result = decoded("“Añá” said the café’s owner in Málaga".encode("cp1252"))
    assert (result.text[:5], result.encoding, codes(result)) == ("“Añá”", "cp1252", ["encoding_guessed"])


def test_cyrillic_bytes_are_detected() -> None:
    text = "Президент заявил во вторник, что плотина откроется весной, на год позже, чем было обещано жителям долины."
    assert decoded(text.encode("cp1251")).text == text


def test_utf16_without_a_mark() -> None:
    result = decoded("Ana said so, twice.".encode("utf-16-le"))
    assert (result.text, result.encoding) == ("Ana said so, twice.", "utf-16-le")


def test_broken_utf8_is_replaced_and_counted() -> None:
    data = "“Añá” said: ".encode() + b"\xff\xfe" + " and “more” ".encode() + b"\xe2\x80"
    result = decoded(data)
    assert result.encoding == "utf-8"
    assert result.text.count("\ufffd") == 3
    assert codes(result) == ["encoding_guessed", "replaced_characters"]
    assert result.diagnostics[1].span == (12, 13)
    assert result.diagnostics[1].detail.startswith("3 ")


def test_lone_surrogates_move_no_offset() -> None:
    result = decoded(rb'{"text": "a\ud800b\udfff \ud83d\ude00 c"}', Media.JSON_TEXT)
    assert result.text == "a\ufffdb\ufffd \U0001f600 c"
    assert codes(result) == ["replaced_characters"]


def test_in_a_json_field_every_code_point_counts() -> None:
    assert decoded(json.dumps({"text": "\ufeffAna"}).encode(), Media.JSON_TEXT).text == "\ufeffAna"


def test_null_characters_stay() -> None:
    result = decoded(b"A\0na said")
    assert (result.text, codes(result)) == ("A\0na said", ["null_characters"])


@given(st.binary(max_size=300), st.sampled_from(Media))
def test_no_data_raises_and_all_text_can_be_stored(data: bytes, media: Media) -> None:
    result = decoded(data, media)
    result.text.encode()
    assert result == decoded(data, media)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_text_comes_back(text: str) -> None:
    assert decoded(json.dumps({"text": text}).encode(), Media.JSON_TEXT).text == text


def test_an_encoding_with_a_null_character_is_none() -> None:
    from sayso.ingest.charsets import codec_of

    assert codec_of("utf\0-8") is None
