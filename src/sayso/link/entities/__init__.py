"""Entities across documents: names joined with reasons, never by description, and never what cannot be one."""

from sayso.link.entities.gather import DocumentNames, gather
from sayso.link.entities.linking import VERSION, join_names, link_entities
from sayso.link.entities.names import name_key, proper_key

__all__ = ["VERSION", "DocumentNames", "gather", "join_names", "link_entities", "name_key", "proper_key"]
