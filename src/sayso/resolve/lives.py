"""Whether a document is the life of somebody, to whom "he" and "she" go unless something else tells."""

import re
import unicodedata

from sayso.resolve.entities import Entity

_NAME_ALONE = re.compile(r"(?:[^\W\d_a-z][\w.’'-]+,?(?:\s+(?:of|de|von|van|al|the|bin)\s+|\s+|$)){1,5}")
_BORN = re.compile(r"[^.]{0,40}?\((?:[^()]*;\s*)?(?:born\b|c\.|circa|[^()]{0,30}?\d{3,4}\s*[–—-])")
FIRST_MENTIONS = 3
"""Mentions that dates of birth may stand behind."""


def is_life(entity: Entity, title: str, text: str) -> bool:
    """Whether a document is about the life of an entity: its title is the name, or dates of birth stand behind it.

    Args:
        title: the title and the first line of the text, a line each.
        text: what the places of mentions are of.
    """
    words = _plain(entity.name).split()
    for line in title.split("\n"):
        named = _plain(line).split() if _NAME_ALONE.fullmatch(line) else []
        if named and named[-1] == words[-1] and words[0] in named:
            return True
    return any(_BORN.match(text, end) for _, end in entity.mentions[:FIRST_MENTIONS])


def _plain(words: str) -> str:
    """Words in small letters, without accents or commas."""
    bare = unicodedata.normalize("NFKD", words.lower())
    return "".join(c for c in bare if not unicodedata.combining(c)).replace(",", "")
