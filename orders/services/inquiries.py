"""Questions for a delivery rate that no row answers. They go to the seller and to the desk; nobody guesses."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.mail.services import send_after_commit
from orders import addresses
from orders.enums import InquiryState
from orders.exceptions import IllegalMove
from orders.models import Checkout, DeliveryInquiry
from orders.selectors.checkout import DeliveryLane
from orders.services.checkout import question_of


@transaction.atomic
def ask_for_rate(*, checkout: Checkout, lane: DeliveryLane, language: str, note: str = "") -> DeliveryInquiry:
    """Note the question; the same goods to the same place asked twice are one."""
    address, currency = checkout.address, lane.lane.currency
    goods = [f"{item.quantity} × {item.offer.name} ({item.offer.variant.sku})" for item in lane.lane.items]
    inquiry, is_new = DeliveryInquiry.objects.get_or_create(
        key=f"{checkout.contact['email']}:{question_of(lane.lane, address, currency)}"[:80],
        defaults={
            "seller": lane.seller,
            "email": checkout.contact["email"],
            "language": language,
            "country": address["country"],
            "region": address.get("province") or address.get("region", ""),
            "goods": goods,
            "note": note,
        },
    )
    if is_new:
        _tell(inquiry)
    return inquiry


@transaction.atomic
def answer_inquiry(*, inquiry: DeliveryInquiry, answer: str, by: User) -> DeliveryInquiry:
    """An officer's answer goes to the buyer by mail. Raises IllegalMove when it was answered before."""
    inquiry = DeliveryInquiry.objects.select_for_update().get(pk=inquiry.pk)
    if inquiry.state != InquiryState.OPEN:
        raise IllegalMove(inquiry, InquiryState.ANSWERED)
    inquiry.state, inquiry.answered_at, inquiry.answered_by = InquiryState.ANSWERED, timezone.now(), by
    inquiry.save(update_fields=["state", "answered_at", "answered_by"])
    record(subject=inquiry, action="delivery_inquiry.answered", by=by, after={"answer": answer})
    with override(inquiry.language):
        path = reverse("orders:cart-detail")
    context = {"answer": answer, "path": path, "country": addresses.country_name(inquiry.country, inquiry.language)}
    send_after_commit(to=inquiry.email, template="orders/mail/inquiry_answered", language=inquiry.language, context=context)
    return inquiry


def _tell(inquiry: DeliveryInquiry) -> None:
    seller = inquiry.seller
    for to, letter, language in (
        (inquiry.email, "inquiry_buyer", inquiry.language),
        (seller.contact_email, "inquiry_seller", seller.language),
    ):
        if to:
            context = {
                "country": addresses.country_name(inquiry.country, language),
                "region": inquiry.region,
                "goods": inquiry.goods,
                "note": inquiry.note,
                "email": inquiry.email,
                "seller": seller.name,
            }
            send_after_commit(to=to, template=f"orders/mail/{letter}", language=language, context=context)
