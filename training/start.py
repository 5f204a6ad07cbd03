"""Released weights as a starting point: the 8-bit graphs of a reader, read back into a network.

Method: `training.graph` writes weights in one order. A network whose values are all its own shows which parameter
stands at each place, so that the writer and this reader cannot drift apart.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.graph import arguments_graph, reader_graph
from training.model import Network, forbidden

Arrays = dict[str, NDArray[np.generic]]
CUE_ROWS = 3
"""The last flat layer is released for cues alone."""


def hash_of(folder: Path) -> str:
    """The SHA-256 of a released reader's graph."""
    return hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()


def load_released(network: Network, folder: Path) -> None:
    """Put the released weights of `folder`, dequantised, into a network of the same shape.

    What a release leaves out (the flat tags of sources and contents, the mentions) keeps its values.
    """
    probe = Network(network.shape)
    for parameter in probe.parameters():
        torch.nn.init.normal_(parameter)
    for name, writer in (("reader", reader_graph), ("arguments", arguments_graph)):
        shown = learnt(arrays_of(writer(probe)))
        released = learnt(dequantised(arrays_of(onnx.load(folder / f"{name}.onnx"))))
        for mark, value in zip(shown, released, strict=True):
            _put(network, probe, mark, value)
    _put_words(network, arrays_of(onnx.load(folder / "reader.onnx")))
    transitions = json.loads((folder / "reader.json").read_text())["transitions"]
    with torch.no_grad():
        network.transitions.copy_(torch.tensor(transitions) - forbidden())


def arrays_of(model: onnx.ModelProto) -> Arrays:
    """The weights of a graph by name."""
    return {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}


def learnt(arrays: Arrays) -> list[NDArray[np.generic]]:
    """The weights that are no constants of the graph's making, in the order they were written."""
    names = sorted((n for n, a in arrays.items() if a.dtype == np.float32 and a.ndim), key=lambda n: int(n[1:]))
    return [arrays[name] for name in names]


def dequantised(arrays: Arrays) -> Arrays:
    """The weights in 32 bits under the names they had before they were written in 8 bits."""
    out = {name: a for name, a in arrays.items() if not name.endswith(("_quantized", "_scale", "_zero_point"))}
    for name, values in arrays.items():
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            apart = values.astype(np.float32) - arrays[f"{stem}_zero_point"].astype(np.float32)
            out[stem] = apart * arrays[f"{stem}_scale"]
    return out


def _put(network: Network, probe: Network, shown: NDArray[np.generic], value: NDArray[np.generic]) -> None:
    """Copy a released weight to the parameter whose values in the probe are `shown`."""
    for name, parameter in probe.named_parameters():
        own = parameter.detach().numpy()
        turned = own.ndim == 2 and shown.shape == own.shape[::-1] and np.array_equal(own.T, shown)
        cut = own[:CUE_ROWS].T if own.ndim == 2 else own[:CUE_ROWS]
        with torch.no_grad():
            target = network.get_parameter(name)
            if turned or (own.shape == shown.shape and np.array_equal(own, shown)):
                target.copy_(torch.from_numpy(value.T.copy() if turned else value.copy()))
                return
            if name.startswith("flat.2.") and cut.shape == shown.shape and np.array_equal(cut, shown):
                target[:CUE_ROWS].copy_(torch.from_numpy(value.T.copy()))
                return


def _put_words(network: Network, arrays: Arrays) -> None:
    """Copy the word embeddings, which are kept in 8 bits with one scale a row."""
    rows = next(a for a in arrays.values() if a.dtype == np.int8 and len(a) == network.shape.vocabulary)
    scales = next(a for a in arrays.values() if a.shape == (network.shape.vocabulary, 1))
    with torch.no_grad():
        network.encoder.words.weight.copy_(torch.from_numpy(rows.astype(np.float32) * scales))
