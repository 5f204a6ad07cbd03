"""Ratings that named third parties gave to outlets or to single articles: taken in, shown as theirs, never summed up.

Sayso rates nobody. A rating of an outlet says nothing of one article, nor the other way round, so the two are kept
apart.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from sayso.app.moments import actor_named, now
from sayso.app.views import DocumentView
from sayso.ledger import Ledger, Rating, Retraction, rating_id
from sayso.records import InputError, Value

OUTLET, ARTICLE = "outlet", "article"
"""What a rating can be about."""

NEEDED = ("about", "target", "by", "at", "rating")
"""The fields that every rating must have."""

LONGEST = 2000
"""Characters of a field."""

_DAY = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")


class RatingSummary(Value, frozen=True, kw_only=True):
    """What came of a file of ratings: new ones, ones that were there already, lines that could not be used and why."""

    new: int
    known: int
    problems: tuple[str, ...]


def ratings(ledger: Ledger, outlet: str | None = None) -> tuple[Rating, ...]:
    """The ratings that were not retracted, by what they are about, then by day; of one outlet, or all."""
    gone = {one.rating for one in ledger.notes(Retraction)}
    found = {one.id: one for one in ledger.notes(Rating) if one.id not in gone}
    asked = (one for one in found.values() if outlet is None or _is_of_outlet(one, outlet))
    return tuple(sorted(asked, key=lambda one: (one.about, one.target, one.at, one.by, one.id)))


def ratings_of_article(ledger: Ledger, document: DocumentView) -> tuple[Rating, ...]:
    """The ratings of one article, named by its id, key or address; what is said of its outlet is not among them."""
    names = {document.id, document.key, document.url}
    return tuple(one for one in ratings(ledger) if one.about == ARTICLE and one.target in names)


def import_ratings(ledger: Ledger, path: Path, actor: str | None = None) -> RatingSummary:
    """Take in the ratings of a CSV file with a header, or of a file of JSON Lines; one that was there stays
    as it is, also where it was retracted.

    Raises:
        InputError: `no_such_path`, `no_actor`.
    """
    who, known = actor_named(actor), {one.id for one in ledger.notes(Rating)}
    good: dict[str, Rating] = {}
    problems: list[str] = []
    for number, fields in _rows(path):
        try:
            found = rating_of(fields, who)
        except InputError as error:
            problems.append(f"line {number}: {error.message}")
            continue
        good[found.id] = found
    new = [one for one in good.values() if one.id not in known]
    ledger.note(*new)
    return RatingSummary(new=len(new), known=len(good) - len(new), problems=tuple(problems))


def retract_rating(ledger: Ledger, beginning: str, reason: str, actor: str | None = None) -> Rating:
    """The rating that is shown no longer; the log keeps it, and who took it out when and why.

    Raises:
        InputError: `unknown_id`, `no_actor`.
    """
    found = [one for one in ratings(ledger) if beginning and one.id.startswith(beginning)]
    if len(found) != 1:
        raise InputError("unknown_id", f"Not one rating has the id {beginning!r}.", "Take one from `sayso ratings`.")
    ledger.note(Retraction(rating=found[0].id, actor=actor_named(actor), at=now(), reason=reason))
    return found[0]


def rating_of(fields: Mapping[str, object], actor: str) -> Rating:
    """The rating that the fields of a line stand for.

    Raises:
        InputError: `bad_rating` when nobody or no day is named, or a field is unknown or too long.
    """
    texts = {name: str(value).strip() for name, value in fields.items() if value is not None}
    known = set(Rating.__struct_fields__) - {"id", "taken_in"}
    if unknown := sorted(texts.keys() - known):
        raise _bad(f"there is no field {unknown[0][:40]!r}; the fields are {', '.join(sorted(known))}")
    if missing := [name for name in NEEDED if not texts.get(name)]:
        raise _bad(f"it has no {missing[0]}; a rating is taken in only from somebody who is named, with its day")
    if texts["about"] not in {OUTLET, ARTICLE}:
        raise _bad(f"it is about {texts['about'][:40]!r}; give outlet or article")
    if not _DAY.fullmatch(texts["at"]):
        raise _bad(f"{texts['at'][:40]!r} is no day; give YYYY, YYYY-MM or YYYY-MM-DD")
    if max(map(len, texts.values())) > LONGEST:
        raise _bad(f"a field has more than {LONGEST:,} characters")
    rating = Rating(**texts, taken_in=actor)
    return msgspec.structs.replace(rating, id=rating_id(rating))


def _bad(why: str) -> InputError:
    return InputError("bad_rating", f"This rating cannot be used: {why}.", "See docs/verbs/ratings.md for the fields.")


def _is_of_outlet(rating: Rating, outlet: str) -> bool:
    return rating.about == OUTLET and rating.target.casefold() == outlet.casefold()


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The lines of a file with their numbers, each as fields; a line that is no object has none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("no_such_path", f"{path} cannot be read.", "Name a file of ratings in UTF-8.") from error
    if path.suffix in {".jsonl", ".ndjson"}:
        yield from ((n, _object(line)) for n, line in enumerate(text.splitlines(), 1) if line.strip())
        return
    for number, row in enumerate(csv.DictReader(text.splitlines()), 2):
        yield number, {str(name): value for name, value in row.items() if value not in (None, "")}


def _object(line: str) -> Mapping[str, object]:
    try:
        return msgspec.json.decode(line, type=dict[str, object])
    except msgspec.MsgspecError:
        return {}
