"""A local web server for tests: what it answers is a table of functions, and what it was asked is kept."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseServer
from typing import Any

Page = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server's table has for a path."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path.partition("?")[0])
        with suppress(OSError):
            if page is None:
                self.give(b"", status=404)
            else:
                page(self)

    def do_POST(self) -> None:
        self.server.posted.append(
            (self.headers["Idempotency-Key"], self.rfile.read(int(self.headers["Content-Length"])))
        )
        self.do_GET()

    def give(self, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        """Answer properly."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Answer with bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server on loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.posted: list[tuple[str, bytes]] = []

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def page(self, path: str, body: str | bytes, kind: str = "text/html", **headers: str) -> None:
        """Answer with a page at a path."""
        data = body if isinstance(body, bytes) else body.encode()
        self.pages[path] = lambda handler: handler.give(data, kind, **headers)


@contextmanager
def serving(server: Server | None = None) -> Iterator[Server]:
    """A server that answers as long as the block lasts."""
    server = server or Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        BaseServer.shutdown(server)
        server.server_close()
        thread.join()
