"""What our own rules can say about a seller's facts. They check shape and agreement, not the registers of the authorities."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sellers.enums import PayoutKind, RegistrationKind

if TYPE_CHECKING:
    from sellers.models import Seller

TIN = re.compile(r"^[0-9]{9}$")
RWANDAN_MOBILE = re.compile(r"^\+2507[2389][0-9]{7}$")


@dataclass(frozen=True)
class Check:
    """One finding: `level` good, look (an officer should look) or bad (not acceptable)."""

    level: str
    text: str

    @property
    def passes(self) -> bool:
        return self.level != "bad"


def check_tin(seller: Seller) -> Check:
    if not TIN.match(seller.tin):
        return Check(
            "bad", _("A TIN has 9 digits; this one has %(count)d.") % {"count": len(seller.tin)} if seller.tin else _("Not given.")
        )
    if not seller.tin.startswith("10"):
        return Check("look", _("9 digits, but it does not begin with 10 as TINs usually do."))
    return Check("good", _("9 digits, begins with 10."))


def check_registration_number(seller: Seller) -> Check:
    number = seller.registration_number
    if not number or not seller.registration_kind:
        return Check("bad", _("Not given."))
    if seller.registration_kind == RegistrationKind.RDB:
        if number == seller.tin:
            return Check("good", _("Company code, the same as the TIN, as is usual."))
        return Check("look", _("Company code, not the same as the TIN. It usually is."))
    return Check("look", _("Number of an RCA certificate. Compare it with the paper."))


def folded(name: str) -> str:
    """A name without the case, dots and company endings in which papers differ."""
    words = re.sub(r"[^\w\s]", " ", name.casefold()).split()
    return " ".join(word for word in words if word not in {"ltd", "limited", "plc", "co", "company", "the"})


def check_payout_name(seller: Seller) -> Check:
    details = seller.payout_details or {}
    holder = details.get("holder", "")
    if not seller.payout_kind or not holder:
        return Check("bad", _("Not given."))
    if folded(holder) == folded(seller.legal_name):
        return Check("good", _("The account holder is the firm."))
    if seller.payout_kind == PayoutKind.MOMO and folded(holder) == folded(seller.contact_name):
        return Check("look", _("The account is the contact person’s, not the firm’s. Ask for a letter."))
    return Check("look", _("The account holder has another name than the firm. Ask for a letter."))


# The names that evidence rules of the kind "computed" may use.
CHECKS: dict[str, Callable[[Seller], Check]] = {
    "tin": check_tin,
    "registration_number": check_registration_number,
    "payout_name": check_payout_name,
}


def computed(name: str, seller: Seller) -> Check:
    """The finding of a named rule; a rule nobody knows is a reason to look, never to pass."""
    check = CHECKS.get(name)
    return check(seller) if check else Check("bad", _("There is no rule of the name %(name)s.") % {"name": name})
