"""The refusals of this trade. Each carries a sentence for the person who meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from sellers.models import EvidenceRequirement
    from sellers.selectors.gaps import Gap


class SellerRefusal(Exception):
    """Something about a seller that may not be done; `message` says why and what to do."""

    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class WrongState(SellerRefusal):
    """The seller has moved on since the page was drawn."""

    message = _("This application has moved on since you opened it. Look at it again before you decide.")


class NotOpen(SellerRefusal):
    message = _("The application has been sent. It can be changed again when RDB returns it, or when you take it back.")


class Incomplete(SellerRefusal):
    """Facts are missing; `gaps` names them with their step."""

    message = _("Some answers are still missing.")

    def __init__(self, gaps: list[Gap]) -> None:
        self.gaps = gaps
        super().__init__()


class AlreadyClaimed(SellerRefusal):
    message = _("A colleague has just claimed this application.")


class NotYours(SellerRefusal):
    message = _("Claim this application first: only the officer who holds it may decide.")


class ConflictOfInterest(SellerRefusal):
    message = _("You work for this firm. A colleague must look at it.")


class DateNeeded(SellerRefusal):
    message = _("This paper runs out, but its last day is not given. Do not accept it and ask for the day, or waive it with a reason.")


class ItemsMissing(SellerRefusal):
    """Approval without all items; `missing` names them."""

    message = _("Items are missing. Verify or waive them, or write down why you approve without them.")

    def __init__(self, missing: list[EvidenceRequirement]) -> None:
        self.missing = missing
        super().__init__()


class ReasonNeeded(SellerRefusal):
    message = _("Choose a reason or write one.")


class SecondOfficerNeeded(SellerRefusal):
    message = _("A second officer must confirm this: not the one who asked for it.")


class AlreadyAsked(SellerRefusal):
    message = _("A suspension of this seller is waiting for its second officer already.")


class OwnerNeeded(SellerRefusal):
    message = _("A firm needs at least one owner. Name another owner first.")


class AlreadyMember(SellerRefusal):
    message = _("This person is a member already, or has an invitation that is still open.")


class InvitationOver(SellerRefusal):
    message = _("This invitation is no longer open. Ask the owner for a new one.")


class BadUpload(SellerRefusal):
    """A file that is not what it should be, too big, or broken."""
