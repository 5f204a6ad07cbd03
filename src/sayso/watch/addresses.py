"""Addresses: which are taken at all, and to which machines a connection is made.

An address is resolved once. Every number it resolves to is checked, and the connection goes to a checked number, so an
answer of the name server that changes in between leads nowhere else.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterator
from urllib.parse import quote, urljoin, urlsplit

from sayso.records import Value

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], tuple[str, ...]]
"""The numbers of a host, as a name server gives them; raises OSError where it gives none."""

PORTS = frozenset({80, 443})
LONGEST = 2_000
"""Characters of the longest address that is taken."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_.])?")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_AS_IT_IS = "/%:@!$&'()*+,;=~-._?"

_REFUSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "168.63.129.16/32",  # a cloud's own services for its machines
            "192.0.0.0/24",
            "192.88.99.0/24",
            "64:ff9b:1::/48",
            "fec0::/10",
        ),
    )
)
"""Networks that are no public hosts although not every version of Python says so."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


class Refused(Exception):  # noqa: N818 - it is no error of ours
    """An address must not be fetched; the text says why."""


class Limited(Value, frozen=True, kw_only=True):
    """Where connections may go.

    Attributes:
        ports: to which ports.
        loopback: whether this machine itself may be asked; for tests and for feeds that a program here makes.
    """

    ports: frozenset[int] = PORTS
    loopback: bool = False


class Address(Value, frozen=True, kw_only=True):
    """The parts of an address that was taken.

    Attributes:
        scheme: "http" or "https".
        host: in small letters, without brackets.
        target: path and query, as the request has them.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port as in an address, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for, and what is asked politely as one."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address in its one form."""
        return self.origin + self.target


def read_address(url: str, limited: Limited) -> Address:
    """The parts of an address.

    Raises:
        Refused: when it is none that may be fetched: another scheme or port, a name and password, odd characters.
    """
    if len(url) > LONGEST or _UNSAFE.search(url.strip()):
        raise Refused("it is too long, or has characters that no address has")
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise Refused(f"it is no address: {error}") from None
    if parts.scheme not in _DEFAULT_PORT:
        raise Refused(f"its scheme is {parts.scheme[:20]!r}, not http or https")
    if parts.username is not None or parts.password is not None:
        raise Refused("it holds a name or password")
    port = port if port is not None else _DEFAULT_PORT[parts.scheme]
    if port not in limited.ports:
        raise Refused(f"port {port} is not among those allowed")
    query = f"?{quote(parts.query, safe=_AS_IT_IS)}" if parts.query else ""
    target = quote(parts.path or "/", safe=_AS_IT_IS.rstrip("?")) + query
    return Address(scheme=parts.scheme, host=_host(host), port=port, target=target)


def joined(base: str, link: str) -> str:
    """The address that a link on a page leads to; one that is no address stays as it is, to be refused as such."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _host(host: str) -> str:
    if ":" in host:
        try:
            number = ipaddress.IPv6Address(host)
        except ValueError:
            raise Refused("its host is no IPv6 address") from None
        if number.scope_id is not None:
            raise Refused("its host is of this network only")
        return str(number)
    try:
        name = host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
    except UnicodeError:
        raise Refused("its host is no name") from None
    if not _HOST.fullmatch(name):
        raise Refused("its host is no name")
    return name.rstrip(".")


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The numbers of a host as the system's resolver gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(row[4][0]) for row in found))


def checked_numbers(address: Address, limited: Limited, ask: Resolve = resolve) -> tuple[str, ...]:
    """The numbers to which a connection for an address may be made.

    Raises:
        Refused: when any number of the host is one that must not be asked.
        OSError: when the host has no number.
    """
    numbers = ask(address.host, address.port)
    for number in numbers:
        problem = refusal(number, limited)
        if problem:
            raise Refused(f"{address.host} is {number}: {problem}")
    return numbers


def refusal(number: str, limited: Limited) -> str | None:
    """Why no connection may be made to a number; None where one may.

    Numbers of version 4 that lie inside one of version 6 are checked too.
    """
    try:
        outer = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return "it is no address"
    return next(filter(None, (_problem(one, limited) for one in (outer, *_inside(outer)))), None)


def _problem(number: IpAddress, limited: Limited) -> str | None:
    if number.is_loopback:
        return None if limited.loopback else "it is this machine itself"
    if number.is_multicast:
        return "it is for many machines"
    mapped = isinstance(number, ipaddress.IPv6Address) and any(True for _ in _inside(number))
    if not mapped and not number.is_global:
        return "it is not public"
    if any(number.version == network.version and number in network for network in _REFUSED):
        return "it is not public"
    return None


def _inside(number: IpAddress) -> Iterator[ipaddress.IPv4Address]:
    """The numbers of version 4 that a number of version 6 stands for or leads to."""
    if not isinstance(number, ipaddress.IPv6Address) or number.is_loopback:
        return
    if number in _NAT64 or number in _COMPATIBLE:
        yield ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    if number.ipv4_mapped is not None:
        yield number.ipv4_mapped
    if number.sixtofour is not None:
        yield number.sixtofour
    if number.teredo is not None:
        yield from number.teredo
