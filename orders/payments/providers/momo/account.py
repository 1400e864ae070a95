"""Who we are at the phone company: from the environment, or a developer's account at the sandbox process.

`MOMO_URL`, `MOMO_ENVIRONMENT` (X-Target-Environment), `MOMO_CURRENCY`, and for each product its subscription key, API user and API key:
`MOMO_COLLECTION_KEY`, `MOMO_COLLECTION_USER`, `MOMO_COLLECTION_SECRET`, and the same with DISBURSEMENT."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from django.conf import settings

from orders.payments.exceptions import ProviderAway

TIMEOUT = (3, 10)
# The sandbox's own test keys; the same on every machine, and they open nothing else.
SANDBOX_SUBSCRIPTIONS = {"collection": "5a4d8b0ec0f24be5a7d2c011ec710001", "disbursement": "5a4d8b0ec0f24be5a7d2c011ec710002"}


@dataclass(frozen=True)
class Account:
    """One product of the company as we use it. Without user and secret it is the sandbox's, which hands them out."""

    url: str
    environment: str
    currency: str
    product: str
    subscription_key: str
    user: str = ""
    secret: str = ""

    @property
    def is_sandbox(self) -> bool:
        return not self.user


@dataclass(frozen=True)
class Credentials:
    user: str
    secret: str


def account(product: str) -> Account | None:
    """Our account for the product; None where mobile money is not set up here."""
    if settings.MOMO.get("url"):
        ours = settings.MOMO[product]
        common = {name: settings.MOMO[name] for name in ("environment", "currency")}
        return Account(
            settings.MOMO["url"], product=product, subscription_key=ours["key"], user=ours["user"], secret=ours["secret"], **common
        )
    if settings.PAYMENTS_SANDBOX and settings.SANDBOX_URL:
        return Account(f"{settings.SANDBOX_URL}/momo", "mtnrwanda", "RWF", product, SANDBOX_SUBSCRIPTIONS[product])
    return None


def callback_host() -> str:
    """The host that callbacks go to; it must be the one the API user was made with."""
    return urlsplit(settings.SITE_URL).hostname or ""


def open_sandbox_account(of: Account) -> Credentials:
    """A new API user with its key, as a developer makes them on the company's own sandbox. Raises ProviderAway."""
    number = str(uuid4())
    headers = {"Ocp-Apim-Subscription-Key": of.subscription_key}
    try:
        requests.post(
            f"{of.url}/v1_0/apiuser",
            json={"providerCallbackHost": callback_host()},
            headers={**headers, "X-Reference-Id": number},
            timeout=TIMEOUT,
        )
        keyed = requests.post(f"{of.url}/v1_0/apiuser/{number}/apikey", headers=headers, timeout=TIMEOUT)
        return Credentials(number, json.loads(keyed.content)["apiKey"])
    except (requests.RequestException, ValueError, KeyError) as error:
        raise ProviderAway(f"apiuser: {type(error).__name__}") from error


def our_account(product: str) -> Account:
    """The same, where it must be there. Raises ProviderAway."""
    ours = account(product)
    if ours is None:
        raise ProviderAway("mobile money is not set up here")
    return ours
