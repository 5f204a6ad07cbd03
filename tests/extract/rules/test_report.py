"""The extractor by rules on a short report of our own, always at hand: every attribution is found as marked."""

from sayso.extract.rules import RulesExtractor
from sayso.score import Article, SpanTriple, score
from tests.extract.helpers import clean_text
from tests.marked import parse_marked

REPORT = """\
<s1>Mayor</s1><c1>:</c1> <q1>Vell quay will stay shut until spring</q1>
<q2>The quay at Vell will stay shut until spring</q2>, <s2>Mayor Oda Varg</s2> <c2>said</c2> on Tuesday. \
<q3>“We cannot send people out on rotten planks,”</q3> <s3>she</s3> <c3>told</c3> reporters. \
<q3>“Not one more winter.”</q3>
<s4>The dockers' union</s4>, which runs two of the cranes, <c4>denied</c4> <q4>that the planks were rotten</q4>. \
<q5>“Somebody wants the land,”</q5> <c5>said</c5> <s5>Per Holm, the union's chairman</s5>.
<c6>According to</c6> <s6>a report by the harbour office</s6>, <q6>40 planks had given way since May</q6>. The office \
has six engineers.
3 June 2019—<s7>Radio Vell</s7> (owned by the port)<c7>:</c7> <q7>The union stores its own timber on the quay. No \
permit was ever given</q7>.
<s8>The council</s8> <c8>will decide</c8> <q8>to repair or to sell the quay</q8>, officials in the capital were silent.
"""


def test_the_report_is_read_as_marked() -> None:
    marked = parse_marked(REPORT)
    gold = tuple(SpanTriple(source=a.source, cue=a.cue, content=a.content) for a in marked.attributions.values())
    triples = RulesExtractor().extract(clean_text(marked.text)).triples
    found = tuple(SpanTriple(source=t.source, cue=t.cue, content=t.content) for t in triples)
    measures = score([Article(id="a", text=marked.text, attributions=gold)], [Article(id="a", attributions=found)])
    assert measures["AR"].f1 >= 0.9
    assert measures["AR-strict"].f1 >= 0.75
