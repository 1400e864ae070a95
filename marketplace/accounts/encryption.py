"""Personal numbers at rest: encrypted with the first of FIELD_KEYS, readable with any of them, so that keys can be turned over."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


def _derived(secret: str, use: bytes) -> bytes:
    return hashlib.sha256(use + b"|" + secret.encode()).digest()


@lru_cache(maxsize=4)
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(secret, b"field"))) for secret in secrets])


def encrypt(value: Any) -> str:
    """A token that only this house can read back."""
    return _box(tuple(settings.FIELD_KEYS)).encrypt(json.dumps(value, cls=DjangoJSONEncoder).encode()).decode()


def decrypt(token: str) -> Any:
    """The value of a token. Raises cryptography's InvalidToken when no key fits."""
    return json.loads(_box(tuple(settings.FIELD_KEYS)).decrypt(token.encode()))


def fingerprint(value: str) -> str:
    """The same for the same number, and of no use to find the number: keyed with the last (oldest) key, which a turnover keeps."""
    return hmac.new(_derived(settings.FIELD_KEYS[-1], b"fingerprint"), value.encode(), hashlib.sha256).hexdigest()


class EncryptedField(models.TextField):
    """Any JSON value, kept as a token. It can be asked whether it is null, and nothing else."""

    description = "An encrypted value"

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else encrypt(value)

    def from_db_value(self, value: str | None, expression, connection) -> Any:
        return None if value is None else decrypt(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_lookup(self, lookup_name: str):
        if lookup_name != "isnull":
            raise FieldError("An encrypted field cannot be searched; keep a fingerprint beside it.")
        return super().get_lookup(lookup_name)
