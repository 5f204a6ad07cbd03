"""Set up Sayso in `.venv` and run it: `python3 run.py sample` or `python3 run.py tests`.

Needs nothing but Python 3.11 to 3.13 with pip, and a package index. All packages are pinned by hash.
"""

import argparse
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BIN = "Scripts" if sys.platform == "win32" else "bin"


def run(*command: str | Path) -> None:
    """Run a command from the project's root; leave with its exit code when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)  # noqa: S603  our own commands
    if done.returncode:
        sys.exit(done.returncode)


def set_up(home: Path, *requirements: str) -> Path:
    """The folder of programs of a virtual environment with the requirements named and Sayso in it."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"Sayso needs Python 3.11 to 3.13, this is {sys.version.split()[0]}. Start this with another python3.")
    programs = home / BIN
    if not programs.exists():
        venv.create(home, with_pip=True)
    pip = (programs / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "install")
    for name in requirements:
        wheels = () if name.endswith("-source") else ("--only-binary", ":all:")
        run(*pip, "--require-hashes", *wheels, "--requirement", f"requirements/{name}.txt")
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    return programs


def sample(home: Path) -> None:
    """Build the ledger of the sample news, prove it, and write its report."""
    sayso = set_up(home, "build", "core") / "sayso"
    run(sayso, "build", "sample/news", "-l", "sample.ledger")
    run(sayso, "verify", "-l", "sample.ledger")
    run(sayso, "timeline", "-l", "sample.ledger", "--limit", "15")
    run(sayso, "report", "-l", "sample.ledger", "-o", "sample-report.html")


def tests(home: Path) -> None:
    """Run the tests; what needs a browser, Spark or others' validators skips unless `tools` came before."""
    run(set_up(home, "tests") / "python", "-m", "pytest", "-n", "auto")


def tools(home: Path) -> None:
    """Install what the tests can use besides, so that none skips; Chromium, Java 17 and ICU must be there."""
    set_up(home, "ci", "ci-source")


def main() -> None:
    """Read the command line and do the job named."""
    jobs = {"sample": sample, "tests": tests, "tools": tools}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("job", choices=jobs)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", help="the virtual environment (default: .venv)")
    arguments = parser.parse_args()
    jobs[arguments.job](arguments.venv)


if __name__ == "__main__":
    main()
