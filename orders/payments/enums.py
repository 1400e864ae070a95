from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PaymentState(models.TextChoices):
    CREATED = "created", pgettext_lazy("state of a payment", "created")
    PENDING = "pending", _("waiting for the buyer")
    PAID = "paid", _("paid")
    PARTIALLY_REFUNDED = "partially_refunded", _("partly refunded")
    REFUNDED = "refunded", _("refunded")
    FAILED = "failed", _("not paid")
    EXPIRED = "expired", _("expired")
    CANCELLED = "cancelled", _("cancelled")
    UNWANTED = "unwanted", _("not kept, being refunded")


LIVE = (PaymentState.CREATED, PaymentState.PENDING)
DEAD = (PaymentState.FAILED, PaymentState.EXPIRED, PaymentState.CANCELLED)
# The money stands for the purpose: of these and the live ones there is at most one a purpose and key.
EFFECTIVE = (PaymentState.PAID, PaymentState.PARTIALLY_REFUNDED)

# Where a payment may go. Money that arrives for a dead one, or in another amount, is never dropped: it becomes unwanted and is refunded.
MOVES = {
    PaymentState.CREATED: {PaymentState.PENDING, PaymentState.PAID, PaymentState.UNWANTED, *DEAD},
    PaymentState.PENDING: {PaymentState.PAID, PaymentState.UNWANTED, *DEAD},
    PaymentState.PAID: {PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED},
    PaymentState.PARTIALLY_REFUNDED: {PaymentState.REFUNDED},
    PaymentState.FAILED: {PaymentState.UNWANTED},
    PaymentState.EXPIRED: {PaymentState.UNWANTED},
    PaymentState.CANCELLED: {PaymentState.UNWANTED},
    PaymentState.UNWANTED: {PaymentState.REFUNDED},
    PaymentState.REFUNDED: set(),
}


class MessageKind(models.TextChoices):
    START = "start", _("answer to our opening")
    NOTIFICATION = "notification", _("notification")
    QUERY = "query", _("answer to our question")
    CLOSE = "close", _("answer to our closing")
    REFUND = "refund", _("answer to our refund")
    RETURN = "return", _("buyer's return")
    CUSTOMS = "customs", _("answer about customs")


class Verdict(models.TextChoices):
    """What became of a message. Only SETTLED ones changed anything."""

    UNREAD = "unread", _("not read yet")
    SETTLED = "settled", _("taken")
    REPEATED = "repeated", _("nothing new")
    TOLD_AGAIN = "told_again", _("the same message again")
    BAD_SIGNATURE = "bad_signature", _("wrong signature")
    UNREADABLE = "unreadable", _("unreadable")
    NOT_OURS = "not_ours", _("meant for another merchant")
    UNKNOWN_PAYMENT = "unknown_payment", _("unknown payment")
    WRONG_AMOUNT = "wrong_amount", _("wrong amount")
    ERROR = "error", _("could not be worked")


class RefundState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("refunded")
    REFUSED = "refused", _("refused by the provider")


class RefundReason(models.TextChoices):
    LATE = "late", _("came too late")
    WRONG_AMOUNT = "wrong_amount", _("wrong amount")
    REFUSED = "refused", _("not wanted")
    CANCELLED = "cancelled", _("order cancelled")
    RETURNED = "returned", _("goods returned")
    GOODWILL = "goodwill", _("goodwill")
    DISPUTE = "dispute", _("claim settled")
    OVERPAID = "overpaid", _("more came than was due")
    STRAY = "stray", _("nobody knew what for")
    OUTSIDE = "outside", _("made at the provider")
