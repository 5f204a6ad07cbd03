"""The docs are current: generated parts match the code, links lead somewhere, every page is in the index."""

import re
import subprocess
import sys
from pathlib import Path

import pytest


def test_generated_parts_are_current(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "tools/docs.py", "--check"], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + "Run: python tools/docs.py"


@pytest.mark.parametrize("name", ["README.md", "docs/README.md"])
def test_links_lead_somewhere(root: Path, name: str) -> None:
    page = root / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert links
    assert not [link for link in links if not (page.parent / link).exists()]


def test_every_page_is_in_the_index(root: Path) -> None:
    index = (root / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")]
    assert not [page for page in pages if page != "README.md" and f"({page})" not in index]


def test_every_decision_is_numbered_once(root: Path) -> None:
    numbers = [path.name[:4] for path in (root / "docs" / "decisions").glob("*.md")]
    assert all(number.isdigit() for number in numbers)
    assert len(numbers) == len(set(numbers))
