"""A ledger of a few invented articles, and browsers without a browser that look at it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso import app
from sayso.web.application import create_app
from sayso.web.settings import Settings
from sayso.web.users import Role, add_user

ARTICLES = {
    "pier.txt": (
        "Old pier to close\n\n"
        "Mara Quell said on 3 March 2024 that the pier would close in May.\n\n"
        "“Nobody asked the fishermen,” said Oren Vash, who runs the net loft.\n\n"
        "The harbour office denied that 40 boats had left.\n"
    ),
    "ferry.txt": (
        "Ferry keeps running\n\n"
        "According to Mara Quell, the ferry will run until June.\n\n"
        "Oren Vash warned: “We will block the slipway.”\n"
    ),
    "lamp.txt": (
        "A lamp for the mole\n\n"
        "The old lamp on the northern mole was taken down at low water, carried through the fish market on a hand "
        "cart and left beside the weighing house, where children climbed on it until the rain came in.\n\n"
        "A severed hand was painted on its glass.\n"
    ),
    "mole.txt": (
        "The mole without its lamp\n\n"
        "On market day the old lamp on the northern mole was taken down at low water, carried through the fish market "
        "on a hand cart and left beside the weighing house, where children climbed on it until the rain came.\n\n"
        "Boats find the harbour without it.\n"
    ),
}

PASSWORD = "a long enough word"
TOKEN = "the-token-of-the-test"
BASE = "http://localhost:8642"


def build(folder: Path, articles: dict[str, str]) -> Path:
    """A ledger of these articles, read by the rules."""
    news = folder / "news"
    news.mkdir()
    for name, text in articles.items():
        (news / name).write_text(text, encoding="utf-8")
    path = folder / "news.ledger"
    app.build([news], path, app.BuildOptions(extractor="rules"))
    return path


@pytest.fixture(scope="session")
def _built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return build(tmp_path_factory.mktemp("built"), ARTICLES).read_bytes()


@pytest.fixture
def ledger(_built: bytes, tmp_path: Path) -> Path:
    """A ledger of its own for each test."""
    path = tmp_path / "news.ledger"
    path.write_bytes(_built)
    return path


@pytest.fixture
def settings(ledger: Path) -> Settings:
    return Settings(ledger=ledger, token=TOKEN, actor="Ana")


@pytest.fixture
def stranger(settings: Settings) -> Iterator[TestClient]:
    """Somebody who is not signed in."""
    with TestClient(create_app(settings), base_url=BASE) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient) -> TestClient:
    """Somebody who opened the link printed at the start."""
    assert stranger.get(f"/?token={TOKEN}").status_code == 200
    return stranger


@pytest.fixture
def statement(client: TestClient) -> str:
    """The id of a statement."""
    return client.get("/api/statements").json()["statements"][0]["id"]


@pytest.fixture
def document(client: TestClient) -> str:
    """The id of a document."""
    return client.get("/api/documents").json()["documents"][0]["id"]


@pytest.fixture
def sign_in(settings: Settings, tmp_path: Path) -> Iterator[Callable[[Role], TestClient]]:
    """Signs in as somebody with a role, on a server with users."""
    import msgspec

    users = tmp_path / "users.json"
    for role in Role:
        add_user(users, f"the {role}", role, PASSWORD)
    shared = create_app(msgspec.structs.replace(settings, users=users))
    opened: list[TestClient] = []

    def signed_in(role: Role) -> TestClient:
        client = TestClient(shared, base_url=BASE)
        opened.append(client)
        answer = client.post("/login", data={"name": f"the {role}", "password": PASSWORD, "next": "/"})
        assert answer.status_code == 200
        return client

    yield signed_in
    for one in opened:
        one.close()
