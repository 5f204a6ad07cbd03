"""What is packed unpacks to itself, and nothing else does."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.packing import pack, unpack


@given(st.binary(max_size=300))
def test_it_unpacks_to_itself(data):
    assert unpack(pack(data), len(data)) == data


@given(st.binary(max_size=300), st.integers(-2, 2).filter(bool))
def test_another_size_is_refused(data, off):
    assert unpack(pack(data), len(data) + off) is None


@settings(max_examples=200)
@given(st.binary(max_size=60), st.data())
def test_any_flipped_bit_is_refused(data, draw):
    body = bytearray(pack(data))
    bit = draw.draw(st.integers(0, 8 * len(body) - 1))
    body[bit // 8] ^= 1 << bit % 8
    assert unpack(bytes(body), len(data)) is None


@given(st.binary(max_size=60), st.binary(min_size=1, max_size=3))
def test_more_or_fewer_bytes_are_refused(data, more):
    assert unpack(pack(data) + more, len(data)) is None
    assert unpack(pack(data)[: -len(more)], len(data)) is None


def test_it_never_inflates_more_than_it_should():
    assert unpack(pack(bytes(10_000_000)), 10) is None
