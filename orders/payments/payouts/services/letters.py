from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from marketplace.look.writing import with_code
from marketplace.mail.services import send_after_commit
from orders.payments.payouts.models import Payout
from orders.payments.payouts.words import ended_because


def tell_seller(payout: Payout, letter: str) -> None:
    """Write `payouts/mail/<letter>.txt` to the seller's contact, in the seller's language."""
    seller, language = payout.seller, payout.seller.language
    if not seller.contact_email:
        return
    with override(language):
        path, reason = reverse("payouts:payout-detail", args=[payout.number]), ended_because(payout)
    context = {
        "number": payout.number,
        "amount": with_code(payout.money, language),
        "masked": payout.masked,
        "contact": seller.contact_name,
        "reason": reason,
        "path": path,
    }
    key = f"payout:{payout.number}:{letter}"
    send_after_commit(to=seller.contact_email, template=f"payouts/mail/{letter}", language=language, context=context, key=key)
