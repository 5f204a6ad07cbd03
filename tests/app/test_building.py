"""Building: incremental, complete, and the same whatever the order, the parts and the workers."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso import app
from sayso.records import ConfigError, InputError


def built(ledger: Path, *paths: Path, **options: object) -> app.BuildSummary:
    return app.build(list(paths), ledger, app.BuildOptions(**options))


def codes(ledger: Path) -> list[tuple[str, str]]:
    with app.open_ledger(ledger) as opened:
        return sorted((found.code, found.key) for found in app.diagnostics(opened) if found.severity != "note")


def test_everything_is_read_and_verified(news: Path, ledger: Path) -> None:
    summary = built(ledger, news)
    assert (summary.read, summary.unchanged, summary.failures) == (5, 0, ())
    assert summary.documents == 5
    assert summary.statements >= 8
    with app.open_ledger(ledger) as opened:
        assert not list(app.verify(opened))


def test_building_again_does_nothing(news: Path, ledger: Path) -> None:
    first = built(ledger, news)
    again = built(ledger, news)
    assert (again.read, again.unchanged, again.digest) == (0, 5, first.digest)


def test_a_new_file_costs_only_itself(news: Path, ledger: Path) -> None:
    built(ledger, news)
    (news / "c.txt").write_text("Captain Ilse Vance said that fog had closed the sound.", encoding="utf-8")
    summary = built(ledger, news)
    assert (summary.read, summary.unchanged) == (1, 5)


def test_the_digest_does_not_depend_on_order_parts_or_workers(news: Path, tmp_path: Path) -> None:
    paths = sorted(news.iterdir())
    whole = built(tmp_path / "whole", *paths)
    reverse = built(tmp_path / "reverse", *reversed(paths))
    pool = built(tmp_path / "pool", *paths, jobs=2)
    for path in paths[::-1]:
        parts = built(tmp_path / "parts", path)
    assert whole.digest == reverse.digest == pool.digest == parts.digest


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(news: Path, ledger: Path) -> None:
    built(ledger, news / "b.txt")
    (news / "b.txt").write_text("Union leader Tomas Lind said that the strike went on.", encoding="utf-8")
    built(ledger, news / "b.txt")
    with app.open_ledger(ledger) as opened:
        counts = opened.counts()
    assert (counts.documents, counts.superseded_documents) == (1, 1)


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(news: Path, ledger: Path) -> None:
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (news / "bad.jsonl").write_bytes(b'{"id": "x", "text": 3}\nnot json\n')
    summary = built(ledger, news)
    assert summary.documents == 5
    assert {failure.code for failure in summary.failures} == {"empty", "binary", "bad_json"}
    assert ("empty", "empty.txt") in codes(ledger)


def test_a_mended_file_loses_its_note(news: Path, ledger: Path) -> None:
    (news / "late.txt").write_bytes(b"")
    built(ledger, news)
    (news / "late.txt").write_text("Pilot Ned Oakes said that the buoy was lit.", encoding="utf-8")
    summary = built(ledger, news)
    assert summary.failures == ()
    assert not codes(ledger)


def test_an_unknown_path_is_misuse(ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no_such_path"):
        built(ledger, tmp_path / "nothing")
    assert not ledger.exists()


def test_an_unknown_extractor_is_misuse(news: Path, ledger: Path) -> None:
    with pytest.raises(ConfigError, match="unknown_extractor"):
        built(ledger, news, extractor="oracle")


def given(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "given.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_given_spans_take_the_place_of_our_own(news: Path, ledger: Path, tmp_path: Path) -> None:
    spans = {"source": [[0, 12]], "cue": [[13, 18]], "content": [[30, 36], [20, 25]]}
    built(ledger, news, attributions=given(tmp_path, {"id": "wire-1", "attributions": [spans]}))
    with app.open_ledger(ledger) as opened:
        views = [v for v in app.statements(opened, app.StatementQuery()) if v.document.key == "wire-1"]
    (view,) = views
    assert view.content.spans == ((30, 36), (20, 25))
    assert view.made_by.extractor == "given"
    assert view.content.text == f"{LINE[30:36]} … {LINE[20:25]}"


LINE = "Minister Kay Odun denied the report. “There was no order,” Odun said."


def test_given_spans_without_a_document_are_noted_until_it_comes(news: Path, ledger: Path, tmp_path: Path) -> None:
    file = given(tmp_path, {"id": "wire-1", "attributions": []})
    built(ledger, news / "a.txt", attributions=file)
    assert ("given_document_unknown", "wire-1") in codes(ledger)
    parts = built(ledger, news, attributions=file)
    assert not codes(ledger)
    assert parts.digest == built(tmp_path / "whole", news, attributions=file).digest


def test_a_killed_build_is_completed_to_the_same_digest(news: Path, ledger: Path, tmp_path: Path) -> None:
    for number in range(150):
        (news / f"n{number}.txt").write_text(f"Speaker {number} Ada Moss said that tide {number} was late.", "utf-8")
    command = [sys.executable, "-m", "sayso", "build", str(news), "-l", str(ledger), "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not ledger.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.2)
    process.kill()
    process.wait()
    finished = built(ledger, news)
    assert finished.digest == built(tmp_path / "whole", news).digest
    with app.open_ledger(ledger) as opened:
        assert not list(app.verify(opened))


def test_vectors_are_an_option_and_in_no_digest(news: Path, ledger: Path, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime", reason="install onnxruntime to make vectors")
    from sayso.app.meaning import add_vectors, alike, meaning_index

    made = app.build([news], ledger, app.BuildOptions(extractor="rules", vectors=True))
    plain = app.build([news], tmp_path / "plain.ledger", app.BuildOptions(extractor="rules"))
    assert made.digest == plain.digest
    with app.Ledger.open(ledger, "write") as opened:
        assert add_vectors(opened) == 0
        index = meaning_index(opened)
        assert index is not None
        nearest = alike(opened, index, "the strike has ended", 1)
    assert nearest[0].statement.document.key == "b.txt"
