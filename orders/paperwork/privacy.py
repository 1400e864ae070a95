"""What papers hold of persons: seller, buyer and who is named on them, frozen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.privacy.enums import Basis, Fate, Whose
from marketplace.privacy.people import Person
from marketplace.privacy.registry import Holding, declare
from orders.models import Order
from orders.paperwork.models import Document
from orders.privacy import groups_of_person


def _papers(person: Person) -> list[dict[str, Any]]:
    """Which there are; the papers themselves name both sides, and are opened from the order's page."""
    numbers = Order.objects.filter(group__in=groups_of_person(person)).values("number")
    return list(
        Document.objects.filter(order_number__in=numbers)
        .order_by("issued_at")
        .values("number", "version", "kind", "order_number", "issued_at")
    )


declare(
    Holding(
        "paperwork.documents",
        room=_("Papers of orders"),
        what=_("Invoices and export papers: seller and buyer with address, telephone and tax number, as printed"),
        why=_("Customs and tax laws of both countries ask for them"),
        whose=Whose.BUYER,
        basis=Basis.LAW,
        fate=Fate.STAYS,
        fields={
            "paperwork.Document": ["facts", "pdf"],
            "paperwork.PaperSet": ["shipment", "export"],
        },
        period="orders.books",
        until=_("counted from the order"),
        given_to=_("the seller, the buyer, the carrier, customs and the agencies named on them"),
        export=_papers,
    )
)
