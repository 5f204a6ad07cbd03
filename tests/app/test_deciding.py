"""Decisions: they are shown at once, survive what happens to the text and to the extractor, and travel."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from sayso import app
from sayso.app.deciding import Draft, decide, decisions_in_force, export_decisions, import_decisions, undo
from sayso.records import DecisionKind, InputError

TEXT = (
    "PORTHAVEN, 3 May 2024 – Mayor Ana Ruiz said on Thursday that the port would reopen. "
    "“It will be safe,” she said.\n\n"
    "According to the harbour union, 40 people were dismissed.\n"
)
LATER = TEXT.replace("3 May", "10 May")
"""The same a week later: all after the date stands one character further on."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def build(article: Path, ledger: Path, extractor: str = "rules") -> None:
    app.build([article], ledger, app.BuildOptions(extractor=extractor))


def draft(kind: DecisionKind, *targets: str, **more: str) -> Draft:
    return Draft(**{"kind": kind, "targets": targets, "actor": "bo", "reason": "read it", **more})


def shown(ledger: Path, words: str, *, rejected: bool = False) -> list[app.StatementView]:
    with app.open_ledger(ledger) as opened:
        query = app.StatementQuery(search=words, rejected=rejected, classes=app.ALL_CLASSES)
        return list(app.statements(opened, query))


def take(ledger: Path, *drafts: Draft) -> None:
    with app.Ledger.open(ledger, "write") as opened:
        for one in drafts:
            decide(opened, one)


def verified(ledger: Path) -> bool:
    with app.open_ledger(ledger) as opened:
        return not list(app.verify(opened))


def test_a_rejected_statement_is_hidden_and_counted(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.REJECT, view.id))
    assert shown(ledger, "dismissed") == []
    (hidden,) = shown(ledger, "dismissed", rejected=True)
    assert hidden.review is not None
    assert (hidden.rejected, hidden.review.judgements[0].actor) == (True, "bo")
    with app.open_ledger(ledger) as opened:
        assert app.rejected(opened, app.StatementQuery()) == 1
    assert verified(ledger)


def test_a_corrected_speaker_is_found_by_name_and_the_machines_is_kept(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.SPEAKER, view.id[:16], value="Dockers’ League"))
    with app.open_ledger(ledger) as opened:
        (found,) = app.statements(opened, app.StatementQuery(speaker="Dockers’ League"))
    assert found.speaker is not None
    assert (found.id, found.speaker.name, found.chain[-1].name) == (view.id, "Dockers’ League", "Dockers’ League")
    assert found.review is not None
    assert found.review.found.speaker == view.speaker
    assert verified(ledger)


def test_corrected_spans_show_the_words_under_them(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    start = TEXT.index("40 people")
    spans = {"source": view.source.spans, "cue": view.cue.spans, "content": [[start, start + 9]]}
    take(ledger, draft(DecisionKind.SPAN, view.id, value=json.dumps(spans)))
    with app.open_ledger(ledger) as opened:
        found = app.show(opened, view.id).statement
    assert found is not None
    assert found.content.text == "40 people"
    assert found.review is not None
    assert found.review.found.content.text == view.content.text
    assert verified(ledger)


def test_decisions_hold_in_a_text_that_moved(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.SPEAKER, view.id, value="Dockers’ League"))
    article.write_text(LATER, encoding="utf-8")
    build(article, ledger)
    (moved,) = shown(ledger, "dismissed")
    assert moved.id != view.id
    assert moved.speaker is not None
    assert moved.speaker.name == "Dockers’ League"
    with app.open_ledger(ledger) as opened:
        assert [decision.target for decision in decisions_in_force(opened)] == [moved.id]
        assert not list(app.diagnostics(opened, "decision_unmatched"))
        assert len(app.show(opened, moved.id).decisions) == 1
    assert verified(ledger)


def test_spans_move_with_their_text(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    start = TEXT.index("40 people")
    spans = {"source": view.source.spans, "cue": view.cue.spans, "content": [[start, start + 9]]}
    take(ledger, draft(DecisionKind.SPAN, view.id, value=json.dumps(spans)))
    article.write_text(LATER, encoding="utf-8")
    build(article, ledger)
    (moved,) = shown(ledger, "people")
    assert moved.content.text == "40 people"
    assert moved.content.spans != ((start, start + 9),)


def test_a_decision_whose_words_are_gone_waits_for_a_person(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.REJECT, view.id))
    article.write_text(LATER.replace("40 people", "50 people"), encoding="utf-8")
    build(article, ledger)
    assert len(shown(ledger, "dismissed")) == 1
    with app.open_ledger(ledger) as opened:
        (found,) = app.diagnostics(opened, "decision_unmatched")
        assert found.key == "a.txt"
        assert decisions_in_force(opened) == ()
    assert verified(ledger)


def test_decisions_hold_for_another_extractor(article: Path, ledger: Path, tmp_path: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.SPEAKER, view.id, value="Dockers’ League"))
    given = tmp_path / "given.jsonl"
    line = {"id": "a.txt", "attributions": [{"source": [], "cue": view.cue.spans, "content": view.content.spans}]}
    given.write_text(json.dumps(line) + "\n", encoding="utf-8")
    app.build([article], ledger, app.BuildOptions(extractor="rules", attributions=given))
    (found,) = shown(ledger, "dismissed")
    assert (found.made_by.extractor, found.id == view.id) == ("given", False)
    assert found.speaker is not None
    assert found.speaker.name == "Dockers’ League"


