"""What a query asks for is what comes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import ALL_CLASSES, DocumentQuery, Ledger, StatementOrder, StatementQuery
from sayso.ledger.searching import match_terms
from sayso.records import ConfigError, Facts, Form, StatementClass
from tests.ledger.making import article, made


@pytest.fixture(scope="module")
def news():
    with Ledger.in_memory() as opened:
        opened.put(
            opened.begin_run({}),
            [
                made("1", article(2018, "Ana Ruiz", "taxes will fall"), Facts(outlet="The Tower", title="On taxes")),
                made("2", article(2016, "José Núñez", "will taxes rise or fall"), Facts(outlet="Harbour Post")),
                made("3", article(2017, "Ana Ruiz", "bridges close"), class_=StatementClass.ACT),
                made("4", "Ana Maria said ferries stop.", Facts(published="2019-05", outlet="Harbour Post")),
                made("5", "Bo Li said nothing moves."),
            ],
        )
        yield opened


def keys(ledger, **query):
    full = ledger.full_statements(StatementQuery(**query))
    return "".join(statement.document.key for statement in full)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "2145"),
        ({"classes": ALL_CLASSES}, "23145"),
        ({"classes": frozenset({StatementClass.ACT})}, "3"),
        ({"classes": frozenset()}, ""),
        ({"order": StatementOrder.DAY_LATEST}, "4125"),
        ({"limit": 2}, "21"),
        ({"limit": 2, "offset": 1}, "14"),
        ({"speaker": "ana ruiz"}, "1"),
        ({"speaker": "ANA"}, "14"),
        ({"speaker": "nunez"}, "2"),
        ({"speaker": "ruiz ana"}, ""),
        ({"about": "velia"}, "2145"),
        ({"about": "velia taxes"}, "2145"),
        ({"outlet": "harbour post"}, "24"),
        ({"outlet": "harbour", "speaker": "ana"}, "4"),
        ({"since": "2017-01-01"}, "14"),
        ({"until": "2016-01-01"}, "2"),
        ({"since": "2019-05-31", "until": "2019-06-30"}, "4"),
        ({"since": "2016-12-31", "until": "2018-01-01"}, "21"),
        ({"form": Form.DIRECT}, ""),
        ({"form": Form.INDIRECT, "search": "ferries"}, "4"),
        ({"search": "taxes fall"}, "21"),
        ({"search": '"taxes will"'}, "1"),
        ({"search": "“will fall”"}, "1"),
        ({"search": '"taxes will'}, "1"),
        ({"search": "taxes AND NOT"}, ""),
        ({"search": "tower"}, ""),
        ({"search": ""}, ""),
        ({"search": '"" * ( '}, ""),
        ({"speaker": '"'}, ""),
    ],
)
def test_filters(news, query, expected):
    assert keys(news, **query) == expected
    if not query.keys() & {"limit", "offset"}:
        assert news.count_statements(StatementQuery(**query)) == len(expected)


def test_best_match_first(news):
    assert sorted(keys(news, search="taxes", order=StatementOrder.RANK)) == ["1", "2"]
    with pytest.raises(ConfigError, match="order_needs_search"):
        keys(news, order=StatementOrder.RANK)


def test_a_row_shows_what_a_reader_reads(news):
    row = next(news.statements(StatementQuery(speaker="núñez")))
    assert (row.source, row.cue, row.content) == ("José Núñez", "said", "will taxes rise or fall in year 2016")
    assert (row.speaker, row.said, row.said_first, row.said_last) == ("José Núñez", "2016", "2016-01-01", "2016-12-31")
    assert (row.outlet, row.chain, row.current) == ("Harbour Post", "Harbour Post > José Núñez", True)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_no_search_is_a_syntax_error(news, words):
    for field in ("search", "speaker", "about", "outlet"):
        list(news.statements(StatementQuery(**{field: words}, limit=1)))
    list(news.documents(DocumentQuery(search=words, limit=1)))


def test_quotation_marks_keep_words_together():
    assert match_terms('tax "will fall" NEAR(a*') == ['"tax"', '"will fall"', '"NEAR(a*"']


def test_documents_by_title_and_text(news):
    assert [d.key for d in news.documents(DocumentQuery(search="taxes"))] == ["1", "2"]
    assert [d.key for d in news.documents(DocumentQuery(outlet="harbour post", since="2019-01-01"))] == ["4"]
    assert [d.key for d in news.documents(DocumentQuery(key="3"))] == ["3"]


def test_diagnostics_by_code_and_document(news):
    document = next(news.documents(DocumentQuery(key="1")))
    assert [d.key for d in news.diagnostics("encoding_guessed")] == list("12345")
    assert [d.key for d in news.diagnostics(document=document.id)] == ["1"]


def test_questions_are_answered_from_indexes(news):
    plan = news._connection.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM statement s WHERE s.current = 1 "
        "ORDER BY s.day NULLS LAST, s.document, s.position, s.row LIMIT 20"
    ).fetchall()
    assert all("B-TREE" not in row[3] for row in plan)
