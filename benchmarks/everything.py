"""All benchmarks of speed and size in one run: `python benchmarks/everything.py --keep FOLDER [--small]`.

Prints what the three programs print, one after the other: words a CPU second of every stage and of the whole way beside
spaCy's small English pipeline, memory with one process and with two workers, and the cost by number of documents
(`whole.py`); the same from records on (`linking.py`); Spark beside the local engine with the sizes of its Parquet files
and of the ledger for a million statements (`spark.py`). Each step is a process of its own, and its result stays in the
folder: a run that was cut off goes on there. What needs a tool that is missing says so, and the rest goes on.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent

FULL = {
    "whole.py": ["--sizes", "100,1000,10000"],
    "linking.py": ["--sizes", "1000", "10000", "100000"],
    "spark.py": ["--documents", "8", "200"],
}
SMALL = {
    "whole.py": ["--sizes", "20,60", "--spacy", "20", "--repeats", "1"],
    "linking.py": ["--sizes", "100", "200"],
    "spark.py": ["--documents", "8"],
}


def main() -> None:
    """Run the programs one after the other; the exit code is 1 if one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, required=True, help="folder of documents, ledgers and results")
    parser.add_argument("--small", action="store_true", help="few documents: minutes in place of hours")
    asked = parser.parse_args()
    failed = False
    for program, sizes in (SMALL if asked.small else FULL).items():
        print(f"## {program}\n", flush=True)
        keep = asked.keep / program.removesuffix(".py")
        done = subprocess.run([sys.executable, str(HERE / program), "--keep", str(keep), *sizes], check=False)
        if done.returncode:
            print(f"{program} ended with {done.returncode}; the same command goes on where it was.\n", flush=True)
            failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
