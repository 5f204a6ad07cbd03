"""Make the sample news and its gold from the marked-up texts in `sample/gold/source`.

    python tools/sample_gold.py           # write sample/news and sample/gold
    python tools/sample_gold.py --check   # write nothing, exit 1 and name what is not current

`sample/README.md` explains the marks, the lines under them and the files that come out. Nothing is guessed: a mark
without its line, a line without its mark, a quoted evidence that is missing or stands twice stops the run.
"""

import argparse
import gzip
import json
import re
import shlex
import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date as day
from html import unescape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "sample"
OPEN = re.compile(r"\{((?:[scqhf]\d+,?)+|[adrx]=[^:{}]*):")
QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)"
    r"|‘(?:[^’]|’(?=\w))*(?:’|$)|(?<!\w)'(?:[^']|'(?=\w))*(?:'|$)"  # an apostrophe inside a word closes nothing
)
SAYINGS = ("statement", "question", "demand", "promise", "threat", "denial", "attitude", "act")
HOPS = {"outlet": "outlet", "document": "document", "platform": "platform"}
FACTS = ("title", "url", "outlet", "author", "published", "language")
DRIFT = ("full", "none", "trimmed", "reworded", "paraphrased", "contradictory")
BOUNDS = ("exact", "about", "at_least", "at_most", "more_than", "less_than", "between", "vague")

Json = dict[str, Any]
Span = tuple[int, int]


class GoldError(ValueError):
    """The source form contradicts itself; the message says where."""


@dataclass(frozen=True)
class Mark:
    """One marked stretch of text: its label ("s1", "d=2024-03-05") and its half-open span of the raw layer."""

    label: str
    span: Span


@dataclass(frozen=True)
class Source:
    """One marked-up document, taken apart."""

    name: str
    head: dict[str, str]
    raw: str
    marks: tuple[Mark, ...]
    lines: tuple[str, ...]

    @property
    def key(self) -> str:
        """The document's key: its path in sample/news, or the id of its line in a `.jsonl` file."""
        return self.head.get("id", self.head["file"])

    def spans(self, label: str) -> list[Span]:
        """The spans of all marks with this label, in text order."""
        return [mark.span for mark in self.marks if mark.label == label]

    def text(self, spans: list[Span]) -> str:
        """The raw text of fragments, joined as DESIGN says."""
        return " … ".join(self.raw[start:end] for start, end in spans)


@dataclass
class Gold:
    """The rows of every gold file."""

    attributions: list[Json] = field(default_factory=list[Json])
    dates: list[Json] = field(default_factory=list[Json])
    figures: list[Json] = field(default_factory=list[Json])
    families: list[Json] = field(default_factory=list[Json])
    reuse: list[Json] = field(default_factory=list[Json])
    entities: list[Json] = field(default_factory=list[Json])


