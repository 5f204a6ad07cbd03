"""Who said it, when, through whom: from attributions to statements, within one document."""

from sayso.resolve.records import Affiliation, Epithet, Mention, Role
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
    "Affiliation",
    "Epithet",
    "Mention",
    "Resolution",
    "ResolveInput",
    "ResolveParams",
    "Role",
    "resolve_document",
]
