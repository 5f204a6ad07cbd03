"""The one day of somebody's words: where all that a document dates of them was said on one day."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from sayso.records import Said, SpeakerKind
from sayso.resolve.acts import Acts
from sayso.resolve.items import Item
from sayso.resolve.resolved import Resolved, same_name
from sayso.resolve.said import DateFinder
from sayso.resolve.scenes import BEFOREHAND, Scenes, is_day
from sayso.resolve.view import View

_ACCORDING = re.compile(r"according\s+to\b", re.IGNORECASE)
ANOTHER_TIME = frozenset({"interview", "author"})
"""How a speaker is found who tells in the first person: what such a one "said" was said before the document."""


class OneDay:
    """Gives undated words of a document the one day of their speaker's dated words.

    That day is of the week before the document and told above them, and their paragraph tells of no other time.
    """

    def __init__(self, view: View, dates: DateFinder, scenes: Scenes, items: Sequence[Item]) -> None:
        self._view = view
        self._dates = dates
        self._scenes = scenes
        self._items = items
        self._acts = Acts(view, dates)

    def give(self, speakers: Sequence[Resolved | None], said: list[Said | None]) -> None:
        """Date what has no date yet, from what had one before."""
        told = [(i, speaker, date) for i, (speaker, date) in enumerate(zip(speakers, said, strict=True)) if date]
        for index, speaker in enumerate(speakers):
            if said[index] is None and speaker and self._may(self._items[index], speaker):
                own = [(i, date) for i, other, date in told if other and same_name(other.name, speaker.name)]
                said[index] = self._day(index, [(i, date) for i, date in own if not self._items[i].reporter])

    def _may(self, item: Item, speaker: Resolved) -> bool:
        """Whether an attribution gives words of somebody, said once: quoted, or told by a verb of speech."""
        at = min(item.at, item.source[0]) if item.source else item.at
        first = speaker.rule in ANOTHER_TIME or speaker.kind is SpeakerKind.GROUP or item.reporter
        if first or BEFOREHAND.search(self._view.text, max(0, at - 12), at):
            return False
        words = self._acts.is_quoted(item) or self._dates.may_carry(item.frame)
        told = _ACCORDING.match(item.cue_text) and self._dates.may_happen(item.frame)
        return words and (self._acts.happened(item) or bool(told))

    def _day(self, index: int, own: Sequence[tuple[int, Said]]) -> Said | None:
        """The day of all dated words of a speaker, where it holds for an attribution."""
        at = self._items[index].at
        if len({date.edtf for _, date in own}) != 1 or all(self._items[i].at > at for i, _ in own):
            return None
        nearest, date = min(own, key=lambda one: abs(self._items[one[0]].at - at))
        told = self._items[nearest].frame.sentence
        news = is_day(date) and self._dates.days.is_news(date) and self._view.same_section(at, told[0])
        fits = news and not self._tells_of_another_time(at, date)
        return replace(date, rule="one day") if fits and not self._scenes.is_placed(self._items[index], told) else None

    def _tells_of_another_time(self, at: int, date: Said) -> bool:
        """Whether the paragraph of a place tells of another time up to there."""
        first = self._view.sentence_index(self._view.paragraphs[self._view.paragraph_index(at)][0])
        sentences = self._view.sentences[first : self._view.sentence_index(at) + 1]
        return any(self._dates.days.tells_of_another_time(start, date) for start, _ in sentences)