def test_a_judgement_does_not_pass_to_another_source(article: Path, ledger: Path, tmp_path: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.ACCEPT, view.id))
    given = tmp_path / "given.jsonl"
    line = {"id": "a.txt", "attributions": [{"source": [[0, 9]], "cue": [], "content": view.content.spans}]}
    given.write_text(json.dumps(line) + "\n", encoding="utf-8")
    app.build([article], ledger, app.BuildOptions(extractor="rules", attributions=given))
    (found,) = shown(ledger, "dismissed")
    assert found.review is None


def test_a_decision_can_be_taken_back(article: Path, ledger: Path) -> None:
    build(article, ledger)
    with app.open_ledger(ledger) as opened:
        before = opened.digest()
    (view,) = shown(ledger, "dismissed")
    with app.Ledger.open(ledger, "write") as opened:
        made = decide(opened, draft(DecisionKind.REJECT, view.id))
        undo(opened, made.id, "bo")
        assert decisions_in_force(opened) == ()
        assert opened.digest() != before
        with pytest.raises(InputError, match="not_in_force"):
            undo(opened, made.id, "bo")
    assert shown(ledger, "dismissed") == [view]


def test_ones_later_word_supersedes_ones_earlier_and_not_anothers(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    with app.Ledger.open(ledger, "write") as opened:
        first = decide(opened, draft(DecisionKind.ACCEPT, view.id, at="2026-01-01T00:00:00Z"))
        second = decide(opened, draft(DecisionKind.REJECT, view.id, at="2026-01-02T00:00:00Z"))
        other = decide(opened, draft(DecisionKind.ACCEPT, view.id, at="2026-01-03T00:00:00Z", actor="li"))
        assert (second.supersedes, other.supersedes) == (first.id, None)
        assert decide(opened, draft(DecisionKind.REJECT, view.id)) == second
    (found,) = shown(ledger, "dismissed")
    assert found.review is not None
    assert (found.review.verdict, found.review.differing) == ("accepted", True)


def test_decisions_travel_and_come_back_unchanged(article: Path, ledger: Path, tmp_path: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.SPEAKER, view.id, value="Lu Wei"), draft(DecisionKind.ACCEPT, view.id))
    with app.open_ledger(ledger) as opened:
        lines = [msgspec.json.encode(decision) for decision in export_decisions(opened)]
        digest = opened.digest()
    path, other = tmp_path / "decisions.jsonl", tmp_path / "other.ledger"
    path.write_bytes(b"\n".join(lines) + b'\n{"kind": "accept"}\n')
    build(article, other)
    with app.Ledger.open(other, "write") as opened:
        summary = import_decisions(opened, path)
        assert (summary.new, summary.known, len(summary.problems)) == (2, 0, 1)
        assert "line 3" in summary.problems[0]
        assert import_decisions(opened, path).new == 0
        assert opened.digest() == digest


def test_a_decision_that_was_tampered_with_is_refused(article: Path, ledger: Path, tmp_path: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.REJECT, view.id))
    path = tmp_path / "decisions.jsonl"
    with app.Ledger.open(ledger, "write") as opened:
        (decision,) = export_decisions(opened)
        path.write_bytes(msgspec.json.encode(msgspec.structs.replace(decision, actor="li")))
        assert "not the id" in import_decisions(opened, path).problems[0]


def test_answers_that_differ_are_named(article: Path, ledger: Path, tmp_path: Path) -> None:
    build(article, ledger)
    other = tmp_path / "other.ledger"
    build(article, other)
    (view,) = shown(ledger, "dismissed")
    take(ledger, draft(DecisionKind.REJECT, view.id))
    take(other, draft(DecisionKind.ACCEPT, view.id, actor="li"))
    path = tmp_path / "decisions.jsonl"
    with app.open_ledger(other) as opened:
        path.write_bytes(b"\n".join(map(msgspec.json.encode, export_decisions(opened))))
    with app.Ledger.open(ledger, "write") as opened:
        (conflict,) = import_decisions(opened, path).conflicts
    assert "accept by li" in conflict
    assert "reject by bo" in conflict


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"actor": ""}, "no_actor"),
        ({"value": '{"names": 3}'}, "bad_decision"),
        ({"at": "yesterday"}, "bad_decision"),
        ({"targets": ("nothing",)}, "unknown_id"),
        ({"kind": DecisionKind.SPAN}, "bad_decision"),
        ({"kind": DecisionKind.SAME}, "bad_decision"),
    ],
)
def test_what_is_no_decision_is_refused(article: Path, ledger: Path, change: dict, code: str, monkeypatch) -> None:
    monkeypatch.delenv("SAYSO_ACTOR", raising=False)
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    bad = msgspec.structs.replace(draft(DecisionKind.ACCEPT, view.id), **change)
    with app.Ledger.open(ledger, "write") as opened:
        before = opened.digest()
        with pytest.raises(InputError, match=code):
            decide(opened, bad)
        assert opened.digest() == before


KILLED = """
import sys, msgspec
from sayso import app
from sayso.app.deciding import Draft, decide
from sayso.records import DecisionKind
with app.Ledger.open(sys.argv[1], "write") as ledger:
    for n in range(100000):
        decide(ledger, Draft(kind=DecisionKind.ACCEPT, targets=(sys.argv[2],), actor=f"reader {n}"))
        print(n, flush=True)
"""


def test_a_kill_in_the_middle_loses_nothing_that_was_said_to_be_done(article: Path, ledger: Path) -> None:
    build(article, ledger)
    (view,) = shown(ledger, "dismissed")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(ledger), view.id], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(5):
            last = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
    with app.open_ledger(ledger) as opened:
        assert len(opened.decisions()) > last
    assert verified(ledger)
