"""The limited process, as seen from outside: asked for documents, watched by the clock, started again when it dies.

Everything that takes apart what strangers made (archives, web archives, mail, feeds, tables, PDF) happens there, within
limits on memory, processor time, time by the clock and output. What comes back is data, never code.
"""

import atexit
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, cast

from sayso.ingest import wire
from sayso.ingest.limits import DEFAULT_LIMITS, Limits
from sayso.ingest.pdf import Place
from sayso.records import UNREADABLE, Diagnostic, Span

_WATCH_SECONDS = 0.5


class Broken(Exception):  # noqa: N818 - it is no error of ours
    """The limited process could not answer: what it died of, or what it said."""


class Sandbox:
    """A limited process; started when first asked, and again after it died.

    Example:
        >>> with Sandbox() as sandbox:  # doctest: +SKIP
        ...     replies = list(sandbox.ask(wire.ReadPdf(data=data)))
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = False
        self._lock = threading.Lock()

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: wire.Request) -> Iterator[wire.Reply]:
        """The replies to a request; one that is not read to its end ends the process.

        Raises:
            Broken: when the process dies, is late, or says that it failed.
        """
        process = self._started()
        ended = False
        try:
            self._send(process, request)
            while True:
                reply = self._reply(process)
                if isinstance(reply, wire.Done):
                    ended = True
                    if reply.failure:
                        raise Broken(reply.failure)
                    return
                yield reply
        finally:
            if not ended:
                self.close()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be written has no reader any more

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        command = [sys.executable, "-P", "-m", "sayso.ingest.child"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
        wire.send(_input(self._process), self._limits)
        return self._process

    def _send(self, process: "subprocess.Popen[bytes]", request: wire.Request) -> None:
        try:
            wire.send(_input(process), request)
        except OSError as error:
            raise Broken(self._cause(process)) from error

    def _reply(self, process: "subprocess.Popen[bytes]") -> wire.Reply:
        """The next reply, waited for no longer than the clock's limit."""
        with self._lock:
            self._deadline = time.monotonic() + self._limits.wall_seconds
        try:
            reply = wire.receive_reply(_output(process), self._limits.max_answer)
        except (*UNREADABLE, MemoryError) as error:
            raise Broken(f"its answer cannot be read: {error}"[:200]) from error
        finally:
            with self._lock:
                self._deadline = None
        if reply is None:
            raise Broken(self._cause(process))
        return reply

    def _cause(self, process: "subprocess.Popen[bytes]") -> str:
        """Why a process that does not answer is dead."""
        code = process.wait()
        if self._late:
            self._late = False
            return f"it took more than {self._limits.wall_seconds} seconds"
        if code == -24:  # SIGXCPU
            return f"it took more than {self._limits.cpu_seconds} seconds of processor time"
        return f"its reader was ended by signal {-code}" if code < 0 else f"its reader ended with code {code}"

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        """Kill the process once it is late."""
        while process.poll() is None:
            with self._lock:
                if self._deadline is not None and time.monotonic() > self._deadline:
                    self._late = True
                    process.kill()
            time.sleep(_WATCH_SECONDS)


def pdf_text(data: bytes, key: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The raw layer of a PDF, read in the limited process, with what is wrong with it."""
    try:
        pages = _pages(wire.ReadPdf(data=data))
    except Broken as broken:
        return "", (Diagnostic(code="quarantined", key=key, detail=str(broken)),)
    text = pages.text
    if text is None or text.problem is not None:
        return "", (Diagnostic(code="bad_pdf", key=key, detail=(text.problem or "") if text else ""),)
    if not text.text.strip() and text.pages:
        return "", (Diagnostic(code="scanned_pdf", key=key, detail=f"{text.pages} pages, none with text"),)
    if not text.pictures:
        return text.text, ()
    detail = f"pages {', '.join(map(str, text.pictures[:50]))} of {text.pages}"
    return text.text, (Diagnostic(code="scanned_pages", key=key, detail=detail),)


def pdf_places(data: bytes, spans: tuple[Span, ...]) -> tuple[Place, ...]:
    """Where spans of the raw layer stand on the pages of a PDF; none where it cannot be told.

    Offsets: half-open code points of the raw layer.
    """
    try:
        return _pages(wire.ReadPdf(data=data, spans=spans)).places
    except Broken:
        return ()


def _pages(request: wire.ReadPdf) -> wire.Pages:
    replies = list(_sandbox_of(os.getpid()).ask(request))
    return next((reply for reply in replies if isinstance(reply, wire.Pages)), wire.Pages())


@cache
def _sandbox_of(process: int) -> Sandbox:
    """The limited process for the PDFs of this process; kept, because starting one costs more than most do."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox


def _input(process: "subprocess.Popen[bytes]") -> BinaryIO:
    return cast("BinaryIO", process.stdin)


def _output(process: "subprocess.Popen[bytes]") -> BinaryIO:
    return cast("BinaryIO", process.stdout)
