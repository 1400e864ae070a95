"""What the refusals after the sale say to people."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.look import writing
from orders.aftersale.exceptions import CancelInstead, DisputeRefused, FindingRefused, ReturnRefused, WordMissing
from orders.exceptions import NothingSelected, OrderChanged, OrderRefused, QuantityRefused, RefundBeyond


def spoken(refusal: OrderRefused) -> str:
    """The sentence for the person whose wish was refused."""
    match refusal:
        case ReturnRefused():
            return RETURN[refusal.why]() % {"name": refusal.name, "days": refusal.days}
        case DisputeRefused():
            return _dispute(refusal)
        case WordMissing():
            return _("Please say why.")
        case NothingSelected():
            return _("Name at least one piece or one amount.")
        case QuantityRefused():
            return _("Only %(available)s pieces of this are left.") % {"available": refusal.available}
        case RefundBeyond():
            left = writing.amount(refusal.available, get_language() or "en")
            return _("At most %(amount)s can still go back.") % {"amount": left}
        case OrderChanged():
            return _("Somebody gave money back, or changed the order, since this page was opened. Look at what is left now.")
        case CancelInstead():
            return _("All that is left would go back on the shelf before it was sent. That is a cancellation: its seller or buyer does it.")
        case FindingRefused():
            return _("The numbers do not fit together: no more can come back than was sent, and no more be given back than it cost.")
    return _("This cannot be done as things stand.")


RETURN = {
    "not_paid": lambda: _("The bank has not paid under the letter of credit yet, so nothing can be given back. Write to the seller."),
    "not_delivered": lambda: _("Only what has arrived can be sent back. Say that it has arrived first."),
    "no_rule": lambda: _("%(name)s: no return rule stands for it yet. Tell us what is wrong instead."),
    "mind": lambda: _("%(name)s is perishable and does not come back for a change of mind. With a fault it does."),
    "window_over": lambda: _("%(name)s could be sent back within %(days)s days after it arrived; that time is over."),
    "photo": lambda: _("Please add a photo that shows it."),
}


def _dispute(refusal: DisputeRefused) -> str:
    match refusal.why:
        case "not_sent":
            return _("The parcel has not left yet: until it is packed you can cancel.")
        case "too_early":
            day = writing.day(refusal.moment, get_language() or "en")
            return _("It may still be on its way. If it is not there on %(day)s, tell us here.") % {"day": day}
        case "window_over":
            return _("The time to tell us of a fault is over.")
        case "arrived":
            return _("The order has arrived. Say what is wrong with it.")
        case "nothing_left":
            return _("All that was paid for this order has gone back already.")
        case "one_is_open":
            return _("A dispute about this order is open already.")
        case "amount":
            return _("Name an amount above zero and no more than what is left of the order.")
    return _("No dispute can be opened here yet. Please write to the seller.")
