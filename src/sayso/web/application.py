"""The workbench as an ASGI application."""

from collections.abc import Callable
from importlib import resources

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sayso.records import InputError, SaysoError
from sayso.web import openapi
from sayso.web.asked import read_asked
from sayso.web.deciding import decided
from sayso.web.desk import KeptCounts, desk
from sayso.web.endpoints import (
    Serving,
    check_csrf,
    export_endpoint,
    form_of,
    given,
    original_endpoint,
    resource_endpoint,
    status_of,
    writing_endpoint,
)
from sayso.web.guard import Guard, cookie_name, is_token, local_path, sign_in
from sayso.web.pages import PAGES, Filled, Page
from sayso.web.resources import RESOURCES
from sayso.web.sessions import Session, Sessions
from sayso.web.settings import Settings, checked
from sayso.web.templating import environment
from sayso.web.users import Role, checked_user, read_users
from sayso.web.writing import WRITINGS

MENU = tuple((page.path, page.menu) for page in PAGES if page.menu)


def create_app(settings: Settings) -> Starlette:
    """The workbench of one ledger.

    Raises:
        ConfigError: when the settings are not safe, see `sayso.web.settings.checked`.
    """
    checked(settings, has_users=bool(read_users(settings.users).users))
    serving = Serving(settings, Sessions(), KeptCounts(settings.against))
    guard = Middleware(Guard, settings=settings, sessions=serving.sessions)
    made = Starlette(routes=_routes(serving), middleware=[guard], exception_handlers={404: _not_found})
    made.state.kept = serving.kept
    return made


def _routes(serving: Serving) -> list[BaseRoute]:
    package = resources.files("sayso.web")
    api: list[BaseRoute] = [
        Route(f"/api{resource.path}", resource_endpoint(serving, resource)) for resource in RESOURCES.values()
    ]
    api += [
        Route(f"/api{writing.path}", writing_endpoint(serving, writing), methods=["POST"])
        for writing in WRITINGS.values()
    ]
    return [
        Route("/api/openapi.json", _openapi),
        Route("/api/documents/{id}/original", original_endpoint(serving)),
        Route("/api/statements.{ending}", export_endpoint(serving)),
        *api,
        Route("/login", _login_page(serving), methods=["GET"]),
        Route("/login", _login(serving), methods=["POST"]),
        Route("/decide", _decide(serving), methods=["POST"]),
        Route("/logout", _logout(serving), methods=["POST"]),
        *(Route(page.path, _page_endpoint(serving, page)) for page in PAGES),
        Mount("/static/vendor", StaticFiles(directory=str(package / "vendor"))),
        Mount("/static", StaticFiles(directory=str(package / "static"))),
    ]


def _openapi(request: Request) -> Response:
    del request
    return JSONResponse(openapi.document())


def _page_endpoint(serving: Serving, page: Page) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        session: Session = request.state.session
        try:
            asked = read_asked(page.asks, given(request), strict=False)
            with desk(serving.settings, serving.kept, session) as at:
                filled = page.fill(at, asked)
                return _html(page.template, request, session, filled)
        except SaysoError as error:
            return _html("error", request, session, {"error": error}, status_of(error))

    return endpoint


def _html(template: str, request: Request, session: Session | None, filled: Filled, status: int = 200) -> Response:
    common: Filled = {"menu": MENU, "here": request.url.path, "session": session}
    text = environment().get_template(f"{template}.html").render(common | filled)
    return HTMLResponse(text.encode("utf-8", "replace"), status_code=status)


def _login_page(serving: Serving) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        users = serving.settings.users is not None
        wanted = local_path(request.query_params.get("next", "/"))
        return _html("login", request, None, {"users": users, "wanted": wanted, "wrong": ""})

    return endpoint


def _login(serving: Serving) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        try:
            fields = await form_of(request)
            session = await run_in_threadpool(_signed_in, serving, fields)
        except SaysoError as error:
            users = serving.settings.users is not None
            return _html("login", request, None, {"users": users, "wanted": "/", "wrong": error.message}, 403)
        response = RedirectResponse(local_path(fields.get("next", "/")), 303)
        sign_in(response, serving.settings, session)
        return response

    return endpoint


def _signed_in(serving: Serving, fields: dict[str, str]) -> Session:
    """A session for a name and password, or for the token where there are no users.

    Raises:
        InputError: `not_allowed`.
    """
    settings, sessions = serving.settings, serving.sessions
    if settings.users is None:
        if is_token(settings, fields.get("token", "")):
            return sessions.start(settings.actor, Role.ADMIN)
        raise InputError("not_allowed", "That is not the token of this server.", "Take it from where it was started.")
    name = fields.get("name", "")
    if not sessions.may_try(name):
        raise InputError("not_allowed", "Too many wrong passwords for this name.", "Wait a minute.")
    user = checked_user(read_users(settings.users), name, fields.get("password", ""))
    if user is None:
        sessions.failed(name)
        raise InputError("not_allowed", "Name or password is wrong.", "Try again.")
    return sessions.start(user.name, user.role)


def _decide(serving: Serving) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        session: Session = request.state.session
        try:
            return await run_in_threadpool(decided, serving, session, await form_of(request))
        except SaysoError as error:
            return _html("error", request, session, {"error": error}, status_of(error))

    return endpoint


def _logout(serving: Serving) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        session: Session = request.state.session
        try:
            check_csrf(session, (await form_of(request)).get("csrf"))
        except SaysoError as error:
            return _html("error", request, session, {"error": error}, status_of(error))
        serving.sessions.end(session.id)
        response = RedirectResponse("/login", 303)
        response.delete_cookie(cookie_name(serving.settings), path="/")
        return response

    return endpoint


def _not_found(request: Request, error: Exception) -> Response:
    del error
    missing = InputError("unknown_id", "There is no such page.", "Start from the overview.")
    if request.url.path.startswith("/api/"):
        return JSONResponse({"code": missing.code, "message": missing.message, "remedy": missing.remedy}, 404)
    return _html("error", request, getattr(request.state, "session", None), {"error": missing}, 404)
