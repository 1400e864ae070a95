"""Those who call the API in tests: by token, or as a guest with a browser's session."""

from __future__ import annotations

from typing import Any

from django.test import Client
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from marketplace.accounts.models import User

PROBLEM = "application/problem+json"


def caller(user: User | None = None) -> APIClient:
    """A program that speaks JSON; with the person's token where one is given."""
    client = APIClient(enforce_csrf_checks=True)
    client.default_format = "json"
    if user is not None:
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {Token.objects.get_or_create(user=user)[0].key}")
    return client


def post(client: Client, path: str, body: Any = None, *, key: str = "k-1", **headers: str) -> Any:
    """A POST that creates something, with its key."""
    return client.post(path, body, format="json", headers={"Idempotency-Key": key, **headers})


def refusal(answer: Any) -> tuple[int, str, list[str]]:
    """(status, name of the problem, where it points)."""
    assert answer.headers["Content-Type"] == PROBLEM
    body = answer.json()
    return answer.status_code, body["type"].rpartition(":")[2], [error["pointer"] for error in body.get("errors", [])]
