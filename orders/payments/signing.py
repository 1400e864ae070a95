"""RSA2 as the page-pay family writes it: SHA-256 with RSA, PKCS#1 v1.5, over the sorted `k=v` joined by `&`, in base64."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa


def canonical(fields: Mapping[str, str], *, without: tuple[str, ...] = ("sign",)) -> str:
    """The text that is signed: sorted, values as they are and not URL-encoded."""
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name not in without)


def sign(text: str, key: rsa.RSAPrivateKey) -> str:
    return base64.b64encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def is_signed(text: str | bytes, signature: str, key: rsa.RSAPublicKey) -> bool:
    """True when the signature over the text was made with the private half of the key."""
    text = text.encode() if isinstance(text, str) else text
    try:
        key.verify(base64.b64decode(signature, validate=True), text, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True
