"""The OpenAPI document tells the truth: calls made up from it never end in a server error, answers are as it says."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from sayso.web.application import create_app
from sayso.web.resources import RESOURCES
from sayso.web.settings import Settings
from tests.web.conftest import TOKEN

schemathesis = pytest.importorskip("schemathesis", reason="install schemathesis to try the API with made-up calls")
from schemathesis.checks import not_a_server_error  # noqa: E402

HEADERS = {"authorization": f"Bearer {TOKEN}", "host": "localhost"}


TYPES = {("get", f"/api{resource.path}"): resource.gives for resource in RESOURCES.values()}


def tries(operation):
    """A test of one operation with calls made up from its description."""
    gives = TYPES.get((operation.method, operation.path))

    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=operation.as_strategy())
    def call(case) -> None:
        answer = case.call(headers=HEADERS)
        case.validate_response(answer, checks=[not_a_server_error])
        if answer.status_code == 200 and gives is not None:
            msgspec.json.decode(answer.content, type=gives)

    return call


def test_made_up_calls_never_break_the_server(ledger: Path) -> None:
    app = create_app(Settings(ledger=ledger, token=TOKEN, actor="Ana"))
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        tries(operation)()
    assert {path for _, path in TYPES} <= {operation.path for operation in operations}
