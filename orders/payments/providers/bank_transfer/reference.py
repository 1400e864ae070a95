"""The number a buyer writes on a transfer: a creditor reference of ISO 11649, whose two check digits catch a slip of the pen."""

from __future__ import annotations

import re
import secrets

from stdnum import iso11649
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
LENGTH = 10
# Banks fold the text and put blanks anywhere, people write dots and dashes.
_FILLING = re.compile(r"[^0-9A-Z]+")
_REFERENCE = re.compile(rf"(?=(RF\d\d[0-9A-Z]{{{LENGTH}}}))")


def new_reference() -> str:
    """RF, two check digits, ten characters of chance: 14 in all, without blanks."""
    body = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def written(reference: str) -> str:
    """In groups of four, as it is printed: RF18 5390 0754 70."""
    return " ".join(reference[start : start + 4] for start in range(0, len(reference), 4))


def squeezed(text: str) -> str:
    """The text in capitals with letters and digits alone."""
    return _FILLING.sub("", text.upper())


def references_in(text: str) -> list[str]:
    """Every reference of our shape in a text whose check digits fit, once each, in order."""
    found = dict.fromkeys(match[1] for match in _REFERENCE.finditer(squeezed(text)))
    return [reference for reference in found if _fits(reference)]


def _fits(reference: str) -> bool:
    try:
        iso11649.validate(reference)
    except ValidationError:
        return False
    return True
