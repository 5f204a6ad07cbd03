"""Graph, reasons, and what is left without the discredited."""

from sayso.link.origins import Discredit, find_origins, resting
from sayso.records import Direction
from sayso.records.origins import Bounds, EdgeKind, NodeKind, ReasonKind
from tests.link.origins.helpers import given, report, shared, through


def test_every_edge_joins_nodes_and_every_reason_names_them() -> None:
    item = given(
        report("a", "Ana Ruiz", "2024-05-03", outlet="Post", spans=((3, 9),)),
        report("b", None, "2024-05-04", relays=through("Post")),
        report("c", None, "2024-05-05", credits=through("Wire")),
        report("d"),
        sharings=(shared("a", "d", Direction.FORWARD),),
    )
    found = find_origins(item)
    nodes = {node.id for node in found.nodes}
    assert all({edge.start, edge.end} <= nodes for edge in found.edges)
    assert all(set(reason.nodes) <= nodes for reason in found.reasons)
    assert all(0 <= at < len(found.edges) for reason in found.reasons for at in reason.edges)
    assert {edge.kind for edge in found.edges} >= {
        EdgeKind.SAYS,
        EdgeKind.THROUGH,
        EdgeKind.CREDITS,
        EdgeKind.COPIES,
        EdgeKind.PUBLISHED,
    }
    assert (found.articles, found.outlets) == (4, 4)


def test_the_copy_has_it_from_what_it_copies() -> None:
    item = given(report("a", "Ana Ruiz"), report("b"), sharings=(shared("a", "b", Direction.FORWARD),))
    (edge,) = (edge for edge in find_origins(item).edges if edge.kind is EdgeKind.COPIES)
    assert (edge.start, edge.end, edge.record) == ("article:doc b", "article:doc a", "a b")


def test_the_summary_says_how_many_and_why() -> None:
    found = find_origins(given(report("a", "Ana Ruiz"), report("b")))
    assert found.summary.startswith("2 articles → 1–2 origins because 1 article names Ana Ruiz as who says it")
    assert {reason.kind for reason in found.reasons} == {ReasonKind.ORIGIN, ReasonKind.MISSING}


def test_the_end_of_a_chain_that_breaks_is_a_node() -> None:
    found = find_origins(given(report("a")))
    assert [node.kind for node in found.nodes] == [NodeKind.ARTICLE, NodeKind.UNKNOWN]


def test_what_rests_only_on_the_discredited_is_told() -> None:
    wire = Discredit(decision="d1", keys=("Wire",), name="Wire")
    item = given(report("a", relays=through("Wire")), report("b", credits=through("Wire")), discredits=(wire,))
    found = find_origins(item)
    assert found.rests_only_on_discredited
    assert found.discredited == ("Wire",)
    assert found.without_discredited == Bounds(low=0, high=0)
    assert next(node for node in found.nodes if node.name == "Wire").discredited == "d1"


def test_what_has_another_leg_stands() -> None:
    wire = Discredit(decision="d1", keys=("Wire",), name="Wire")
    item = given(report("a", relays=through("Wire")), report("b", "Ana Ruiz"), discredits=(wire,))
    found = find_origins(item)
    assert not found.rests_only_on_discredited
    assert found.without_discredited == Bounds(low=1, high=1)


def test_copies_and_citations_of_the_discredited_fall_with_it() -> None:
    post = Discredit(decision="d1", keys=("Post",), name="Post")
    item = given(
        report("a", "Ana Ruiz", outlet="Post"),
        report("b", "Ana Ruiz"),
        report("c", outlet="Tide", relays=through("Outlet b")),
        report("d", "Ana Ruiz"),
        sharings=(shared("a", "b", Direction.FORWARD),),
        discredits=(post,),
    )
    assert resting(item) == {"a", "b", "c"}


def test_a_passage_of_unknown_direction_does_not_fall_with_the_other() -> None:
    post = Discredit(decision="d1", keys=("Post",), name="Post")
    item = given(report("a", outlet="Post"), report("b"), sharings=(shared("a", "b"),), discredits=(post,))
    assert resting(item) == {"a"}


def test_nothing_is_said_where_nothing_is_discredited() -> None:
    found = find_origins(given(report("a", "Ana Ruiz")))
    assert found.without_discredited is None
    assert not found.rests_only_on_discredited
