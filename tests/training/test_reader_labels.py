"""Gold attributions become labels of units and come back."""

import random

import pytest

from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.units import paragraph_units
from training.augment import add_labels, add_nested, apply_edits, as_headlines, recase, restyle_quotes, unstopped
from training.judge import is_right, tokens_of
from training.labels import CONTENT_B, CONTENT_I, CUE, SOURCE_B, SOURCE_I, flat_tags, mention_tags, tag_spans, target_of
from training.own import cases, parse
from training.readers import Article, corpora, gum, outermost


def labelled(marked: str):
    text, golds = parse(marked)
    units = paragraph_units(text, (0, len(text)), load_lexicon())
    return text, units, [target_of(units, gold) for gold in golds]


def test_labels_come_back_as_the_spans_they_were():
    text, units, (target,) = labelled("<q>“We stay,”</q> <s>Ana Ruiz</s> <c>said</c>. <q>“We always have.”</q>")
    assert target is not None

    def words(begin: int, inner: int):
        return [text[units[a].start : units[b - 1].end] for a, b in tag_spans(target.tags, begin, inner)]

    assert words(CONTENT_B, CONTENT_I) == ["“We stay,”", "“We always have.”"]
    assert words(SOURCE_B, SOURCE_I) == ["Ana Ruiz"]
    assert [i for i, t in enumerate(target.tags) if t == CUE] == list(range(*target.cue))


def test_a_fragment_behind_another_role_begins_anew():
    _, _, (target,) = labelled("<q>The road, <s>Ana</s> <c>said</c>, is closed</q>.")
    assert target is not None
    assert all(
        tag != CONTENT_I or before in (CONTENT_B, CONTENT_I)
        for before, tag in zip(target.tags, target.tags[1:], strict=False)
    )


def test_nested_attributions_have_targets_of_their_own():
    _, units, targets = labelled("<s1>Ana</s1> <c1>said</c1> <q1>that <s2>Ben</s2> <c2>knew</c2> <q2>of it</q2></q1>.")
    assert [t.cue for t in targets if t] == [(1, 2), (4, 5)]
    assert flat_tags(len(units), [t for t in targets if t])[4][0] == 1


def test_edits_move_every_position():
    text, moved = apply_edits("one two three", [(4, 7, "twenty-two"), (8, 8, "and ")])
    assert text == "one twenty-two and three"
    assert text[moved[8] : moved[13]] == "three"
    assert text[moved[0] : moved[3]] == "one"
    assert moved[13] == len(text)


def article(marked: str) -> Article:
    text, golds = parse(marked)
    return Article("a", "", text, golds)


def test_added_nesting_keeps_the_outer_attribution_and_adds_an_inner_one():
    before = article("<s>The mayor</s> <c>said</c> <q>that the old bridge would be closed for repairs in May</q>.")
    grown = next(a for seed in range(99) if (a := add_nested(before, random.Random(seed))) is not before)
    outer, inner = grown.attributions
    assert grown.text[slice(*outer.source[0])] == "The mayor"
    assert outer.content[0][0] <= inner.source[0][0]
    assert inner.content[0][1] == outer.content[0][1]
    assert grown.text[slice(*inner.content[0])].endswith("in May")


def test_other_marks_and_capitals_keep_the_spans():
    before = article("<q>“We stay,”</q> <s>Ana Ruiz</s> <c>said</c>.")
    for change in (restyle_quotes, recase):
        after = change(before, random.Random(1))
        assert after.text[slice(*after.attributions[0].source[0])].lower() == "ana ruiz"


def test_the_texts_of_our_own_can_be_read():
    kinds = {case.kind for case in cases()}
    assert {"nested", "colon", "transcript", "headline", "capitals", "no marks"} <= kinds
    assert all(case.article.attributions for case in cases() if case.kind != "nothing")


def test_an_attribution_is_right_once():
    text, golds = parse("<s>Ana</s> <c>said</c> <q>the road is closed now</q>")
    roles = [(g.source, g.content) for g in golds]
    assert is_right(roles * 2, roles, tokens_of(text)) == [True, False]
    assert is_right([((), roles[0][1])], roles, tokens_of(text)) == [False]


def shown(article: Article) -> list[list[str]]:
    return [
        [article.text[start:end] for start, end in (*gold.source, *gold.cue, *gold.content)]
        for gold in article.attributions
    ]


def test_text_without_stops_keeps_its_attributions():
    before = article("<s>Ana</s> <c>said</c> <q>it cost 4.50, no more.</q> It rained.")
    after = unstopped(before, random.Random(1))
    assert after.text in ("Ana said it cost 4.50, no more It rained", "Ana said it cost 4.50 no more It rained")
    assert shown(after)[0][:2] == ["Ana", "said"]


def test_headlines_keep_their_attributions():
    before = article("<s>The mayor</s> <c>said</c> <q>the road to the sea is closed</q>.")
    texts = {as_headlines(before, random.Random(seed)).text for seed in range(9)}
    assert texts == {before.text, "The Mayor Said the Road to the Sea Is Closed"}


def test_labels_stand_before_paragraphs_that_hold_no_attribution():
    before = article("Rain fell all day.\n<s>Ana</s> <c>said</c> <q>it was late</q>.\nThe road is closed.")
    made = [add_labels(before, random.Random(seed)) for seed in range(20)]
    labelled = [a for a in made if len(a.attributions) > 1]
    assert labelled
    for a in labelled:
        assert ["Ana", "said", "it was late"] in shown(a)
        for source, cue, content in shown(a)[1:]:
            assert cue == ":"
            assert content in ("Rain fell all day.", "The road is closed.")
            assert f"{source}: {content}" in a.text
            assert not source.startswith("RT ")


def test_mentions_that_lie_in_others_are_left_out():
    assert outermost([(4, 6), (0, 9), (12, 15), (12, 20)]) == ((0, 9), (12, 20))
    units = paragraph_units("the old mill burned", (0, 19), load_lexicon())
    assert mention_tags(units, [(0, 12)]) == [1, 2, 2, 0]


def test_gum_gives_its_training_part_with_third_persons_as_sources():
    if not (corpora() / "gum").exists():
        pytest.skip("no corpus: put GUM under $SAYSO_CORPORA/gum to run this test")
    articles = gum()
    assert all(a.partial and a.mentions for a in articles)
    sources = {a.text[start:end].lower() for a in articles for g in a.attributions for start, end in g.source}
    assert len(sources) > 50
    assert not sources & {"i", "we", "you"}
