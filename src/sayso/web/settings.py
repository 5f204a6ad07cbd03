"""How the workbench is served, and to whom."""

import getpass
import ipaddress
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.app import StatementView
from sayso.records import ConfigError

DEFAULT_PORT = 8642

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""What this machine may be called in the header `Host` when only it can reach the server."""

Exporter = Callable[[Iterable[StatementView]], Iterator[bytes]]
"""Writes statements in one format, piece by piece."""


def system_user() -> str:
    """The name this machine knows its user by; "local" where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the workbench is served.

    Attributes:
        ledger: the ledger's file.
        host, port: where to listen.
        allowed_hosts: names in the header `Host` that are answered, besides those of this machine on a loopback.
        users: file of users; None where the token opens everything.
        token: what the link printed at the start carries; used only without users.
        actor: who decides, where there are no users.
        certificate, key: files for HTTPS.
        against: another ledger, to show what changed since.
        exporters: formats by their file ending, besides JSON Lines.
    """

    ledger: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    allowed_hosts: tuple[str, ...] = ()
    users: Path | None = None
    token: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(24))
    actor: str = msgspec.field(default_factory=system_user)
    certificate: Path | None = None
    key: Path | None = None
    against: Path | None = None
    exporters: dict[str, Exporter] = {}

    @property
    def secure(self) -> bool:
        """Whether it is served by HTTPS."""
        return self.certificate is not None

    @property
    def host_names(self) -> frozenset[str]:
        """The names answered to."""
        own = LOOPBACK_NAMES if is_loopback(self.host) else frozenset({_bracketed(self.host)})
        return own | {name.lower() for name in self.allowed_hosts}

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"{'https' if self.secure else 'http'}://{_bracketed(self.host)}:{self.port}/"


def checked(settings: Settings, *, has_users: bool) -> Settings:
    """The settings, if they are safe.

    Raises:
        ConfigError: `public_without_users`, `public_without_name`, `half_a_certificate`.
    """
    if (settings.certificate is None) != (settings.key is None):
        raise ConfigError("half_a_certificate", "A certificate needs its key.", "Give both --certificate and --key.")
    if is_loopback(settings.host):
        return settings
    if not has_users:
        raise ConfigError(
            "public_without_users",
            f"{settings.host} can be reached from other machines, and there are no users.",
            "Add one with `sayso serve --add-user NAME --users FILE`, or leave --host out.",
        )
    if settings.host in {"0.0.0.0", "::"} and not settings.allowed_hosts:  # noqa: S104  refused, not bound
        raise ConfigError(
            "public_without_name",
            "A server on all addresses has to know by which name it is called.",
            "Give --allow-host NAME.",
        )
    return settings


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
        (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
