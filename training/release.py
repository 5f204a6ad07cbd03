"""From a checkpoint to packaged weights: export, calibrate, copy into the package.

usage: python -m training.release --checkpoint FILE --base FOLDER --version TEXT [--work FOLDER]
"""

import argparse
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from training.calibrate import calibrate
from training.export import WEIGHTS, export

RELEASED = ("reader.onnx", "arguments.onnx", "encoder.onnx", "tokenizer.json", "plain_words.txt", "reader.json")


def release(checkpoint: Path, base: Path, version: str, work: Path) -> None:
    """Write the weights into `work`, then copy them into the package."""
    export(checkpoint, base, work)
    calibrate(work, version)
    for name in RELEASED:
        if (work / name).read_bytes() != ((WEIGHTS / name).read_bytes() if (WEIGHTS / name).exists() else b""):
            shutil.copy(work / name, WEIGHTS / name)


def main() -> None:
    """Read the command line and release."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--work", type=Path, help="keep the files here as well")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        release(args.checkpoint, args.base, args.version, args.work or Path(folder))


if __name__ == "__main__":
    main()
