"""Reuse: passages that documents share, their direction, and what copies changed."""

from sayso.link.reuse.find import compare, find_reuse
from sayso.link.reuse.linking import link_reuse
from sayso.link.reuse.prepare import ReuseInput, prepare

__all__ = ["ReuseInput", "compare", "find_reuse", "link_reuse", "prepare"]
