"""The room `ingest`: files and folders in, originals out; nothing is parsed twice and nothing is written.

`read_originals` walks what was named and gives every document's bytes as they are; `decode` gives the raw layer of an
original. What cannot be read is a diagnostic, never an exception; a name that does not exist is an `InputError`.
"""

from sayso.ingest.decode import Decoded, decode
from sayso.ingest.limits import Limits
from sayso.ingest.originals import read_originals

__all__ = ["Decoded", "Limits", "decode", "read_originals"]
