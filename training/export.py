"""Exports a checkpoint to ONNX: fp32 graphs and their 8-bit versions.

usage: python -m training.export --checkpoint FILE --base FOLDER --out FOLDER [--fp32]
"""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.graph import arguments_graph, reader_graph, sentence_graph
from training.model import Network, Shape, forbidden, load_base, load_network

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "sayso" / "extract" / "reader" / "weights"
QUANTISED = ("reader", "arguments", "encoder")


def sentence_network(base: Path) -> Network:
    """The untouched base, for vectors of sentences."""
    network = Network(Shape())
    load_base(network, base)
    return network


def write_graphs(network: Network, base: Path, out: Path, fp32: bool) -> None:
    """Write reader, arguments and encoder as ONNX files."""
    out.mkdir(parents=True, exist_ok=True)
    graphs = {
        "reader": reader_graph(network),
        "arguments": arguments_graph(network),
        "encoder": sentence_graph(sentence_network(base)),
    }
    for name, model in graphs.items():
        path = out / f"{name}.onnx"
        onnx.save(model, path)
        if not fp32:
            quantise(path)


def quantise(path: Path) -> None:
    """Replace a graph by its 8-bit version: weights per channel, activations by the range of each window.

    Weights take 7 bits, so that sums of products never saturate on processors without VNNI.
    """
    part = path.with_suffix(".part")
    quantize_dynamic(
        path,
        part,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    part.replace(path)


def write_tokenizer(base: Path, out: Path) -> None:
    """Write the tokenizer without the limits of length that its base has."""
    data = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    data["truncation"] = data["padding"] = None
    (out / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def write_settings(network: Network, out: Path, chosen: dict[str, object], version: str) -> None:
    """Write `reader.json`: what the runtime needs besides the graphs."""
    with torch.no_grad():
        transitions = (network.transitions + forbidden()).tolist()
    names = ("reader.onnx", "arguments.onnx", "encoder.onnx", "tokenizer.json", "plain_words.txt")
    hashes = {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in names}
    settings = {"version": version, "transitions": transitions, **chosen, "sha256": hashes}
    (out / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


UNCALIBRATED: dict[str, object] = {"threshold": 0.5, "nested_threshold": 0.5, "calibration": [0.0, 1.0, 0.0, 0.0]}


def export(checkpoint: Path, base: Path, out: Path, fp32: bool = False) -> None:
    """Write a folder of weights that the runtime can load, not yet calibrated."""
    network = load_network(checkpoint)
    write_graphs(network, base, out, fp32)
    write_tokenizer(base, out)
    if out.resolve() != WEIGHTS.resolve():
        shutil.copy(WEIGHTS / "plain_words.txt", out / "plain_words.txt")
    write_settings(network, out, UNCALIBRATED, "0")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true")
    args = parser.parse_args()
    export(args.checkpoint, args.base, args.out, args.fp32)