def unmark(marked: str, name: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks with their spans in it."""
    out: list[str] = []
    marks: list[Mark] = []
    stack: list[tuple[list[str], int]] = []
    size = at = 0
    while at < len(marked):
        opening = OPEN.match(marked, at)
        if opening:
            label = opening[1]
            stack.append(([label] if "=" in label else label.split(","), size))
            at = opening.end()
        elif marked[at] == "}" and stack:
            labels, start = stack.pop()
            marks.extend(Mark(label, (start, size)) for label in labels)
            at += 1
        else:
            out.append(marked[at])
            size += 1
            at += 1
    if stack:
        raise GoldError(f"{name}: mark {stack[-1][0]} is never closed")
    return "".join(out), tuple(sorted(marks, key=lambda mark: (mark.span, mark.label)))


def read_source(path: Path) -> Source:
    """A marked-up document from its file: header, marked text, lines."""
    head_text, _, rest = path.read_text("utf-8").partition("\n---\n")
    body, found, tail = rest.rpartition("\n===\n")
    if not found:
        raise GoldError(f"{path.name}: no line === between the text and its lines")
    head = dict(line.split(": ", 1) for line in head_text.splitlines())
    if head.get("newline") == "crlf":
        body = body.replace("\n", "\r\n")
    raw, marks = unmark(body + ("" if "id" in head else "\r\n" if head.get("newline") == "crlf" else "\n"), path.name)
    return Source(path.name, head, raw, marks, tuple(line for line in tail.splitlines() if line.strip()))


def form_of(text: str) -> str:
    """Direct, indirect or mixed, by the definition: all, none or some of the words inside quotation marks."""
    text = re.sub(r"<[^>]+>", " ", text)
    text = unescape(text)
    left = re.sub(r"\W", "", QUOTED.sub(" ", text))
    if not left:
        return "direct"
    return "indirect" if left == re.sub(r"\W", "", text) else "mixed"


def speaker_of(word: str, roster: Json, where: str) -> Json | None:
    """The speaker that a word of a line stands for: a key of the roster, "?description", "kind:Name" or "-"."""
    if word == "-":
        return None
    if word.startswith("?"):
        return {"name": f"unnamed: {word[1:]}", "kind": "unnamed"}
    if ":" in word:
        kind, name = word.split(":", 1)
        return {"name": name, "kind": kind}
    if word not in roster:
        raise GoldError(f"{where}: {word!r} is not in the roster")
    name, kind = roster[word]
    return {"name": name, "kind": kind}


def hops_of(spec: str, spans: list[Span], roster: Json, where: str) -> list[Json]:
    """The hops that a line gives ("outlet:KTA:reported@1+document:letter"), with the marked spans they name.

    "@1" is the first mark of the attribution's hops in text order; a hop without a number takes the next one, unless
    some hop of the line has a number.
    """
    hops: list[Json] = []
    numbered = "@" in spec
    for place, part in enumerate(filter(None, spec.split("+"))):
        words, _, number = part.partition("@")
        kind, name, *verb = words.split(":")
        row = roster.get(name)
        hop: Json = {"kind": kind, "name": row[0] if row else name}
        if verb:
            hop["verb"] = verb[0]
        turn = int(number) - 1 if number else len(spans) if numbered else place
        if turn < len(spans):
            hop["spans"] = [spans[turn]]
        hops.append(hop)
    if sum("spans" in hop for hop in hops) != len(spans):
        raise GoldError(f"{where}: more hops are marked than the line names")
    return hops


def relay(outer: Json, source: Source) -> list[Json]:
    """The hops that a nested attribution inherits from the one whose content holds it."""
    hops = [hop for hop in outer["chain"][1:] if hop["kind"] not in ("speaker", "unknown")]
    speaker = outer["speaker"]
    if speaker is None:
        return hops
    hop: Json = {"kind": HOPS.get(speaker["kind"], "person"), "name": speaker["name"]}
    if outer["cue"]:
        hop["verb"] = source.text(outer["cue"])
    if outer["source"]:
        hop["spans"] = outer["source"]
    return [*hops, hop]


def attribution(source: Source, line: str, done: list[Json], roster: Json) -> Json:
    """One attribution from its line `n speaker said [class] [<n] [via=…] [fam=…]`."""
    number, speaker_word, said, *extras = shlex.split(line)
    where = f"{source.name}: line {number}"
    spans = {role: source.spans(f"{role}{number}") for role in "scqh"}
    if not spans["q"]:
        raise GoldError(f"{where}: no content is marked")
    named = dict(extra.split("=", 1) for extra in extras if extra.startswith(("via=", "fam=")))
    parent = next((int(extra[1:]) - 1 for extra in extras if extra.startswith("<")), None)
    kinds = [extra for extra in extras if extra in SAYINGS]
    if len(kinds) + len(named) + (parent is not None) != len(extras):
        raise GoldError(f"{where}: not understood: {extras}")
    speaker = speaker_of(speaker_word, roster, where)
    inherited = relay(done[parent], source) if parent is not None and "via" not in named else []
    row: Json = {
        "source": spans["s"], "cue": spans["c"], "content": spans["q"], "form": form_of(source.text(spans["q"])),
        "nested_in": parent, "speaker": speaker, "said": None if said == "-" else {"edtf": said},
    }  # fmt: skip
    own = hops_of(named.get("via", ""), spans["h"], roster, where)
    last = {"kind": "speaker", "name": speaker["name"]} if speaker else {"kind": "unknown"}
    row["chain"] = [{"kind": "article", "name": source.head.get("outlet")}, *inherited, *own, last]
    row["class"] = kinds[0] if kinds else "statement"
    row["family"] = named.get("fam")
    return row


def attributions(source: Source, roster: Json) -> list[Json]:
    """All attributions of a document, in the order of their lines; loudly when marks and lines disagree."""
    rows: list[Json] = []
    lines = [line for line in source.lines if line[0].isdigit()]
    for place, line in enumerate(lines, start=1):
        if line.split()[0] != str(place):
            raise GoldError(f"{source.name}: line {line!r} should be number {place}")
        rows.append(attribution(source, line, rows, roster))
    for mark in source.marks:
        if mark.label[0] in "scqh" and int(mark.label[1:]) > len(rows):
            raise GoldError(f"{source.name}: mark {mark.label} has no line")
    return rows


def date(mark: Mark) -> Json:
    """A TIMEX3 row from a mark `d=VALUE`, `d=VALUE|EDTF` or, without a date, `d=VALUE|-`."""
    value, _, edtf = mark.label[2:].partition("|")
    kind, value = ("SET", value[4:]) if value.startswith("set ") else ("DATE", value)
    value = value.replace(".", ":")
    if kind == "DATE":
        kind = "DURATION" if re.match(r"P[T\dX]", value) else "TIME" if re.match(r"\d{4}-\d\d-\d\dT", value) else "DATE"
    edtf = edtf or (value.split("T")[0] if kind == "TIME" else value)
    edtf_or_none = None if edtf == "-" or kind in ("SET", "DURATION") else edtf
    return {"span": mark.span, "type": kind, "value": week_value(value), "edtf": edtf_or_none}


def week_value(value: str) -> str:
    """TIMEX3's value of an interval of days: its week ("2023-W10"), or its weekend ("2023-W10-WE")."""
    first, _, last = value.partition("/")
    if not last:
        return value
    start, end = day.fromisoformat(first), day.fromisoformat(last)
    year, week, weekday = start.isocalendar()
    if weekday not in (1, 6) or (end - start).days > 6 or (weekday == 6 and (end - start).days != 1):
        raise GoldError(f"date {value}: neither a week nor a weekend")
    return f"{year}-W{week:02d}" + ("-WE" if weekday == 6 else "")


def limits(words: str, bound: str, where: str) -> tuple[float | None, float | None]:
    """The open or closed interval that a figure's numbers and bound give."""
    low, _, high = words.partition("..")
    first, last = float(low), float(high or low)
    if bound not in BOUNDS or (bool(high) != (bound in ("between", "vague"))):
        raise GoldError(f"{where}: {words} with bound {bound}")
    if bound in ("at_least", "more_than"):
        return first, None
    return (None, last) if bound in ("at_most", "less_than") else (first, last)


def holder(span: Span, rows: list[Json]) -> int | None:
    """The index of the innermost attribution whose content covers a span."""
    size = {
        index: end - start
        for index, row in enumerate(rows)
        for start, end in row["content"]
        if start <= span[0] and span[1] <= end
    }
    return min(size, key=lambda index: (size[index], -index)) if size else None


def whole(number: float | None) -> float | int | None:
    """The number, as an integer where it is one."""
    return int(number) if number is not None and number.is_integer() else number


def figure(source: Source, line: str, rows: list[Json], roster: Json) -> Json:
    """One figure from its line `Fn numbers bound unit of_what [q=…] [where=…] [asof=…] [by=…] [rel=…] [concedes]`."""
    number, words, bound, unit, of_what, *extras = shlex.split(line)
    where = f"{source.name}: line {number}"
    spans = source.spans(number.lower())
    if len(spans) != 1:
        raise GoldError(f"{where}: marked {len(spans)} times")
    named = dict(extra.split("=", 1) for extra in extras if "=" in extra)
    unknown = set(named) - {"q", "where", "asof", "by", "rel"} | {e for e in extras if "=" not in e and e != "concedes"}
    if unknown:
        raise GoldError(f"{where}: not understood: {sorted(unknown)}")
    low, high = limits(words, bound, where)
    sayer = speaker_of(named["by"], roster, where) if "by" in named else None
    relative = source.spans(named["rel"].lower()) if "rel" in named else [None]
    if not relative:
        raise GoldError(f"{where}: relative to {named['rel']}, which is not marked")
    return {
        "span": spans[0], "low": whole(low), "high": whole(high), "bound": bound, "unit": unit, "of_what": of_what,
        "where": named.get("where"), "as_of": named.get("asof"), "sayer": sayer["name"] if sayer else "article",
        "concedes": "concedes" in extras, "relative_to": relative[0], "quantity": named.get("q"),
        "statement": holder(spans[0], rows),
    }  # fmt: skip


def figures(source: Source, rows: list[Json], roster: Json) -> list[Json]:
    """All figures of a document, in text order; loudly when a mark has no line."""
    lines = [line for line in source.lines if line.startswith("F")]
    found = [figure(source, line, rows, roster) for line in lines]
    marked = sum(mark.label[0] == "f" for mark in source.marks)
    if marked != len(found) or len({line.split()[0] for line in lines}) != len(lines):
        raise GoldError(f"{source.name}: {marked} figures are marked, {len(found)} lines stand below")
    return sorted(found, key=lambda row: row["span"])


def _place(member: Json) -> Json:
    return {"key": member["key"], "index": member["index"]}


def families(documents: list[tuple[Source, list[Json]]], world: Json) -> list[Json]:
    """The families that lines of all documents name (`fam=name` or `fam=name:drift`; the fullest is `full`)."""
    groups: dict[str, list[Json]] = {}
    order = {source.key: source.head["published"].removeprefix("../") for source, _ in documents}
    for source, rows in documents:
        for index, row in enumerate(rows):
            for tag in filter(None, (row.pop("family") or "").split(",")):
                name, _, drift = tag.partition(":")
                groups.setdefault(name, []).append({"key": source.key, "index": index, "drift": drift or "none"})
    out: list[Json] = []
    for name, members in sorted(groups.items()):
        full = [member for member in members if member["drift"] == "full"]
        if len(full) != 1 or any(member["drift"] not in DRIFT for member in members):
            raise GoldError(f"family {name}: needs one full variant, and a known drift for the others")
        first = min(members, key=lambda member: (order[member["key"]], member["key"], member["index"]))
        plain = {"drift": "none"}
        repeats = sorted({b if a == name else a for a, b in world["repeats"] if name in (a, b)})
        out.append({"id": name, "members": [member | plain if member is full[0] else member for member in members],
                    "earliest": _place(first), "fullest": _place(full[0]), "repeats": repeats})  # fmt: skip
    for pair in world["repeats"]:
        if any(name not in groups for name in pair):
            raise GoldError(f"repeat {pair}: no such family")
    return out


def reuse(documents: list[tuple[Source, list[Json]]], world: Json) -> list[Json]:
    """The passages shared between documents, each with its direction as the world file gives it."""
    groups: dict[str, list[Json]] = {}
    for source, _ in documents:
        for mark in source.marks:
            if mark.label.startswith("r="):
                groups.setdefault(mark.label[2:], []).append({"key": source.key, "span": mark.span})
    told = world["reuse"]
    if set(told) != set(groups) or any(len(group) < 2 for group in groups.values()):
        raise GoldError(f"reuse: marked {sorted(groups)}, explained {sorted(told)}, each needs two passages")
    return [{"id": name, "passages": group, **told[name]} for name, group in sorted(groups.items())]


def evidence(quote: Json, sources: dict[str, Source], where: str) -> Json:
    """A quoted piece of evidence with its span; the quote must stand exactly once, or say which (`n`, from 1)."""
    source = sources.get(quote["key"])
    if source is None:
        raise GoldError(f"{where}: no document {quote['key']}")
    at = [match.start() for match in re.finditer(re.escape(quote["quote"]), source.raw)]
    turn = quote.get("n", 1) - 1
    if len(at) <= turn or (len(at) > 1 and "n" not in quote):
        raise GoldError(f"{where}: {quote['quote']!r} stands {len(at)} times in {quote['key']}")
    return {"key": source.key, "span": (at[turn], at[turn] + len(quote["quote"])), "quote": quote["quote"]}


def entities(world: Json, sources: dict[str, Source]) -> list[Json]:
    """The entities, each with names, epithets, roles and affiliations, and the span of every evidence."""
    out: list[Json] = []
    for row in world["entity"]:
        filled = dict(row)
        for kind in ("epithets", "roles", "affiliations"):
            filled[kind] = [
                entry | {"evidence": evidence(entry["evidence"], sources, f"entity {row['id']}")}
                for entry in row.get(kind, [])
            ]
        for kind in ("never_merge", "aliases"):
            filled.setdefault(kind, [])
        out.append(filled)
    ids = {row["id"] for row in out}
    for row in out:
        if not ids >= set(row["never_merge"]):
            raise GoldError(f"entity {row['id']}: never_merge names an unknown entity")
    return out


def make_gold(sources: list[Source], world: Json) -> Gold:
    """Every gold row, from the marked-up documents and the world file."""
    roster = world["roster"]
    gold = Gold()
    documents = [(source, attributions(source, roster)) for source in sources]
    gold.families = families(documents, world)
    gold.reuse = reuse(documents, world)
    gold.entities = entities(world, {source.key: source for source in sources})
    for source, rows in documents:
        left_out = [[*m.span, m.label[2:]] for m in source.marks if m.label.startswith("x=")]
        facts = {"published": source.head.get("published"), "outlet": source.head.get("outlet")}
        phenomena = source.head.get("phenomena", "").split(", ")
        gold.attributions.append(
            {
                "id": source.key,
                "key": source.key,
                "attributions": rows,
                **facts,
                "left_out": left_out,
                "phenomena": phenomena,
            }
        )
        dated = [date(mark) for mark in source.marks if mark.label.startswith("d=")]
        odd = [[*mark.span, mark.label[2:]] for mark in source.marks if mark.label.startswith("a=")]
        anchor = source.head.get("published")
        gold.dates.append({"key": source.key, "anchor": anchor, "dates": dated, "anachronisms": odd})
        gold.figures.append({"key": source.key, "figures": figures(source, rows, roster)})
    return gold


def news(sources: list[Source]) -> dict[str, bytes]:
    """The bytes of every file of sample/news that comes from a marked-up document."""
    files: dict[str, bytes] = {}
    for source in sources:
        name = source.head["file"]
        if "id" in source.head:
            line = {"id": source.key} | {fact: source.head[fact] for fact in FACTS if fact in source.head}
            line["text"] = source.raw
            files[name] = files.get(name, b"") + (json.dumps(line, ensure_ascii=False) + "\n").encode()
            continue
        data = source.raw.encode(source.head.get("encoding", "utf-8"))
        files[name] = gzip.compress(data, mtime=0) if name.endswith(".gz") else data
    return files


def same(path: Path, data: bytes) -> bool:
    """Whether a file holds these bytes already; a gzip file, whether it unpacks to the same."""
    if not path.exists():
        return False
    old = path.read_bytes()
    return gzip.decompress(old) == gzip.decompress(data) if path.suffix == ".gz" else old == data


def read_sources() -> list[Source]:
    """Every marked-up document, in the order of the file names."""
    return [read_source(path) for path in sorted((ROOT / "gold" / "source").glob("*.marked"))]


def read_world() -> Json:
    """The roster, repeats, directions of reuse, entities and the checklist."""
    return tomllib.loads((ROOT / "gold" / "source" / "world.toml").read_text("utf-8"))


def outputs() -> dict[Path, bytes]:
    """Every file this script makes, with its bytes."""
    sources = read_sources()
    files = {ROOT / "news" / name: data for name, data in news(sources).items()}
    for name, rows in vars(make_gold(sources, read_world())).items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        files[ROOT / "gold" / f"{name}.jsonl"] = text.encode()
    return files


def main() -> int:
    """Exit code 0 when everything is written or current, 1 when `--check` finds something that is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is not current")
    check = parser.parse_args().check
    stale = {path: data for path, data in outputs().items() if not same(path, data)}
    for path, data in stale.items():
        sys.stderr.write(f"{'not current' if check else 'written'}: {path.relative_to(ROOT.parent)}\n")
        if not check:
            path.write_bytes(data)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
