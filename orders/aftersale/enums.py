from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(TextChoices):
    """Who spoke, who acts, who pays."""

    BUYER = "buyer", pgettext_lazy("a side", "the buyer")
    SELLER = "seller", pgettext_lazy("a side", "the seller")
    OFFICER = "officer", pgettext_lazy("a side", "RDB")
    CLOCK = "clock", pgettext_lazy("a side", "the clock")


class ReturnReason(TextChoices):
    DAMAGED = "damaged", _("It arrived damaged")
    WRONG = "wrong", _("It is another good than ordered")
    NOT_AS_DESCRIBED = "not_as_described", _("It is not as described")
    CHANGED_MIND = "changed_mind", _("I have changed my mind")


# What the seller answers for: the way back and, when all comes back, the way there are theirs to pay. A picture shows it.
SELLERS_FAULT = (ReturnReason.DAMAGED, ReturnReason.WRONG, ReturnReason.NOT_AS_DESCRIBED)


class ReturnState(TextChoices):
    ASKED = "asked", pgettext_lazy("state of a return", "Waits for the seller’s answer")
    APPROVED = "approved", pgettext_lazy("state of a return", "To be sent back")
    DECLINED = "declined", pgettext_lazy("state of a return", "Declined by the seller")
    SENT = "sent", pgettext_lazy("state of a return", "On its way back")
    RECEIVED = "received", pgettext_lazy("state of a return", "Being looked at")
    SETTLED = "settled", pgettext_lazy("state of a return", "Settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a return", "Withdrawn by the buyer")
    LAPSED = "lapsed", pgettext_lazy("state of a return", "Not sent in time")
    DISPUTED = "disputed", pgettext_lazy("state of a return", "In a dispute")


class DisputeKind(TextChoices):
    NOT_ARRIVED = "not_arrived", _("It has not arrived")
    DAMAGED = "damaged", _("It arrived damaged")
    MISSING = "missing", _("Something is missing")
    NOT_AS_DESCRIBED = "not_as_described", _("It is not as described")
    RETURN = "return", _("A return went wrong")
    OTHER = "other", pgettext_lazy("kind of a dispute", "Something else")


class DisputeState(TextChoices):
    WITH_SELLER = "with_seller", pgettext_lazy("state of a dispute", "The seller answers")
    WITH_BUYER = "with_buyer", pgettext_lazy("state of a dispute", "The buyer answers")
    WITH_OFFICER = "with_officer", pgettext_lazy("state of a dispute", "RDB decides")
    SETTLED = "settled", pgettext_lazy("state of a dispute", "Agreed")
    DECIDED = "decided", pgettext_lazy("state of a dispute", "Decided by RDB")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a dispute", "Withdrawn by the buyer")
    LAPSED = "lapsed", pgettext_lazy("state of a dispute", "Ended without an answer")


# Where each state may go. Nothing else moves: services.moving.move() asks these tables.
RETURN_MOVES: dict[str, set[str]] = {
    ReturnState.ASKED: {ReturnState.APPROVED, ReturnState.DECLINED, ReturnState.WITHDRAWN},
    ReturnState.APPROVED: {ReturnState.SENT, ReturnState.WITHDRAWN, ReturnState.LAPSED},
    ReturnState.SENT: {ReturnState.RECEIVED, ReturnState.DISPUTED},
    ReturnState.RECEIVED: {ReturnState.SETTLED},
    ReturnState.SETTLED: set(),
    ReturnState.DECLINED: set(),
    ReturnState.WITHDRAWN: set(),
    ReturnState.LAPSED: set(),
    ReturnState.DISPUTED: set(),
}
DISPUTE_MOVES: dict[str, set[str]] = {
    DisputeState.WITH_SELLER: {DisputeState.WITH_BUYER, DisputeState.WITH_OFFICER, DisputeState.SETTLED, DisputeState.WITHDRAWN},
    DisputeState.WITH_BUYER: {DisputeState.WITH_OFFICER, DisputeState.SETTLED, DisputeState.WITHDRAWN, DisputeState.LAPSED},
    DisputeState.WITH_OFFICER: {DisputeState.DECIDED, DisputeState.WITHDRAWN},
    DisputeState.SETTLED: set(),
    DisputeState.DECIDED: set(),
    DisputeState.WITHDRAWN: set(),
    DisputeState.LAPSED: set(),
}
OPEN_RETURNS = [state for state, ways in RETURN_MOVES.items() if ways]
OPEN_DISPUTES = [state for state, ways in DISPUTE_MOVES.items() if ways]
# The buyer may not agree with how it ended.
DISPUTABLE_RETURNS = (ReturnState.DECLINED, ReturnState.SETTLED)
# The seller acts next.
SELLER_RETURNS = [ReturnState.ASKED, ReturnState.SENT, ReturnState.RECEIVED]
