"""Which addresses are taken, and that a machine that must not be asked is refused before a connection is tried."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.watch.addresses import Limited, Refused, read_address, refusal
from sayso.watch.fetching import Failed, Fetcher, FetchLimits, Request

OPEN = Limited()
FORBIDDEN = (
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.8.9.1",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "2001:0:a00:1::",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "nonsense",
)


@pytest.mark.parametrize("number", FORBIDDEN)
def test_numbers_that_are_not_public_are_refused(number: str) -> None:
    assert refusal(number, OPEN)


@pytest.mark.parametrize(
    "number", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
)
def test_public_numbers_are_not_refused(number: str) -> None:
    assert refusal(number, OPEN) is None


def test_loopback_is_allowed_alone_when_it_is() -> None:
    local = Limited(loopback=True)
    assert refusal("127.0.0.1", local) is None
    assert refusal("::1", local) is None
    assert refusal("10.0.0.1", local)
    assert refusal("169.254.169.254", local)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:0:0", "::", "64:ff9b::", "2002::"]))
def test_a_refused_number_is_refused_inside_another(number: ipaddress.IPv4Address, prefix: str) -> None:
    shift = 80 if prefix == "2002::" else 0
    outer = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + (int(number) << shift))
    if refusal(str(number), OPEN):
        assert refusal(str(outer), OPEN)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//example.org/",
        "http://",
        "http://user:word@example.org/",
        "http://example.org:22/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: other",
        "http://example.org\\@other.org/",
        "http://[::1/",
        "http://[fe80::1%25eth0]/",
        "http://" + "a" * 3000,
    ],
)
def test_addresses_that_are_not_taken(url: str) -> None:
    with pytest.raises(Refused):
        read_address(url, OPEN)


def test_an_address_has_one_form() -> None:
    address = read_address(
        " HTTP://Example.ORG:80/Ein Weg/ü?q=a b#part ".replace(" W", "%20W").replace("a b", "a+b"), OPEN
    )
    assert address.url == "http://example.org/Ein%20Weg/%C3%BC?q=a+b"
    assert read_address("https://bücher.example/", OPEN).origin == "https://xn--bcher-kva.example"


@pytest.mark.parametrize("number", [n for n in FORBIDDEN if n != "nonsense"])
def test_no_connection_to_a_forbidden_machine_is_ever_tried(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: object, **options: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(socket, "create_connection", never)
    for numbers in ((number,), ("93.184.215.14", number)):
        fetcher = Fetcher("test", OPEN, FetchLimits(), lambda host, port, numbers=numbers: numbers)
        with pytest.raises(Refused):
            fetcher.fetch(Request(url="http://news.example.org/"))


def test_the_connection_goes_to_the_number_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, tried = [], []

    def changing(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("93.184.215.14",) if len(asked) == 1 else ("127.0.0.1",)

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        tried.append(place)
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Failed, match="nobody there"):
        Fetcher("test", OPEN, FetchLimits(), changing).fetch(Request(url="http://news.example.org/"))
    assert asked == ["news.example.org"]
    assert tried == [("93.184.215.14", 80)]
