"""The sample news and its gold: current, complete, and true to the characters of the news."""

import csv
import gzip
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sample_gold
from sayso.text import REASONS

NEWS = sample_gold.ROOT / "news"
GOLD = sample_gold.ROOT / "gold"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read_gold(name: str) -> list[dict[str, Any]]:
    """The rows of a gold file."""
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()]


def read_raw(path: Path) -> dict[str, str]:
    """The raw layers of one file of sample/news by key, read without the script that made it."""
    data = path.read_bytes()
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in data.decode().splitlines()]
        return {row["id"]: row["text"] for row in rows}
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    try:
        return {path.name: data.decode("utf-8-sig")}
    except UnicodeDecodeError:
        return {path.name: data.decode("windows-1252")}


@pytest.fixture(scope="module")
def raw() -> dict[str, str]:
    """The raw layer of every document by key."""
    return {
        key: text
        for path in sorted(NEWS.iterdir())
        if path.name != "manifest.csv"
        for key, text in read_raw(path).items()
    }


@pytest.fixture(scope="module")
def sources() -> dict[str, sample_gold.Source]:
    """Every marked-up document by key."""
    return {source.key: source for source in sample_gold.read_sources()}


def marked_texts(marked: str, label: str) -> list[str]:
    """What stands inside the marks with a label, without further marks: the same marks read another way."""
    texts: list[str] = []
    for opening in re.finditer(r"\{(?:\w+,)*" + label + r"(?:,\w+)*:", marked):
        depth, at = 1, opening.end()
        while depth:
            mark = sample_gold.OPEN.match(marked, at)
            depth += 1 if mark else -1 if marked[at] == "}" else 0
            at = mark.end() if mark else at + 1
        inner = sample_gold.OPEN.sub("", marked[opening.end() : at - 1])
        texts.append(inner.replace("}", ""))
    return texts


def all_spans(row: Any) -> list[tuple[int, int]]:
    """Every span inside a gold row, at any depth."""
    if isinstance(row, dict):
        return [span for value in row.values() for span in all_spans(value)]
    if isinstance(row, list):
        if len(row) >= 2 and all(isinstance(item, int) for item in row[:2]):
            return [(row[0], row[1])]
        return [span for item in row for span in all_spans(item)]
    return []


def test_generated_files_are_current() -> None:
    """Running the script again would change nothing."""
    assert [str(path) for path, data in sample_gold.outputs().items() if not sample_gold.same(path, data)] == []


@pytest.mark.parametrize("name", ["attributions", "dates", "figures"])
def test_every_document_has_gold_and_no_gold_is_without_document(name: str, raw: dict[str, str]) -> None:
    """One line a document, no more and no less."""
    assert sorted(row["key"] for row in read_gold(name)) == sorted(raw)


@pytest.mark.parametrize("name", ["attributions", "dates", "figures"])
def test_spans_lie_inside_the_text(name: str, raw: dict[str, str]) -> None:
    """Every span is half-open, not empty and inside the raw layer."""
    bad = [
        (row["key"], span)
        for row in read_gold(name)
        for span in all_spans(row)
        if not 0 <= span[0] < span[1] <= len(raw[row["key"]])
    ]
    assert bad == []


def test_spans_slice_to_what_the_marks_hold(raw: dict[str, str], sources: dict[str, sample_gold.Source]) -> None:
    """The characters at a gold span are the characters that stand inside the mark, found by reading the marks anew."""
    for row in read_gold("attributions"):
        marked = (GOLD / "source" / sources[row["key"]].name).read_text("utf-8")
        for number, entry in enumerate(row["attributions"], start=1):
            for role, letter in (("source", "s"), ("cue", "c"), ("content", "q")):
                held = marked_texts(marked, f"{letter}{number}")
                assert [raw[row["key"]][start:end].replace("\r\n", "\n") for start, end in entry[role]] == held


