"""How much of a hostile input is looked at."""

from sayso.records import Value


class Limits(Value, frozen=True, kw_only=True):
    """The caps of reading.

    Units: bytes; a ratio of output to input.

    Attributes:
        max_bytes: of one document: a file, a line of a `.jsonl` file, a page after decompression.
        max_ratio: how many times larger than its compressed bytes a page may become.
        ratio_free_bytes: output below which the ratio is not looked at; a short page of blanks is no bomb.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_ratio: int = 200
    ratio_free_bytes: int = 8 * 1024 * 1024


DEFAULT_LIMITS = Limits()
