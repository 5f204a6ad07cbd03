"""What all tests share: where the sample news and the corpora are, and a way to write files. No test has a network,
and no test is timed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("SAYSO_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root."""
    return ROOT


@pytest.fixture(scope="session")
def sample_news() -> Path:
    """The folder of sample news."""
    return ROOT / "sample" / "news"


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real input; tests that need it skip where it is missing."""
    if not CORPORA.is_dir():
        pytest.skip(f"no corpora at {CORPORA}: put them there or set SAYSO_CORPORA")
    return CORPORA


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file below a fresh folder and gives its path."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file
