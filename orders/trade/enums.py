"""States of a request, an offer and a sample, and where each may go. services.moving.move() asks these tables and nothing else moves."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(TextChoices):
    """Who spoke."""

    BUYER = "buyer", pgettext_lazy("a side", "the buyer")
    SELLER = "seller", pgettext_lazy("a side", "the seller")


class Measure(TextChoices):
    """What a wholesale quantity is counted in."""

    KILOGRAM = "kg", _("kg")
    TONNE = "t", pgettext_lazy("1,000 kg", "t")
    PIECE = "piece", _("piece")
    BAG = "bag", _("bag")
    BOX = "box", _("box")
    BOTTLE = "bottle", _("bottle")


# Grams in one of them, where it is a weight.
GRAMS: dict[str, Decimal] = {Measure.KILOGRAM: Decimal(1000), Measure.TONNE: Decimal(1_000_000)}


class RequestState(TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a request", "Draft")
    OPEN = "open", pgettext_lazy("state of a request", "Open for offers")
    CLOSED = "closed", pgettext_lazy("state of a request", "Closed: the buyer decides")
    AWARDED = "awarded", pgettext_lazy("state of a request", "Awarded")
    EXPIRED = "expired", pgettext_lazy("state of a request", "Ended without a choice")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a request", "Withdrawn by the buyer")


class OfferState(TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("state of an offer", "The buyer decides")
    COUNTERED = "countered", pgettext_lazy("state of an offer", "The seller answers a counter-offer")
    ACCEPTED = "accepted", pgettext_lazy("state of an offer", "Accepted")
    REFUSED = "refused", pgettext_lazy("state of an offer", "Refused by the buyer")
    PASSED_OVER = "passed_over", pgettext_lazy("state of an offer", "Another offer was chosen")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an offer", "Withdrawn by the seller")
    EXPIRED = "expired", pgettext_lazy("state of an offer", "No longer valid")


class SampleState(TextChoices):
    ASKED = "asked", pgettext_lazy("state of a sample", "The seller sends it")
    SENT = "sent", pgettext_lazy("state of a sample", "On its way")
    RECEIVED = "received", pgettext_lazy("state of a sample", "Received")
    DECLINED = "declined", pgettext_lazy("state of a sample", "The seller sends none")
    LAPSED = "lapsed", pgettext_lazy("state of a sample", "Not sent in time")


REQUEST_MOVES: dict[str, set[str]] = {
    RequestState.DRAFT: {RequestState.OPEN, RequestState.WITHDRAWN},
    RequestState.OPEN: {RequestState.CLOSED, RequestState.AWARDED, RequestState.EXPIRED, RequestState.WITHDRAWN},
    RequestState.CLOSED: {RequestState.AWARDED, RequestState.EXPIRED, RequestState.WITHDRAWN},
    RequestState.AWARDED: set(),
    RequestState.EXPIRED: set(),
    RequestState.WITHDRAWN: set(),
}
OFFER_MOVES: dict[str, set[str]] = {
    OfferState.SUBMITTED: {
        OfferState.SUBMITTED,  # revised by its seller
        OfferState.COUNTERED,
        OfferState.ACCEPTED,
        OfferState.REFUSED,
        OfferState.PASSED_OVER,
        OfferState.WITHDRAWN,
        OfferState.EXPIRED,
    },
    OfferState.COUNTERED: {
        OfferState.SUBMITTED,  # the seller stands by the offer, or revises it
        OfferState.ACCEPTED,
        OfferState.REFUSED,
        OfferState.PASSED_OVER,
        OfferState.WITHDRAWN,
        OfferState.EXPIRED,
    },
    OfferState.ACCEPTED: set(),
    OfferState.REFUSED: set(),
    OfferState.PASSED_OVER: set(),
    OfferState.WITHDRAWN: set(),
    OfferState.EXPIRED: set(),
}
SAMPLE_MOVES: dict[str, set[str]] = {
    SampleState.ASKED: {SampleState.SENT, SampleState.DECLINED, SampleState.LAPSED},
    SampleState.SENT: {SampleState.RECEIVED},
    SampleState.RECEIVED: set(),
    SampleState.DECLINED: set(),
    SampleState.LAPSED: set(),
}

# A draft waits for nobody: it has no clock.
RUNNING_REQUESTS = [RequestState.OPEN, RequestState.CLOSED]
LIVE_OFFERS = [OfferState.SUBMITTED, OfferState.COUNTERED]
RUNNING_SAMPLES = [SampleState.ASKED, SampleState.SENT]


class ContractState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("state of a contract", "The buyer reads it")
    ACTIVE = "active", pgettext_lazy("state of a contract", "In force")
    DECLINED = "declined", pgettext_lazy("state of a contract", "Declined by the buyer")
    LAPSED = "lapsed", pgettext_lazy("state of a contract", "Not agreed in time")
    ENDED = "ended", pgettext_lazy("state of a contract", "Its period is over")


class PartKind(TextChoices):
    """What of a call-off is paid by itself."""

    DEPOSIT = "deposit", pgettext_lazy("part of a payment", "Deposit")
    REST = "rest", pgettext_lazy("part of a payment", "The rest")
    CREDIT = "credit", pgettext_lazy("part of a payment", "Paid under the letter of credit")


class PartState(TextChoices):
    LATER = "later", pgettext_lazy("state of a part", "After the deposit")
    OPEN = "open", pgettext_lazy("state of a part", "To pay")
    WAITING = "waiting", pgettext_lazy("state of a part", "Waiting for the money")
    SECURED = "secured", pgettext_lazy("state of a part", "Secured by a letter of credit")
    PAID = "paid", pgettext_lazy("state of a part", "Paid")
    GOING_BACK = "going_back", pgettext_lazy("state of a part", "Going back")
    GONE_BACK = "gone_back", pgettext_lazy("state of a part", "Gone back")
    ENDED = "ended", pgettext_lazy("state of a part", "Not paid")


class Formula(TextChoices):
    """How the price of a call-off is found."""

    FIXED = "fixed", _("Fixed for the whole contract")
    REFERENCE = "reference", _("Reference price of the day, plus or minus a difference")


class ShipmentState(TextChoices):
    PLANNED = "planned", pgettext_lazy("state of a shipment", "Planned")
    SENT = "sent", pgettext_lazy("state of a shipment", "On its way")
    RECEIVED = "received", pgettext_lazy("state of a shipment", "Received")


CONTRACT_MOVES: dict[str, set[str]] = {
    ContractState.PROPOSED: {ContractState.ACTIVE, ContractState.DECLINED, ContractState.LAPSED},
    ContractState.ACTIVE: {ContractState.ENDED},
    ContractState.DECLINED: set(),
    ContractState.LAPSED: set(),
    ContractState.ENDED: set(),
}
RUNNING_CONTRACTS = [ContractState.PROPOSED, ContractState.ACTIVE]
STANDING_CONTRACTS = [ContractState.PROPOSED, ContractState.ACTIVE, ContractState.ENDED]


class CreditPaper(TextChoices):
    """What a letter of credit may ask for. The first two are issued here; the others come from carrier, insurer and authorities."""

    INVOICE = "invoice", _("Commercial invoice")
    PACKING_LIST = "packing_list", _("Packing list")
    TRANSPORT = "transport", _("Bill of lading, air waybill or other transport document")
    ORIGIN = "origin", _("Certificate of origin")
    PHYTO = "phyto", _("Phytosanitary certificate")
    FUMIGATION = "fumigation", _("Fumigation certificate")
    INSPECTION = "inspection", _("Certificate of quality, weight or inspection")
    INSURANCE = "insurance", _("Insurance policy or certificate")
    DRAFT = "draft", _("Draft (bill of exchange)")


ISSUED_HERE = [CreditPaper.INVOICE, CreditPaper.PACKING_LIST]


class DrawingState(TextChoices):
    """A letter of credit as the security of one call-off."""

    ASKED = "asked", pgettext_lazy("state of a drawing", "An officer confirms it")
    DECLINED = "declined", pgettext_lazy("state of a drawing", "Not confirmed")
    SECURED = "secured", pgettext_lazy("state of a drawing", "Secures the rest")
    PRESENTED = "presented", pgettext_lazy("state of a drawing", "Papers are at the bank")
    REFUSED = "refused", pgettext_lazy("state of a drawing", "Refused by the bank")
    LAPSED = "lapsed", pgettext_lazy("state of a drawing", "Run out")
    SHORT = "short", pgettext_lazy("state of a drawing", "The bank paid less")
    PAID = "paid", pgettext_lazy("state of a drawing", "Paid by the bank")
    ENDED = "ended", pgettext_lazy("state of a drawing", "Not needed any more")


# Where each may go; services.drawings.move() asks this table. An amendment of the credit secures again what ran out.
DRAWING_MOVES: dict[str, set[str]] = {
    DrawingState.ASKED: {DrawingState.SECURED, DrawingState.DECLINED, DrawingState.ENDED},
    DrawingState.SECURED: {DrawingState.PRESENTED, DrawingState.LAPSED, DrawingState.ENDED, DrawingState.PAID, DrawingState.SHORT},
    DrawingState.PRESENTED: {DrawingState.REFUSED, DrawingState.PAID, DrawingState.SHORT, DrawingState.ENDED},
    DrawingState.REFUSED: {DrawingState.PRESENTED, DrawingState.PAID, DrawingState.SHORT, DrawingState.ENDED},
    DrawingState.LAPSED: {DrawingState.SECURED, DrawingState.PRESENTED, DrawingState.PAID, DrawingState.SHORT, DrawingState.ENDED},
    DrawingState.SHORT: {DrawingState.ENDED},
    DrawingState.PAID: set(),
    DrawingState.DECLINED: set(),
    DrawingState.ENDED: set(),
}
STANDING_DRAWINGS = [state for state, moves in DRAWING_MOVES.items() if moves]
# A bank can still pay: what it says is taken down.
PAYABLE_DRAWINGS = [DrawingState.SECURED, DrawingState.PRESENTED, DrawingState.REFUSED, DrawingState.LAPSED]


class AdviceState(TextChoices):
    WAITING = "waiting", pgettext_lazy("state of an advice", "Waits for a second officer")
    CONFIRMED = "confirmed", pgettext_lazy("state of an advice", "Confirmed")
    DROPPED = "dropped", pgettext_lazy("state of an advice", "Taken back")


class Verdict(TextChoices):
    AGREES = "agrees", _("agrees")
    DISCREPANT = "discrepant", _("discrepancy")
    OPEN = "open", _("not known yet")
