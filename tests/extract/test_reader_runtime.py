"""The packaged reader: loads, reads, nests, and gives the same bits in any company."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.extract.reader import Reader
from sayso.extract.reader.network import instruction_set, runtime
from sayso.records import ModelError
from tests.marked import parse_marked

TEXTS = [
    "The minister said that the road was closed.",
    "“We will rebuild the market,” Amara Diallo told reporters. “It will take a year.”",
    "According to the harbour master, three boats are missing.\nRain fell all night.",
    "OKAFOR: We have never raised the fee.",
    "",
]


def paragraphs(text: str):
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return tuple(spans)


@pytest.fixture(scope="module")
def reader() -> Reader:
    pytest.importorskip("onnxruntime", reason="install the model's runtime: pip install onnxruntime tokenizers")
    return Reader.load()


@pytest.mark.parametrize(
    "marked",
    [
        "<s>The minister</s> <c>said</c> <q>that the road was closed</q>.",
        "<q>“We will rebuild the market,”</q> <s>Amara Diallo</s> <c>said</c>.",
        "<c>According to</c> <s>the harbour master</s>, <q>three boats are missing</q>.",
    ],
)
def test_reads_the_plain_cases(reader: Reader, marked: str):
    parsed = parse_marked(marked)
    (found,) = reader.read(parsed.text, paragraphs(parsed.text))
    only = parsed.only
    assert (found.source, found.cue, found.content) == (only.source, only.cue, only.content)
    assert 0 < found.confidence <= 1
    assert found.reasons


def test_no_attribution_in_plain_narrative(reader: Reader):
    text = "Rain fell on the coast through the night, and the road along the cliff was closed for two hours."
    assert reader.read(text, paragraphs(text)) == ()


def test_company_order_and_repetition_change_nothing(reader: Reader):
    documents = [(text, paragraphs(text)) for text in TEXTS]
    alone = [reader.read(*document) for document in documents]
    assert reader.read_many(documents) == alone
    assert reader.read_many(documents[::-1] * 2) == alone[::-1] * 2


def test_another_process_with_other_threads_gives_the_same_bits(reader: Reader):
    text = TEXTS[1]
    code = f"from sayso.extract.reader import Reader; print(repr(Reader.load().read({text!r}, {paragraphs(text)!r})))"
    for threads in ("1", "4"):
        environment = {"OMP_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        assert done.stdout.strip() == repr(reader.read(text, paragraphs(text)))


def test_nested_attributions_point_to_their_holder(reader: Reader):
    text = "The old report said that the minister told farmers that grain prices would not rise again."
    found = reader.read(text, paragraphs(text))
    for triple in found:
        if triple.nested_in is not None:
            outer = found[triple.nested_in]
            assert outer.content[0][0] <= triple.content[0][0] <= triple.content[-1][1] <= outer.content[-1][1]


def test_missing_weights_are_an_error_with_a_remedy(tmp_path: Path):
    with pytest.raises(ModelError) as caught:
        Reader.open(tmp_path)
    assert caught.value.code == "model-weights-missing"
    assert "rules" in caught.value.remedy


def test_changed_weights_are_an_error(reader: Reader, tmp_path: Path):
    weights = Path(sys.modules["sayso.extract.reader"].__file__ or "").parent / "weights"
    for path in weights.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "plain_words.txt").write_text("and\n")
    with pytest.raises(ModelError) as caught:
        Reader.open(tmp_path)
    assert caught.value.code == "model-weights-changed"


def test_the_instruction_set_names_the_machine():
    machine, *vectors = instruction_set().split(" ")
    assert machine == platform.machine()
    assert len(vectors) <= 1


def test_the_runtime_is_named_with_its_version():
    assert runtime().startswith("onnxruntime ")
    assert runtime().endswith(f" on {instruction_set()}")
