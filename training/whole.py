"""From data to packaged model in one command: trains, takes the mean, exports, calibrates, packages.

usage: python -m training.whole --base FOLDER --out FOLDER --version TEXT [--start FOLDER]

The recipe of version 2. Run again after an interruption it goes on where it was. With `--start`, a folder of released
weights, the run begins there and they are part of the mean; without it, it begins with the base.
"""

import argparse
from pathlib import Path

from training import average, train
from training.release import release

EPOCHS = "4"
KEPT = "1012"
"""A step in the middle, whose weights are part of the mean."""
RATES = ("--half", "--shares", "2", "--rate", "1.2e-4", "--head-rate", "4e-4")


def main() -> None:
    """Read the command line and do all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--start", type=Path)
    args = parser.parse_args()
    base, out = str(args.base), args.out
    start = ("--start", str(args.start)) if args.start else ()
    train.main(["--base", base, "--out", str(out), "--epochs", EPOCHS, "--keep", KEPT, *start, *RATES])
    sets = [str(out / f"step-{KEPT}.pt"), str(out / "checkpoint.pt")]
    released = ("--released", str(args.start), "--base", base) if args.start else ()
    average.main([*sets, *released, "--out", str(out / "mean.pt")])
    release(out / "mean.pt", args.base, args.version, out / "weights")


if __name__ == "__main__":
    main()
