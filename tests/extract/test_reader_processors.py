"""Processors with other vector instructions give the same bits: under an emulated one without AVX-512 and VNNI."""

import shutil
import subprocess
import sys
from importlib.resources import files

import pytest

from sayso.extract.meaning import embed
from sayso.extract.reader import Reader

TEXT = (
    "“We will rebuild the market before the winter,” Amara Diallo told reporters on the quay. “It will take a year.” "
    "According to the harbour master, three boats are missing, and the old report said that the minister had told "
    "farmers that grain prices would not rise again."
)
EMULATOR = "qemu-x86_64"
PROCESSOR = "Haswell"
"""AVX2 and FMA; neither AVX-512 nor VNNI."""

CODE = f"""
from sayso.extract.meaning import embed
from sayso.extract.reader import Reader
print(repr(Reader.load().read({TEXT!r}, ((0, {len(TEXT)}),))))
print(embed([{TEXT!r}])[0].tobytes().hex())
"""


@pytest.mark.parametrize("name", ["reader.onnx", "arguments.onnx", "encoder.onnx"])
def test_no_node_adds_up_in_an_order_of_the_processor(name: str):
    graph = (files("sayso.extract.reader") / "weights" / name).read_bytes()
    assert b"MatMulInteger" in graph
    assert b"MultiHeadAttention" not in graph


@pytest.mark.skipif(not shutil.which(EMULATOR), reason="install Debian's qemu-user to emulate another processor")
def test_an_emulated_processor_gives_the_same_bits():
    command = [EMULATOR, "-cpu", PROCESSOR, sys.executable, "-c", CODE]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found, vector = done.stdout.splitlines()
    assert found == repr(Reader.load().read(TEXT, ((0, len(TEXT)),)))
    assert vector == embed([TEXT])[0].tobytes().hex()
