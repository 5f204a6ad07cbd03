"""The OpenAPI document of everything below `/api/`, made from the same types that are sent."""

import re
from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec

import sayso
from sayso.records import Value
from sayso.web.asked import Asked
from sayso.web.resources import RESOURCES, Resource
from sayso.web.writing import WRITINGS, Writing

Json = dict[str, Any]
_REF = "#/components/schemas/{name}"


class ErrorView(Value, frozen=True, kw_only=True):
    """What went wrong, and what to do."""

    code: str
    message: str
    remedy: str


def document() -> Json:
    """The OpenAPI document."""
    types = [r.gives for r in RESOURCES.values()]
    types += [t for w in WRITINGS.values() for t in (w.takes, w.gives)]
    schemas, components = msgspec.json.schema_components([*types, ErrorView], ref_template=_REF)
    refs = dict(zip([t.__name__ for t in (*types, ErrorView)], schemas, strict=True))
    paths: dict[str, Json] = {}
    for resource in RESOURCES.values():
        paths.setdefault(f"/api{resource.path}", {})["get"] = _get(resource, refs)
    for writing in WRITINGS.values():
        paths.setdefault(f"/api{writing.path}", {})["post"] = _post(writing, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sayso", "version": sayso.__version__, "description": "What the workbench shows, as JSON."},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _get(resource: Resource, refs: Mapping[str, Json]) -> Json:
    return {
        "operationId": resource.name,
        "summary": resource.about,
        "parameters": parameters(resource.asks, resource.path),
        "responses": _responses(refs[resource.gives.__name__], refs),
    }


def _post(writing: Writing, refs: Mapping[str, Json]) -> Json:
    body = {"required": True, "content": {"application/json": {"schema": refs[writing.takes.__name__]}}}
    return {
        "operationId": writing.name,
        "summary": writing.about,
        "requestBody": body,
        "responses": _responses(refs[writing.gives.__name__], refs),
    }


def parameters(asks: type[Asked], path: str) -> list[Json]:
    """The parameters of an address, in the path or in the query."""
    in_path = set(re.findall(r"{(\w+)}", path))
    hints = get_type_hints(asks, include_extras=True)
    return [
        {
            "name": field.encode_name,
            "in": "path" if field.encode_name in in_path else "query",
            "required": field.required,
            "schema": _schema(hints[field.name]),
        }
        for field in msgspec.structs.fields(asks)
    ]


def _schema(hint: Any) -> Json:
    """The schema of one parameter; in an address there is no null."""
    schema = msgspec.json.schema(hint)
    definitions = schema.pop("$defs", {})
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    found = options[0]
    if "$ref" in found:
        found = definitions[found["$ref"].rsplit("/", 1)[1]]
    return {name: value for name, value in found.items() if name not in {"title", "default"}}


def _responses(schema: Json, refs: Mapping[str, Json]) -> Json:
    error = {"content": {"application/json": {"schema": refs["ErrorView"]}}}
    return {
        "200": {"description": "Found.", "content": {"application/json": {"schema": schema}}},
        **{
            code: {"description": words, **error}
            for code, words in (
                ("400", "Asked wrongly."),
                ("401", "Nobody is signed in."),
                ("403", "Not allowed."),
                ("404", "Not in the ledger."),
                ("503", "The ledger is busy."),
            )
        },
    }
