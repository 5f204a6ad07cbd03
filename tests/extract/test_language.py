"""Documents in a language that is not read: kept with their text, without attributions of ours."""

import json

from sayso.engines.stages import Job, Plan, run_job
from sayso.extract import CleanText, RulesExtractor, extract
from sayso.extract.given import given_line
from sayso.extract.reader import ModelExtractor
from sayso.records import Attribution, Document, Facts, Media, Original, sha256
from sayso.text import read_text

QUOTE = "“Zwei Tore sind in der Kälte gerissen”"
GERMAN = (
    "Der Flussrat von Norvan hat am Dienstag mitgeteilt, dass der neue Damm erst im Frühjahr eröffnet wird. "
    f"{QUOTE}, said Ana Ruiz."
)

RULES = RulesExtractor()


def original(text: str, facts: Facts = Facts()) -> Original:  # noqa: B008 - frozen
    data = text.encode()
    return Original(key="a.txt", media=Media.TEXT, data=data, sha256=sha256(data), facts=facts)


def attributed(text: str, facts: Facts, extractor: RulesExtractor | ModelExtractor = RULES) -> int:
    result = read_text(original(text, facts))
    assert result.document is not None
    assert result.layout is not None
    assert result.clean == text
    clean = CleanText(document=result.document, clean=result.clean, layout=result.layout)
    return len(extract(extractor, clean, result.raw)[0])


def test_nothing_is_extracted_from_another_language() -> None:
    assert attributed(GERMAN, Facts()) == 0


def test_the_model_does_not_guess_at_another_language() -> None:
    assert attributed(GERMAN, Facts(), ModelExtractor()) == 0
    assert attributed(GERMAN, Facts(language="en"), ModelExtractor()) > 0


def test_the_language_known_from_outside_decides() -> None:
    assert attributed(GERMAN, Facts(language="en")) == 1
    assert attributed("“The gates have cracked,” said Ana Ruiz.", Facts(language="de")) == 0


def test_spans_made_elsewhere_still_apply() -> None:
    content = GERMAN.index(QUOTE)
    line = {"id": "a.txt", "attributions": [{"content": [[content, content + len(QUOTE)]], "source": [], "cue": []}]}
    for given, count in ((None, 0), (given_line(json.dumps(line).encode()), 1)):
        done = run_job(Job(original=original(GERMAN), given=given), Plan(extractor="rules"))
        records = [record for step in done.steps for record in step.records]
        assert sum(isinstance(record, Document) for record in records) == 1
        assert sum(isinstance(record, Attribution) for record in records) == count
