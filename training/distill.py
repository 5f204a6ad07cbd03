"""A smaller student of a trained reader: which of the teacher's weights it starts from, and what it learns from it."""

from collections.abc import Sequence

import msgspec
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Inputs, Marked
from training.model import Layer, Network

STATE_WEIGHT = 1.0
"""Weight of the difference between the states of teacher and student; chosen by the losses of the first steps."""


class Lesson(msgspec.Struct, frozen=True):
    """What the teacher says of a share of a batch: states (rows, units, width) and flat tag scores (rows, units, 9)."""

    states: Tensor
    flat: Tensor


def student_of(teacher: Network, kept: Sequence[int], inner: int, sample: Sequence[Inputs]) -> Network:
    """A network with the teacher's layers `kept`, their inner width cut to the `inner` units most used on a sample."""
    shape = msgspec.structs.replace(teacher.shape, layers=len(kept), inner=inner)
    student = Network(shape)
    own = {k: v for k, v in teacher.state_dict().items() if not k.startswith("encoder.layers.")}
    student.load_state_dict(own, strict=False)
    use = inner_use(teacher, sample)
    with torch.no_grad():
        for new, index in zip(student.encoder.layers, kept, strict=True):
            old = teacher.encoder.layers[index]
            best = use[index].topk(inner).indices.sort().values
            _copy_layer(new, old, best)
    return student


def _copy_layer(new: Layer, old: Layer, inner: Tensor) -> None:
    for name in ("qkv", "out", "norm1", "norm2"):
        getattr(new, name).load_state_dict(getattr(old, name).state_dict())
    new.up.weight.copy_(old.up.weight[inner])
    new.up.bias.copy_(old.up.bias[inner])
    new.down.weight.copy_(old.down.weight[:, inner])
    new.down.bias.copy_(old.down.bias)


def inner_use(network: Network, sample: Sequence[Inputs]) -> list[Tensor]:
    """For every layer how much each of its inner units adds to the states, on average over a sample."""
    uses = [torch.zeros(layer.down.in_features) for layer in network.encoder.layers]

    def watch(index: int, layer: Layer) -> torch.utils.hooks.RemovableHandle:
        def hook(_module: nn.Module, given: tuple[Tensor, ...]) -> None:
            uses[index] += given[0].abs().flatten(0, 1).mean(0) * layer.down.weight.norm(dim=0)

        return layer.down.register_forward_pre_hook(hook)

    handles = [watch(i, layer) for i, layer in enumerate(network.encoder.layers)]
    with torch.inference_mode():
        for inputs in sample:
            network.encoder(inputs.ids, inputs.features, inputs.keep)
    for handle in handles:
        handle.remove()
    return uses


def lesson_of(teacher: Network, inputs: Inputs) -> Lesson:
    """What the teacher, which learns no more, says of a share of a batch."""
    with torch.no_grad():
        states = teacher.unit_states(inputs.ids, inputs.features, inputs.keep, inputs.firsts)
        return Lesson(states, teacher.flat(states))


def state_loss(states: Tensor, flat: Tensor, lesson: Lesson, keep: Tensor) -> dict[str, Tensor]:
    """How far the student's states and flat tags are from the teacher's, summed over the units."""
    apart = functional.mse_loss(states[keep], lesson.states[keep], reduction="sum") / states.shape[-1]
    pairs = [(flat[..., k : k + 3][keep], lesson.flat[..., k : k + 3][keep]) for k in (0, 3, 6)]
    parts = [_divergence(mine, its) for mine, its in pairs]
    return {"taught states": STATE_WEIGHT * apart, "taught cues": parts[0], "taught flat": 0.08 * (parts[1] + parts[2])}


def argument_loss(
    scores: Tensor, valid: Tensor, teacher: Network, lesson: Lesson, inputs: Inputs, marked: Marked
) -> tuple[Tensor, Tensor]:
    """How far tag scores and validity of candidates are from the teacher's, summed: tags of true ones, all validity."""
    with torch.no_grad():
        gathered = lesson.states[marked.row[:, None], marked.index]
        features = inputs.unit_features[marked.row[:, None], marked.index]
        its_scores, its_valid = teacher.arguments(gathered, features, marked.distance, marked.keep)
    likely = its_valid > 0
    kept = marked.keep & likely[:, None]
    sure = functional.binary_cross_entropy_with_logits(valid, its_valid.sigmoid(), reduction="sum")
    return _divergence(scores[kept], its_scores[kept]), sure


def _divergence(mine: Tensor, its: Tensor) -> Tensor:
    """The summed divergence of the student's chances from the teacher's."""
    return functional.kl_div(mine.log_softmax(-1), its.log_softmax(-1), reduction="sum", log_target=True)


__all__ = ["Lesson", "argument_loss", "lesson_of", "state_loss", "student_of"]