def test_spans_begin_and_end_at_words(raw: dict[str, str]) -> None:
    """No span cuts a word or begins or ends with a blank."""
    bad: list[tuple[str, str]] = []
    for name in ("attributions", "dates", "figures"):
        for row in read_gold(name):
            text = raw[row["key"]]
            for start, end in all_spans(row):
                piece = text[start:end]
                cut = (text[start - 1 : start] + piece[0]).isalnum() and start > 0
                cut = cut or (end < len(text) and (piece[-1] + text[end]).isalnum())
                glued = any(start <= a and b <= end for a, b, _ in row.get("left_out", []))
                if piece != piece.strip() or (cut and not glued):
                    bad.append((row["key"], piece))
    assert bad == []


def test_nested_attributions_lie_inside_their_outer_content() -> None:
    """A nested attribution comes after the one that holds it, and its content lies inside that one's content."""
    for row in read_gold("attributions"):
        for index, entry in enumerate(row["attributions"]):
            if entry["nested_in"] is None:
                continue
            assert entry["nested_in"] < index
            outer = row["attributions"][entry["nested_in"]]["content"]
            start, end = min(outer)[0], max(end for _, end in outer)
            assert all(start <= first and last <= end for first, last in entry["content"]), (row["key"], index)


def test_attributions_stand_in_kept_text() -> None:
    """No attribution and no figure is annotated inside a block that is left out."""
    left_out = {row["key"]: row["left_out"] for row in read_gold("attributions")}
    rows = [(row["key"], entry["content"]) for row in read_gold("attributions") for entry in row["attributions"]]
    rows += [(row["key"], [entry["span"]]) for row in read_gold("figures") for entry in row["figures"]]
    assert not [
        (key, span)
        for key, spans in rows
        for span in spans
        for start, end, _ in left_out[key]
        if start <= span[0] and span[1] <= end
    ]


def test_reasons_are_those_of_the_text_room() -> None:
    """What is left out is left out for a reason that `sayso text` knows."""
    assert {reason for row in read_gold("attributions") for _, _, reason in row["left_out"]} <= set(REASONS)


def test_chains_begin_at_the_article_and_end_at_a_speaker_or_nowhere() -> None:
    """First hop the article with its outlet, last hop the speaker or `unknown`, in between neither."""
    for row in read_gold("attributions"):
        for entry in row["attributions"]:
            first, *between, last = entry["chain"]
            assert first == {"kind": "article", "name": row["outlet"]}
            assert last["kind"] == ("speaker" if entry["speaker"] else "unknown")
            assert {hop["kind"] for hop in between} <= {"outlet", "document", "platform", "person"}


def test_weekdays_agree_with_the_calendar(raw: dict[str, str]) -> None:
    """A date whose words name a weekday falls on that weekday."""
    wrong = [
        (row["key"], entry)
        for row in read_gold("dates")
        for entry in row["dates"]
        for place, name in enumerate(WEEKDAYS)
        if name in raw[row["key"]][slice(*entry["span"])].lower()
        and len(entry["edtf"] or "") == len("2024-01-01")
        and date.fromisoformat(entry["edtf"]).weekday() != place
    ]
    assert wrong == []


def test_figures_have_the_sides_their_bound_gives() -> None:
    """Open sides are null; exact and about have equal sides; the others ascend."""
    for row in read_gold("figures"):
        for entry in row["figures"]:
            low, high, bound = entry["low"], entry["high"], entry["bound"]
            assert (low is None) == (bound in ("at_most", "less_than"))
            assert (high is None) == (bound in ("at_least", "more_than"))
            if low is not None and high is not None:
                assert low == high if bound in ("exact", "about") else low < high


def test_families_name_attributions_that_exist() -> None:
    """Every member is an attribution of the gold; the fullest and the earliest are members."""
    count = {row["key"]: len(row["attributions"]) for row in read_gold("attributions")}
    rows = read_gold("families")
    ids = {row["id"] for row in rows}
    for row in rows:
        places = [(member["key"], member["index"]) for member in row["members"]]
        assert all(index < count[key] for key, index in places)
        assert len(set(places)) == len(places)
        assert {(row[side]["key"], row[side]["index"]) for side in ("fullest", "earliest")} <= set(places)
        assert set(row["repeats"]) <= ids - {row["id"]}


