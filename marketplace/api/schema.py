"""What drf-spectacular cannot see: every operation may answer with a problem."""

from typing import Any

from marketplace.api.problems import MEDIA_TYPE

METHODS = {"get", "post", "put", "patch", "delete"}
REF = {"$ref": "#/components/schemas/Problem"}


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Write the Problem schema and a default response of it into every operation."""
    text = {"type": "string"}
    error = {"type": "object", "required": ["pointer", "message"], "properties": {"pointer": text, "message": text}}
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = {
        "type": "object",
        "description": "RFC 9457 problem details.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {"type": "array", "items": error},
        },
    }
    for operations in result["paths"].values():
        for method, operation in operations.items():
            if method in METHODS:
                operation["responses"].setdefault("default", {"description": "Problem", "content": {MEDIA_TYPE: {"schema": REF}}})
    return result
