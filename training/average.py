"""The mean of several sets of weights of one shape: what lies between them reads better than each.

usage: python -m training.average --out FILE CHECKPOINT… [--released FOLDER --base FOLDER]

With `--released` the weights of a released reader, read back from 8 bits, are one more of the sets.

Method: uniform averaging of fine-tuned models ("model soups"); the sets must come from one beginning.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec
import torch
from torch import Tensor

from training.model import Network, Shape, load_base, load_network
from training.start import load_released

Weights = dict[str, Tensor]


def mean_of(sets: Sequence[Weights]) -> Weights:
    """The mean of each weight, added up in 64 bits in the order of the sets."""
    return {
        name: torch.stack([weights[name].double() for weights in sets]).mean(0).to(first.dtype)
        for name, first in sets[0].items()
    }


def released(folder: Path, base: Path) -> Network:
    """A network with the weights of a released reader."""
    network = Network(Shape())
    load_base(network, base)
    load_released(network, folder)
    return network


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the mean as a checkpoint that can be released."""
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--released", type=Path)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(arguments)
    networks = [load_network(path) for path in args.checkpoints]
    if args.released:
        networks.insert(0, released(args.released, args.base))
    mean = mean_of([network.state_dict() for network in networks])
    torch.save({"network": mean, "average": {}, "shape": msgspec.to_builtins(networks[0].shape)}, args.out)


if __name__ == "__main__":
    main()
