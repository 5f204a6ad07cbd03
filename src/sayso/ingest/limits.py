"""How much of a hostile input is looked at."""

from sayso.records import Value


class Limits(Value, frozen=True, kw_only=True):
    """The caps of reading.

    Units: bytes; a ratio of output to input; seconds.

    Attributes:
        max_bytes: of one document: a file, a line of a `.jsonl` file, a page after decompression, a member.
        max_ratio: how many times larger than its compressed bytes something may become.
        ratio_free_bytes: output below which the ratio is not looked at; a short page of blanks is no bomb.
        max_nested_bytes: of a container inside another one, which is held in memory while it is read.
        max_members: of one container.
        max_depth: containers inside containers; the outermost has depth 0.
        memory: address space of the process that parses foreign bytes.
        cpu_seconds: for the next document of a container, or one PDF.
        wall_seconds: the same by the clock.
        max_answer: of one answer of that process; it writes no files at all.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_ratio: int = 200
    ratio_free_bytes: int = 8 * 1024 * 1024
    max_nested_bytes: int = 128 * 1024 * 1024
    max_members: int = 200_000
    max_depth: int = 3
    memory: int = 1536 * 1024 * 1024
    cpu_seconds: int = 60
    wall_seconds: int = 300
    max_answer: int = 192 * 1024 * 1024


DEFAULT_LIMITS = Limits()
