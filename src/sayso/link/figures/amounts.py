"""Numbers in text and what stands against them: bound words before and after, ranges, units of measure."""

import re
from functools import cache

from msgspec.structs import replace

from sayso.link.figures.lexicon import any_of, lexicon, profiles
from sayso.records import Bound, Span, Value

_NUMERAL = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?)"


class Kind:
    """What an amount is made of."""

    NUMBER = "number"
    VAGUE = "vague"
    SHARE = "share"
    MULTIPLE = "multiple"


class Amount(Value, frozen=True, kw_only=True):
    """A number with its bound words and unit, as found in a text.

    Offsets: of the text searched.

    Attributes:
        span: all of it.
        number: the number alone.
        kind: one of `Kind`.
        low, high: the interval; for shares in percent, for multiples the factor.
        unit: unit of measure.
    """

    span: Span
    number: Span
    kind: str
    low: float | None
    high: float | None
    bound: Bound = Bound.EXACT
    unit: str | None = None

    @property
    def value(self) -> float:
        """The value of a number that has no bounds yet."""
        return self.low if self.low is not None else self.high or 0.0


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = lexicon()
    small = any_of(words.numbers)
    scale = any_of(words.scales)
    joint = r"(?:\s*[-–]\s*|\s+)"
    spelled = (
        rf"(?:(?:{small}|an?)\b(?:\s+and\s+a\s+half)?(?:{joint}{small}\b)?"
        rf"(?:\s+{scale}\b(?:\s+(?:and\s+)?{small}\b(?:{joint}{small}\b)?(?=\s+{scale}|\b))?)*)"
    )
    digits = (
        rf"{_NUMERAL}(?:\s*(?:{any_of(words.suffixes)})|{scale}\b)?(?![\w])(?:\s+and\s+a\s+half\b)?(?:[\s-]+{scale}\b)*"
    )
    half_scale = rf"(?:half\s+an?\s+|an?\s+half[\s-]+|half-|(?:an?|three)\s+quarters?\s+of\s+an?\s+){scale}"
    whole = r"\b(?!\s+of\s+(?:thousands|millions|billions)\b)"
    vague = rf"(?:(?:several|many|a\s+few|some)\s+)?(?:{any_of(_vague_words())}){whole}"
    few = rf"(?:several|many|a\s+few|(?:a\s+)?couple(?:\s+of)?)\s+(?:{scale}|dozen)\b"
    handful = r"a\s+handful\b"
    plain = rf"(?:{small}|{_NUMERAL})"
    ratio = rf"{plain}\s+(?:in|out\s+of(?:\s+every)?|of\s+every|in\s+every)\s+(?P<whole>[$£€]?{plain})\b(?![-,.:/]?\d)"
    of_ten = rf"{plain}\s+of\s+(?P<tens>10|ten|100)(?=\s+(?!(?:the|those|these|its|his|her|their)\b)[a-z]+s\b)"
    part = any_of(words.fractions)
    share = rf"(?:(?P<parts>an?|{small})[\s-]+)?(?P<part>{part})\b"
    times = rf"(?:twice|double|triple|thrice|{plain}\s+times)(?=\s+(?:that|this|those|the|as|what|its|their|more)\b)"
    sign = "(?:" + "|".join(re.escape(s) for s in sorted(words.currencies, key=len, reverse=True)) + ")"
    ends = r"(?=\s*(?:[^\w\s]|$|(?:that|were|had|in|on|from|again)\b))"
    same = rf"the\s+same\s+(?:number|figure|total|amount|sum)\b|as\s+many\b{ends}"
    piece = (
        r"(?P<piece>half|an?\s+quarter|a\s+third|a\s+tenth|one[\s-]tenth|one[\s-]half|one[\s-]quarter|one[\s-]third)"
    )
    of_percent = piece + r"\s+of\s+(?:1|one|a)\s*(?:percent|per\s+cent|%)"
    found = {
        "of_percent": rf"\b{of_percent}",
        "ratio": rf"(?<![\w$£€]){sign}?{ratio}",
        "of_ten": rf"(?<![\w$£€.,]){of_ten}",
        "times": rf"\b{times}",
        "same": rf"\b(?:{same})",
        "half_scale": rf"\b{half_scale}\b",
        "vague": rf"\b(?:{vague}|{few}|{handful})",
        "share": rf"\b{share}",
        "digits": rf"(?<![\w.,/:])(?:{sign}\s?)?{digits}",
        "spelled": rf"\b(?:{spelled})(?![\w])",
        "sign": sign,
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in found.items()}


