"""Letters about papers that were changed after their issue, each in the reader's language. They leave after commit."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import translation

from marketplace.mail.services import send_after_commit
from orders.models import Order
from orders.services.letters import group_path

from ..facts import Named, Shipment
from ..models import PaperSet


def tell_of_parties(paper_set: PaperSet, *, before: Shipment, after: Shipment) -> None:
    """To buyer and seller: who receives the goods now, who is notified, and where they go, as far as that is another than before."""
    seller = paper_set.seller
    common = {"order": paper_set.order_number, "seller": seller.trade_name}
    with translation.override(seller.language):
        path = reverse("paperwork:set-correct", args=[paper_set.order_number])
    context = common | _changes(before, after, seller.language) | {"name": seller.contact_name, "path": path}
    send_after_commit(to=seller.contact_email, template="paperwork/mail/parties_seller", language=seller.language, context=context)
    order = Order.objects.select_related("group").filter(number=paper_set.order_number).first()
    if order is not None:
        group = order.group
        context = common | _changes(before, after, group.language)
        context |= {"name": group.address.get("name", ""), "path": group_path(group, group.language)}
        send_after_commit(to=group.email, template="paperwork/mail/parties_buyer", language=group.language, context=context)


def _changes(before: Shipment, after: Shipment, language: str) -> dict[str, Any]:
    """What is another now, in words for this reader; empty for what stayed."""
    said: dict[str, Any] = {}
    if before.consignee != after.consignee:
        said["consignee"] = after.consignee.name
    if before.notify != after.notify:
        said["notify"] = (after.notify or after.consignee).name
    if (before.destination, before.terms.place, before.transport.discharge) != (
        after.destination,
        after.terms.place,
        after.transport.discharge,
    ):
        said |= {"destination": _country(after.destination, language), "place": after.terms.place, "discharge": after.transport.discharge}
    return said


def _country(country: Named, language: str) -> str:
    return country.zh if language.startswith("zh") and country.zh else country.en
