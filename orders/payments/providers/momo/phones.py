"""Numbers of phones that hold mobile money: how people write them, and how the company wants them."""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _

RWANDAN = re.compile(r"250(7[0-9]{8})")
OF_MTN = ("78", "79")
TEST_NUMBER = re.compile(r"467331234[0-9]{2}")


class NoSuchPhone(ValueError):
    """The text says why, to the payer."""


def msisdn_of(text: str) -> str:
    """Digits with the country code, without a plus, as the company wants it. Raises NoSuchPhone. The company's own test numbers count where
    the sandbox is open."""
    digits = re.sub(r"[\s().\-]", "", unicodedata.normalize("NFKC", text)).removeprefix("+").removeprefix("00")
    if not digits.isascii() or not digits.isdigit():
        raise NoSuchPhone(_("A mobile number has only digits."))
    if settings.PAYMENTS_SANDBOX and TEST_NUMBER.fullmatch(digits):
        return digits
    if len(digits) == 10 and digits.startswith("0"):
        digits = f"250{digits[1:]}"
    elif len(digits) == 9 and digits.startswith("7"):
        digits = f"250{digits}"
    found = RWANDAN.fullmatch(digits)
    if not found:
        raise NoSuchPhone(_("A Rwandan mobile number has ten digits and begins with 07, such as 078 812 3456."))
    if not found[1].startswith(OF_MTN):
        raise NoSuchPhone(_("This is not a number of MTN: those begin with 078 or 079."))
    return digits


def masked(msisdn: str) -> str:
    """+250 78• ••• 456"""
    return f"+{msisdn[:3]} {msisdn[3:5]}• ••• {msisdn[-3:]}"
