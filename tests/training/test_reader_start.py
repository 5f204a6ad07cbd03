"""Released weights read back into a network, where PyTorch and ONNX are installed."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for training only: install training/requirements.txt")
pytest.importorskip("onnx", reason="ONNX is for training only: install training/requirements.txt")

from training.export import write_graphs, write_settings  # noqa: E402
from training.model import Network, Shape  # noqa: E402
from training.start import load_released  # noqa: E402

SMALL = Shape(layers=2, width=16, heads=2, inner=32, vocabulary=50, positions=64, argument_width=8, argument_heads=2)
NOT_RELEASED = ("mentions.",)


def random_network(seed: int) -> Network:
    torch.manual_seed(seed)
    network = Network(SMALL).eval()
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter)
    return network


def test_what_is_released_comes_back_within_its_rounding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    released, other = random_network(1), random_network(2)
    monkeypatch.setattr("training.export.sentence_network", lambda _base: random_network(3))
    write_graphs(released, tmp_path, tmp_path, fp32=False)
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "plain_words.txt").write_text("")
    write_settings(released, tmp_path, {}, "0")
    load_released(other, tmp_path)
    for name, value in released.named_parameters():
        got = other.get_parameter(name)
        if name.startswith(NOT_RELEASED):
            continue
        rows = 3 if name.startswith("flat.2.") else len(value)
        assert float((got[:rows] - value[:rows]).detach().abs().max()) < 0.06, name


def test_the_average_is_what_a_checkpoint_gives(tmp_path: Path):
    from training.model import load_network

    network, average = random_network(1), random_network(2)
    state = {"network": network.state_dict(), "average": dict(average.named_parameters()), "shape": {}}
    state["shape"] = {name: getattr(SMALL, name) for name in SMALL.__struct_fields__}
    torch.save(state, tmp_path / "c.pt")
    assert torch.equal(load_network(tmp_path / "c.pt").flat[0].weight, average.flat[0].weight)


def test_the_mean_lies_between():
    from training.average import mean_of

    one, other = random_network(1).state_dict(), random_network(2).state_dict()
    assert torch.allclose(mean_of([one, other])["flat.0.weight"], (one["flat.0.weight"] + other["flat.0.weight"]) / 2)
