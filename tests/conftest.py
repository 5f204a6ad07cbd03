"""What all tests share: where the sample news and the corpora are, and a way to write files. No test has a network,
and no test is timed.

A test whose tool is missing skips and says what to install. With `SAYSO_CI=1` such a skip is a failure: there, all
tools are installed."""

import os
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

ROOT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("SAYSO_CORPORA", ROOT.parent / "shared" / "corpora"))

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
REQUIRED = os.environ.get("SAYSO_CI") == "1"
FACTS = ("SAYSO_LONG", "root may read", "permissions", "UTF-8 names only", "corpora", "corpus")
"""Words of skips that no installed tool could prevent: long forms, what the superuser may, the files of the corpora."""


def as_required(report: Report) -> Report:
    """The report, failed where it is a skip for want of a tool that must be there."""
    if REQUIRED and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        reason = str(report.longrepr)
        if not any(fact in reason for fact in FACTS):
            report.outcome, report.longrepr = "failed", f"SAYSO_CI=1 and yet skipped: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tests that skip."""
    return as_required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Files that skip as a whole."""
    return as_required((yield))


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
