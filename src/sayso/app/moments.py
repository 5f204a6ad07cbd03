"""Who acts, and when: what a person's decisions, erasures and redactions are signed with."""

import os
from datetime import UTC, datetime

from sayso.records import InputError

ACTOR = "SAYSO_ACTOR"
"""The environment variable that says who acts, where nobody is named."""


def now() -> str:
    """This moment, RFC 3339 in UTC, to the microsecond: of two decisions the later one counts."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def actor_named(name: str | None) -> str:
    """Who acts: the one named, else whom the environment names.

    Raises:
        InputError: `no_actor`.
    """
    actor = actor_or(name, "")
    if not actor:
        raise InputError("no_actor", "Nobody was named who decides.", f"Give --actor NAME, or set {ACTOR}.")
    return actor


def actor_or(name: str | None, other: str) -> str:
    """Who acts: the one named, else whom the environment names, else another."""
    return (name or os.environ.get(ACTOR, "")).strip() or other