def _vague_words() -> set[str]:
    return {word for word in profiles()["default"].words if word != "handful"}


@cache
def _around() -> dict[str, re.Pattern[str]]:
    words = lexicon()
    units = {form for forms in words.units.values() for form in forms}
    before = {form for forms in words.bounds_before.values() for form in forms}
    after = {form for forms in words.bounds_after.values() for form in forms}
    worded = {form for form in units if form[-1].isalpha()}
    return {
        "unit": re.compile(rf"(?:[\s-]*(?:{any_of(units - worded)})|[\s-]+(?:{any_of(worded)})\b)", re.IGNORECASE),
        "of_unit": re.compile(rf"\s+of\s+(?:{any_of(worded - {'percent', 'points', 'point'})})\b", re.IGNORECASE),
        "before": re.compile(rf"(?<![\w-])({any_of(before)})\s+[“\"‘]?$", re.IGNORECASE),
        "after": re.compile(rf"\s*,?\s+({any_of(after)})(?!\w|\s+than\b)", re.IGNORECASE),
        "plus": re.compile(r"\s?\+(?!\d)|-plus\b", re.IGNORECASE),
        "join": re.compile(r"\s+to\s+|\s+or\s+|\s*[-–—]\s*", re.IGNORECASE),
    }


def scan(text: str, sentence: Span) -> list[Amount]:
    """The amounts of one sentence in order, with units, bounds and ranges, before any is ruled out."""
    plain = [_with_unit(text, amount, sentence[1]) for amount in _bare(text, sentence)]
    return [_bounded(text, amount, sentence) for amount in _ranges(text, plain, sentence)]


def _bare(text: str, sentence: Span) -> list[Amount]:
    """The numbers alone; of those that overlap, the one that begins first and is longest."""
    found: list[Amount] = []
    for name, read in _READERS.items():
        for match in _patterns()[name].finditer(text, *sentence):
            amount = read(match)
            if amount is not None:
                found.append(amount)
    found.sort(key=lambda a: (a.span[0], -a.span[1]))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.span[0] >= kept[-1].span[1]:
            kept.append(amount)
    return kept


def _amount(match: re.Match[str], kind: str, low: float, high: float | None = None, unit: str | None = None) -> Amount:
    bound = Bound.VAGUE if kind == Kind.VAGUE else Bound.EXACT
    return Amount(
        span=match.span(),
        number=match.span(),
        kind=kind,
        low=low,
        high=low if high is None else high,
        bound=bound,
        unit=unit,
    )


def _read_ratio(match: re.Match[str]) -> Amount | None:
    first = re.split(r"\s", _unsigned(match[0]), maxsplit=1)[0]
    whole = _spelled_value(_unsigned(match["whole"]))
    part = _spelled_value(first)
    return _amount(match, Kind.SHARE, 100 * part / whole, unit="percent") if 0 < part < whole else None


def _read_of_ten(match: re.Match[str]) -> Amount | None:
    part, whole = _spelled_value(match[0].split()[0]), _spelled_value(match["tens"])
    return _amount(match, Kind.SHARE, 100 * part / whole, unit="percent") if 0 < part < whole else None


def _unsigned(text: str) -> str:
    return text.lstrip("$£€ ")


def _read_of_percent(match: re.Match[str]) -> Amount | None:
    part = re.split(r"[\s-]+", match["piece"].lower())[-1]
    return _amount(match, Kind.SHARE, 1 / lexicon().fractions[part], unit="percent")


def _read_times(match: re.Match[str]) -> Amount | None:
    word = match[0].lower().split()[0]
    factor = {"twice": 2.0, "double": 2.0, "triple": 3.0, "thrice": 3.0}.get(word) or _spelled_value(word)
    return _amount(match, Kind.MULTIPLE, factor)


def _read_same(match: re.Match[str]) -> Amount | None:
    return _amount(match, Kind.MULTIPLE, 1.0)


