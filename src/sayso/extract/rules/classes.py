"""The class of a statement, from its cue and the form of its content."""

import re

from sayso.extract.rules.lexicon import lexicon
from sayso.records import StatementClass

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TRAILING = re.compile(r"[\"”’'»›)\]\s]+\Z")


def class_of(cue: str, content: str, told: StatementClass | None = None) -> StatementClass:
    """The class that cue and content tell; `statement` where unsure.

    Method: a content that ends in a question mark is a question, unless the cue itself demands, promises or denies;
    else the first word of the cue that the lexicon knows decides; else it is a statement.

    Args:
        cue: the words of the cue.
        content: the words of the content.
        told: the class of the cue, where it is known already.

    Example:
        >>> class_of("vowed", "to return")
        <StatementClass.PROMISE: 'promise'>
    """
    told = told or _class_of_cue(cue)
    if told in (StatementClass.STATEMENT, StatementClass.ATTITUDE) and is_question(content):
        return StatementClass.QUESTION
    return told


def is_question(content: str) -> bool:
    """Whether a content ends in a question mark, closing marks aside."""
    return _TRAILING.sub("", content).endswith("?")


def _class_of_cue(cue: str) -> StatementClass:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(cue)]
    verbs, nouns = lexicon().verbs, lexicon().nouns
    for at, word in enumerate(words):
        for entry in verbs.get(word, ()):
            if tuple(words[at : at + len(entry.words)]) == entry.words:
                return entry.verb.class_
    for word in words:
        if word in nouns:
            return nouns[word].class_
    return StatementClass.STATEMENT
