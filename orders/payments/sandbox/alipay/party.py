"""Who the wallet is, and whom it serves: its keys, and the merchants it knows."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from orders.payments.keys import kept_key, public_key

BUYER_ID = "2088000000000042"
BUYER_LOGON_ID = "138****0042"


@dataclass(frozen=True)
class Merchant:
    """key: the name under which it leaves its public key. currencies: what its contract settles; None for any."""

    app_id: str
    seller_id: str
    key: str
    currencies: frozenset[str] | None = None

    def public_key(self) -> rsa.RSAPublicKey:
        """Raises NoKey."""
        return public_key(settings.SANDBOX_MERCHANTS / f"{self.key}.pub.pem")


MERCHANTS = {
    merchant.app_id: merchant
    for merchant in (
        Merchant("2026000000000001", "2088000000000001", "sandbox_merchant"),
        Merchant("2026000000000002", "2088000000000002", "alipay_merchant", frozenset({"CNY"})),
    )
}
DEFAULT = MERCHANTS["2026000000000001"]


def wallet_key() -> rsa.RSAPrivateKey:
    return kept_key(settings.SANDBOX_DIR / "keys", "wallet")


def forger_key() -> rsa.RSAPrivateKey:
    """Somebody who is not the wallet."""
    return kept_key(settings.SANDBOX_DIR / "keys", "forger")
