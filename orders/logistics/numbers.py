"""The numbers that parcels and containers travel under, and whether they can be true. Pure; none of the three is in python-stdnum.

Air waybill: three digits of the airline, seven of the waybill, and their remainder by 7 (IATA Resolution 600a).
Container: four letters and six digits, weighed by powers of two, remainder by 11, ten read as zero (ISO 6346).
Post: two letters, eight digits and a check digit weighed 8 6 4 2 3 5 9 7, two letters of the country (UPU S10)."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from orders.logistics.enums import NumberKind

# ISO 6346: letters count from 10, leaving out multiples of eleven.
_LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (n for n in range(10, 39) if n % 11), strict=True))
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


class BadNumber(ValueError):
    """The number cannot be true; the text says why."""


def tidy(number: str) -> str:
    """Capital letters and digits alone, as carriers write it."""
    return re.sub(r"[\s\-/.]+", "", unicodedata.normalize("NFKC", number)).upper()


def checked(kind: str, number: str) -> str:
    """The number as it is written, or BadNumber."""
    found = tidy(number)
    if kind == NumberKind.WAYBILL:
        _check_waybill(found)
        return f"{found[:3]}-{found[3:]}"
    if kind == NumberKind.CONTAINER:
        _check_container(found)
    elif kind == NumberKind.POST:
        _check_post(found)
    elif not re.fullmatch(r"[A-Z0-9]{4,40}", found):
        raise BadNumber(_("A tracking number has letters, digits and hyphens only."))
    return found


def kind_of(number: str) -> NumberKind:
    """What a number looks like: the shape decides, its check digit does not."""
    found = tidy(number)
    if re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", found):
        return NumberKind.POST
    if re.fullmatch(r"[A-Z]{3}[UJZ]\d{7}", found):
        return NumberKind.CONTAINER
    return NumberKind.WAYBILL if re.fullmatch(r"\d{11}", found) else NumberKind.OTHER


def _check_waybill(number: str) -> None:
    if not re.fullmatch(r"\d{11}", number):
        raise BadNumber(_("An air waybill has eleven digits, such as 071-12345675."))
    if int(number[3:10]) % 7 != int(number[10]):
        raise BadNumber(_("The last digit of this air waybill does not fit: please compare it with the paper."))


def _check_container(number: str) -> None:
    if not re.fullmatch(r"[A-Z]{3}[UJZ]\d{7}", number):
        raise BadNumber(_("A container has four letters, the last one U, J or Z, and seven digits, such as CSQU3054383."))
    total = sum((_LETTERS[sign] if sign in _LETTERS else int(sign)) << place for place, sign in enumerate(number[:10]))
    if total % 11 % 10 != int(number[10]):
        raise BadNumber(_("The last digit of this container does not fit: please compare it with its door."))


def _check_post(number: str) -> None:
    if not re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", number):
        raise BadNumber(_("A postal number has two letters, nine digits and two letters, such as RR473124829RW."))
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(number[2:10], _S10_WEIGHTS, strict=True)) % 11
    if {10: 0, 11: 5}.get(rest, rest) != int(number[10]):
        raise BadNumber(_("The check digit of this postal number does not fit: please compare it with the label."))
