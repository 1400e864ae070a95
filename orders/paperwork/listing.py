"""The papers as the order's own pages list them, for its buyer and its seller."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marketplace.hubs.context import current_hub
from orders.models import Order
from orders.papers import Paper

from .enums import FOR_BUYER, PAIR
from .models import Document, PaperSet

BEING_DRAWN = _("is being drawn")
PUT_RIGHT = _("The seller is putting the export papers right.")


def papers_of_orders(orders: Sequence[Order]) -> list[Paper]:
    """Two papers for every paid order that crosses the border: to download, or with a word on where they are. Two queries."""
    abroad = [order for order in orders if order.begun_at and order.group.destination_country != current_hub().country]
    numbers = [order.number for order in abroad]
    if not numbers:
        return []
    refused = set(PaperSet.objects.refused().filter(order_number__in=numbers).values_list("order_number", flat=True))
    documents: dict[str, list[Document]] = {}
    for document in Document.objects.current().filter(order_number__in=numbers, kind__in=FOR_BUYER).defer("facts").order_by("kind"):
        documents.setdefault(document.order_number, []).append(document)
    return [paper for order in abroad for paper in _papers(order, documents.get(order.number, []), order.number in refused)]


def _papers(order: Order, documents: list[Document], is_refused: bool) -> list[Paper]:
    if is_refused:
        return [Paper(order.pk, _("Export papers"), note=PUT_RIGHT)]
    if not documents:
        return [Paper(order.pk, kind.label, note=BEING_DRAWN) for kind in PAIR]
    return [
        Paper(
            order_id=order.pk,
            title=document.get_kind_display(),
            number=document.number,
            version=document.version,
            check_code=document.check_code,
            url=reverse("paperwork:document-download", args=[document.pk]) if document.is_drawn else "",
            note="" if document.is_drawn else BEING_DRAWN,
        )
        for document in documents
    ]
