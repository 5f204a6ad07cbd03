"""What stands before every page: which hosts are answered, who is signed in, what a browser is allowed to do."""

import hmac
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.sessions import Session, Sessions
from sayso.web.settings import Settings
from sayso.web.users import Role, read_users

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""What every answer carries: nothing inline, nothing from elsewhere, no frames."""

OPEN_PATHS = ("/login", "/static/")
"""What can be had without being signed in."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """Lets through what may pass, and marks it with its session."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions) -> None:
        self._app, self._settings, self._sessions = app, settings, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # there are no websockets here
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope)
        refusal = self._refusal(request)
        await (refusal or self._app)(scope, receive, _with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        """What is answered instead, where a request may not pass."""
        if host_name(request.headers.get("host", "")) not in self._settings.host_names:
            return PlainTextResponse("This server is not known by that name. Give --allow-host.", 421)
        if request.method not in _SAFE and not same_origin(request):
            return PlainTextResponse("This request came from another site.", 403)
        if not _is_text(request.scope["query_string"]):
            return PlainTextResponse("This address holds bytes that are no UTF-8.", 400)
        session = self._session(request)
        request.state.session = session
        if session is None and not _open(request.url.path):
            return self._sign_in(request)
        return None

    def _session(self, request: Request) -> Session | None:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._settings.users is None and bearer and is_token(self._settings, bearer):
            return self._sessions.start(self._settings.actor, Role.ADMIN, bearer=True)
        session = self._sessions.get(request.cookies.get(cookie_name(self._settings)))
        if session is None or self._settings.users is None:
            return session
        user = read_users(self._settings.users).named(session.name)  # who was struck off is out at once
        return session if user is not None and user.role is session.role else None

    def _sign_in(self, request: Request) -> Response:
        """Signed in by the link printed at the start, or sent to the page for it."""
        token = request.query_params.get("token")
        if token and self._settings.users is None and is_token(self._settings, token):
            response = RedirectResponse(request.url.path.replace("//", "/"), 303)
            sign_in(response, self._settings, self._sessions.start(self._settings.actor, Role.ADMIN))
            return response
        if request.url.path.startswith("/api/"):
            return JSONResponse(
                {"code": "not_signed_in", "message": "Nobody is signed in.", "remedy": "Sign in, or send the token."},
                401,
            )
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query and not token else "")
        return RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)


def host_name(header: str) -> str:
    """The name in a header `Host`, without its port.

    Example:
        >>> host_name("LocalHost:8642"), host_name("[::1]:80")
        ('localhost', '[::1]')
    """
    name, colon, port = header.lower().rpartition(":")
    return name if colon and port.isdigit() else header.lower()


def same_origin(request: Request) -> bool:
    """Whether a request comes from a page of this server, or from no page at all."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def is_token(settings: Settings, token: str) -> bool:
    """Whether this is the token of the server."""
    return hmac.compare_digest(token.encode(), settings.token.encode())


def cookie_name(settings: Settings) -> str:
    """The name of the cookie: one for each port, since browsers do not tell ports apart."""
    return f"sayso_{settings.port}"


def sign_in(response: Response, settings: Settings, session: Session) -> None:
    """Give the browser its session; no script can read it, no other site can use it for a form."""
    response.set_cookie(
        cookie_name(settings), session.id, httponly=True, samesite="lax", secure=settings.secure, path="/"
    )


def local_path(path: str) -> str:
    """The path if it is one of this server, else the first page.

    Example:
        >>> local_path("/statements?q=a"), local_path("//evil.example/"), local_path("https://evil.example/")
        ('/statements?q=a', '/', '/')
    """
    plain = path.isascii() and path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


def _is_text(query: bytes) -> bool:
    """Whether a query can be read at all; the libraries below take that for granted."""
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return True


def _open(path: str) -> bool:
    return path == OPEN_PATHS[0] or path.startswith(OPEN_PATHS[1])


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}
            added = {"cache-control": "no-store", **HEADERS}
            message["headers"] = [
                *message["headers"],
                *((name.encode(), value.encode()) for name, value in added.items() if name.encode() not in own),
            ]
        await send(message)

    return sending
