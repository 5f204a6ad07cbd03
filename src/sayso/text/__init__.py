"""The room `text`: from an original to a document with two layers, the map between them, blocks and facts."""

from sayso.text.language import SUPPORTED
from sayso.text.offsets import MapBuilder, bad_segments, to_clean, to_raw
from sayso.text.read import VERSION, read_text
from sayso.text.reasons import REASONS
from sayso.text.sentences import paragraphs, sentences

__all__ = [
    "REASONS",
    "SUPPORTED",
    "VERSION",
    "MapBuilder",
    "bad_segments",
    "paragraphs",
    "read_text",
    "sentences",
    "to_clean",
    "to_raw",
]
