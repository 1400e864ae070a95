"""Letters to the firms of a lot, each in the language it asked for; written down with the change, they leave after commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import override

from marketplace.look import writing
from marketplace.mail.services import send_after_commit
from orders.logistics.lots import OwnShare, frozen
from orders.logistics.models import FreightLot, LotShare
from orders.logistics.words import lane_end, place_of
from sellers.models import Seller


def tell_closed(lot: FreightLot, shares: Sequence[LotShare]) -> None:
    """What each firm pays, reference by reference, and what that saves."""
    for seller, own in _by_firm(shares).items():
        settled = [frozen(share, lot.currency) for share in own]
        _write(lot, seller, "lot_closed", shares=[_line(share, seller.language) for share in settled])


def tell_cancelled(lot: FreightLot, shares: Sequence[LotShare]) -> None:
    for seller, own in _by_firm(shares).items():
        with override(seller.language):
            why = str(lot.why_cancelled)
        _write(lot, seller, "lot_cancelled", why=why, references=", ".join(share.reference for share in own))


def _by_firm(shares: Sequence[LotShare]) -> dict[Seller, list[LotShare]]:
    firms: dict[Seller, list[LotShare]] = defaultdict(list)
    for share in shares:
        firms[share.seller].append(share)
    return firms


def _line(own: OwnShare, language: str) -> dict[str, str | int]:
    return {
        "reference": own.share.reference,
        "amount": writing.with_code(own.amount, language),
        "alone": writing.with_code(own.alone, language),
        "percent": own.percent,
    }


def _write(lot: FreightLot, seller: Seller, letter: str, **facts: object) -> None:
    """Once a firm and end of a lot; a firm without an address hears of it in its office."""
    if not seller.contact_email:
        return
    with override(seller.language):
        path = reverse("logistics:lot-detail", args=[lot.pk])
        lane = f"{place_of(lot.card.origin)} – {lane_end(lot.card)}"
    context = {"number": lot.pk, "lane": lane, "carrier": lot.card.carrier, "firm": seller.name, "path": path, **facts}
    template, key = f"logistics/mail/{letter}", f"{letter}:{lot.pk}:{seller.pk}"
    send_after_commit(to=seller.contact_email, template=template, language=seller.language, context=context, key=key)
