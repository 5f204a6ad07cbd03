"""Names become anonymous units: the model reads the same thing whoever is named."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.units import LINE, NAME, blocks_of, paragraph_units

PEOPLE = [
    "Ana Ruiz",
    "Obasanjo",
    "Nguyen Thi Minh",
    "Ngozi Okonjo-Iweala",
    "Bill de Blasio",
    "J. R. Ewing",
    "Wei",
    "O'Brien",
]


def forms(text: str) -> list[str]:
    return [u.form for u in paragraph_units(text, (0, len(text)), load_lexicon())]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_of_any_length_is_one_unit(name: str):
    assert forms(f"On Monday {name} said no.") == ["on", "monday", NAME, "said", "no", "."]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_name_that_opens_a_sentence(name: str):
    assert forms(f"{name} said no.") == [NAME, "said", "no", "."]


@given(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_swapped_names_read_the_same(one: str, other: str):
    text = "After the vote {} told reporters that {} would resign."
    assert forms(text.format(one, other)) == forms(text.format(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She said her sister left.", "He said his brother left."),
        ("The spokeswoman said no.", "The spokesman said no."),
        ("Mrs. Bell said no.", "Mr. Bell said no."),
        ("The Democrats said no.", "The Republicans said no."),
        ("A Turkish official told the Hill no.", "A Danish official told the Post no."),
        ("Some officials told CNN that they knew.", "Some officials told Al Jazeera that they knew."),
    ],
)
def test_actors_and_genders_read_the_same(one: str, other: str):
    assert forms(one) == forms(other)


def test_titles_days_and_plain_words_stay():
    assert forms("Voters told President Ruiz on Friday that they agreed.")[:7] == [
        "voters", "told", "president", NAME, "on", "friday", "that",
    ]  # fmt: skip


def test_a_headline_keeps_its_verbs():
    assert forms("Governor Haddad Says Budget Will Balance by Spring")[2] == "says"


def test_units_stand_where_they_were_read():
    text = "Yesterday “Ana Ruiz” said: no."
    units = paragraph_units(text, (0, len(text)), load_lexicon())
    assert [text[u.start : u.end] for u in units] == ["Yesterday", "“", "Ana Ruiz", "”", "said", ":", "no", "."]


@given(st.text(max_size=200))
def test_units_never_overlap_and_cover_all_but_blanks(text: str):
    paragraphs = tuple((0, len(text)) for _ in range(bool(text)))
    units = [u for b in blocks_of(text, paragraphs, load_lexicon()) for u in b.units if u.case != LINE]
    assert all(a.end <= b.start for a, b in itertools.pairwise(units))
    left = set(range(len(text))) - {i for u in units for i in range(u.start, u.end)}
    assert all(text[i].isspace() for i in left)
