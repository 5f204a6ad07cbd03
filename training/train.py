"""Trains the reader: one schedule, checkpoints from which it resumes exactly.

usage: python -m training.train --base FOLDER --out FOLDER [--epochs N] [--few N] [--teacher FILE --layers 0,2,5]

With a teacher (a checkpoint) the network is a student that starts from the named layers of it and learns from its
scores as well as from gold.

Running the same command again resumes from the last checkpoint; another number of epochs stretches or shortens the
schedule from there on. `--few N` trains on N articles, to prove the code.
"""

import argparse
import itertools
import json
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from datetime import time as dt_time
from pathlib import Path

import msgspec
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from sayso.extract.reader.names import load_lexicon
from sayso.extract.reader.proposals import propose
from sayso.extract.reader.windows import Vocabulary
from training.batches import UNMARKED, Candidate, Example, Examples, Inputs, batches_of, inputs_of, marked_of
from training.distill import Lesson, argument_loss, lesson_of, state_loss, student_of
from training.model import CHANCE, Network, Shape, forbidden, load_base, load_network, sequence_loss
from training.readers import gum, polnear
from training.start import hash_of, load_released

LENGTH_GROUPS = (28, 48, 80, 512)
"""Candidates are padded together with others of their group of block lengths."""
FLAT_WEIGHT = 0.08
WEIGHTS = {"tags": 0.5, "taught tags": 0.5, "mentions": 0.1}
"""Weights of parts of the loss, where they are not one."""
UNITS_A_PROPOSAL = 25
"""A block gives at most one false proposal for so many of its units, and one more."""


WARM_STEPS = 60
"""Steps in which the rate rises in a run that ends at a time of day."""


class Plan(msgspec.Struct, frozen=True):
    """What a run does; kept in its checkpoints.

    Attributes:
        shares: parts of a batch; more than there are threads, so that a slow core holds up little.
        average: how much of the running average of the weights each step keeps; the average is what is released.
        half: the body multiplies in 16 bits (bfloat16), a third faster where the processor has instructions for it.
        start: hash of the released reader that the run starts from; empty for the base weights.
        layers, inner: the teacher's layers that a student starts from, and the inner width left of them.
    """

    epochs: float = 6.5
    tokens: int = 1536
    rate: float = 2e-4
    head_rate: float = 8e-4
    layer_decay: float = 0.88
    warmup: float = 0.06
    masked: float = 0.06
    seed: int = 11
    few: int = 0
    shares: int = 5
    layers: tuple[int, ...] = ()
    inner: int = 1536
    average: float = 0.995
    half: bool = False
    start: str = ""


def candidates_of(batch: list[Example], chances: np.ndarray) -> list[Candidate]:
    """Gold cues and the model's own proposals in a batch of windows."""
    out: list[Candidate] = []
    for row, example in enumerate(batch):
        first = 0
        for block, targets in zip(example.window.blocks, example.targets, strict=True):
            size = len(block.units)
            out.extend(Candidate(row, first, size, t.cue, t) for t in targets)
            ranked = sorted(propose(chances[row, first : first + size]), key=lambda c: _doubt(c, chances[row, first:]))
            left = 1 + size // UNITS_A_PROPOSAL
            met: set[tuple[int, int]] = set()
            for cue in ranked:
                target = next((t for t in targets if t.cue[0] < cue[1] and cue[0] < t.cue[1]), None)
                if target is None and left and not example.partial:
                    left -= 1
                    out.append(Candidate(row, first, size, cue, None))
                elif target is not None and cue != target.cue and target.cue not in met:
                    met.add(target.cue)
                    out.append(Candidate(row, first, size, cue, target))
            first += size
    return out


def _doubt(cue: tuple[int, int], chances: np.ndarray) -> float:
    """The least chance among the proposal's units of not being in a cue."""
    return float(chances[cue[0] : cue[1], 0].min())


class Taught(msgspec.Struct, frozen=True):
    """A teacher and what it says of a share of a batch."""

    teacher: Network
    lesson: Lesson


