"""The network's parts, where PyTorch is installed."""

import itertools

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for training only: install training/requirements.txt")

from training.model import TAGS, Network, Shape, sequence_loss  # noqa: E402

SMALL = Shape(layers=1, width=16, heads=2, inner=32, vocabulary=50, positions=64, argument_width=8, argument_heads=2)


def test_the_sequence_loss_is_minus_the_log_chance():
    torch.manual_seed(1)
    scores, moves = torch.randn(1, 3, TAGS), torch.randn(TAGS + 1, TAGS)
    gold = torch.tensor([[1, 2, 0]])

    def value(path: tuple[int, ...]) -> float:
        steps = zip((TAGS, *path), path, strict=False)
        return float(sum(moves[a, b] for a, b in steps) + sum(scores[0, i, t] for i, t in enumerate(path)))

    total = torch.logsumexp(torch.tensor([value(p) for p in itertools.product(range(TAGS), repeat=3)]), 0)
    loss = sequence_loss(scores, gold, torch.ones(1, 3, dtype=torch.bool), moves)
    assert float(loss[0]) == pytest.approx(float(total) - value((1, 2, 0)), abs=1e-4)


def test_padding_changes_no_result():
    torch.manual_seed(1)
    network = Network(SMALL).eval()
    ids, features = torch.randint(5, 50, (1, 6)), torch.zeros(1, 6, dtype=torch.long)
    firsts = torch.arange(6)[None]
    alone = network.unit_states(ids, features, None, firsts)
    wide = torch.cat([ids, torch.zeros(1, 4, dtype=torch.long)], 1)
    keep = torch.tensor([[True] * 6 + [False] * 4])
    padded = network.unit_states(wide, torch.zeros(1, 10, dtype=torch.long), keep, firsts)
    assert torch.allclose(alone, padded, atol=1e-5)
