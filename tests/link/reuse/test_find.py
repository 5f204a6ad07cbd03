"""What is found between documents, and that it depends on them alone."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.reuse import find_reuse
from sayso.link.reuse.pairs import CAP
from sayso.records import Direction
from tests.link.reuse.helpers import OTHER, STORY, document


def found(*documents):
    return sorted(find_reuse(documents), key=lambda reuse: reuse.id)


def test_a_reprint_is_found_with_its_places_in_both() -> None:
    (reuse,) = found(document("a", STORY), document("b", f"{OTHER}\n\n{STORY}\n\n{OTHER}"))
    (passage,) = reuse.passages
    start = len(OTHER) + 2
    assert passage.first == ((0, len(STORY) - 1),)
    assert passage.second == ((start, start + len(STORY) - 1),)
    assert passage.identity == 1.0
    assert reuse.coverage[0] == 1.0
    assert reuse.documents == ("a", "b")


def test_documents_that_share_nothing_share_nothing() -> None:
    assert not found(document("a", STORY), document("b", OTHER))


def test_a_turn_of_phrase_is_no_passage() -> None:
    phrase = "did not immediately respond to a request for comment"
    assert not found(document("a", f"The owner {phrase} in May."), document("b", f"Both ministers {phrase} about it."))


def test_texts_with_little_but_function_words_in_common_are_no_copies() -> None:
    frame = (
        "It is for the {} that we are here, and it was not the {} who did this to us, but they had to be {} by then."
    )
    made = [frame.format(*words) for words in (("harvest", "miller", "paid"), ("anthem", "sailor", "sunk"))]
    told = [text.replace("this", "harm").replace("here", "gathered") for text in made]
    assert not found(*map(document, "ab", made))
    assert found(*map(document, "ab", told))


def test_a_sentence_split_by_an_attribution_is_one_passage() -> None:
    first, second = (
        "Nobody had been told beforehand, and the gates were locked",
        "in the morning when the shift arrived",
    )
    (reuse,) = found(
        document("a", f"{OTHER}\n\n{first} {second}."),
        document("b", f"Port news.\n\n{first}, Lind told reporters, {second}.\n\nMore soon."),
    )
    assert len(reuse.passages) == 1


def test_a_short_quotation_is_found_where_both_quote_it() -> None:
    quoted = "“We counted every one of them at the gate ourselves,”"
    assert found(document("a", f"{quoted} he said in May."), document("b", f"Lind was angry. {quoted} Lind said."))
    bare = quoted.strip("“”")
    assert not found(document("a", f"{bare} he said in May."), document("b", f"Lind was angry. {bare} Lind said."))


def test_words_in_quotation_marks_are_not_the_articles_own() -> None:
    quoted = f"“{STORY}”"
    (reuse,) = found(document("a", f"Lind: {quoted}"), document("b", f"The note read: {quoted}"))
    assert reuse.passages[0].own_characters == 0


def test_a_note_in_every_document_gives_pairs_with_the_earliest_only() -> None:
    count = CAP + 10
    documents = [document(f"d{n:03}", f"{n} {STORY}", published=f"2024-01-{n % 28 + 1:02}") for n in range(count)]
    pairs = [reuse.documents for reuse in found(*documents)]
    assert len(pairs) == count - 1
    assert all("d000" in pair for pair in pairs)


def test_copies_up_to_the_cap_are_all_paired() -> None:
    documents = [document(f"d{n:03}", STORY) for n in range(6)]
    assert len(found(*documents)) == 15


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(rng: random.Random) -> None:
    documents = [
        document("a", STORY, published="2024-05-03"),
        document("b", f"{OTHER}\n\n{STORY}", published="2024-05-04"),
        document("c", OTHER),
        document("d", STORY.replace("40", "50")),
        document("e", ""),
    ]
    straight = found(*documents)
    rng.shuffle(documents)
    assert found(*documents) == straight


def test_other_documents_do_not_change_what_two_share() -> None:
    pair = (document("a", STORY), document("b", f"{OTHER}\n\n{STORY}"))
    (alone,) = found(*pair)
    among = found(*pair, document("c", f"{STORY} {OTHER}"), document("d", OTHER))
    assert alone in among


def test_an_earlier_document_gives_the_direction() -> None:
    (reuse,) = found(document("a", STORY, published="2024-05-04"), document("b", STORY, published="2024-05-03"))
    assert reuse.direction is Direction.BACKWARD


def test_a_document_of_a_month_gives_no_direction_to_one_of_its_days() -> None:
    (reuse,) = found(document("a", STORY, published="2024-05"), document("b", STORY, published="2024-05-03"))
    assert reuse.direction is Direction.UNKNOWN
    assert reuse.confidence == 0


def test_words_that_tell_nothing_are_no_passage() -> None:
    plain = "it was not that they would have been at all in it, and he was not to be with them as they were with him"
    assert found(document("a", f"Harbour. {plain}."), document("b", f"Sluices. {plain}.")) == []