def argument_losses(
    network: Network, states: Tensor, inputs: Inputs, candidates: list[Candidate], taught: Taught | None
) -> dict[str, Tensor]:
    """Summed sequence loss of the gold candidates, validity loss of all, and the same towards a teacher."""
    names = ("tags", "valid", "taught tags", "taught valid") if taught else ("tags", "valid")
    out = {name: states.new_zeros(()) for name in names}
    transitions = network.transitions + forbidden()
    low = 0
    for high in LENGTH_GROUPS:
        group = [c for c in candidates if low < c.size <= high]
        low = high
        if not group:
            continue
        m = marked_of(group)
        gathered = states[m.row[:, None], m.index]
        features = inputs.unit_features[m.row[:, None], m.index]
        scores, valid = network.arguments(gathered, features, m.distance, m.keep)
        out["valid"] += functional.binary_cross_entropy_with_logits(valid, m.truth * 0.96 + 0.02, reduction="sum")
        true = (m.truth > 0) & m.exact
        if true.any():
            out["tags"] += sequence_loss(scores[true], m.tags[true], m.keep[true], transitions).sum()
        if taught:
            tags, sure = argument_loss(scores, valid, taught.teacher, taught.lesson, inputs, m)
            out["taught tags"] += tags
            out["taught valid"] += sure
    return out


def losses(
    network: Network, batch: list[Example], inputs: Inputs, golds: int, teacher: Network | None
) -> dict[str, Tensor]:
    """The parts of the loss of a share of a batch, each divided by the gold attributions of the whole batch."""
    states = network.unit_states(inputs.ids, inputs.features, inputs.keep, inputs.firsts)
    flat = network.flat(network.drop(states))
    logits = flat.unflatten(2, (3, 3))
    kept = inputs.unit_keep
    per = [
        functional.cross_entropy(logits[:, :, k][kept], inputs.flat[:, :, k][kept], reduction="sum") for k in range(3)
    ]
    chances = logits[:, :, 0].detach().softmax(-1).numpy()
    parts = {"cue": per[0], "flat": FLAT_WEIGHT * (per[1] + per[2])}
    if (inputs.mentions != UNMARKED).any():
        parts["mentions"] = functional.cross_entropy(
            network.mentions(states)[kept], inputs.mentions[kept], reduction="sum"
        )
    taught = Taught(teacher, lesson_of(teacher, inputs)) if teacher else None
    if taught:
        parts |= state_loss(states, flat, taught.lesson, kept)
    candidates = candidates_of(batch, chances)
    if candidates:
        parts |= argument_losses(network, states, inputs, candidates, taught)
    return {name: WEIGHTS.get(name, 1.0) * part / golds for name, part in parts.items()}


def groups_of(network: Network, plan: Plan) -> list[dict[str, object]]:
    """Parameter groups: lower layers learn more slowly, heads faster; word embeddings are frozen."""
    network.encoder.words.weight.requires_grad_(False)
    depth = len(network.encoder.layers)
    groups: list[dict[str, object]] = []
    for i, layer in enumerate(network.encoder.layers):
        groups.append({"params": list(layer.parameters()), "rate": plan.rate * plan.layer_decay ** (depth - 1 - i)})
    bottom = [network.encoder.positions.weight, *network.encoder.norm.parameters()]
    groups.append({"params": bottom, "rate": plan.rate * plan.layer_decay**depth})
    body = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in body]
    groups.append({"params": [network.encoder.features.weight, *heads], "rate": plan.head_rate})
    return groups


class Origins(msgspec.Struct, frozen=True):
    """Where a run's first weights lie: the base, and it may be a released reader or a teacher's checkpoint."""

    base: Path
    start: Path | None = None
    teacher: Path | None = None


