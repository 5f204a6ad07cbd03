"""What holds for all names: no order, no batch and no repetition changes anything."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.link.entities import gather, join_names, name_key, proper_key
from sayso.link.entities.compare import compare
from sayso.link.entities.gather import DocumentNames
from sayso.link.entities.names import VARIANT, spelling_distance
from sayso.records import EntityKind, canonical, entity_id
from tests.link.entities.making import document

NAMES = [
    "p:Ana Ruiz", "p:Ana P. Ruiz", "p:Anna Ruiz", "p:Ruiz", "p:Eva Ruiz", "o:Salt Guild", "o:Guild of Salt", "o:SG",
    "o:Interior Ministry", "o:Iran", "o:Iranian", "t:Free Tide", "t:Free Tide website", "?:Night", "p:State Ana Ruiz",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6).map(lambda names: ", ".join(f"[{n}]" for n in names))
WORDS = st.text("abdeghiklmnorstuwy", min_size=1, max_size=8)


def _gathered(texts: list[str]) -> list[DocumentNames]:
    return [
        gather(document(f"d{number}", text, outlet="Tide" if number % 2 else None, speakers=[text[3:-1].split("]")[0]]))
        for number, text in enumerate(texts)
    ]


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(texts: list[str], chance: st.DataObject) -> None:
    documents = _gathered(texts)
    shuffled = list(documents)
    chance.shuffle(shuffled)
    assert [canonical(e) for e in join_names(documents)] == [canonical(e) for e in join_names(shuffled)]


@settings(max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_every_name_is_one_entitys_and_ids_are_unique(texts: list[str]) -> None:
    documents = _gathered(texts)
    entities = join_names(documents)
    members = [member for entity in entities for member in entity.members]
    assert len(members) == len(set(members))
    for gathered in documents:
        for local in gathered.names:
            ids = {entity_id(local.plain, gathered.document), entity_id(local.plain), entity_id(local.key)}
            assert ids & set(members)


@given(WORDS, WORDS)
def test_spelling_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert spelling_distance(a, a) == 0
    assert (spelling_distance(a, b) > VARIANT) == (spelling_distance(b, a) > VARIANT)


@given(st.text(max_size=30))
def test_a_key_of_a_key_is_the_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text) or "'" in text or "the" in text.casefold()
    assert isinstance(proper_key(text), str)


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from([*EntityKind, None]))
def test_comparing_is_the_same_both_ways(a: str, b: str, kind: EntityKind | None) -> None:
    one, other = name_key(a[2:]), name_key(b[2:])
    assert compare(one, kind, other, kind) == compare(other, kind, one, kind)
