"""Families: what is joined, what is not, and that order, parts and caches change nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.families import Utterance
from sayso.link.families.joining import GROUPS
from sayso.link.families.rulings import Rulings
from sayso.records import DriftKind, Family
from tests.link.families.worlds import Memory, families, groups, said

SLUICE = "“The sluices of Port Isel will open before the first frost, and nobody will drown this winter.”"
TRIMMED = "that “the sluices of Port Isel will open before the first frost”"
CLOSED = "“The sluices of Port Isel will not open before the first frost, and nobody will drown this winter.”"
FERRY = "“Every ferry captain from Quillon to Dolmar deserves a pension, a harbour and a lamp.”"


def test_one_utterance_in_two_articles_is_one_family() -> None:
    world = [said(SLUICE, "a"), said(TRIMMED, "b", 1), said(FERRY, "c", 1)]
    (family,) = families(world)
    assert set(family.statements) == {world[0].id, world[1].id}
    assert (family.earliest, family.fullest) == (world[0].id, world[0].id)
    assert [(d.a, d.b, d.kind) for d in family.drift] == [(world[0].id, world[1].id, DriftKind.TRIMMED)]
    assert family.ties[0].reasons


def test_words_of_another_are_not_his() -> None:
    quoting = said(SLUICE, "b", 1, speaker="Tomas Lind", source="Tomas Lind", frame="Tomas Lind read out")
    assert groups(families([said(SLUICE, "a"), quoting])) == set()


def test_a_contradictory_variant_is_named_so() -> None:
    (family,) = families([said(SLUICE, "a"), said(CLOSED, "b")])
    assert [d.kind for d in family.drift] == [DriftKind.CONTRADICTORY]
    assert family.drift[0].differs[0].what == "polarity"


def test_a_line_on_another_day_is_a_repeat_and_not_merged() -> None:
    first = said(SLUICE, "a", 0, said=(738_000, 738_000), frame="Ana Ruiz said in a television interview")
    again = said(SLUICE, "b", 90, said=(738_090, 738_090), frame="she repeatedly tweeted", cue="repeatedly tweeted")
    found = families([first, again])
    assert groups(found) == set()
    assert {family.repeats for family in found} == {(Family.make_id((name,)),) for name in (first.id, again.id)}


def test_short_common_words_never_merge_across_occasions() -> None:
    for words in ("Yes.", "declined to comment", "“No, no, no.”", "“Thank you very much.”"):
        assert groups(families([said(words, "a"), said(words, "b", 9), said(words, "c", 300)])) == set()


def test_other_sentences_of_one_speech_stay_apart() -> None:
    world = [said(SLUICE, "a"), said("“The sluices are an old promise to Port Isel.”", "a", position=1)]
    assert groups(families(world)) == set()


def test_a_statement_nested_in_another_is_not_the_same() -> None:
    outer = said(f"Lind said: {SLUICE}", "a")
    inner = said(SLUICE, "a", holder=outer.id)
    assert groups(families([outer, inner])) == set()


def test_decisions_are_respected() -> None:
    a, b, c = said(SLUICE, "a"), said(TRIMMED, "b"), said(FERRY, "c")

    def pair(one: Utterance, other: Utterance) -> frozenset[tuple[str, str]]:
        return frozenset({(min(one.id, other.id), max(one.id, other.id))})

    assert groups(families([a, b, c], Rulings(not_same=pair(a, b)))) == set()
    assert groups(families([a, b, c], Rulings(same=pair(a, c)))) >= {frozenset({a.id, b.id, c.id})} or groups(
        families([a, b, c], Rulings(same=pair(a, c)))
    ) >= {frozenset({a.id, c.id})}
    repeated = families([a, b, c], Rulings(repeat=pair(a, b)))
    assert groups(repeated) == set()
    assert all(family.repeats for family in repeated)


PARTS = ("the sluices of Port Isel", "the ferry of Quillon", "the salt guild", "the barrage at Ormel Head")
ENDS = ("will open before the first frost", "must be paid for by Dolmar", "would never sink in 40 years")


@st.composite
def worlds(draw: st.DrawFn) -> list[Utterance]:
    made: dict[str, Utterance] = {}
    for number in range(draw(st.integers(2, 14))):
        subject, end = draw(st.sampled_from(PARTS)), draw(st.sampled_from(ENDS))
        tail = draw(st.sampled_from(("", ", and nobody will drown this winter", ", the harbour master promised")))
        speaker = draw(st.sampled_from(("Ana Ruiz", "Ruiz", "Tomas Lind")))
        found = said(f"{subject} {end}{tail}", f"d{number}", draw(st.integers(0, 40)), speaker=speaker, source=speaker)
        made[found.id] = found
    return list(made.values())


@settings(max_examples=25, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_families(world: list[Utterance], random: object) -> None:
    shuffled = list(world)
    random.shuffle(shuffled)  # pyright: ignore
    assert families(shuffled) == families(world)


@settings(max_examples=25, deadline=None)
@given(worlds(), st.data())
def test_any_split_gives_what_a_fresh_build_gives(world: list[Utterance], data: st.DataObject) -> None:
    memory = Memory()
    for at in sorted(data.draw(st.lists(st.integers(0, len(world)), max_size=3))):
        families(world[:at], memory=memory)
    assert families(world, memory=memory) == families(world)


def test_only_components_that_changed_are_cut_again() -> None:
    memory = Memory()
    world = [said(SLUICE, "a"), said(TRIMMED, "b"), said(FERRY, "c"), said(FERRY + " Yes.", "d")]
    families(world, memory=memory)
    kept = memory.count(GROUPS)
    families([*world, said(FERRY + " Now.", "e")], memory=memory)
    assert (kept, memory.count(GROUPS)) == (2, 3)


def test_a_boilerplate_line_in_every_document_is_one_family_at_little_cost() -> None:
    line = "The ministry of Karsena publishes the minutes of the estuary commission every Thursday at noon"
    world = [said(line, f"d{n:04}", n % 7, speaker="Ministry", source="The ministry") for n in range(600)]
    memory = Memory()
    found = families(world, memory=memory)
    assert sum(len(family.statements) for family in found) == 600
    assert memory.count("families verdicts 1") < 600
