"""What a figure is a number of, by light rules over the words around it."""

import re
from functools import cache

from msgspec.structs import replace

from sayso.link.figures.amounts import Kind
from sayso.link.figures.guards import Spot, is_plural
from sayso.link.figures.lexicon import any_of, lexicon
from sayso.records import Value

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|St)\.|[A-Z]\.(?=\s+[A-Z])|[^\W_]+(?:[.’'-][^\W_]+)*-?|[^\w\s]"
)
_LONGEST_PHRASE = 8
_SKIP = re.compile(
    r"[\s“\"‘(]*(?:of\s+(?:(?:the|its|their|his|her|those|these|all)\s+)?(?:\w+\s+)?"
    r"(?:[\d,.]+|two|three|four|five|six|seven|eight|nine|ten)\s+)?"
    r"(?:(?:worth\s+)?of\s+)?(?:more\s+|other\s+|another\s+|additional\s+|as\s+many\s+)?",
    re.IGNORECASE,
)
_HAVING = re.compile(
    r"\b(?:has|have|had|won|wins?|winning|gets?|got|counted|received?|granted|showed|shows|gain(?:s|ed)?|takes?|took|needs?|needed|loses?|lost|holds?|held|"
    r"collect(?:s|ed)?|nets?|netted|earn(?:s|ed)?|claim(?:s|ed)?|secured?|awarded|"
    r"compared\s+(?:with|to)|up\s+from|down\s+from|versus|against|including)\s+$"
)
"""Words after which a bare number counts what was counted before: "Rossi won 12 seats, Ruiz won nine"."""
_RATE = re.compile(r"-an?-[a-z]+\b")
"""What a sum is paid for, between it and the noun: "a $40-million-a-year yard"."""
_ASIDE = re.compile(
    r",\s+(?:according\s+to\s+[^,]+|(?:[\w.’']+\s+){1,4}(?:say|says|said|estimates?|estimated|finds?|found))\s*,"
)
"""Who says so, put into the sentence: "The benefit, it says, would be $40"."""
_CLAUSES = re.compile(r"[,;:“”\"!?—–()]|\b(?:that|which|who|and|but|while|where|because|if|though|although)\b")
_STANDS_FOR = re.compile(r"\s*(?:it|they)\s+(?:has|have|had|is|are|was|were|[a-z]+ed|rose|fell|grew|stood)\b")
"""A clause whose subject stands for that of the clause before: "Approval is strong, though it fell from 58 percent"."""
_RELATES = re.compile(r"\b(?:that|which|who)\s+(?:[\w’']+\s+){1,2}$")
"""A relative clause that begins right before: "salaries that touch $16"."""
_CHANGED = re.compile(r"\b(?:up|down|rose|fell|risen|fallen|drop|rise|increase|decline|gain)\s+(?:by\s+|of\s+)?$")
"""Words after which a measure without a name tells how much what was measured before has changed."""
_COMPARED = re.compile(r"\b(?:compared\s+(?:with|to)|versus|against)\s+(?:just\s+|only\s+)?$")
_AMOUNTS_TO = re.compile(r"\b[a-z]{3,}\s+of\s+$")
"""What a measure measures, right before it: "a lead of 9 points over the guild"."""
_PREPOSITIONS = frozenset(
    "in at on from to by for with after before since over and or as than per".split()  # noqa: SIM905
)
_IN_KIND = re.compile(
    r"^in\s+(?!the\b|a\b|an\b|order\b|[A-Z]|\d)(?=[a-z])|"
    r"^in\s+(?=[A-Z]\w*\s+(?:[A-Z]\w*\s+)?(?!(?:and|or|but|on|in|at|by|for|to|as|last|this|next|with|from|while)\b)[a-z]+)"
)
"""What a sum consists in: "a trillion dollars in new spending", "in Dorn bonds", but not "in Dorn last week"."""
_TOTALS = frozenset({"total", "apiece", "each", "overall", "altogether"})
_OWN_WORDS = re.compile(
    r"\s+(?:that\s+)?(?:he|she|they|it|we|I|you)\s+[a-z]|\s+[a-z]+s\s+(?:say|estimate|believe|think)\b"
)
"""A clause right after a sum that tells what it is: "the $18 million he raised"."""
_SAID = frozenset({"said", "says"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "my", "all", "both", "these", "those"})


_PLURAL = r"(?:[a-z-]+\s+){0,2}[a-z]{3,}s"
_LIST = re.compile(
    rf"{_PLURAL}(?:,\s+{_PLURAL}){{2,}},?\s+and\s+{_PLURAL}\b|{_PLURAL},\s+{_PLURAL},\s+and\s+{_PLURAL}\b"
)
"""A list of what is counted together: "210 sites, apps, servers and databases"."""
_TELLS = re.compile(r"\s+(?:said|say|told|reported|were|are|have|had)\b")
MOST_JOINED = 6
"""How many amounts in a row may share the noun after the last."""
_JOINED = re.compile(r"\s*(?:,|and|or|to|-|–)\s*")
_NEEDED = re.compile(r"\s+(?:needed|required|necessary|remaining|available|at\s+stake|up\s+for\s+grabs)\b")
_APART = re.compile(r"^,\s+(?=(?:was|were|went|goes|has\s+been|have\s+been)\b)")
"""A comma that closes an aside between a number and its verb."""
_MANY_OF = re.compile(r"\s+of\b|\s+(?:more|other|upon|and)\b|-")
_MANY = re.compile(r"\b(?:dozens|scores|hundreds|thousands|millions|billions)$", re.IGNORECASE)


class Named(Value, frozen=True, kw_only=True):
    """What is counted.

    Attributes:
        of_what: the phrase, None where the words tell nothing.
        noun: its head, where one noun in the plural stands after the number.
    """

    of_what: str | None
    noun: str | None


def name(spot: Spot, before: Named | None) -> Named:
    """What an amount is a number of.

    Args:
        spot: the amount where it stands.
        before: what the last amount of the document was named, for "of them" and for ellipsis.

    Method: the noun phrase to the right of the number, up to its last noun in the plural, with the fate of those
    counted ("people killed"); for "of them" the noun of the last figure; for measures and shares also the
    predicate, then the noun or verb to the left; without any, what the last figure was named.
    """
    outcome = _outcome(spot)
    pointed = _pointed(spot, before, outcome)
    if pointed:
        return pointed
    phrase = None if _is_measure_of(spot) or _repeats(spot, before) else _right_phrase(_joined(spot))
    if phrase is None and _counts(spot) and _NEEDED.match(spot.after):
        return _counted_before(spot) or before or Named(of_what=None, noun=None)
    if phrase:
        return Named(of_what=_with_outcome(phrase, outcome), noun=_head(phrase) if _counts(spot) else None)
    if outcome and _counts(spot):
        return Named(of_what=f"people {outcome}", noun="people")
    return _of_the_last(spot, before) or _of_the_clause(spot) or before or Named(of_what=None, noun=None)


def _pointed(spot: Spot, before: Named | None, outcome: str | None) -> Named | None:
    """What "of them" points to; people, for "thousands" with no noun."""
    if re.match(rf"\s+of\s+(?:{any_of(lexicon().naming.pronouns)}\b|(?:these|those)\b(?!\s+\w+s\b))", spot.after):
        noun = _noun_of(before) or "people"
        part = _with_outcome(noun, outcome or _predicate(spot.after, skip=3))
        return Named(of_what=f"of the {part}", noun=noun)
    if _counts(spot) and _MANY.search(spot.number) and not _MANY_OF.match(spot.after):
        doing = outcome or _predicate(spot.after, skip=0)
        return Named(of_what=f"people {doing}" if doing else "people", noun="people")
    return None


def _noun_of(named: Named | None) -> str | None:
    """The noun that "of them" points to: the one counted last, or the last in the plural of what was measured last."""
    if named is None or named.noun:
        return named and named.noun
    plurals = [word for word in (named.of_what or "").split() if is_plural(word)]
    return plurals[-1].lower() if plurals else None


def _repeats(spot: Spot, before: Named | None) -> bool:
    """Whether a share has a place for its only words, in a list of such: "83% of voters in Dorn, 74% in Karse"."""
    listed = any(other.unit == spot.amount.unit and other.span[1] <= spot.amount.span[0] for other in spot.others)
    told = before is not None and before.of_what is not None
    return told and listed and not _counts(spot) and re.match(r"\s+in\s+(?-i:[A-Z])", spot.after) is not None


def _of_the_last(spot: Spot, before: Named | None) -> Named | None:
    """What the last figure counts, where the words leave it out."""
    if before is None:
        return None
    of_those = re.match(r"\s*Of\s+the\b", spot.before) and re.match(r"\s+(?:was|were|are|is|had|have)\b", spot.after)
    if _counts(spot) and before.noun and (of_those or _HAVING.search(spot.before)):
        return Named(of_what=before.of_what, noun=before.noun)
    changed = _CHANGED.search(spot.before) and "," in spot.before
    compared = _COMPARED.search(spot.before) and not spot.after.startswith(" of ")
    if not _counts(spot) and before.of_what and (changed or compared or _repeats(spot, before)):
        return Named(of_what=before.of_what, noun=None)
    return None


def _of_the_clause(spot: Spot) -> Named | None:
    """What the predicate to the right or the words to the left say."""
    after = _joined_by_or(spot).after
    apart = _APART.match(after)
    left, predicate = _left_phrase(spot), _predicate(after[apart.end() :] if apart else spot.after, skip=0)
    does = predicate is not None and (apart or spot.next_word not in _PREPOSITIONS)
    if _counts(spot) and predicate and not left:
        return Named(of_what=f"people {predicate}", noun="people")
    told = apart or (not _counts(spot) and _OWN_WORDS.match(spot.after))
    found = predicate if told or (does and spot.amount.unit == "percent") or not left else left
    return Named(of_what=found, noun=None) if found else None


def _joined_by_or(spot: Spot) -> Spot:
    """The spot as it stands after the same amount in other words: "just $9 million, or about 4 percent, was spent"."""
    for other in spot.others:
        gap = spot.text[spot.amount.span[1] : other.span[0]]
        if other.span[0] >= spot.amount.span[1] and re.fullmatch(r",\s+or\s+", gap):
            return replace(spot, amount=other, after=spot.after[other.span[1] - spot.amount.span[1] :])
    return spot


def _joined(spot: Spot) -> Spot:
    """The spot as it stands before the noun of the next amount, where both share it: "$5 and $10 gifts"."""
    for other in sorted((o for o in spot.others if o.span[0] >= spot.amount.span[1]), key=lambda o: o.span)[
        :MOST_JOINED
    ]:
        gap = spot.text[spot.amount.span[1] : other.span[0]]
        if other.unit != spot.amount.unit or not _JOINED.fullmatch(gap):
            break
        spot = replace(spot, amount=other, after=spot.after[other.span[1] - spot.amount.span[1] :])
    return spot


def _counted_before(spot: Spot) -> Named | None:
    """The last noun in the plural to the left, for "fell short of the 1,237 needed"."""
    words = [w for w in _tokens(spot.before) if is_plural(w) and w.lower() not in lexicon().naming.stops]
    return Named(of_what=words[-1], noun=words[-1].lower()) if words else None


def _counts(spot: Spot) -> bool:
    """Whether things are counted, not measured."""
    return spot.amount.unit is None


def _is_measure_of(spot: Spot) -> bool:
    """Whether the noun before "of" says what is measured, and the words after only against what or when."""
    if _counts(spot) or not _AMOUNTS_TO.search(spot.before):
        return False
    return re.match(r"\s+(?:over|against|between|on|at|since|from|last|this)\b|\s*[,.;]", spot.after) is not None


def _head(phrase: str) -> str:
    return phrase.rsplit(maxsplit=1)[-1].lower()


@cache
def _outcomes() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b{any_of(words)}\b") for name, words in lexicon().outcomes.items()}


def _clause_after(spot: Spot) -> str:
    """The rest of the clause to the right, up to the next amount or mark."""
    end = min((o.span[0] for o in spot.others if o.span[0] >= spot.amount.span[1]), default=spot.sentence[1])
    rest = spot.text[spot.amount.span[1] : end]
    return re.split(r"[,;:.”\"!?—–)]", rest, maxsplit=1)[0]


def _outcome(spot: Spot) -> str | None:
    """What happened to those counted: after the number, or by the verb right before it ("killed 12")."""
    if not _counts(spot) or spot.amount.kind == Kind.MULTIPLE:
        return None
    near = " ".join(_clause_after(spot).split()[:7])
    hits = [(match.start(), name) for name, pattern in _outcomes().items() if (match := pattern.search(near))]
    if hits:
        return min(hits)[1]
    verb = re.search(r"(\w+(?:ed|ing))\s+(?:the\s+)?$", spot.before)
    return next((name for name, pattern in _outcomes().items() if verb and pattern.fullmatch(verb[1])), None)


def _with_outcome(phrase: str, outcome: str | None) -> str:
    """The phrase with the fate of those counted, said once."""
    pattern = _outcomes().get(outcome) if outcome else None
    if outcome is None or (pattern and pattern.search(phrase)):
        return phrase
    return f"{phrase} {outcome}"


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _right_phrase(spot: Spot) -> str | None:
    """The noun phrase right of the number: up to its last plural noun in a row, or to the end for measures."""
    after = _RATE.sub("", spot.after, count=1) if _RATE.match(spot.after) else spot.after
    compound = re.match(r"-([a-z]+)", after)
    if compound:
        return compound[1]
    rest = after[_SKIP.match(after).end() :]  # pyright: ignore[reportOptionalMemberAccess]
    measured = _is_measured(spot)
    if measured:
        return _trimmed(_noun_words(spot, _tokens(_of_measure(spot, rest))), measured, spot.amount.value)
    listed = _LIST.match(rest)
    if listed and not _TELLS.match(rest, listed.end()):
        return re.sub(r"\s+", " ", listed[0])
    return _trimmed(_noun_words(spot, _tokens(rest)), measured, spot.amount.value)


def _is_measured(spot: Spot) -> bool:
    return spot.amount.unit is not None or spot.amount.kind == Kind.MULTIPLE


def _of_measure(spot: Spot, rest: str) -> str:
    """The words right of a measure that say what it measures: "$3 billion in aid", "over the limit"; else none."""
    if spot.after.startswith((",", ".", ";")) and not _more_adjectives(spot):
        return ""
    if _OWN_WORDS.match(spot.after) and not _AMOUNTS_TO.search(spot.before):
        return ""
    if spot.text.startswith(" in ", spot.amount.span[1]):
        rest = _IN_KIND.sub("", rest)
    rest = re.sub(r"^(?:over|below|above|under)\s+(?=the\b|its\b)", "", rest.lstrip(", "))
    return "" if rest.split(maxsplit=1)[0:1] and rest.split()[0].lower().strip(".,;") in _TOTALS else rest


def _noun_words(spot: Spot, tokens: list[str]) -> list[str]:
    """The words of the noun phrase that tokens begin with."""
    measured, words = _is_measured(spot), list[str]()
    for at, word in enumerate(tokens):
        lower = word.lower()
        if not words and lower in _DETERMINERS and (measured or spot.after.lstrip().startswith("of")):
            continue
        if word == "," and words and not is_plural(words[-1]) and not measured and len(words) < 3:
            continue
        if word in "'’" and words and words[-1].endswith("s") and at + 1 < len(tokens) and tokens[at + 1][0].isalpha():
            words[-1] += word
            continue
        joins = lower == "and" and spot.amount.value != 1 and _goes_on(words, tokens[at + 1 :])
        numbers = word[0].isdigit() and words and words[-1].lower() in lexicon().guards.labels
        if words and (joins or numbers):
            words.append(word)
            continue
        if _ends_phrase(words, word) or len(words) == _LONGEST_PHRASE:
            break
        words.append(word)
    return words


def _ends_phrase(words: list[str], word: str) -> bool:
    """Whether a noun phrase ends before a word."""
    lower = word.lower()
    if not word[0].isalnum() or word[0].isdigit() or lower in lexicon().naming.stops or lower in lexicon().numbers:
        return True
    return bool(words) and is_plural(words[-1]) and "-" not in words[-1] and not is_plural(word)


def _more_adjectives(spot: Spot) -> bool:
    """Whether a comma joins a sum to another adjective: "a $2 billion, two-year deficit"."""
    article = re.search(r"\b(?:an?|the|its|his|her|their)\s+$", spot.before, re.IGNORECASE)
    return bool(article) and re.match(r",(?:\s+[\w-]+-[\w-]+|\s{4,})\s+[a-z]", spot.after) is not None


def _goes_on(words: list[str], following: list[str]) -> bool:
    """Whether "and" joins two adjectives or two plurals: "American and European politicians", "towns and cities"."""
    if not words or not following or following[0].lower() in lexicon().naming.stops or not following[0][0].isalpha():
        return False
    if any(is_plural(word) for word in words):
        return is_plural(words[-1]) and is_plural(following[0])
    return words[-1].endswith("-") or any(is_plural(word) for word in following[:3])


def _trimmed(words: list[str], measured: bool, value: float) -> str | None:
    """The phrase up to its last plural noun; without one, all of it where that may stand in the singular."""
    last = max((i for i, word in enumerate(words) if is_plural(word)), default=None)
    if last is not None and not (measured and last + 1 < len(words)):
        return " ".join(words[: last + 1])
    if not words or re.fullmatch(r"\w+(?:ed|ing|ly)", words[0].lower()):
        return None
    return " ".join(words[:4] if measured else words[:3])


def _predicate(after: str, skip: int) -> str | None:
    """The first words of the predicate to the right, without auxiliaries."""
    clause = re.split(r"[,;:.”\"!?—–()]", after.lstrip(), maxsplit=1)[0]
    words = clause.split()[skip - 1 if skip else 0 :]
    skipped = lexicon().naming.skip_left - _SAID
    plain = [w for w in words if w.lower() not in skipped and not any(c.isdigit() for c in w)]
    return " ".join(plain[:4]) or None


def _left_phrase(spot: Spot) -> str | None:
    """The words left of the number that say what it measures: "a loss of", "put the turnout at", "would owe"."""
    if not spot.before.strip():
        return None
    before = _ASIDE.sub(" ", spot.before)
    clauses = [c for c in _CLAUSES.split(before) if c.strip()]
    words = _words_left(clauses[-1]) if clauses else []
    earlier = _words_left(clauses[-2]) if len(clauses) > 1 else []
    if earlier and _STANDS_FOR.match(clauses[-1]):
        return " ".join(earlier[:5])
    goes_on = not words or (len(words) == 1 and _RELATES.search(before))
    if earlier and goes_on and (not _counts(spot) or _RELATES.search(before)):
        words = [*earlier[-3:], *words]
    return " ".join(words[-5:]) or None


def _words_left(clause: str) -> list[str]:
    return [w for w in _tokens(clause) if w[0].isalpha() and w.lower() not in lexicon().naming.skip_left]
