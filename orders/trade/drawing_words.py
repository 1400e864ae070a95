"""What happens next with a letter of credit that stands as security, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from orders.trade.enums import DrawingState
from orders.trade.models import CreditDrawing


def next_step(drawing: CreditDrawing, reader: str) -> str:
    """Who acts next on a credit that stands as security, and how, to its "buyer" or its "seller"; empty where nobody does."""
    return str(NEXT.get((drawing.state, reader)) or NEXT.get(drawing.state, ""))


NEXT = {
    DrawingState.ASKED: _("An officer compares the credit with the bank’s advice and confirms it, or says what is wrong."),
    (DrawingState.DECLINED, "seller"): _("Have the bank put right what the officer names, enter the amendment and ask again."),
    (DrawingState.DECLINED, "buyer"): _("Have your bank put right what the officer names, or pay the rest another way."),
    (DrawingState.SECURED, "seller"): _(
        "Accept, pack and ship by the day above, then give the papers to the bank. You are paid out once it has paid."
    ),
    (DrawingState.SECURED, "buyer"): _("The seller may send the goods before the money has come. Your bank pays against the papers."),
    DrawingState.PRESENTED: _(
        "The bank examines the papers, for at most five banking days (UCP 600, article 14 (b)). An officer takes down what it says."
    ),
    (DrawingState.REFUSED, "seller"): _(
        "Put right what the bank names and present again before the credit runs out, or ask the buyer to "
        "waive it at their bank or to pay another way."
    ),
    (DrawingState.REFUSED, "buyer"): _("Waive the discrepancies at your bank, or pay the rest another way on the call-off’s page."),
    (DrawingState.LAPSED, "seller"): _(
        "Nothing may leave under this credit. Enter an amendment, or the buyer pays another way by the day "
        "above. What is not packed by then goes back on the shelf."
    ),
    (DrawingState.LAPSED, "buyer"): _(
        "Have your bank amend the credit, or pay the rest another way by the day above. Otherwise what is not"
        " packed goes back on the shelf, and your deposit goes back to you."
    ),
    (DrawingState.SHORT, "seller"): _("The buyer owes what the bank did not pay. You are paid out once all of it is here."),
    (DrawingState.SHORT, "buyer"): _("Pay what the bank did not on the call-off’s page."),
    DrawingState.PAID: _("The bank has paid; the order is settled."),
}
