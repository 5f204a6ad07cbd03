"""Users of a shared workbench: a file beside the ledger, never inside it, so that a ledger that is handed on holds no
passwords."""

import os
import tempfile
from enum import StrEnum
from pathlib import Path

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sayso.records import UNREADABLE, ConfigError, StoreError, Value

MIN_PASSWORD = 12
"""Characters of a password, at least."""

_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("nobody has this password")
"""What the password of an unknown name is checked against, so that it takes as long as for a known one."""


class Role(StrEnum):
    """What a person may do: look; look and decide; all, also what cannot be taken back."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    def may(self, needed: "Role") -> bool:
        """Whether this role includes another."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(needed)


class User(Value, frozen=True, kw_only=True):
    """One user; the password as an argon2 hash."""

    name: str
    role: Role
    password: str


class Users(Value, frozen=True, kw_only=True):
    """The file of users."""

    users: tuple[User, ...] = ()

    def named(self, name: str) -> User | None:
        """The user with this name."""
        return next((user for user in self.users if user.name == name), None)


def read_users(path: Path | None) -> Users:
    """The users in a file; none where there is no file.

    Raises:
        StoreError: `bad_users`.
    """
    if path is None or not path.exists():
        return Users()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Users)
    except (OSError, *UNREADABLE) as error:
        message = f"{path} is no file of users ({error})."
        raise StoreError("bad_users", message, "Mend it, or make a new one with --add-user.") from error


def add_user(path: Path, name: str, role: Role, password: str) -> None:
    """Add a user to a file, or give one another role and password; only its owner may read the file.

    Raises:
        ConfigError: `bad_user_name`, `short_password`.
        StoreError: `bad_users`, `cannot_write_users`.
    """
    if not name.strip() or len(name) > 100 or not name.isprintable():
        raise ConfigError("bad_user_name", f"{name!r} is no name of a user.", "Give up to 100 printable characters.")
    if len(password) < MIN_PASSWORD:
        message = f"The password has fewer than {MIN_PASSWORD} characters."
        raise ConfigError("short_password", message, "Give a longer one.")
    others = tuple(user for user in read_users(path).users if user.name != name)
    user = User(name=name, role=role, password=_HASHER.hash(password))
    _write(path, Users(users=tuple(sorted((*others, user), key=lambda u: u.name))))


def checked_user(users: Users, name: str, password: str) -> User | None:
    """The user with this name and password; None if there is none."""
    user = users.named(name)
    try:
        _HASHER.verify(user.password if user else _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return user


def _write(path: Path, users: Users) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # readable by its owner only
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(users)))
        Path(name).replace(path)
    except OSError as error:
        message = f"{path} cannot be written ({error.strerror})."
        raise StoreError("cannot_write_users", message, "Name another file.") from error
