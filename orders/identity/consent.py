"""What a person agrees to before giving a real name. The record keeps version, language, time, address, and the text's fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# A change of the sentence is a new version; tests/test_consent.py has the fingerprint of each.
VERSION = "2026-11-22"
TEXT = _(
    "I agree that my name, identity number and mobile are kept encrypted in Rwanda and given to the customs of China, to the payment "
    "company and to the carrier, to clear this order and for nothing else. They are erased on the date the order names."
)


@dataclass(frozen=True)
class Consent:
    """That somebody ticked the sentence. `ip` is empty where nobody sat at a page."""

    version: str
    language: str
    text_hash: str
    ip: str | None = None


def consent_now(ip: str | None = None) -> Consent:
    """To the text as it stands, in the language of the reader."""
    return Consent(VERSION, get_language() or "en", hashlib.sha256(str(TEXT).encode()).hexdigest(), ip or None)
