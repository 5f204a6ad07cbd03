"""A student of a trained reader, where PyTorch is installed."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for training only: install training/requirements.txt")

from training.batches import Inputs  # noqa: E402
from training.distill import inner_use, lesson_of, state_loss, student_of  # noqa: E402
from training.model import Network, Shape  # noqa: E402

SMALL = Shape(layers=3, width=16, heads=2, inner=32, vocabulary=50, positions=64, argument_width=8, argument_heads=2)


def sample() -> Inputs:
    torch.manual_seed(2)
    ids, none = torch.randint(5, 50, (2, 6)), torch.zeros(2, 6, dtype=torch.long)
    keep, firsts = torch.ones(2, 6, dtype=torch.bool), torch.arange(6).expand(2, 6)
    return Inputs(ids, none, keep, firsts, keep, none, none, none)


def teacher() -> Network:
    torch.manual_seed(1)
    return Network(SMALL).eval()


def test_a_student_that_keeps_all_says_what_its_teacher_says():
    its, inputs = teacher(), sample()
    student = student_of(its, (0, 1, 2), 32, [inputs]).eval()
    states = student.unit_states(inputs.ids, inputs.features, inputs.keep, inputs.firsts)
    parts = state_loss(states, student.flat(states), lesson_of(its, inputs), inputs.unit_keep)
    assert all(float(part.detach()) == pytest.approx(0, abs=1e-5) for part in parts.values())


def test_a_student_keeps_the_inner_units_most_used():
    its, inputs = teacher(), sample()
    student = student_of(its, (2,), 5, [inputs])
    best = inner_use(its, [inputs])[2].topk(5).indices.sort().values
    assert torch.equal(student.encoder.layers[0].up.weight, its.encoder.layers[2].up.weight[best])
    assert student.shape.layers == 1
    assert student.shape.inner == 5
