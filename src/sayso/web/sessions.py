"""Who is signed in: sessions in the memory of the server, gone when it stops."""

import secrets
import threading
import time
from collections.abc import Callable

import msgspec

from sayso.web.users import Role

HOURS = 12
MOST = 1000
"""Sessions held at once; the oldest makes room."""

TRIES, TRIES_SECONDS = 5, 60.0
"""Wrong passwords for one name before it has to wait, and how long."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One person signed in.

    Attributes:
        id: what the cookie holds.
        csrf: what every form of the session carries.
        until: end, in seconds of the clock.
        bearer: whether the request carried the token itself, as programs do; then there is no cookie to abuse.
    """

    id: str
    name: str
    role: Role
    csrf: str
    until: float
    bearer: bool = False


class Sessions:
    """Sessions and failed tries; safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._failed: dict[str, list[float]] = {}

    def start(self, name: str, role: Role, *, bearer: bool = False) -> Session:
        """A new session."""
        session = Session(
            id=secrets.token_urlsafe(32),
            name=name,
            role=role,
            csrf=secrets.token_urlsafe(32),
            until=self._clock() + HOURS * 3600,
            bearer=bearer,
        )
        if not bearer:
            with self._lock:
                while len(self._sessions) >= MOST:
                    self._sessions.pop(next(iter(self._sessions)))
                self._sessions[session.id] = session
        return session

    def get(self, session_id: str | None) -> Session | None:
        """The session with this id, if it has not ended."""
        with self._lock:
            session = self._sessions.get(session_id or "")
            if session is not None and session.until < self._clock():
                del self._sessions[session.id]
                return None
            return session

    def end(self, session_id: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session_id, None)

    def may_try(self, name: str) -> bool:
        """Whether a password for this name may be tried now."""
        with self._lock:
            recent = [at for at in self._failed.get(name, []) if self._clock() - at < TRIES_SECONDS]
            if recent:
                self._failed[name] = recent
            else:
                self._failed.pop(name, None)
            return len(recent) < TRIES

    def failed(self, name: str) -> None:
        """Note a wrong password."""
        with self._lock:
            while len(self._failed) >= MOST:
                self._failed.pop(next(iter(self._failed)))
            self._failed.setdefault(name, []).append(self._clock())