def _read_half_scale(match: re.Match[str]) -> Amount | None:
    words = re.split(r"[\s-]", match[0].lower())
    part = (0.75 if words[0] == "three" else 0.25) if "quarter" in match[0].lower() else 0.5
    return _amount(match, Kind.NUMBER, part * lexicon().scales[words[-1]])


def _read_vague(match: re.Match[str]) -> Amount | None:
    word = vague_word(match[0])
    if word is None or (word in {"scores", "tens"} and not re.match(r"\s+of\b", match.string[match.end() :])):
        return None
    low, _, high = profiles()["default"].words[word]
    return _amount(match, Kind.VAGUE, low, high)


def vague_word(text: str) -> str | None:
    """The vague word that a text holds, a key of every profile; None where it holds none.

    Example:
        >>> vague_word("several hundred"), vague_word("Tens of thousands"), vague_word("40")
        ('hundreds', 'tens of thousands', None)
    """
    plain = " ".join(text.lower().split())
    for word in sorted(profiles()["default"].words, key=lambda w: (-len(w), w)):
        if re.search(rf"\b{word}\b", plain):
            return word
    few = re.search(r"\b(?:several|many|few|couple(?: of)?)\s+(\w+)", plain)
    plural = f"{few[1]}s" if few else ""
    return plural if plural in profiles()["default"].words else None


def _read_share(match: re.Match[str]) -> Amount | None:
    part, parts = match["part"].lower(), (match["parts"] or "").lower()
    if part != "half" and not parts:
        return None
    count = lexicon().numbers.get(parts, 1)
    share = 100 * count / lexicon().fractions[part]
    return _amount(match, Kind.SHARE, share, unit="percent") if share < 100 else None


def _read_digits(match: re.Match[str]) -> Amount | None:
    sign = _patterns()["sign"].match(match[0])
    unit = lexicon().currencies[sign[0].upper()] if sign else None
    number = match[0][sign.end() :] if sign else match[0]
    return _amount(match, Kind.NUMBER, _spelled_value(number), unit=unit)


def _read_spelled(match: re.Match[str]) -> Amount | None:
    words = re.split(r"[\s\-–]+", match[0].lower())
    if words[0] in {"a", "an"} and (len(words) == 1 or words[1] not in lexicon().scales):
        return None
    return _amount(match, Kind.NUMBER, _spelled_value(match[0]))


_READERS = {
    "of_percent": _read_of_percent,
    "ratio": _read_ratio,
    "of_ten": _read_of_ten,
    "times": _read_times,
    "same": _read_same,
    "half_scale": _read_half_scale,
    "vague": _read_vague,
    "share": _read_share,
    "digits": _read_digits,
    "spelled": _read_spelled,
}
"""How each pattern is read; each returns None where the words are no number after all."""


