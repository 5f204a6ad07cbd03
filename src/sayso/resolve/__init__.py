"""Who said it, when, through whom: from attributions to statements, within one document."""

from sayso.resolve.epithets import KnownEpithet
from sayso.resolve.stage import (
    RESOLVER,
    VERSION,
    Resolution,
    ResolveInput,
    ResolveParams,
    resolve_document,
)

__all__ = [
    "RESOLVER",
    "VERSION",
    "KnownEpithet",
    "Resolution",
    "ResolveInput",
    "ResolveParams",
    "resolve_document",
]
