"""Documents with attributions for tests of resolving, written as marked text (see `tests.marked`)."""

from benchmarks.plain import plain_input

from sayso.records import Attribution, Facts, Statement
from sayso.resolve import Resolution, ResolveInput, ResolveParams, resolve_document
from tests.marked import parse_marked


def read(marked: str, **facts: str) -> ResolveInput:
    """The input that marked text stands for; `facts` are known from outside."""
    found = parse_marked(marked)
    numbered = sorted(found.attributions.items(), key=lambda pair: int(pair[0] or 0))
    return plain_input("d", found.text, [(a.source, a.cue, a.content) for _, a in numbered], Facts(**facts))


def given(text: str, attributions: tuple[Attribution, ...], **facts: str) -> ResolveInput:
    """The input for plain text with attributions made elsewhere."""
    return plain_input("d", text, [(a.source, a.cue, a.content) for a in attributions], Facts(**facts))


def resolve(marked: str, params: ResolveParams | None = None, **facts: str) -> Resolution:
    """The resolution of marked text."""
    return resolve_document(read(marked, **facts), params)


def statements(marked: str, **facts: str) -> tuple[Statement, ...]:
    """The statements of marked text, by number of their marks."""
    return resolve(marked, **facts).statements
