from django.db import models
from django.utils.translation import gettext_lazy as _


class SellerState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for RDB")
    RETURNED = "returned", _("returned with questions")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SUSPENDED = "suspended", _("suspended")


# Where a seller may go from each state; services.moving.move() refuses everything else.
MOVES: dict[str, frozenset[str]] = {
    SellerState.DRAFT: frozenset({SellerState.SUBMITTED}),
    SellerState.SUBMITTED: frozenset({SellerState.DRAFT, SellerState.RETURNED, SellerState.APPROVED, SellerState.REJECTED}),
    SellerState.RETURNED: frozenset({SellerState.SUBMITTED, SellerState.REJECTED}),
    SellerState.APPROVED: frozenset({SellerState.SUSPENDED}),
    SellerState.REJECTED: frozenset({SellerState.RETURNED}),
    SellerState.SUSPENDED: frozenset({SellerState.APPROVED}),
}

# The applicant may change the facts only here.
OPEN_STATES = (SellerState.DRAFT, SellerState.RETURNED)


class RegistrationKind(models.TextChoices):
    RDB = "RDB", _("Company, registered with RDB")
    RCA = "RCA", _("Cooperative, registered with RCA")


class PayoutKind(models.TextChoices):
    BANK = "bank", _("Bank account")
    MOMO = "momo", _("Mobile money")


class MemberRole(models.TextChoices):
    OWNER = "owner", _("owner")
    STAFF = "staff", _("staff")


class Step(models.TextChoices):
    """The steps of the application, in their order."""

    SECTORS = "sectors", _("What you sell")
    FIRM = "firm", _("Your firm")
    CONTACT = "contact", _("Contact")
    PAYOUT = "payout", _("Payout account")
    EVIDENCE = "evidence", _("Evidence")
    REVIEW = "review", _("Review and send")


class Kind(models.TextChoices):
    """How a demanded item comes to be good."""

    COMPUTED = "computed", _("checked by our rules")
    ATTESTED = "attested", _("declared by the seller")
    VERIFIED = "verified", _("verified by an officer")


class AskedAt(models.TextChoices):
    APPLICATION = "application", _("with the application")
    LISTING = "listing", _("before a listing is published")


class Need(models.TextChoices):
    REQUIRED = "required", _("required")
    CONDITIONAL = "conditional", _("only where it applies")


class Confidence(models.TextChoices):
    SOURCED = "sourced", _("sourced")
    UNVERIFIED = "unverified", _("unverified, confirm with the authority")


class EvidenceState(models.TextChoices):
    PENDING = "pending", _("waiting for an officer")
    ATTESTED = "attested", _("declared by the seller")
    VERIFIED = "verified", _("verified")
    REJECTED = "rejected", _("not accepted")
    EXPIRED = "expired", _("expired")
    WAIVED = "waived", _("waived")


GOOD_EVIDENCE = (EvidenceState.ATTESTED, EvidenceState.VERIFIED, EvidenceState.WAIVED)


class DecisionKind(models.TextChoices):
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned with questions")
    REJECTED = "rejected", _("rejected")
    SUSPENDED = "suspended", _("suspended")
    REINSTATED = "reinstated", _("reinstated")
    REOPENED = "reopened", _("reopened")


class Risk(models.TextChoices):
    LOW = "low", _("low")
    MID = "mid", _("mid")
    HIGH = "high", _("high")
