"""The numbers that parcels and containers travel under, and whether they can be true. Pure; none of the three is in python-stdnum.

Air waybill: three digits of the airline, seven of the waybill, and their remainder by 7 (IATA Resolution 600a).
Container: four letters and six digits, weighed by powers of two, remainder by 11, ten read as zero (ISO 6346).
Post: two letters, eight digits and a check digit weighed 8 6 4 2 3 5 9 7, two letters of the country (UPU S10)."""

from __future__ import annotations

import re
import unicodedata

from django.utils.functional import Promise
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


def check_digit_fits(number: str) -> None:
    """Raises BadNumber where a number of a known shape (air waybill, container, post) has the wrong check digit; others pass."""
    kind = kind_of(number)
    if kind != NumberKind.OTHER:
        checked(kind, number)


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
    _compare(
        number,
        int(number[3:10]) % 7,
        _("The last digit of this air waybill should be %(expected)s, not %(typed)s: please compare the number with the paper."),
    )


def _check_container(number: str) -> None:
    if not re.fullmatch(r"[A-Z]{3}[UJZ]\d{7}", number):
        raise BadNumber(_("A container has four letters, the last one U, J or Z, and seven digits, such as CSQU3054383."))
    total = sum((_LETTERS[sign] if sign in _LETTERS else int(sign)) << place for place, sign in enumerate(number[:10]))
    _compare(
        number,
        total % 11 % 10,
        _("The last digit of this container should be %(expected)s, not %(typed)s: please compare the number with its door."),
    )


def _check_post(number: str) -> None:
    if not re.fullmatch(r"[A-Z]{2}\d{9}[A-Z]{2}", number):
        raise BadNumber(_("A postal number has two letters, nine digits and two letters, such as RR473124829RW."))
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(number[2:10], _S10_WEIGHTS, strict=True)) % 11
    _compare(
        number,
        {10: 0, 11: 5}.get(rest, rest),
        _("The last digit of this postal number should be %(expected)s, not %(typed)s: please compare the number with the label."),
    )


def _compare(number: str, expected: int, said: Promise) -> None:
    """The eleventh sign is the check digit in all three; which digit was mistyped nobody can tell, so both are said."""
    if int(number[10]) != expected:
        raise BadNumber(said % {"expected": expected, "typed": number[10]})
