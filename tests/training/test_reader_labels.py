"""Gold attributions become labels of units and come back."""

import random

from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.units import paragraph_units
from training.augment import add_nested, apply_edits, recase, restyle_quotes
from training.judge import is_right, tokens_of
from training.labels import CONTENT_B, CONTENT_I, CUE, SOURCE_B, SOURCE_I, flat_tags, tag_spans, target_of
from training.own import cases, parse
from training.readers import Article


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