def test_reused_passages_share_their_words(raw: dict[str, str]) -> None:
    """The passages of a group are nearly the same words, and the direction runs from the earlier document."""
    published = {row["key"]: row["published"] for row in read_gold("attributions")}
    for row in read_gold("reuse"):
        words = [set(raw[part["key"]][slice(*part["span"])].split()) for part in row["passages"]]
        smallest = min(words, key=len)
        assert all(len(smallest & other) >= 0.95 * len(smallest) for other in words)
        assert all(published[arrow["from"]] < published[arrow["to"]] for arrow in row["direction"])
        for change in row["changed"]:
            original = row["direction"][0]["from"]
            assert change["from"] in raw[original]
            assert change["to"] in raw[change["key"]]


def test_entities_are_named_in_the_news_and_their_evidence_is_quoted(raw: dict[str, str]) -> None:
    """Every alias stands in some document, every evidence at its span; the unmergeable name each other."""
    everything = "\n".join(raw.values())
    rows = {row["id"]: row for row in read_gold("entities")}
    for row in rows.values():
        assert [alias for alias in row["aliases"] if alias not in everything] == []
        for entry in row["epithets"] + row["roles"] + row["affiliations"]:
            proof = entry["evidence"]
            assert raw[proof["key"]][slice(*proof["span"])] == proof["quote"]
        assert all(row["id"] in rows[other]["never_merge"] for other in row["never_merge"])


def test_a_private_person_is_named_in_one_document_only(raw: dict[str, str]) -> None:
    """The witness who must get no entity page is named in a single article."""
    private = [row for row in read_gold("entities") if row.get("page") is False]
    assert private
    for row in private:
        assert sum(row["name"] in text for text in raw.values()) == 1


def test_every_phenomenon_of_the_checklist_is_tagged() -> None:
    """The checklist is covered, document by document."""
    tagged = {name for row in read_gold("attributions") for name in row["phenomena"]}
    assert set(sample_gold.read_world()["checklist"]) - tagged == set()


def test_the_sample_is_as_large_and_varied_as_it_says() -> None:
    """At least 24 articles of at least 6 outlets over two years, all file kinds, at least 6 texts with debris."""
    rows = read_gold("attributions")
    dates = sorted(row["published"] for row in rows if not row["published"].startswith(".."))
    assert len(rows) >= 24
    assert len({row["outlet"] for row in rows}) >= 6
    assert (date.fromisoformat(dates[-1]) - date.fromisoformat(dates[0])).days > 365 * 1.8
    assert {path.suffix for path in NEWS.iterdir()} == {".txt", ".html", ".gz", ".jsonl", ".csv"}
    assert sum("debris" in row["phenomena"] for row in rows) >= 6


def test_the_manifest_agrees_with_the_gold() -> None:
    """Every row of the manifest names a file, and what it says of outlet and date is what the gold says."""
    rows = {row["key"]: row for row in read_gold("attributions")}
    with (NEWS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            assert line["outlet"] in ("", rows[line["path"]]["outlet"])
            assert line["published"] in ("", rows[line["path"]]["published"])


def test_a_missing_line_under_a_mark_is_refused() -> None:
    """A mark without its line stops the run and names the document."""
    text, marks = sample_gold.unmark("{s1:Ana} {c1:said} {q1:no}.", "x")
    source = sample_gold.Source("x", {"file": "x.txt"}, text, marks, ())
    with pytest.raises(sample_gold.GoldError, match="has no line"):
        sample_gold.attributions(source, {})


def test_ambiguous_evidence_is_refused() -> None:
    """A quotation that stands twice needs its number."""
    source = sample_gold.Source("x", {"file": "x.txt"}, "so so", (), ())
    with pytest.raises(sample_gold.GoldError, match="stands 2 times"):
        sample_gold.evidence({"key": "x.txt", "quote": "so"}, {"x.txt": source}, "entity y")
    found = sample_gold.evidence({"key": "x.txt", "quote": "so", "n": 2}, {"x.txt": source}, "entity y")
    assert found["span"] == (3, 5)
