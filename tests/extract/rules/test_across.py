"""What belongs together across sentences and paragraphs, and attributions inside others."""

from sayso.extract.rules import RulesExtractor
from sayso.records import StatementClass
from tests.extract.helpers import clean_text, found, words


def test_a_quotation_goes_on_in_the_next_sentences() -> None:
    text = "“It is over,” Holm said. “We lost. Go home.” The crowd left."
    (triple,) = found(text)
    assert words(text, triple.content) == ["“It is over,”", "“We lost. Go home.”"]


def test_a_quotation_goes_on_in_the_next_paragraph_that_reopens_it() -> None:
    text = "“It is over,” Holm said. “We lost.\n“Go home,” he went on, “and rest.”"
    first, second = found(text)
    assert words(text, first.content) == ["“It is over,”", "“We lost."]
    assert words(text, second.content) == ["“Go home,”", "“and rest.”"]


def test_a_reopened_paragraph_without_a_cue_belongs_to_the_one_who_speaks() -> None:
    text = "“It is over,” Holm said. “We lost.\n“Go home and rest.”"
    (triple,) = found(text)
    assert words(text, triple.content)[-1] == "“Go home and rest.”"


def test_a_colon_at_the_end_announces_the_next_paragraph() -> None:
    text = "The mayor said:\n“We will rebuild the quay.”"
    (triple,) = found(text)
    assert words(text, triple.source) == ["The mayor"]
    assert words(text, triple.content) == ["“We will rebuild the quay.”"]


def test_a_signature_in_the_next_paragraph() -> None:
    text = "“We will rebuild the quay.”\n— Ana Ruiz"
    (triple,) = found(text)
    assert words(text, triple.source) == ["Ana Ruiz"]


def test_reported_speech_inside_reported_speech_is_nested() -> None:
    outer, inner = found("The agency reported that the mayor said that the port was closed.")
    assert outer.nested_in is None
    assert inner.nested_in == 0


def test_reported_speech_inside_a_quotation_is_nested() -> None:
    text = "“The envoy told me that the port was closed for good,” Ruiz said."
    inner = next(t for t in found(text) if t.nested_in is not None)
    assert words(text, inner.source) == ["The envoy"]


def test_frames_that_open_a_sentence_hold_each_other() -> None:
    text = "As stated by Kay Odun in the Dorn Tribune, according to the River Council, 800 people were moved."
    outer, inner = found(text)
    assert words(text, outer.content) == ["according to the River Council, 800 people were moved"]
    assert words(text, inner.content) == ["800 people were moved"]
    assert inner.nested_in == 0


def test_a_belief_inside_speech_is_part_of_it() -> None:
    assert len(found("Ruiz said she hopes the port will open.")) == 1


def test_entries_of_a_dated_list_hold_what_they_report() -> None:
    text = "Dec. 3, 2019—Vell Agency (close to the mayor): In an interview, Per Holm said the union led the strike."
    outer, inner = found(text)
    assert words(text, outer.source) == ["Vell Agency"]
    assert (outer.nested_in, inner.nested_in) == (None, 0)


def test_classes_follow_cue_and_question_mark() -> None:
    classes = {
        "She vowed to return.": StatementClass.PROMISE,
        "She denied that the ship was hers.": StatementClass.DENIAL,
        "She demanded that the mayor resign.": StatementClass.DEMAND,
        "She threatened to sue the port.": StatementClass.THREAT,
        "She hopes that the port will open.": StatementClass.ATTITUDE,
        "She decided to sell the ship.": StatementClass.ACT,
        "“Will the port open?” she said.": StatementClass.QUESTION,
        "She said the port would open.": StatementClass.STATEMENT,
    }
    assert {text: found(text)[0].class_ for text in classes} == classes


def test_an_open_quotation_is_reported() -> None:
    extraction = RulesExtractor().extract(clean_text("“It is over, Holm said.\nThe crowd left."))
    assert [d.code for d in extraction.diagnostics] == ["unbalanced_quotation"]
    assert extraction.diagnostics[0].span == (0, 23)
