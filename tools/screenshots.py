"""Makes the pictures of the workbench in `docs/images` anew, of the sample news.

Run: python tools/screenshots.py LEDGER [--views NAME,NAME]. LEDGER is built of `sample/news`. Needs Chromium and the
packages playwright and numpy; the pictures have at most 256 colours, so that they stay small.
"""

import argparse
import shutil
import struct
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import numpy as np
import uvicorn
from playwright.sync_api import Page, sync_playwright

from sayso.report import report
from sayso.web.application import create_app
from sayso.web.settings import Settings

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
TOKEN, WIDTH, TALLEST = "pictures", 1200, 1500
COLOURS = 256


def views(page: Page) -> dict[str, str]:
    """The addresses to take a picture of, by name."""
    origins = ask(page, "/origins")["origins"]
    told = next(one for one in origins if one["kind"] != "ladder")
    statement = next(one for node in told["nodes"] for one in node["statements"])
    document = ask(page, f"/statements/{statement}")["document"]
    other = ask(page, f"/documents/{document['id']}/shared")["sharings"][0]["other"]["id"]
    entity = ask(page, "/entities?q=council")["entities"][0]["id"]
    plain = ("documents", "origins", "entities", "figures", "outlets", "network", "review", "agreement", "decisions")
    return {
        "overview": "/",
        "statements": "/statements?q=inquiry",
        "statement": f"/statements/{statement}",
        "document": f"/documents/{document['id']}",
        "beside": f"/documents/{document['id']}/beside/{other}",
        "raw": f"/documents/{document['id']}/raw",
        "origin": f"/origins/{origins[0]['id']}",
        "timeline": "/timeline?q=gate",
        "timeline-event": "/timeline?by=event&q=gate",
        "entity": f"/entities/{entity}",
        "outlet": f"/outlet?name={quote(document['outlet'])}",
        "corrections": "/corrections",
        "changes": "/changes",
        "diagnostics": "/diagnostics",
        **{name: f"/{name}" for name in plain},
    }


def ask(page: Page, path: str) -> Any:
    """What the API answers."""
    return page.evaluate("(path) => fetch(path).then((answer) => answer.json())", f"/api{path}")


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """The address of a workbench of this ledger."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        settings = msgspec.structs.replace(Settings(ledger=ledger, token=TOKEN, actor="Ana"), port=port)
        server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


def take(page: Page, path: str) -> bytes:
    """A picture of a page, from its top, as PNG."""
    page.set_viewport_size({"width": WIDTH, "height": 800})
    page.goto(path)
    height: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": WIDTH, "height": max(400, min(TALLEST, height))})
    return page.screenshot()


def smaller(png: bytes) -> bytes:
    """The picture with its most frequent colours only, each pixel the nearest of them."""
    pixels = decoded(png)
    coded = (pixels.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)).ravel()
    colours, place, counts = np.unique(coded, return_inverse=True, return_counts=True)
    kept = np.sort(np.argsort(-counts, kind="stable")[:COLOURS])
    palette = np.stack([colours[kept] >> 16, colours[kept] >> 8 & 255, colours[kept] & 255], axis=1).astype(np.int32)
    every = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int32)
    nearest = np.array([int(((palette - one) ** 2).sum(axis=1).argmin()) for one in every], np.uint8)
    rows = nearest[place].reshape(pixels.shape[:2])
    lines = np.concatenate([np.zeros((len(rows), 1), np.uint8), rows], axis=1)
    head = struct.pack(">IIBBBBB", rows.shape[1], rows.shape[0], 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette.astype(np.uint8).tobytes()))
    data = (b"IDAT", zlib.compress(lines.tobytes(), 9))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in (*parts, data, (b"IEND", b"")))


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def decoded(png: bytes) -> np.ndarray:
    """The pixels of a PNG of 8-bit RGB or RGBA as browsers write it: rows × columns × 3."""
    at, data, head = 8, b"", b""
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        head, data, at = (
            (body if kind == b"IHDR" else head),
            data + (body if kind == b"IDAT" else b""),
            at + 12 + length,
        )
    width, height, _, kind_of_colour = struct.unpack(">IIBB", head[:10])
    depth = 4 if kind_of_colour == 6 else 3
    lines = np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + width * depth)
    out = np.zeros((height, width * depth), np.uint8)
    for row in range(height):
        above = out[row - 1] if row else np.zeros(width * depth, np.uint8)
        out[row] = unfiltered(int(lines[row, 0]), lines[row, 1:], above, depth)
    return out.reshape(height, width, depth)[:, :, :3]


def unfiltered(kind: int, line: np.ndarray, above: np.ndarray, depth: int) -> np.ndarray:
    """One line of a PNG without its filter (PNG specification, section 9)."""
    if kind in {0, 2}:
        return line if kind == 0 else line + above
    made = bytearray(line.tobytes())
    up = above.tobytes()
    for at in range(len(made)):
        left, corner = (made[at - depth], up[at - depth]) if at >= depth else (0, 0)
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up[at]) // 2
        else:
            distances = (abs(up[at] - corner), abs(left - corner), abs(left + up[at] - 2 * corner))
            guess = (left, up[at], corner)[distances.index(min(distances))]
        made[at] = (made[at] + guess) & 255
    return np.frombuffer(bytes(made), np.uint8)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--views", default="")
    parser.add_argument("--to", type=Path, default=IMAGES)
    given = parser.parse_args()
    with served(given.ledger) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(base_url=address).new_page()
        page.goto(f"/?token={TOKEN}")
        wanted = set(filter(None, given.views.split(",")))
        for name, path in views(page).items():
            if not wanted or name in wanted:
                (given.to / f"{name}.png").write_bytes(smaller(take(page, path)))
        if not wanted or "report" in wanted:
            with tempfile.TemporaryDirectory() as folder:
                report(given.ledger, Path(folder) / "report.html")
                picture = take(browser.new_page(), (Path(folder) / "report.html").as_uri())
            (given.to / "report.png").write_bytes(smaller(picture))
        browser.close()


if __name__ == "__main__":
    main()
