"""What drf-spectacular cannot see: every operation may answer with a problem, and no body takes a field of another name."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema as Base
from rest_framework.serializers import CharField, DecimalField

from marketplace.api.problems import MEDIA_TYPE
from marketplace.api.serializers import PLAIN_TEXT, SOME_PLAIN_TEXT, WITHOUT_NUL, takes_plain_text

METHODS = {"get", "post", "put", "patch", "delete"}
REF = {"$ref": "#/components/schemas/Problem"}
EXAMPLE = {
    "type": "urn:isoko:problem:invalid",
    "title": "Bad Request",
    "status": 400,
    "detail": "A valid integer is required.",
    "errors": [{"pointer": "/lines/0/quantity", "message": "A valid integer is required."}],
}

ABOUT = """\
Browse, order, ask for delivery prices, fetch export papers, send something back, see what a seller is paid, ask for wholesale offers.

**Signing in.** `POST /api/v1/token/` gives a token; send it as `Authorization: Bearer <token>`. A browser's session works as well: changes
then need the CSRF cookie repeated as `X-CSRFToken`. Guests need neither to browse, to fill a cart and to order.

**Amounts** are decimal numbers as text with their currency: `{"amount": "68.00", "currency": "CNY"}`. **Times** are RFC 3339 in UTC. Texts
come in the language of `Accept-Language` (en, zh-Hans, fr, rw).

**Once and no more.** Every POST that creates money, stock or documents needs an `Idempotency-Key`. The same key with the same body gives
the same answer for 30 days; with another body it is a 422.

**Errors** are RFC 9457 problems. 400: the request has another shape than this schema says. 401, 403: we do not know you, or you may not.
404: it does not exist, or is not yours. 409: things stand otherwise now (sold out, moved on). 422: well formed, but it cannot be so;
`errors` says where. 429: too often.
"""

TAGS = [
    {"name": "products", "description": "What is on sale, with the filters of the pages."},
    {"name": "categories", "description": "The shelves of the market."},
    {"name": "reviews", "description": "What buyers say of goods that they received."},
    {"name": "questions", "description": "Questions about goods, public with their answers."},
    {"name": "wishes", "description": "What a person keeps in mind, and what has changed since."},
    {"name": "sellers", "description": "Firms that RDB has approved."},
    {"name": "cart", "description": "What the caller means to buy: a member's by token or session, a guest's by session."},
    {"name": "quotes", "description": "What delivery costs, worked out by a worker from dated rates. No rate, no price: never a guess."},
    {"name": "checkout", "description": "From the cart to an order that waits for its payment."},
    {"name": "orders", "description": "A buyer's orders. A guest reads one by its key."},
    {"name": "returns", "description": "What a buyer sends back, each step with its last day. A guest comes by the key of the order."},
    {"name": "disputes", "description": "Something is wrong with an order: buyer and seller first, then RDB decides."},
    {"name": "sales", "description": "A seller's paid orders, what comes back of them, and what the seller does with them."},
    {"name": "payouts", "description": "What a seller was paid, and every line it is made of."},
    {"name": "discounts", "description": "What a seller takes off: codes, and what counts by itself, with its cost."},
    {"name": "conversations", "description": "What a buyer and a firm write to each other about a product or an order."},
    {"name": "documents", "description": "Commercial invoices and packing lists, and the public check of their authenticity."},
    {"name": "trade", "description": "Wholesale for buyers: requests for quotation, the offers for them, samples."},
    {"name": "trade-sales", "description": "Wholesale for sellers: requests that a firm was told of, its offers, samples."},
    {"name": "carriers", "description": "Carriers tell where goods are, each with a token of its own from an officer."},
    {"name": "token", "description": "Signing in for programs."},
]


def _operations(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for operations in result["paths"].values():
        for method, operation in operations.items():
            if method in METHODS:
                yield operation


def add_problems(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Write the Problem schema and a default response of it into every operation, and what holds for all of them at the head."""
    text = {"type": "string"}
    error = {
        "type": "object",
        "required": ["pointer", "message"],
        "properties": {
            "pointer": {**text, "description": "A JSON pointer into the body, or the name of a parameter after a slash."},
            "message": {**text, "description": "In the language of the request."},
        },
        "additionalProperties": False,
    }
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = {
        "type": "object",
        "description": "RFC 9457 problem details.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {**text, "description": "A stable name of the problem, for programs."},
            "title": text,
            "status": {"type": "integer"},
            "detail": {**text, "description": "What is wrong, for people; empty where several errors say it."},
            "errors": {"type": "array", "items": error},
        },
        "additionalProperties": False,
        "example": EXAMPLE,
    }
    for operation in _operations(result):
        operation["responses"].setdefault("default", {"description": "Problem", "content": {MEDIA_TYPE: {"schema": REF}}})
    result["tags"] = TAGS
    result["info"]["description"] = ABOUT
    return result


def close_bodies(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Say that requests take the named fields only, as InputSerializer does."""
    for name, schema in result["components"]["schemas"].items():
        if name.endswith("Request") and schema.get("type") == "object":
            schema["additionalProperties"] = False
    return result


class AutoSchema(Base):
    """Describes an operation by its own words alone, never by those of a class."""

    def get_description(self) -> str:
        method = getattr(self.view, self.method.lower(), None)
        return inspect.getdoc(method) or "" if method else ""

    def _map_serializer_field(self, field: Any, direction: str, bypass_extensions: bool = False) -> dict[str, Any]:
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        if direction == "request" and isinstance(field, DecimalField) and "pattern" in schema:
            schema["pattern"] = schema["pattern"].replace(r"\d{0,", r"\d{1,", 1)  # no digits are no number
        elif direction == "request" and takes_plain_text(field):
            schema["pattern"] = PLAIN_TEXT if field.allow_blank else SOME_PLAIN_TEXT
        elif direction == "request" and isinstance(field, CharField) and not field.trim_whitespace:
            schema["pattern"] = WITHOUT_NUL
        return schema
