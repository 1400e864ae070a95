"""Whom the phone company serves: subscriptions to its products by country, API users, and the tokens they were given."""

from __future__ import annotations

import base64
import binascii
import secrets
import time
from dataclasses import dataclass
from uuid import UUID, uuid4

from orders.payments.sandbox import store

store.tables("""
CREATE TABLE IF NOT EXISTS momo_users (
    id TEXT PRIMARY KEY,
    callback_host TEXT NOT NULL,
    api_key TEXT NOT NULL,
    created_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS momo_tokens (
    token TEXT PRIMARY KEY,
    product TEXT NOT NULL,
    user_id TEXT NOT NULL,
    expires_at REAL NOT NULL
);
""")
TOKEN_SECONDS = 3600
COLLECTION, DISBURSEMENT = "collection", "disbursement"
# X-Target-Environment → the one currency it takes. The developers' sandbox of the real company takes euros alone.
ENVIRONMENTS = {"mtnrwanda": "RWF", "sandbox": "EUR"}
# Ocp-Apim-Subscription-Key → product. Test keys, the same on every machine: they open nothing but this sandbox.
SUBSCRIPTIONS = {"5a4d8b0ec0f24be5a7d2c011ec710001": COLLECTION, "5a4d8b0ec0f24be5a7d2c011ec710002": DISBURSEMENT}


@dataclass(frozen=True)
class User:
    id: str
    callback_host: str
    api_key: str


def add_user(number: str, callback_host: str) -> bool:
    """False when this number is taken."""
    sql = "INSERT OR IGNORE INTO momo_users VALUES (?, ?, '', ?)"
    return store.connection().execute(sql, (number, callback_host, time.time())).rowcount == 1


def find_user(number: str) -> User | None:
    row = store.connection().execute("SELECT id, callback_host, api_key FROM momo_users WHERE id = ?", (number,)).fetchone()
    return User(**dict(row)) if row else None


def new_api_key(user: User) -> str:
    """A new key; the one before is void."""
    key = secrets.token_hex(16)
    store.connection().execute("UPDATE momo_users SET api_key = ? WHERE id = ?", (key, user.id))
    return key


def user_of_basic(header: str) -> User | None:
    """The user of an `Authorization: Basic` header whose key fits."""
    scheme, _, text = header.partition(" ")
    try:
        name, _, key = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    user = find_user(name)
    fits = user is not None and user.api_key != "" and secrets.compare_digest(user.api_key.encode(), key.encode())
    return user if fits and scheme == "Basic" else None


def new_token(product: str, user: User) -> str:
    token = f"sandbox.{secrets.token_urlsafe(48)}"
    store.connection().execute("INSERT INTO momo_tokens VALUES (?, ?, ?, ?)", (token, product, user.id, time.time() + TOKEN_SECONDS))
    return token


def user_of_bearer(header: str, product: str) -> User | None:
    """The user of an `Authorization: Bearer` header, while the token lives and for its product alone."""
    scheme, _, token = header.partition(" ")
    sql = "SELECT user_id FROM momo_tokens WHERE token = ? AND product = ? AND expires_at > ?"
    row = store.connection().execute(sql, (token, product, time.time())).fetchone()
    return find_user(row["user_id"]) if row and scheme == "Bearer" else None


def forget_tokens() -> None:
    """All are void, as after the company restarts."""
    store.connection().execute("DELETE FROM momo_tokens")


def is_uuid4(text: str) -> bool:
    """A UUID of version 4 as it is written: the company takes no other for X-Reference-Id."""
    try:
        number = UUID(text)
    except ValueError:
        return False
    return number.version == 4 and str(number) == text.lower()


def new_financial_id() -> str:
    """The company's own number of a movement of money."""
    return str(uuid4().int % 10**10).zfill(10)
