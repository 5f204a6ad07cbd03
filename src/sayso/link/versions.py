"""Versions of what linking makes of the same documents and decisions: a number a part, raised when its result changes.

They name what is kept in the cache too, so that nothing made by an older version is used again.
"""

FAMILIES = "7"
LADDERS = "1"
REUSE = "2"
