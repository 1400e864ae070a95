"""What of reconciliation waits for an officer; money without an order comes first of all piles."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.reconciliation.models import AmountDiffers, Difference, OrderWithoutPayment, PaidWithoutOrder


def _count(model: type[Difference]):
    def waiting(_request: HttpRequest) -> Waiting:
        return Waiting(model.objects.open().count())

    return waiting


def furnish_desk() -> None:
    lists = (
        ("paid_without_order", _("Paid without order"), PaidWithoutOrder, 44),
        ("order_without_payment", _("Orders without payment"), OrderWithoutPayment, 45),
        ("amount_differs", _("Amounts that differ"), AmountDiffers, 46),
    )
    for key, name, model, order in lists:
        page = f"admin:reconciliation_{model._meta.model_name}_changelist"
        right = "reconciliation.resolve_difference"
        desk.register(DeskTask(key, name, page, right, order, _count(model), query="state__exact=open"))
