"""Letters to buyer and seller, each in the reader's language. They are written down with the change and leave after commit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from marketplace.look.writing import with_code
from marketplace.mail.services import send_after_commit
from marketplace.money import Money
from orders import addresses
from orders.enums import RefusalReason
from orders.models import Order, OrderGroup


def group_path(group: OrderGroup, language: str) -> str:
    """The buyer's page; a guest's carries the key of the signed link."""
    with override(language):
        path = reverse("orders:group-detail", args=[group.number])
    return path if group.user_id else f"{path}?key={group.access_token}"


def tell_buyer(
    group: OrderGroup,
    letter: str,
    *,
    order: Order | None = None,
    key: str = "",
    amount: Money | None = None,
    reason: str = "",
    note: str = "",
) -> None:
    """Write the letter `orders/mail/<letter>.txt` to the buyer; with a key it goes out once."""
    if not group.email:  # erased at the buyer's wish, or because its time was over
        return
    language = group.language
    context = {
        "number": group.number,
        "name": group.address.get("name", ""),
        "path": group_path(group, language),
        "total": with_code(group.total, language),
        "town": addresses.town(group.address, language),
        "is_guest": group.user_id is None,
        "note": note,
        "reason": reason,
    }
    if amount:  # nothing goes back where it had gone before
        context["amount"] = with_code(amount, language)
    if order is not None:
        context |= {
            "order": order.number,
            "seller": order.seller_trade_name,
            "order_total": with_code(order.total, language),
            "carrier": order.carrier,
            "tracking_number": order.tracking_number,
        }
    if reason:
        with override(language):
            context["reason"] = str(RefusalReason(reason).label)
    send_after_commit(to=group.email, template=f"orders/mail/{letter}", language=language, context=context, key=key or None)


def tell_seller(order: Order, letter: str) -> None:
    """Write the letter to the seller's contact, in the seller's language."""
    seller, language = order.seller, order.seller.language
    if not seller.contact_email:
        return
    with override(language):
        path = reverse("orders:sale-detail", args=[order.number])
    context = {
        "order": order.number,
        "path": path,
        "goods": with_code(order.goods, language),
        "town": addresses.town(order.group.address, language),
        "country": addresses.country_name(order.group.destination_country, language),
        "contact": seller.contact_name,
    }
    send_after_commit(to=seller.contact_email, template=f"orders/mail/{letter}", language=language, context=context)
