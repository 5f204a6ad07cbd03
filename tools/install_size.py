"""Prints how large the core install is, by package: `python tools/install_size.py [--venv FOLDER] [--write]`.

Without `--venv` a fresh virtual environment is made with the hash-locked core requirements and Sayso's own wheel, as a
user has it; pip and setuptools are not counted. The size of a package is that of the files it lists as its own,
compiled Python files included. `--write` puts the table into docs/install-size.md. Fails when the whole is 500 MB or
more.
"""

import argparse
import platform
import subprocess
import sys
import tempfile
import venv
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "install-size.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LIMIT_MB = 500
NOT_COUNTED = {"pip", "setuptools"}
SHOWN_MB = 1.0
"""Packages below this size share one row."""


def make_core(folder: Path) -> Path:
    """A fresh virtual environment with the core install."""
    builder, core = folder / "build", folder / "core"
    pip_install(builder, "--require-hashes", "--requirement", str(ROOT / "requirements" / "build.txt"))
    run(str(python_of(builder)), "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    locked = str(ROOT / "requirements" / "core.txt")
    pip_install(core, "--require-hashes", "--only-binary", ":all:", "--requirement", locked)
    pip_install(core, "--no-deps", *map(str, folder.glob("*.whl")))
    return core


def pip_install(home: Path, *arguments: str) -> None:
    """Install into a virtual environment, which is made if it is not there."""
    if not home.exists():
        venv.create(home, with_pip=True)
    run(str(python_of(home)), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *arguments)


def python_of(home: Path) -> Path:
    """The Python of a virtual environment."""
    return home / "Scripts" / "python.exe" if sys.platform == "win32" else home / "bin" / "python"


def run(*command: str) -> None:
    """Run a command; leave when it fails."""
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"failed: {' '.join(command)}")


def sizes(home: Path) -> dict[str, float]:
    """The size in MB of every package of a virtual environment, the largest first."""
    places = [str(path) for path in (*home.glob("lib/python*/site-packages"), *home.glob("Lib/site-packages"))]
    found = {d.metadata["Name"].lower(): size(d) for d in distributions(path=places)}
    counted = {name: mb for name, mb in found.items() if name not in NOT_COUNTED}
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def size(distribution: Distribution) -> float:
    """The size of a package's files in MB (a million bytes)."""
    paths = (Path(str(distribution.locate_file(file))) for file in distribution.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def table(measured: dict[str, float]) -> str:
    """The sizes as a Markdown table."""
    large = {name: mb for name, mb in measured.items() if mb >= SHOWN_MB}
    rest = len(measured) - len(large)
    rows = [f"| {name} | {mb:.1f} |" for name, mb in large.items()]
    rows.append(f"| {rest} packages below {SHOWN_MB:.0f} MB | {sum(measured.values()) - sum(large.values()):.1f} |")
    rows.append(f"| **all** ({len(measured)} packages) | **{sum(measured.values()):.0f}** |")
    return "\n".join(("| package | MB |", "|---|--:|", *rows))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--venv", type=Path, help="measure this virtual environment instead of a fresh one")
    parser.add_argument("--write", action="store_true", help="put the table into docs/install-size.md")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = sizes(asked.venv or make_core(Path(folder)))
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    text = f"{system}:\n\n{table(measured)}"
    print(text)
    if asked.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _, _, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")
    return 0 if sum(measured.values()) < LIMIT_MB else 1


if __name__ == "__main__":
    sys.exit(main())
