"""Addresses that name nobody: of an account whose person was erased, at a domain that never exists (RFC 2606), so that no letter leaves for
it; and masked ones, for rows that can never be changed."""

from __future__ import annotations

from uuid import uuid4

DOMAIN = "erased.invalid"


def address_of_nobody() -> str:
    return f"{uuid4().hex}@{DOMAIN}"


def is_nobody(email: str) -> bool:
    """Whether a letter to it would reach nobody: no address, or that of an erased person."""
    return not email or email.endswith(f"@{DOMAIN}")


def masked_email(email: str) -> str:
    """c•••@shop.example"""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}•••@{domain}"
