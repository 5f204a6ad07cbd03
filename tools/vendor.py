"""Fetches the browser libraries of the workbench into `src/sayso/web/vendor/`, each unmodified, with one manifest.

`python tools/vendor.py` fetches through npm and writes; with `--check` it compares what is there with the
manifest and needs no network. The manifest names version, licence with its text, and the SHA-256 of every file.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "src" / "sayso" / "web" / "vendor"
MANIFEST = FOLDER / "manifest.json"
WANTED = {"htmx.org": ("4.0.1", "package/dist/htmx.min.js", "htmx.min.js")}
"""Package: version, the file in it, and its name here."""


def fetch(package: str, version: str, folder: Path) -> Path:
    """The archive of a package, as npm gives it."""
    done = subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, capture_output=True, text=True
    )
    return folder / done.stdout.strip().splitlines()[-1]


def member(archive: tarfile.TarFile, name: str) -> bytes:
    """The bytes of one file of an archive."""
    file = archive.extractfile(name)
    if file is None:
        sys.exit(f"{name} is not in the package")
    return file.read()


def write() -> None:
    """Fetch everything and write the manifest."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    entries: list[dict[str, str]] = []
    for package, (version, inside, name) in sorted(WANTED.items()):
        with tempfile.TemporaryDirectory() as folder, tarfile.open(fetch(package, version, Path(folder))) as archive:
            data = member(archive, inside)
            about = json.loads(member(archive, "package/package.json"))
            licence = member(archive, "package/LICENSE").decode()
        (FOLDER / name).write_bytes(data)
        entries.append(
            {
                "package": package,
                "version": version,
                "file": name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "licence": about["license"],
                "licence_text": licence,
            }
        )
    MANIFEST.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")


def differences() -> list[str]:
    """What in the folder is not as the manifest says."""
    entries = json.loads(MANIFEST.read_text(encoding="utf-8"))
    wrong = [
        f"{entry['file']} is not the file of {entry['package']} {entry['version']}"
        for entry in entries
        if hashlib.sha256((FOLDER / entry["file"]).read_bytes()).hexdigest() != entry["sha256"]
    ]
    unknown = {path.name for path in FOLDER.iterdir()} - {entry["file"] for entry in entries} - {MANIFEST.name}
    return wrong + [f"{name} is in no manifest" for name in sorted(unknown)]


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(differences()) or 0)
    write()
