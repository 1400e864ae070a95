"""Letters about returns, disputes and money given back, each in its reader's language, leaving after commit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from marketplace.hubs.context import current_hub
from marketplace.look import writing
from marketplace.mail.services import send_after_commit
from marketplace.money import Money
from orders.aftersale.models import Dispute, GoodsReturn
from orders.models import Order

Case = GoodsReturn | Dispute


def _kind(case: Case) -> str:
    return "return" if isinstance(case, GoodsReturn) else "dispute"


def tell_buyer(case: Case, letter: str, **facts: object) -> None:
    """`aftersale/mail/<letter>.txt` to the buyer; a guest's link carries its key."""
    group = case.order.group
    with override(group.language):
        path = reverse(f"aftersale:{_kind(case)}-detail", args=[group.number, case.order.number, case.number])
    path = path if group.user_id else f"{path}?key={group.access_token}"
    send_after_commit(
        to=group.email, template=f"aftersale/mail/{letter}", language=group.language, context=_context(case, path, group.language, facts)
    )


def tell_seller(case: Case, letter: str, **facts: object) -> None:
    """The same to the seller's contact."""
    seller = case.order.seller
    if not seller.contact_email:
        return
    with override(seller.language):
        path = reverse(f"aftersale:{_kind(case)}-office", args=[case.number])
    send_after_commit(
        to=seller.contact_email,
        template=f"aftersale/mail/{letter}",
        language=seller.language,
        context=_context(case, path, seller.language, facts),
    )


def tell_both(case: Case, letter: str, **facts: object) -> None:
    tell_buyer(case, letter, **facts)
    tell_seller(case, letter, **facts)


def tell_given_back(order: Order, money: Money, reason: str) -> None:
    """Money that somebody gave back by hand."""
    group = order.group
    with override(group.language):
        path = reverse("orders:group-detail", args=[group.number])
    context = {
        "order": order.number,
        "seller": order.seller_trade_name,
        "amount": written(money, group.language),
        "reason": reason,
        "path": path if group.user_id else f"{path}?key={group.access_token}",
    }
    send_after_commit(to=group.email, template="aftersale/mail/given_back", language=group.language, context=context)


def tell_taken_back(order: Order, money: Money, reason: str, *, is_sellers: bool) -> None:
    """To the seller: an officer gave a buyer of theirs money back, out of the seller's money or the marketplace's."""
    seller = order.seller
    if not seller.contact_email:
        return
    with override(seller.language):
        path = reverse("orders:sale-detail", args=[order.number])
    context = {"order": order.number, "amount": written(money, seller.language), "reason": reason, "is_sellers": is_sellers, "path": path}
    send_after_commit(to=seller.contact_email, template="aftersale/mail/taken_back", language=seller.language, context=context)


def written(money: Money, language: str) -> str:
    return writing.with_code(money, language)


def _context(case: Case, path: str, language: str, facts: dict[str, object]) -> dict[str, object]:
    order = case.order
    said = {name: written(value, language) if isinstance(value, Money) else value for name, value in facts.items()}
    zone = current_hub().time_zone
    with override(language):
        about = str((case.get_reason_display if isinstance(case, GoodsReturn) else case.get_kind_display)())
    due = writing.moment(case.due_at, zone, language) if case.due_at else ""
    return {
        "number": case.number,
        "order": order.number,
        "seller": order.seller_trade_name,
        "about": about,
        "due": due,
        "path": path,
        **said,
    }
