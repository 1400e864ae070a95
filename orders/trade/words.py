"""What the refusals of the wholesale room say to people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.exceptions import NotAllowed, OrderRefused
from orders.trade.exceptions import (
    CallOffRefused,
    ContractRefused,
    CreditRefused,
    OfferRefused,
    RequestRefused,
    SampleRefused,
    SheetRefused,
    WordMissing,
)


def spoken(refusal: OrderRefused) -> str:
    """The sentence for the person whose wish was refused."""
    match refusal:
        case RequestRefused():
            return REQUEST[refusal.why]()
        case OfferRefused():
            return OFFER[refusal.why]()
        case SampleRefused():
            return SAMPLE[refusal.why]()
        case ContractRefused():
            return CONTRACT[refusal.why]()
        case CallOffRefused():
            return CALL_OFF[refusal.why]() % {"left": refusal.left, "name": refusal.name}
        case CreditRefused():
            return CREDIT[refusal.why]()
        case SheetRefused():
            return SHEET[refusal.why]() % {"name": refusal.name}
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
CONTRACT = {
    "not_agreed": lambda: _("Only an offer that was accepted becomes a contract."),
    "one_stands": lambda: _("A contract for this offer stands already."),
    "variant": lambda: _("Choose one of your own goods."),
    "weight": lambda: _("This good has no net weight yet: write it on its listing first."),
    "pieces": lambda: _("The agreed quantity is no whole number of such pieces. Choose another size."),
    "days": lambda: _("The period ends before it begins, or the rest is due before the deposit."),
    "price": lambda: _("Name a fixed price, or a reference with a difference."),
}
CREDIT = {
    "not_active": lambda: _("The buyer has not agreed to the contract yet."),
    "expires": lambda: _("The credit expires before its latest day of shipment. Read it again."),
    "papers": lambda: _("One of these papers is not on the list."),
    "deposit": lambda: _("The deposit is not here yet. A letter of credit secures what is left after it."),
    "over": lambda: _("The credit has run out, or its latest day of shipment is over. Ask the buyer for an amendment."),
    "currency": lambda: _("The credit is in another currency than the call-off."),
    "names": lambda: _("Applicant or beneficiary is not the buyer or the seller of this contract."),
    "cover": lambda: _("The credit does not cover what is left to pay, beside what other call-offs draw on it."),
    "asked": lambda: _("A letter of credit stands for this call-off already."),
    "not_awaiting": lambda: _("This call-off does not wait for a payment any more, or no letter of credit is entered."),
    "not_sent": lambda: _("First the credit is confirmed and the goods have left; then the papers go to the bank."),
    "day": lambda: _("This day cannot be: it lies ahead, or before the call-off."),
    "amount": lambda: _("The amount must be above zero, and the charges not below."),
    "more": lambda: _("Amount and charges together are more than is left to pay."),
    "same_officer": lambda: _("Another officer than the one who wrote it down must confirm it."),
    "line": lambda: _("The bank line is not open, or shows another amount or currency."),
    "no_money": lambda: _("What was owed has come another way, or the order has ended. Send the bank’s money back from its line."),
    "told": lambda: _("This advice was written down before."),
}
SHEET = {
    "unreadable": lambda: _("This is no CSV or XLSX sheet that can be read."),
    "columns": lambda: _("The column “%(name)s” is missing in the first row."),
    "too_many": lambda: _("At most 5,000 delivery points at a time."),
    "gone": lambda: _("The sheet is kept for an hour only, and once. Please choose it again."),
}
CALL_OFF = {
    "not_active": lambda: _("This contract is not in force."),
    "period": lambda: _("Today is outside the period of the contract."),
    "point": lambda: _("None of these points is waiting for it."),
    "nothing": lambda: _("Name how many pieces each point gets."),
    "beyond": lambda: _("The contract has only %(left)s pieces left."),
    "stock": lambda: _("The seller has fewer pieces on the shelf today. Call off less, or ask them to restock."),
    "listed": lambda: _("The seller has taken these goods off the shelf. Please write to them."),
    "reference": lambda: _("No price of “%(name)s” is on record for today, so there is no price yet."),
    "no_part": lambda: _("This part cannot be paid now. What can be paid stands below."),
    "partly": lambda: _("A part of your transfer has come. Please send the rest of it with the same payment reference."),
    "papers": lambda: _("First the order’s own papers are issued; then each point can have its own."),
    "not_packed": lambda: _("First the order is paid, accepted and packed; then its parts leave."),
}


def disagreement_text(what: str) -> str:
    """What of a point's papers is not as the order's."""
    return str(DISAGREEMENTS[what])


DISAGREEMENTS = {
    "exporter": gettext_lazy("the exporter"),
    "buyer": gettext_lazy("the buyer"),
    "contract": gettext_lazy("the number of the contract"),
    "term": gettext_lazy("Incoterm and place"),
    "destination": gettext_lazy("the country of destination"),
    "goods": gettext_lazy("the description of the goods"),
    "hs": gettext_lazy("the HS code"),
    "origin": gettext_lazy("the origin"),
    "price": gettext_lazy("the price of a piece"),
    "pieces": gettext_lazy("the pieces of all points together"),
    "amount": gettext_lazy("the amounts of all points together"),
}
