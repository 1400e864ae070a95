from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GroupState(TextChoices):
    """One checkout, from the click on Pay to its end."""

    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    SECURED = "secured", pgettext_lazy("state of an order", "Secured by a letter of credit")
    PAID = "paid", pgettext_lazy("state of an order", "Paid")
    EXPIRED = "expired", pgettext_lazy("state of an order", "Not paid in time")
    CANCELLED = "cancelled", pgettext_lazy("state of an order", "Cancelled")


class OrderState(TextChoices):
    """One seller's share of a checkout."""

    AWAITING_PAYMENT = "awaiting_payment", _("Awaiting payment")
    SECURED = "secured", pgettext_lazy("state of an order", "Secured by a letter of credit")
    PAID = "paid", pgettext_lazy("state of an order", "Paid")
    ACCEPTED = "accepted", pgettext_lazy("state of an order", "Accepted")
    PACKED = "packed", pgettext_lazy("state of an order", "Packed")
    SHIPPED = "shipped", pgettext_lazy("state of an order", "On its way")
    DELIVERED = "delivered", pgettext_lazy("state of an order", "Delivered")
    CANCELLED = "cancelled", pgettext_lazy("state of an order", "Cancelled")
    REFUSED = "refused", pgettext_lazy("state of an order", "Refused by the seller")
    EXPIRED = "expired", pgettext_lazy("state of an order", "Not paid in time")


# Where each state may go. Nothing else moves: services.states.move() asks this table.
GROUP_MOVES: dict[str, set[str]] = {
    GroupState.AWAITING_PAYMENT: {GroupState.PAID, GroupState.SECURED, GroupState.EXPIRED, GroupState.CANCELLED},
    GroupState.SECURED: {GroupState.PAID, GroupState.CANCELLED},
    GroupState.PAID: {GroupState.CANCELLED},
    GroupState.EXPIRED: set(),
    GroupState.CANCELLED: set(),
}
ORDER_MOVES: dict[str, set[str]] = {
    OrderState.AWAITING_PAYMENT: {OrderState.PAID, OrderState.SECURED, OrderState.EXPIRED, OrderState.CANCELLED},
    OrderState.SECURED: {OrderState.PAID, OrderState.ACCEPTED, OrderState.CANCELLED, OrderState.REFUSED},
    OrderState.PAID: {OrderState.ACCEPTED, OrderState.CANCELLED, OrderState.REFUSED},
    OrderState.ACCEPTED: {OrderState.PACKED, OrderState.CANCELLED, OrderState.REFUSED},
    OrderState.PACKED: {OrderState.SHIPPED, OrderState.REFUSED},
    OrderState.SHIPPED: {OrderState.DELIVERED},
    OrderState.DELIVERED: set(),
    OrderState.CANCELLED: set(),
    OrderState.REFUSED: set(),
    OrderState.EXPIRED: set(),
}
# What a seller has to do with: a buyer who never paid is nobody's work.
SELLER_SEES = [state for state in OrderState if state not in (OrderState.AWAITING_PAYMENT, OrderState.EXPIRED)]
TO_DO = [OrderState.SECURED, OrderState.PAID, OrderState.ACCEPTED, OrderState.PACKED]
BEFORE_PACKING = [OrderState.SECURED, OrderState.PAID, OrderState.ACCEPTED]
ENDED_UNSOLD = [OrderState.CANCELLED, OrderState.REFUSED, OrderState.EXPIRED]


class MoneyState(TextChoices):
    """Where a buyer's money is, beside where the goods are: what went back is never called paid."""

    UNPAID = "unpaid", pgettext_lazy("where the money is", "Not paid")
    PAID = "paid", pgettext_lazy("where the money is", "Paid")
    REFUNDING = "refunding", pgettext_lazy("where the money is", "Refund on its way")
    REFUND_REFUSED = "refund_refused", pgettext_lazy("where the money is", "Refund held up")  # the payment company said no
    PARTLY_REFUNDED = "partly_refunded", pgettext_lazy("where the money is", "Partly refunded")
    REFUNDED = "refunded", pgettext_lazy("where the money is", "Refunded")


class Bearer(TextChoices):
    """Out of whose pocket a refund comes."""

    SELLER = "seller", pgettext_lazy("who pays", "the seller")
    HUB = "hub", pgettext_lazy("who pays", "the marketplace")


class InquiryState(TextChoices):
    OPEN = "open", pgettext_lazy("state of a question", "Open")
    ANSWERED = "answered", pgettext_lazy("state of a question", "Answered")


class RefusalReason(TextChoices):
    """Why a seller sends an order back. The buyer reads the label in their own language."""

    OUT_OF_STOCK = "out_of_stock", _("The goods are no longer there")
    DAMAGED = "damaged", _("The goods were found damaged")
    CANNOT_SHIP = "cannot_ship", _("The seller cannot ship to this address")
    PAPERS = "papers", _("A paper that customs needs is missing")
    OTHER = "other", pgettext_lazy("reason", "Another reason")


class LineTrouble(TextChoices):
    """Why a line of a cart cannot be ordered as it is."""

    GONE = "gone", _("No longer sold")
    SOLD_OUT = "sold_out", _("Sold out")
    SHORT = "short", _("Fewer left than you want")
    BELOW_MINIMUM = "below_minimum", _("Below the least order")
    OFF_STEP = "off_step", _("Not in whole steps")
    PRICE_CHANGED = "price_changed", _("Price changed")
