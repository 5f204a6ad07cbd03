"""Writes the trained network as ONNX graphs, node by node, in the operators that ONNX Runtime runs fastest on a CPU."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from training.model import Arguments, Layer, Network

OPSETS = (helper.make_opsetid("", 20),)
MOST_SCORE = 60.0
"""Attention scores are cut here; those of trained networks stay well below."""


class Graph:
    """Collects nodes and weights; every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._count = 0

    def weight(self, value: np.ndarray) -> str:
        """A constant tensor."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def node(self, kind: str, *inputs: str, out: str = "", **attributes: object) -> str:
        """A node with one output."""
        self._count += 1
        out = out or f"x{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=f"n{self._count}", **attributes))
        return out

    def linear(self, x: str, layer: nn.Linear) -> str:
        """X W + b."""
        product = self.node("MatMul", x, self.weight(layer.weight.detach().numpy().T))
        return self.node("Add", product, self.weight(layer.bias.detach().numpy()))

    def embed(self, indexes: str, table: nn.Embedding) -> str:
        """Rows of a small table."""
        return self.node("Gather", self.weight(table.weight.detach().numpy()), indexes)

    def embed_int8(self, indexes: str, table: nn.Embedding) -> str:
        """Rows of a large table that is kept in 8 bits with one scale a row."""
        values = table.weight.detach().numpy()
        scale = np.abs(values).max(1, keepdims=True) / 127.0 + 1e-12
        rows = self.node("Gather", self.weight(np.round(values / scale).astype(np.int8)), indexes)
        scales = self.node("Gather", self.weight(scale.astype(np.float32)), indexes)
        return self.node("Mul", self.node("Cast", rows, to=TensorProto.FLOAT), scales)

    def norm(self, x: str, layer: nn.LayerNorm) -> str:
        """Layer normalisation."""
        scale, bias = self.weight(layer.weight.detach().numpy()), self.weight(layer.bias.detach().numpy())
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=float(layer.eps))

    def add_norm(self, x: str, added: str, layer: nn.LayerNorm) -> str:
        """Normalised sum of two states."""
        return self.norm(self.node("Add", x, added), layer)

    def attention(self, names: list[str], heads: int, width: int) -> str:
        """Attention of queries, keys and values (rows, length, width), without padding.

        Method: ONNX Runtime's own softmax adds up in an order that depends on the processor's vectors; here the sums
        are a node apart, whose order does not, so that processors with and without AVX-512 give the same bits. In
        place of the largest score, scores are bounded, which keeps the exponentials finite just as well.
        """
        apart = self.weight(np.array([0, 0, heads, width // heads], np.int64))
        orders = ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3])
        q, k, v = (
            self.node("Transpose", self.node("Reshape", name, apart), perm=order)
            for name, order in zip(names, orders, strict=True)
        )
        small = self.node("Mul", q, self.weight(np.array((width // heads) ** -0.5, np.float32)))
        bounds = (self.weight(np.array(bound, np.float32)) for bound in (-MOST_SCORE, MOST_SCORE))
        chances = self.node("Exp", self.node("Clip", self.node("MatMul", small, k), *bounds))
        total = self.node("ReduceSum", chances, self.weight(np.array([-1], np.int64)), keepdims=1)
        mixed = self.node("Div", self.node("MatMul", chances, v), total)
        joined = self.weight(np.array([0, 0, width], np.int64))
        return self.node("Reshape", self.node("Transpose", mixed, perm=[0, 2, 1, 3]), joined)

    def layer(self, x: str, layer: Layer, rows: str = "") -> str:
        """One transformer layer without padding; with `rows`, only these places of its result."""
        width = layer.out.in_features
        joined = self.linear(x, layer.qkv)
        names = [f"{joined}_{part}" for part in "qkv"]
        sizes = self.weight(np.array([width] * 3, np.int64))
        self.nodes.append(helper.make_node("Split", [joined, sizes], names, axis=-1))
        mixed = self.attention(names, layer.heads, width)
        if rows:
            mixed, x = (self.node("Gather", states, rows, axis=1) for states in (mixed, x))
        x = self.add_norm(x, self.linear(mixed, layer.out), layer.norm1)
        inner = self.node("Gelu", self.linear(x, layer.up))
        return self.add_norm(x, self.linear(inner, layer.down), layer.norm2)

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """The finished model."""
        graph = helper.make_graph(self.nodes, "sayso", inputs, outputs, self.weights)
        return helper.make_model(graph, opset_imports=list(OPSETS), ir_version=10, producer_name="sayso")


def _value(name: str, kind: int, *shape: int | str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, list(shape))


def body(g: Graph, network: Network, features: bool = True, rows: str = "") -> str:
    """The encoder's states (1, sub-words, width) from inputs `ids` and `features`; with `rows`, only these places."""
    encoder = network.encoder
    words = g.embed_int8("ids", encoder.words)
    if features:
        words = g.node("Add", words, g.embed("features", encoder.features))
    length = g.node("Shape", "ids", start=1, end=2)
    zero = g.weight(np.array([0], np.int64))
    places = g.node("Slice", g.weight(encoder.positions.weight.detach().numpy()), zero, length, zero)
    x = g.norm(g.node("Add", words, places), encoder.norm)
    for layer in encoder.layers[:-1]:
        x = g.layer(x, layer)
    return g.layer(x, encoder.layers[-1], rows)


