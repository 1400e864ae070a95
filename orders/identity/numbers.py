"""The number of the Chinese resident identity card (GB 11643): district, birth date, three digits, a check character."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric

OLDEST = 130  # years; an older date of birth is a slip of the pen


def check_identity_number(number: str, *, today: date | None = None) -> str:
    """The eighteen characters in their compact form. Check character and birth date decide: the district may be younger than the
    person (readings: Identity). Raises ValidationError, which says what does not fit."""
    compact = ric.compact("".join(number.split())).upper()
    if len(compact) != 18:
        words = {"count": len(compact)}
        raise ValidationError(_("An identity number has 18 characters; this one has %(count)s.") % words, code="length")
    if not (compact[:17].isdigit() and compact.isascii()):
        raise ValidationError(_("An identity number has 17 digits, then a digit or X."), code="signs")
    if ric.calc_check_digit(compact) != compact[-1]:
        text = _("The last character of this number does not fit the others. Please compare it with the card.")
        raise ValidationError(text, code="check")
    today = today or date.today()
    try:
        born = birth_date(compact)
    except ValueError:
        raise ValidationError(_("Digits 7 to 14 of this number are no date of birth."), code="birth") from None
    if born > today or years_between(born, today) > OLDEST:
        raise ValidationError(_("Digits 7 to 14 of this number are no date of birth."), code="birth")
    return compact


def is_younger_than(years: int, number: str, *, today: date | None = None) -> bool:
    """Whether the person of a checked number has not had so many birthdays."""
    return years_between(birth_date(number), today or date.today()) < years


def birth_date(number: str) -> date:
    """Raises ValueError where the digits are no day."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def years_between(start: date, end: date) -> int:
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def constructed_number(serial: int = 1, *, district: str = "110101", born: date = date(1990, 1, 1)) -> str:
    """A number that fits the rule and is made up by counting: for demonstrations and tests. serial: 1 to 999."""
    body = f"{district}{born:%Y%m%d}{serial:03}"
    return body + ric.calc_check_digit(body + "0")


def counted_number(count: int) -> str:
    """The same for anybody's count from 0 to millions, no two alike: for crowds of made-up people who each have a year of their own."""
    return constructed_number(count % 999 + 1, born=date(1950, 1, 1) + timedelta(days=count // 999 % 18_000))
