"""Notes: diagnostics on inputs that gave no document, kept in the ledger like everything else.

A note hangs on a stand-in for its input: an original with the same key and no bytes. When the input can be read one
day, its note is superseded by an empty one.
"""

from collections import defaultdict
from collections.abc import Iterable

from sayso.ledger import Ledger, Output
from sayso.records import Diagnostic, Media, Original, ReadOriginal, Stage, Step, canonical, sha256

_KEY = "note"


class Notes:
    """Collects the notes of a run and tells what has to be written at its end."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._noted_before = ledger.noted_keys()
        self._by_key: defaultdict[str, set[Diagnostic]] = defaultdict(set)
        self._read: set[str] = set()
        self._whole: set[str] = set()

    def add(self, diagnostic: Diagnostic) -> None:
        """Note what is wrong with an input, or that a container was read to its end."""
        self._by_key[diagnostic.key].add(diagnostic)
        if diagnostic.code == "contents":
            self._whole.add(diagnostic.key)

    def was_read(self, key: str) -> None:
        """Note that the input with this key could be read."""
        if key in self._noted_before:
            self._read.add(key)

    def noted(self) -> tuple[Diagnostic, ...]:
        """What was noted so far, in an order that does not depend on when."""
        return tuple(sorted({note for notes in self._by_key.values() for note in notes}, key=canonical))

    def to_write(self) -> list[ReadOriginal]:
        """The notes that are not in the ledger as they are, and empty ones for inputs that can be read by now."""
        notes = {key: tuple(sorted(found, key=canonical)) for key, found in self._by_key.items()}
        notes.update(dict.fromkeys((self._read | self._mended()) - notes.keys(), ()))
        made = [_note(key, notes[key]) for key in sorted(notes)]
        current = self._ledger.outputs([note.original.input_id for note in made])
        return [note for note in made if current.get(note.original.input_id, {}).get(Stage.TEXT) != _output(note)]

    def _mended(self) -> set[str]:
        """The lines and members that were noted before, of containers that were read to their end this time."""
        return {key for key in self._noted_before if key.rpartition("#")[0] in self._whole}


def stand_in(key: str) -> Original:
    """The original without bytes that a note on an input hangs on."""
    return Original(key=key, media=Media.TEXT, data=b"", sha256=sha256(b""))


def _note(key: str, diagnostics: Iterable[Diagnostic]) -> ReadOriginal:
    original = stand_in(key)
    step = Step(stage=Stage.TEXT, input_id=original.input_id, key=_KEY, records=tuple(diagnostics))
    return ReadOriginal(original=original, steps=(step,))


def _output(note: ReadOriginal) -> Output:
    step = note.steps[0]
    return Output(key=step.key, sha256=step.output_sha256)
