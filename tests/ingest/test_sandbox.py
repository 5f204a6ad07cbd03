"""The limited process: what breaks it, what is kept of that, and that the next file is read."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tools import making

from sayso.ingest import Limits, read_originals, wire
from sayso.ingest.kinds import Kind
from sayso.ingest.sandbox import Broken, Sandbox
from sayso.records import Diagnostic, Media, Original

Write = Callable[[str, str | bytes], Path]
STORY = b"Ana Ruiz said that taxes will fall next year."

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")


def ask(path: Path, kind: Kind) -> wire.Expand:
    return wire.Expand(path=os.fsencode(path), key=path.name, place=path.name, kind=str(kind.value))


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(wall_seconds=20)) as opened:
        yield opened


def test_it_answers_again_after_it_was_killed(sandbox: Sandbox, write: Write) -> None:
    request = ask(write("a.zip", making.zip_of({"a.txt": STORY})), Kind.ZIP)
    assert len(list(sandbox.ask(request))) == 2
    assert sandbox._process is not None
    os.kill(sandbox._process.pid, signal.SIGKILL)
    sandbox._process.wait()
    assert len(list(sandbox.ask(request))) == 2


def test_an_answer_that_is_not_read_to_its_end_does_not_mix_with_the_next(sandbox: Sandbox, write: Write) -> None:
    request = ask(write("a.zip", making.zip_of({f"{n}.txt": STORY for n in range(9)})), Kind.ZIP)
    replies = sandbox.ask(request)
    next(replies)
    replies.close()
    assert len(list(sandbox.ask(request))) == 10


def test_memory_is_limited(write: Write) -> None:
    path = write("a.jsonl", b'{"id": "a", "text": "' + b"x" * 60_000_000 + b'"}\n')
    found = list(read_originals([path], Limits(memory=250 * 1024 * 1024)))
    told = [item for item in found if isinstance(item, Diagnostic)]
    (evidence,) = [item for item in found if isinstance(item, Original)]
    assert [d.code for d in told] == ["quarantined"]
    assert "memory" in told[0].detail or "signal" in told[0].detail
    assert (evidence.media, evidence.data) == (Media.UNREAD, path.read_bytes())


def test_processor_time_is_limited(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    request = stuck(write, monkeypatch, "while True: pass")
    with Sandbox(Limits(cpu_seconds=1, wall_seconds=60)) as limited, pytest.raises(Broken, match="processor time"):
        list(limited.ask(request))


def test_time_by_the_clock_is_limited(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    request = stuck(write, monkeypatch, "import time; time.sleep(600)")
    began = time.monotonic()
    with Sandbox(Limits(wall_seconds=2)) as limited, pytest.raises(Broken, match="more than 2 seconds"):
        list(limited.ask(request))
    assert time.monotonic() - began < 60


def test_an_answer_is_limited(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    large = "from sayso.records import Diagnostic; yield Diagnostic(code='empty', key='x' * 3_000_000)"
    request = stuck(write, monkeypatch, large)
    with Sandbox(Limits(max_answer=1_000_000)) as limited, pytest.raises(Broken, match="more than 1000000"):
        list(limited.ask(request))


def test_no_file_is_written(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "written"
    request = stuck(write, monkeypatch, f"open({str(target)!r}, 'wb', buffering=0).write(b'x')")
    with Sandbox(Limits(wall_seconds=60)) as limited, pytest.raises(Broken):
        list(limited.ask(request))
    assert not target.exists() or not target.read_bytes()


def test_the_next_file_is_read(write: Write) -> None:
    write("a.jsonl", b'{"id": "a", "text": "' + b"x" * 60_000_000 + b'"}\n')
    folder = write("b.zip", making.zip_of({"a.txt": STORY})).parent
    found = list(read_originals([folder], Limits(memory=250 * 1024 * 1024)))
    assert [o.key for o in found if isinstance(o, Original)] == ["a.jsonl", "b.zip/a.txt"]


def test_a_manifest_that_breaks_its_reader_is_kept_as_evidence(write: Write) -> None:
    manifest = write("about.csv", b"path,title\na.txt," + b"x" * 40_000_000 + b"\n")
    folder = write("a.txt", STORY).parent
    found = list(read_originals([folder], Limits(memory=250 * 1024 * 1024)))
    assert [item.code for item in found if isinstance(item, Diagnostic)] == ["quarantined"]
    originals = {item.key: item for item in found if isinstance(item, Original)}
    assert (originals["about.csv"].media, originals["about.csv"].data) == (Media.UNREAD, manifest.read_bytes())
    assert originals["a.txt"].data == STORY


def stuck(write: Write, monkeypatch: pytest.MonkeyPatch, body: str) -> wire.Expand:
    """A request that the limited process never answers: when it starts, its reader of ZIP is replaced by `body`."""
    code = f"import sayso.ingest.expand as e\ndef stuck(stream, container):\n    {body}\n    yield\n"
    made = write("sitecustomize.py", f"{code}from sayso.ingest.kinds import Kind\ne._READERS[Kind.ZIP] = stuck\n")
    monkeypatch.setenv("PYTHONPATH", str(made.parent))
    return ask(made, Kind.ZIP)
