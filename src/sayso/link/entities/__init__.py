"""Entities across documents: names joined with reasons, never by description, and never what cannot be one."""

from sayso.link.entities.gather import EntityInput, gather
from sayso.link.entities.linking import VERSION, link_entities
from sayso.link.entities.names import name_key

__all__ = ["VERSION", "EntityInput", "gather", "link_entities", "name_key"]
