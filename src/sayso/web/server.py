"""Serving the workbench."""

import errno
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import msgspec
import uvicorn

from sayso import app
from sayso.records import SaysoError, StoreError
from sayso.web.application import create_app
from sayso.web.desk import KeptCounts
from sayso.web.settings import Settings


def serve(settings: Settings, started: Callable[[Settings], None]) -> None:
    """Serve until stopped.

    Args:
        settings: how; port 0 takes a free one.
        started: called once the port is bound, with the settings as they are.

    Raises:
        StoreError: `port_in_use`, `cannot_listen`, or what opening the ledger raises.
        ConfigError: when the settings are not safe.
    """
    app.open_ledger(settings.ledger).close()
    bound = _bound(settings)
    settings = msgspec.structs.replace(settings, port=bound.getsockname()[1])
    served = create_app(settings)
    threading.Thread(target=_warm, args=(settings, served.state.kept), daemon=True).start()
    config = uvicorn.Config(
        served,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ssl_certfile=str(settings.certificate) if settings.certificate else None,
        ssl_keyfile=str(settings.key) if settings.key else None,
        timeout_graceful_shutdown=5,
    )
    started(settings)
    uvicorn.Server(config).run(sockets=[bound])


def _warm(settings: Settings, kept: KeptCounts) -> None:
    """Count the whole ledger once, before anybody asks."""
    with suppress(SaysoError), app.open_ledger(settings.ledger) as ledger:
        kept.overview.get(ledger)


def _bound(settings: Settings) -> socket.socket:
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            message = f"Something else listens on port {settings.port}."
            raise StoreError("port_in_use", message, "Give another --port.") from error
        message = f"{settings.host} port {settings.port} cannot be listened on: {error.strerror}."
        raise StoreError("cannot_listen", message, "Give another --host or --port.") from error
