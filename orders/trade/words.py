"""What the refusals of the wholesale room say to people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from orders.exceptions import NotAllowed, OrderRefused
from orders.trade.exceptions import OfferRefused, RequestRefused, SampleRefused, WordMissing


def spoken(refusal: OrderRefused) -> str:
    """The sentence for the person whose wish was refused."""
    match refusal:
        case RequestRefused():
            return REQUEST[refusal.why]()
        case OfferRefused():
            return OFFER[refusal.why]()
        case SampleRefused():
            return SAMPLE[refusal.why]()
        case WordMissing():
            return _("Please say why.")
        case NotAllowed():
            return _("This is for the other side to do.")
    return _("This cannot be done as things stand.")


REQUEST = {
    "deadline": lambda: _("The last day for offers is over. Name a later one."),
    "nothing_named": lambda: _("Name a product, an HS code or a kind of goods, so that we find the sellers."),
    "not_draft": lambda: _("Sellers have read the request already: it stays as it is. Withdraw it and ask anew."),
}
OFFER = {
    "closed": lambda: _("This request takes no more offers."),
    "one_is_live": lambda: _("Your firm has an offer on the table already: revise it."),
    "revised": lambda: _("An offer can be revised once, and this one was."),
    "countered": lambda: _("There is one counter-offer to an offer, and you have made it."),
    "validity": lambda: _("An offer must stand at least until the last day for offers, so that the buyer can compare."),
    "over": lambda: _("This offer is no longer valid. Ask the seller for a new one."),
}
SAMPLE = {
    "asked": lambda: _("You have asked for a sample of this offer already."),
    "over": lambda: _("This offer has ended."),
}
