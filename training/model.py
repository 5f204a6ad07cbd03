"""The network: a MiniLM body, flat tags for every unit, and an argument reader for every proposed cue."""

import json
import threading
from pathlib import Path

import msgspec
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from sayso.extract.reader.windows import FEATURES

TAGS = 6
DISTANCES = 40
"""Buckets of the distance between a unit and the cue."""


class Shape(msgspec.Struct, frozen=True):
    """Sizes of the network."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    argument_width: int = 160
    argument_heads: int = 4
    argument_layers: int = 2
    dropout: float = 0.15


class Chance(threading.local):
    """The random numbers of the thread's current share of a batch."""

    generator: torch.Generator | None = None


CHANCE = Chance()


class Drop(nn.Module):
    """Dropout whose random numbers come from `CHANCE`, so that threads do not disturb one another."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """The input, in training with a share of its values zero and the others larger."""
        if not self.training or not self.share:
            return x
        kept = torch.rand(x.shape, generator=CHANCE.generator) >= self.share
        return x * kept / (1.0 - self.share)


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """States (rows, length, width); `mask` is added to the attention scores."""
        rows, length, width = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(rows, length, width)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


def added_mask(keep: Tensor) -> Tensor:
    """What is added to attention scores so that padding (False in `keep`) is not looked at."""
    return torch.zeros(keep.shape, dtype=torch.float32).masked_fill(~keep, -1e9)[:, None, None, :]


class Encoder(nn.Module):
    """The body: sub-word ids and features to states."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(FEATURES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, shape.inner) for _ in range(shape.layers))
        self.half_precision = False

    def forward(self, ids: Tensor, features: Tensor, keep: Tensor | None) -> Tensor:
        """States (rows, length, width) of ids and features (rows, length).

        With `half_precision` the products of training have 16 bits.
        """
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half_precision and self.training):
            return self._states(ids, features, keep).float()

    def _states(self, ids: Tensor, features: Tensor, keep: Tensor | None) -> Tensor:
        place = torch.arange(ids.shape[1]).clamp(max=self.positions.num_embeddings - 1)
        x = self.norm(self.words(ids) + self.features(features) + self.positions(place))
        mask = None if keep is None else added_mask(keep)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Arguments(nn.Module):
    """Reads a block once more with one cue marked: tags of source, cue and content, and whether it is a cue."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.argument_width
        self.token = nn.Linear(shape.width, width)
        self.cue = nn.Linear(shape.width, width)
        self.distance = nn.Embedding(DISTANCES, width)
        self.feature = nn.Embedding(FEATURES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = Drop(shape.dropout)
        self.layers = nn.ModuleList(Layer(width, shape.argument_heads, 3 * width) for _ in range(shape.argument_layers))
        self.tags = nn.Linear(width, TAGS)
        self.valid = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1))

    def forward(self, states: Tensor, features: Tensor, distance: Tensor, keep: Tensor | None) -> tuple[Tensor, Tensor]:
        """Tag scores (rows, length, TAGS) and validity (rows,) of the marked cues.

        Shape: states (rows, length, width); features, distance (rows, length). Distance 0 marks the cue itself.
        """
        marked = (distance == 0).to(states.dtype)[:, :, None]
        size = marked.sum(1)
        cue = (states * marked).sum(1) / size
        x = self.token(states) + self.cue(cue)[:, None] + self.distance(distance) + self.feature(features)
        x = self.drop(self.norm(x))
        mask = None if keep is None else added_mask(keep)
        for layer in self.layers:
            x = layer(x, mask)
        own = (x * marked).sum(1) / size
        shown = x if keep is None else x.masked_fill(~keep[:, :, None], -1e4)
        best = shown.max(1).values
        return self.tags(x), self.valid(self.drop(torch.cat([own, best], 1)))[:, 0]


class Network(nn.Module):
    """The whole reader."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.drop = Drop(shape.dropout)
        self.flat = nn.Sequential(nn.Linear(shape.width, shape.width // 2), nn.GELU(), nn.Linear(shape.width // 2, 9))
        self.arguments = Arguments(shape)
        self.mentions = nn.Linear(shape.width, 3)
        """Tags of mentions of entities: learnt beside the rest, of no use afterwards."""
        self.transitions = nn.Parameter(torch.zeros(TAGS + 1, TAGS))
        """Score of a tag after another; the last row is for the first unit."""

    def unit_states(self, ids: Tensor, features: Tensor, keep: Tensor | None, firsts: Tensor) -> Tensor:
        """States (rows, units, width), taken at the first sub-word of each unit."""
        x = self.encoder(ids, features, keep)
        return torch.gather(x, 1, firsts[:, :, None].expand(-1, -1, x.shape[2]))


def forbidden() -> Tensor:
    """What is added to `transitions`: an inner tag follows only its own role."""
    out = torch.zeros(TAGS + 1, TAGS)
    for inner, begin in ((2, 1), (4, 3)):
        for before in range(TAGS + 1):
            if before not in (inner, begin):
                out[before, inner] = -1e4
    return out


def sequence_loss(scores: Tensor, tags: Tensor, keep: Tensor, transitions: Tensor) -> Tensor:
    """Negative log likelihood (rows,) of the tags in a linear-chain random field; the first unit is never padding."""
    rows, length, _ = scores.shape
    row = torch.arange(rows)
    gold = scores[row, 0, tags[:, 0]] + transitions[TAGS, tags[:, 0]]
    alpha = scores[:, 0] + transitions[TAGS]
    step = scores.gather(2, tags[:, :, None])[:, 1:, 0] + transitions[tags[:, :-1], tags[:, 1:]]
    gold = gold + (step * keep[:, 1:]).sum(1)
    inner = transitions[:TAGS]
    for t in range(1, length):
        moved = torch.logsumexp(alpha[:, :, None] + inner, 1) + scores[:, t]
        alpha = torch.where(keep[:, t, None], moved, alpha)
    return torch.logsumexp(alpha, 1) - gold


def load_base(network: Network, folder: Path) -> None:
    """Put the weights of all-MiniLM-L6-v2 (safetensors in `folder`) into the body; features start at zero."""
    config = json.loads((folder / "config.json").read_text())
    assert config["hidden_size"] == network.shape.width
    base = load_file(folder / "model.safetensors")
    base = {k.removeprefix("bert."): v for k, v in base.items()}
    encoder = network.encoder
    e = "embeddings."
    with torch.no_grad():
        encoder.words.weight.copy_(base[e + "word_embeddings.weight"])
        encoder.positions.weight.copy_(
            base[e + "position_embeddings.weight"] + base[e + "token_type_embeddings.weight"][0]
        )
        encoder.features.weight.zero_()
        encoder.norm.weight.copy_(base[e + "LayerNorm.weight"])
        encoder.norm.bias.copy_(base[e + "LayerNorm.bias"])
        for i, layer in enumerate(encoder.layers):
            _load_layer(layer, base, f"encoder.layer.{i}.")


def load_network(checkpoint: Path) -> Network:
    """The trained network of a checkpoint: the average of its last steps."""
    state = torch.load(checkpoint, weights_only=True)
    network = Network(msgspec.convert(state.get("shape", {}), Shape))
    network.load_state_dict(state["network"] | state["average"])
    return network.eval()


def _load_layer(layer: nn.Module, base: dict[str, Tensor], prefix: str) -> None:
    for kind in ("weight", "bias"):
        joined = torch.cat([base[f"{prefix}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
        getattr(layer.qkv, kind).copy_(joined)
        pairs = (
            (layer.out, "attention.output.dense"),
            (layer.norm1, "attention.output.LayerNorm"),
            (layer.up, "intermediate.dense"),
            (layer.down, "output.dense"),
            (layer.norm2, "output.LayerNorm"),
        )
        for module, name in pairs:
            getattr(module, kind).copy_(base[f"{prefix}{name}.{kind}"])
