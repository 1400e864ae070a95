"""Who the wallet is, and whom it serves: its keys, and the one merchant it knows."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from orders.payments.keys import private_key

APP_ID = "2026000000000001"
SELLER_ID = "2088000000000001"
BUYER_ID = "2088000000000042"
BUYER_LOGON_ID = "138****0042"


def wallet_key() -> rsa.RSAPrivateKey:
    return private_key("sandbox_wallet")


def merchant_key() -> rsa.RSAPublicKey:
    return private_key("sandbox_merchant").public_key()


def forger_key() -> rsa.RSAPrivateKey:
    """Somebody who is not the wallet."""
    return private_key("sandbox_forger")


def is_open() -> bool:
    return settings.PAYMENTS_SANDBOX
