import pytest

from sayso.ledger import Ledger


@pytest.fixture
def ledger():
    with Ledger.in_memory() as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.sayso"
