"""What fuzzing makes its inputs of: invented prose and markup, with pieces thrown in and bytes changed."""

import random

PROSE = (
    "Mayor Ana Ruiz said on Monday that the port of Lowmark would reopen by June 3, 2019.",
    "“It will be safe,” she told The Tower. “We have waited,” Mr. Li, the harbour master, added, “for years.”",
    "According to state television, the agency Mehrab reported that at least 8,000 people were held.",
    "Dec. 31, 2017—Lantern daily (close to the ministry): “The strikes will end.”",
    'The opposition denied the claim: "He never asked us," its spokesman wrote in a letter last week.',
    "Must read: Ten harbours you will love…",
)
SOUP = (
    *(
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "`",
        "''",
        "—",
        "…",
        ":",
        ";",
        ",",
        ".",
        "?!",
        "(",
        "[",
        "\n",
        "\n\n",
        "\r",
    ),
    *(
        "\0",
        "\ufeff",
        "\u202e",
        "\u200d",
        "\u2028",
        "\x85",
        "é",
        "ß",
        "İ",
        "ﬁ",
        "שלום",
        "٣",
        "𝒳",
        "\ufffd",
        "\t",
        "\u00a0",
    ),
    *(
        "said",
        "told",
        "according to",
        "that",
        "he",
        "Ana Ruiz",
        "Monday",
        "1/0/0000",
        "32 May",
        "9999999999",
        "-",
        "'s",
        "Mr.",
    ),
)
MARKUP = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<",
        ">",
        "<!--",
        "-->",
        "<![CDATA[",
        "<script>",
        "</script>",
        "<b",
        "<br/>",
        "</",
    ),
    *(
        "&amp;",
        "&#8220;",
        "&#x201d;",
        "&quot",
        "&#0;",
        "&#xD800;",
        "&#99999999;",
        "&",
        "<title>",
        "<meta charset=utf-16>",
    ),
    *(
        '<meta property="og:title" content="',
        "<li>",
        "<table><tr><td>",
        "<style>",
        "<svg>",
        "<template>",
        "<plaintext>",
        "=''",
    ),
    *(
        "<time datetime='2019-02-30'>",
        "<h1>",
        "<article>",
        '<script type="application/ld+json">{"datePublished":',
        "<frameset>",
    ),
)


def prose(chance: random.Random, pieces: tuple[str, ...] = SOUP) -> str:
    """Sentences with soup in them, now and then much of one thing."""
    words = " ".join(chance.choices(PROSE, k=chance.randint(0, 8))).split(" ")
    for _ in range(chance.randint(0, 30)):
        words.insert(chance.randint(0, len(words)), chance.choice(pieces))
    if chance.random() < 0.05:
        words.append(chance.choice((*pieces, *words)) * chance.choice((100, 3000, 20_000)))
    return chance.choice((" ", " ", "\n", "\n\n", "")).join(words)


def page(chance: random.Random) -> str:
    """A page with paragraphs, and tags where none belong."""
    parts = [f"<p>{prose(chance, SOUP + MARKUP)}</p>" for _ in range(chance.randint(1, 6))]
    for _ in range(chance.randint(0, 12)):
        parts.insert(chance.randint(0, len(parts)), chance.choice(MARKUP))
    head = "<html><head><title>Port to reopen</title></head><body><article>"
    return (head if chance.random() < 0.7 else "") + "".join(parts)


def mutated(chance: random.Random, data: bytes) -> bytes:
    """Bytes with flips, cuts, copies and pieces thrown in; often as they are."""
    out = bytearray(data)
    for _ in range(chance.choice((0, 0, 1, 2, 8))):
        at, other = chance.randint(0, len(out)), chance.randint(0, len(out))
        match chance.randrange(5):
            case 0 if out:
                out[at % len(out)] ^= 1 << chance.randrange(8)
            case 1:
                out[at:at] = chance.randbytes(chance.randint(1, 6))
            case 2:
                out[at:at] = out[other : other + chance.randint(1, 200)]
            case 3:
                del out[at : at + chance.randint(1, 40)]
            case _:
                out[at:at] = chance.choice((*SOUP, *MARKUP)).encode(chance.choice(("utf-8", "utf-16-le")))
    if chance.random() < 0.1:
        del out[chance.randint(0, len(out)) :]
    return bytes(out)


def encoded(chance: random.Random, content: str) -> bytes:
    """The text in an encoding that is likely, or not."""
    codec = chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"))
    return mutated(chance, content.encode(codec, "replace"))