def reader_graph(network: Network) -> onnx.ModelProto:
    """ids, features (1, sub-words), firsts (units,) to states (units, width) and cue chances (units, 3)."""
    g = Graph()
    x = body(g, network, rows="firsts")
    states = g.node("Squeeze", x, g.weight(np.array([0], np.int64)), out="states")
    hidden = g.node("Gelu", g.linear(states, network.flat[0]))
    last = network.flat[2]
    cue = nn.Linear(last.in_features, 3)
    cue.weight.data, cue.bias.data = last.weight.data[:3], last.bias.data[:3]
    g.node("Softmax", g.linear(hidden, cue), axis=-1, out="chances")
    inputs = [_value(n, TensorProto.INT64, 1, "subwords") for n in ("ids", "features")]
    inputs.append(_value("firsts", TensorProto.INT64, "units"))
    outputs = [
        _value("states", TensorProto.FLOAT, "units", network.shape.width),
        _value("chances", TensorProto.FLOAT, "units", 3),
    ]
    return g.model(inputs, outputs)


def arguments_graph(network: Network) -> onnx.ModelProto:
    """States (units, width), features (units,), distance (cues, units) to scores (cues, units, tags), valid (cues,)."""
    g = Graph()
    part: Arguments = network.arguments
    one = g.weight(np.array([1], np.int64))
    zero = g.weight(np.array(0, np.int64))
    marked = g.node("Cast", g.node("Equal", "distance", zero), to=TensorProto.FLOAT)
    size = g.node("ReduceSum", marked, one, keepdims=1)
    weights = g.node("Div", marked, size)
    cue = g.linear(g.node("MatMul", weights, "states"), part.cue)
    token = g.node("Add", g.linear("states", part.token), g.embed("features", part.feature))
    x = g.node("Add", g.node("Add", token, g.node("Unsqueeze", cue, one)), g.embed("distance", part.distance))
    x = g.norm(x, part.norm)
    for layer in part.layers:
        x = g.layer(x, layer)
    own = g.node("Squeeze", g.node("MatMul", g.node("Unsqueeze", weights, one), x), one)
    best = g.node("ReduceMax", x, one, keepdims=0)
    hidden = g.node("Gelu", g.linear(g.node("Concat", own, best, axis=1), part.valid[0]))
    g.node("Squeeze", g.linear(hidden, part.valid[2]), one, out="valid")
    scored = g.linear(x, part.tags)
    g.node("Identity", scored, out="scores")
    inputs = [
        _value("states", TensorProto.FLOAT, "units", network.shape.width),
        _value("features", TensorProto.INT64, "units"),
        _value("distance", TensorProto.INT64, "cues", "units"),
    ]
    outputs = [_value("scores", TensorProto.FLOAT, "cues", "units", 6), _value("valid", TensorProto.FLOAT, "cues")]
    return g.model(inputs, outputs)


def sentence_graph(network: Network) -> onnx.ModelProto:
    """Ids (1, sub-words) to a sentence's unit vector (1, width): the mean of the body's states."""
    g = Graph()
    x = body(g, network, features=False)
    mean = g.node("ReduceMean", x, g.weight(np.array([1], np.int64)), keepdims=0)
    g.node("LpNormalization", mean, axis=1, p=2, out="vector")
    outputs = [_value("vector", TensorProto.FLOAT, 1, network.shape.width)]
    return g.model([_value("ids", TensorProto.INT64, 1, "subwords")], outputs)
