"""What the readers of containers share: where they are, what they may do, and how a member becomes an original."""

from collections import Counter
from collections.abc import Iterator

from msgspec import field

from sayso.ingest.kinds import binary_reason
from sayso.ingest.limits import DEFAULT_LIMITS, Limits
from sayso.records import Diagnostic, Facts, Media, Original, Value, sha256

Item = Original | Diagnostic
"""What every reader gives: a document as it came, or what was wrong."""


class OverBudget(Exception):  # noqa: N818 - it is no error of ours
    """A container, with all that lies in it, holds more than its limits allow."""


class Budget:
    """What one file may still cost, with all containers inside it: members, and bytes that come out of it."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, packed: int = 0) -> None:
        self._members = limits.max_members
        self._bytes = max(limits.ratio_free_bytes, limits.max_ratio * packed)

    def take_member(self) -> None:
        """Count one member; raises OverBudget."""
        self._members -= 1
        if self._members < 0:
            raise OverBudget("it has more members than the limit")

    def take_bytes(self, number: int) -> None:
        """Count bytes that came out; raises OverBudget."""
        self._bytes -= number
        if self._bytes < 0:
            raise OverBudget("it expands beyond the limit")


class Container(Value, frozen=True, kw_only=True):
    """A file that holds documents.

    Attributes:
        key: its name, or its path in what was named or in the container it lies in.
        place: the same for messages.
        depth: how many containers it lies in.
        budget: shared by all that lies in one file.
    """

    key: str
    place: str
    limits: Limits = DEFAULT_LIMITS
    depth: int = 0
    budget: Budget = field(default_factory=Budget)


class Count:
    """What a container held: the documents it gave, and what was passed over, by kind."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._passed: Counter[str] = Counter()
        self.documents = 0

    def pass_over(self, kind: str, number: int = 1) -> None:
        """Count what is no article."""
        self._passed[kind[:60]] += number

    def seen(self, items: Iterator[Item]) -> Iterator[Item]:
        """The same items; documents among them are counted."""
        for item in items:
            self.documents += isinstance(item, Original)
            yield item

    def note(self) -> Diagnostic:
        """The diagnostic that tells what was in the container."""
        passed = [f"{number} {kind}" for kind, number in sorted(self._passed.items())]
        detail = f"{self.documents} documents" + (f"; passed over: {', '.join(passed[:20])}" if passed else "")
        return Diagnostic(code="contents", key=self._container.key, detail=detail)


def as_original(key: str, media: Media, data: bytes, facts: Facts, place: str) -> Item:
    """A document, or the diagnostic that says why its bytes are none."""
    problem = problem_of(data) if media is not Media.PDF else pdf_problem(data)
    if problem:
        return Diagnostic(code=problem[0], key=key, detail=problem[1])
    return Original(key=key, media=media, data=data, sha256=sha256(data), facts=facts, place=place)


def problem_of(data: bytes) -> tuple[str, str] | None:
    """Why bytes are no text: the code and the values."""
    if not data.strip(b" \t\r\n\v\f\xef\xbb\xbf"):
        return "empty", f"{len(data)} bytes"
    reason = binary_reason(data)
    return ("binary", reason) if reason else None


def pdf_problem(data: bytes) -> tuple[str, str] | None:
    """Why bytes are no PDF: the code and the values."""
    if not data:
        return "empty", "0 bytes"
    return None if b"%PDF-" in data[:1024] else ("bad_pdf", "it does not begin as a PDF does")
