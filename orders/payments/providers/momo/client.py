"""The wire: tokens, requests that are 202 or not, questions. Nothing here touches the database."""

from __future__ import annotations

import base64
import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import requests

from orders.payments.exceptions import ProviderAway, Unreadable
from orders.payments.providers.momo.account import TIMEOUT, Account, Credentials, open_sandbox_account

EARLY = 60  # seconds before its end that a token is not used any more
# Answers that say for certain that nothing was begun; any other code below 200 or above 299 leaves the outcome open.
REFUSALS = {"PAYER_NOT_FOUND", "PAYEE_NOT_FOUND", "NOT_ALLOWED", "NOT_ALLOWED_TARGET_ENVIRONMENT", "INVALID_CALLBACK_URL_HOST"}
REFUSALS |= {"INVALID_CURRENCY", "PAYEE_NOT_ALLOWED_TO_RECEIVE", "NOT_ENOUGH_FUNDS", "PAYER_LIMIT_REACHED", "RESOURCE_NOT_FOUND"}
REFUSALS |= {"REFERENCE_ID_INVALID", "BAD_REQUEST"}


@dataclass(frozen=True)
class Begun:
    """is_taken: the company looks at it, or had done so before. Otherwise it was refused for good, and `reason` is its code."""

    body: bytes
    is_taken: bool
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """What the company says of one of its numbers; status None: it knows no such number."""

    body: bytes
    status: str | None
    said: dict[str, Any]

    @property
    def reason(self) -> str:
        """The code of a failure; some answers wrap it in an object."""
        reason = self.said.get("reason")
        return str(reason.get("code", "") if isinstance(reason, dict) else reason or "")[:60]

    @property
    def financial_id(self) -> str:
        return str(self.said.get("financialTransactionId") or "")[:64]


class _Keys:
    """Tokens and the sandbox's credentials, for as long as the process lives."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.tokens: dict[Account, tuple[str, float]] = {}
        self.credentials: dict[Account, Credentials] = {}

    def forget(self, account: Account) -> None:
        with self.lock:
            self.tokens.pop(account, None)
            self.credentials.pop(account, None)


_keys = _Keys()


def forget_keys() -> None:
    """Every token and every account of the sandbox: the next call fetches its own."""
    with _keys.lock:
        _keys.tokens.clear()
        _keys.credentials.clear()


def begin(account: Account, kind: str, reference: UUID, body: dict[str, Any], *, callback_url: str = "") -> Begun:
    """Have the company look at it. The same reference again is the same one. Raises ProviderAway when nothing is known afterwards."""
    headers = {"X-Reference-Id": str(reference), "Content-Type": "application/json"}
    if callback_url:
        headers["X-Callback-Url"] = callback_url
    reply = _send(account, "POST", f"v1_0/{kind}", headers, json.dumps(body, ensure_ascii=False).encode())
    code = _code(reply.content)
    if reply.status_code == 202 or (reply.status_code == 409 and code == "RESOURCE_ALREADY_EXIST"):
        return Begun(reply.content, is_taken=True)
    if reply.status_code in (400, 404) or code in REFUSALS:
        return Begun(reply.content, is_taken=False, reason=code or f"HTTP {reply.status_code}")
    raise ProviderAway(f"{kind}: {reply.status_code} {code}".strip(), reply.content[:4000])


def look(account: Account, kind: str, reference: UUID) -> Standing:
    """How it stands. Raises ProviderAway, Unreadable."""
    reply = _send(account, "GET", f"v1_0/{kind}/{reference}", {})
    if reply.status_code == 404:
        return Standing(reply.content, None, {})
    if reply.status_code != 200:
        raise ProviderAway(f"{kind}: {reply.status_code} {_code(reply.content)}".strip(), reply.content[:4000])
    said = read(reply.content)
    if said.get("status") not in ("PENDING", "SUCCESSFUL", "FAILED"):
        raise Unreadable(f"{kind}: status {str(said.get('status'))[:40]}", reply.content[:4000])
    return Standing(reply.content, said["status"], said)


def read(body: bytes) -> dict[str, Any]:
    """The object in a body. Raises Unreadable."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)[:200], body[:4000]) from error
    if not isinstance(said, dict):
        raise Unreadable("no object", body[:4000])
    return said


def _send(account: Account, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> requests.Response:
    """One call with a token that lives; one that was voided early is fetched anew, once."""
    for is_last in (False, True):
        told = {
            "Authorization": f"Bearer {_token(account)}",
            "Ocp-Apim-Subscription-Key": account.subscription_key,
            "X-Target-Environment": account.environment,
            **headers,
        }
        reply = _call(method, f"{account.url}/{account.product}/{path}", told, body)
        if reply.status_code != 401 or is_last:
            break
        _keys.forget(account)
    if reply.status_code == 401:
        raise ProviderAway("401: our keys are not taken", reply.content[:4000])
    return reply


def _call(method: str, url: str, headers: dict[str, str], body: bytes | None) -> requests.Response:
    try:
        return requests.request(method, url, headers=headers, data=body, timeout=TIMEOUT, allow_redirects=False)
    except requests.RequestException as error:
        raise ProviderAway(f"{method}: {type(error).__name__}") from error


def _token(account: Account) -> str:
    with _keys.lock:
        token, until = _keys.tokens.get(account, ("", 0.0))
    return token if until > time.monotonic() else _new_token(account)


def _new_token(account: Account) -> str:
    for is_last in (not account.is_sandbox, True):
        credentials = _credentials(account)
        basic = base64.b64encode(f"{credentials.user}:{credentials.secret}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "Ocp-Apim-Subscription-Key": account.subscription_key}
        reply = _call("POST", f"{account.url}/{account.product}/token/", headers, b"")
        if reply.status_code != 401 or is_last:
            break
        _keys.forget(account)  # the sandbox has lost its memory: another developer's account
    if reply.status_code != 200:
        raise ProviderAway(f"token: HTTP {reply.status_code}", reply.content[:4000])
    said = read(reply.content)
    try:
        token, seconds = str(said["access_token"]), float(said["expires_in"])
    except (KeyError, ValueError, TypeError) as error:
        raise Unreadable("token: no access_token", b"") from error
    with _keys.lock:
        _keys.tokens[account] = token, time.monotonic() + seconds - EARLY
    return token


def _credentials(account: Account) -> Credentials:
    if not account.is_sandbox:
        return Credentials(account.user, account.secret)
    with _keys.lock:
        if known := _keys.credentials.get(account):
            return known
    made = open_sandbox_account(account)
    with _keys.lock:
        return _keys.credentials.setdefault(account, made)


def _code(body: bytes) -> str:
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    return str(said.get("code") or "")[:60] if isinstance(said, dict) else ""
