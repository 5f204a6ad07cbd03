"""Ladders over all documents."""

from collections.abc import Iterable

import msgspec

from sayso.link.figures.ladders import group_figures
from sayso.link.inputs import LinkDocument, LinkInputs
from sayso.link.versions import LADDERS
from sayso.records import Figure, Linked

_FIGURES = msgspec.json.Decoder(tuple[Figure, ...])


def link_figures(inputs: LinkInputs) -> Iterable[Linked]:
    """The ladders of all quantities that at least two figures of current documents observe."""
    gathered = inputs.gather(f"figures {LADDERS}", _figures)
    return group_figures(tuple(figure for _, body in gathered for figure in _FIGURES.decode(body)))


def _figures(document: LinkDocument) -> bytes:
    return msgspec.json.encode(document.figures)