def _spelled_value(text: str) -> float:
    """The value of a number in digits, words or both.

    Example:
        >>> _spelled_value("two and a half million"), _spelled_value("1.5m"), _spelled_value("three hundred and twelve")
        (2500000.0, 1500000.0, 312.0)
    """
    words = lexicon()
    total = current = 0.0
    for word in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", text.lower()):
        if word[0].isdigit():
            current += float(word.replace(",", ""))
        elif word in words.numbers:
            current += words.numbers[word]
        elif word == "half":
            current += 0.5
        elif word in words.scales or word in words.suffixes:
            scale = words.scales.get(word) or words.suffixes[word]
            current = max(current, 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
    return total + current


def _with_unit(text: str, amount: Amount, end: int) -> Amount:
    """The amount with the unit of measure after it."""
    pattern = "of_unit" if amount.kind == Kind.VAGUE else "unit"
    match = _around()[pattern].match(text, amount.span[1], end)
    if match is None and amount.kind == Kind.VAGUE:
        match = _around()["unit"].match(text, amount.span[1], end)
    if match is None or amount.kind in {Kind.SHARE, Kind.MULTIPLE}:
        return amount
    form = " ".join(re.sub(r"^[\s-]*(?:of\s+)?", "", match[0]).split()).lower()
    unit = next(name for name, forms in lexicon().units.items() if form in {f.lower() for f in forms})
    if unit in {"points", "marks", "feet"} and text[match.end() : match.end() + 4].lower() == " of ":
        return amount
    return replace(amount, span=(amount.span[0], match.end()), unit=amount.unit or unit)


def _ranges(text: str, amounts: list[Amount], sentence: Span) -> list[Amount]:
    """The amounts with "between A and B", "A to B", "A-B" and "A or B" joined to one."""
    joined: list[Amount] = []
    at = 0
    while at < len(amounts):
        first, second = amounts[at], amounts[at + 1] if at + 1 < len(amounts) else None
        begin = _range_start(text, first, second, sentence[0]) if second else None
        if second is not None and begin is not None:
            joined.append(_joined(first, second, begin))
            at += 2
        else:
            joined.append(first)
            at += 1
    return joined


def _joined(first: Amount, second: Amount, begin: int) -> Amount:
    unit = second.unit or first.unit
    low = first.value * _borrowed_scale(first, second)
    return replace(first, span=(begin, second.span[1]), low=low, high=second.high, bound=Bound.BETWEEN, unit=unit)


def _borrowed_scale(first: Amount, second: Amount) -> float:
    """The scale of the second number where the first leaves it out: "40 to 50 million"."""
    for scale in (1e12, 1e9, 1e6, 1e3):
        if second.value >= scale and first.value < 1000 and first.unit in {None, second.unit}:
            return scale if first.value <= second.value / scale else 1.0
    return 1.0


def _range_start(text: str, first: Amount, second: Amount, begin: int) -> int | None:
    """Where a range of the two amounts begins; None where they are no range."""
    if first.kind != Kind.NUMBER or second.kind != Kind.NUMBER or first.value >= second.value:
        return None
    between, before = text[first.span[1] : second.span[0]], text[begin : first.span[0]]
    opening = re.search(r"\b(between)\s+$", before, re.IGNORECASE)
    if opening and re.fullmatch(r"\s+and\s+", between, re.IGNORECASE):
        return begin + opening.start(1)
    bound = re.sub(r"\b(?:more|less|fewer)\s+than\s+$", "", between)
    if not _around()["join"].fullmatch(bound):
        return None
    ranging = re.search(r"\b(?:rang\w+|anywhere|somewhere|vary\w*)\s+(from\s+)$", before, re.IGNORECASE)
    if re.search(r"\bfrom\s+$", before, re.IGNORECASE) and not ranging:
        return None
    if "or" in between and not second.value - first.value <= first.value:
        return None
    return first.span[0]


def _bounded(text: str, amount: Amount, sentence: Span) -> Amount:
    """The amount with the bound words around it."""
    before = _around()["before"].search(text[sentence[0] : amount.span[0]])
    after = _around()["after"].match(text, amount.span[1], sentence[1])
    plus = _around()["plus"].match(text, amount.span[1], sentence[1])
    start, end, bound = amount.span[0], amount.span[1], None
    if before and not _is_particle(text[sentence[0] : sentence[0] + before.start(1)], before[1]):
        start = sentence[0] + before.start(1)
        bound = _bound_of(before[1], lexicon().bounds_before)
    if after and bound is None:
        end, bound = after.end(), _bound_of(after[1], lexicon().bounds_after)
        end = amount.span[1] if "give" in after[1].lower() else end
    if plus and bound is None:
        end, bound = plus.end(), Bound.AT_LEAST
    return _limit(replace(amount, span=(start, end)), bound)


def _is_particle(before: str, words: str) -> bool:
    """Whether a bound word belongs to the word before it: "handed over 22 boats", "a comment about 47 percent"."""
    last = re.search(r"(\w+)\s+$", before)
    if last is None or " " in words:
        return False
    topic = words.lower() == "about" and last[1].lower() in lexicon().topics
    return topic or last[1].lower() in lexicon().phrasal


def _bound_of(words: str, table: dict[str, tuple[str, ...]]) -> Bound:
    plain = " ".join(words.lower().split())
    return next(Bound(name) for name, forms in table.items() if plain in forms)


def _limit(amount: Amount, bound: Bound | None) -> Amount:
    """The interval a bound word leaves of an amount."""
    if bound is None or amount.bound is Bound.BETWEEN:
        return amount
    if bound in {Bound.AT_LEAST, Bound.MORE_THAN}:
        return replace(amount, low=amount.low, high=None, bound=bound)
    if bound in {Bound.AT_MOST, Bound.LESS_THAN}:
        return replace(amount, low=None, high=amount.high, bound=bound)
    return amount if amount.kind == Kind.VAGUE else replace(amount, bound=bound)