class Run:
    """One training run with its folder."""

    def __init__(self, plan: Plan, origins: Origins, out: Path, threads: int) -> None:
        self.plan, self.out = plan, out
        out.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(plan.seed)
        articles = [*polnear("fit"), *gum()][: plan.few or None]
        self.examples = Examples(
            articles, load_lexicon(), Vocabulary(Tokenizer.from_file(str(origins.base / "tokenizer.json")))
        )
        self.teacher = load_network(origins.teacher) if origins.teacher else None
        if self.teacher:
            self.network = student_of(self.teacher, plan.layers, plan.inner, self.sample())
        else:
            self.network = Network(Shape())
            load_base(self.network, origins.base)
            if origins.start:
                load_released(self.network, origins.start)
        self.network.encoder.half_precision = plan.half
        self.optimizer = torch.optim.AdamW(
            groups_of(self.network, plan), lr=0.0, weight_decay=0.01, betas=(0.9, 0.98), foreach=True
        )
        self.learnt = [p for p in self.network.parameters() if p.requires_grad]
        self.average = [p.detach().clone() for p in self.learnt]
        self.pool = ThreadPoolExecutor(threads)
        self.step, self.epoch, self.position = 0, 0, 0
        self.total = 0
        self.stopping = False
        self.kept: frozenset[int] = frozenset()
        self.last_rate = 0.0
        self.clock: tuple[float, float, float] | None = None

    def stop(self, *_: object) -> None:
        """Save and end after the current step; called when the process is asked to terminate."""
        self.stopping = True

    def batches(self) -> list[list[Example]]:
        """The batches of the current epoch."""
        examples = self.examples.epoch(self.plan.seed, 0 if self.plan.few else self.epoch)
        return batches_of(examples, self.plan.tokens, f"{self.plan.seed} {self.epoch}")

    def sample(self) -> list[Inputs]:
        """A few batches of unchanged articles."""
        few = self.examples.epoch(self.plan.seed, 0)[:60]
        return [inputs_of(batch, 0.0, np.random.default_rng(0)) for batch in batches_of(few, self.plan.tokens, "")]

    def is_over(self) -> bool:
        """Whether the schedule has come to its end."""
        if self.clock:
            return time.time() >= self.clock[1]
        return bool(self.total) and self.step >= self.total

    def rate(self) -> float:
        """The share of the full learning rate at this step: warm-up, then linear to zero."""
        if self.clock:
            began, until, start = self.clock
            fallen = max(0.0, start * (until - time.time()) / (until - began))
            return min(fallen, (self.step + 1) / WARM_STEPS)
        done = self.step / self.total
        return min(1.0, done / self.plan.warmup, max(0.0, (1 - done) / (1 - self.plan.warmup)))

    def keeping(self) -> float:
        """How much of the average a step keeps: little at first, so that the start is soon forgotten."""
        return min(self.plan.average, (1 + self.step) / (10 + self.step))

    def end_at(self, until: float) -> None:
        """From now on fall linearly to zero at a time of day instead of at a step, whatever the machine can spare."""
        self.clock = (time.time(), until, self.last_rate or 1.0)

    def save(self, name: str = "checkpoint.pt") -> None:
        """Write the checkpoint, atomically."""
        state = {
            "network": self.network.state_dict(),
            "average": dict(zip(self.learnt_names(), self.average, strict=True)),
            "shape": msgspec.to_builtins(self.network.shape),
            "optimizer": self.optimizer.state_dict(),
            "at": (self.step, self.epoch, self.position, self.total),
            "rate": self.last_rate,
            "plan": msgspec.to_builtins(self.plan),
        }
        part = self.out / "checkpoint.part"
        torch.save(state, part)
        part.replace(self.out / name)

    def learnt_names(self) -> list[str]:
        """The names of what is learnt, in the order of `learnt`."""
        return [name for name, p in self.network.named_parameters() if p.requires_grad]

    def resume(self) -> None:
        """Take up the last checkpoint where there is one."""
        path = self.out / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, weights_only=True)
            begun = msgspec.convert(state["plan"], Plan)
            assert msgspec.structs.replace(begun, epochs=self.plan.epochs) == self.plan, (
                "the checkpoint is of another plan"
            )
            self.network.load_state_dict(state["network"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.average = [state["average"][name] for name in self.learnt_names()]
            self.step, self.epoch, self.position, self.total = state["at"]
            self.last_rate = state.get("rate", 0.0)
            self.total = round(self.total * self.plan.epochs / begun.epochs)

    def share(self, examples: list[Example], golds: int, part: int) -> tuple[tuple[Tensor, ...], dict[str, float]]:
        """Gradients and loss parts of one share of a batch."""
        key = [self.plan.seed, self.step, part]
        CHANCE.generator = torch.Generator().manual_seed(int(np.random.default_rng(key).integers(2**62)))
        inputs = inputs_of(examples, self.plan.masked, np.random.default_rng(key))
        parts = losses(self.network, examples, inputs, golds, self.teacher)
        total = sum(parts.values(), torch.zeros(()))
        grads = torch.autograd.grad(total, self.learnt, allow_unused=True, materialize_grads=True)
        return grads, {k: float(v.detach()) for k, v in parts.items()}

    def one_step(self, batch: list[Example]) -> dict[str, float]:
        """Learn from one batch; the parts of its loss.

        The batch is read in shares by as many threads as there are, each share by whichever is free; gradients are
        added in the order of the shares, so that the result does not depend on the threads.
        """
        golds = max(4, sum(len(t) for e in batch for t in e.targets))
        count = self.plan.shares
        cuts = [round(i * len(batch) / count) for i in range(count + 1)]
        shares = [batch[a:b] for a, b in itertools.pairwise(cuts) if b > a]
        results = list(self.pool.map(lambda s: self.share(s[1], golds, s[0]), enumerate(shares)))
        for i, parameter in enumerate(self.learnt):
            parameter.grad = sum((grads[i] for grads, _ in results[1:]), results[0][0][i])
        torch.nn.utils.clip_grad_norm_(self.learnt, 2.0)
        self.last_rate = self.rate()
        for group in self.optimizer.param_groups:
            group["lr"] = group["rate"] * self.last_rate
        self.optimizer.step()
        self.step += 1
        torch._foreach_lerp_(self.average, [p.detach() for p in self.learnt], 1.0 - self.keeping())
        names = sorted({k for _, parts in results for k in parts})
        return {k: sum(parts.get(k, 0.0) for _, parts in results) for k in names}

    def train(self, save_every: float, stop_after: float) -> None:
        """Train to the end of the plan, or for `stop_after` seconds."""
        self.network.train()
        began = saved = time.monotonic()
        log: list[dict[str, float]] = []
        while not self.is_over():
            batches = self.batches()
            self.total = self.total or round(self.plan.epochs * len(batches))
            for batch in batches[self.position :]:
                log.append(self.one_step(batch))
                self.position += 1
                if self.step in self.kept:
                    self.save(f"step-{self.step}.pt")
                if self.step % 25 == 0:
                    self.note(log, began)
                    log = []
                now = time.monotonic()
                ends = self.stopping or self.is_over() or now - began > stop_after
                if ends or now - saved > save_every:
                    self.save()
                    saved = now
                if ends:
                    return
            self.epoch, self.position = self.epoch + 1, 0

    def note(self, log: list[dict[str, float]], began: float) -> None:
        """Add a line of mean losses to the run's log."""
        keys = sorted({k for row in log for k in row})
        means = {k: round(sum(row.get(k, 0.0) for row in log) / len(log), 4) for k in keys}
        line = {
            "step": self.step,
            "of": self.total,
            "epoch": self.epoch,
            "seconds": round(time.monotonic() - began),
            "cpu seconds": round(time.process_time()),
            "rate": round(self.last_rate, 4),
            **means,
        }
        with (self.out / "log.jsonl").open("a") as file:
            file.write(json.dumps(line) + "\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=Plan().epochs)
    parser.add_argument("--tokens", type=int, default=Plan().tokens)
    parser.add_argument("--few", type=int, default=0)
    parser.add_argument("--shares", type=int, default=Plan().shares)
    parser.add_argument("--teacher", type=Path, help="a checkpoint to learn from")
    parser.add_argument("--layers", help="the teacher's layers that the student starts from, as 0,2,5")
    parser.add_argument("--inner", type=int, default=Plan().inner, help="inner width of the student's layers")
    parser.add_argument("--rate", type=float, default=Plan().rate)
    parser.add_argument("--head-rate", type=float, default=Plan().head_rate)
    parser.add_argument("--keep", type=int, nargs="*", default=(), help="steps whose checkpoints are kept apart")
    parser.add_argument("--half", action="store_true", help="multiply in 16 bits")
    parser.add_argument("--start", type=Path, help="folder of released weights to start from")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--until", help="end the schedule at this time of today, HH:MM in UTC, instead of at a step")
    parser.add_argument("--save-every", type=float, default=300)
    parser.add_argument("--stop-after", type=float, default=float("inf"))
    args = parser.parse_args(arguments)
    torch.set_num_threads(1)
    layers = tuple(int(i) for i in args.layers.split(",")) if args.layers else ()
    plan = Plan(
        epochs=args.epochs,
        tokens=args.tokens,
        few=args.few,
        shares=args.shares,
        layers=layers,
        inner=args.inner,
        rate=args.rate,
        head_rate=args.head_rate,
        half=args.half,
        start=hash_of(args.start) if args.start else "",
    )
    run = Run(plan, Origins(args.base, args.start, args.teacher), args.out, args.threads)
    signal.signal(signal.SIGTERM, run.stop)
    run.kept = frozenset(args.keep)
    run.resume()
    if args.until:
        clock = datetime.combine(datetime.now(UTC).date(), dt_time.fromisoformat(args.until), UTC)
        run.end_at(clock.timestamp())
    run.train(args.save_every, args.stop_after)


if __name__ == "__main__":
    main()
