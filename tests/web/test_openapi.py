"""The OpenAPI document tells the truth: calls made up from it never end in a server error, answers are as it says."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from sayso.web.application import create_app
from sayso.web.resources import RESOURCES
from sayso.web.settings import Settings
from tests.web.conftest import TOKEN

schemathesis = pytest.importorskip("schemathesis", reason="install schemathesis to try the API with made-up calls")
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.specs.openapi.checks import response_schema_conformance  # noqa: E402

HEADERS = {"authorization": f"Bearer {TOKEN}", "host": "localhost"}


def test_made_up_calls_never_break_the_server(ledger: Path) -> None:
    app = create_app(Settings(ledger=ledger, token=TOKEN, actor="Ana"))
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)
    tried: set[str] = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        tried.add(operation.path)

        @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
        @given(case=operation.as_strategy())
        def call(case) -> None:
            case.validate_response(case.call(headers=HEADERS), checks=[not_a_server_error, response_schema_conformance])

        call()
    assert {f"/api{resource.path}" for resource in RESOURCES.values()} <= tried
