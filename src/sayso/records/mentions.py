"""What a document tells of those it names: mentions, roles, affiliations and epithets, each with its evidence."""

from sayso.records.base import Record
from sayso.records.spans import Span
from sayso.records.statements import SpeakerKind


class Mention(Record, frozen=True, kw_only=True, tag="mention"):
    """One place where a document names or points at somebody or something.

    Attributes:
        document: id of the document.
        span: where. Raw layer.
        text: the words there.
        name: the fullest name the document gives for what is meant.
        kind: what it is; None where it is not known.
        how: "name", or the rule that found what a pronoun or nominal stands for.
    """

    document: str
    span: Span
    text: str
    name: str
    kind: SpeakerKind | None = None
    how: str = "name"


class Role(Record, frozen=True, kw_only=True, tag="role"):
    """A role or office that a document gives a person.

    Attributes:
        document: id of the document.
        name: the person.
        role: the words, as in the text.
        span: where the words stand. Raw layer.
        rule: "title", "before the name", "apposition", "copula".
        former: whether the words say it is past.
        sayer: id of the statement that says so; None where the article says it itself.
    """

    document: str
    name: str
    role: str
    span: Span
    rule: str
    former: bool = False
    sayer: str | None = None


class Affiliation(Record, frozen=True, kw_only=True, tag="affiliation"):
    """Whom a document ties somebody or something to.

    Attributes:
        document: id of the document.
        name: who is affiliated.
        to: with whom; for "state-run" and the like, the adjective.
        words: the words that say so, as in the text.
        span: where they stand. Raw layer.
        rule: "affiliated with", "adjective", "parent", "led by".
        sayer: id of the statement that says so; None where the article says it itself.
    """

    document: str
    name: str
    to: str
    words: str
    span: Span
    rule: str
    sayer: str | None = None


class Epithet(Record, frozen=True, kw_only=True, tag="epithet"):
    """A word that one actor uses for another, learnt from text that says so.

    Attributes:
        document: id of the document.
        user: who uses the word; None where the text does not tell.
        word: the word.
        referent: whom it is used for; None where the text does not tell.
        span: where the text explains it. Raw layer.
        rule: "refers to as", "calls", "called by", "as somebody calls", "decries as", "term for", "derogatory",
            "parenthesis".
    """

    document: str
    user: str | None
    word: str
    referent: str | None
    span: Span
    rule: str
