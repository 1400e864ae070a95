"""What of reconciliation waits for an officer; money without an order comes first of all piles."""

from __future__ import annotations

from django.db.models import Count, Min
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from marketplace.hubs import desk
from marketplace.hubs.desk import DeskTask, Waiting
from orders.payments.reconciliation.models import (
    AmountDiffers,
    Difference,
    OrderWithoutPayment,
    PaidWithoutOrder,
    RefundMissing,
    RefundUnknown,
)


def _count(model: type[Difference]):
    def waiting(_request: HttpRequest) -> Waiting:
        found = model.objects.open().aggregate(count=Count("pk"), first=Min("day"))
        note = _("the oldest of %(day)s") % {"day": date_format(found["first"], "SHORT_DATE_FORMAT")} if found["count"] else ""
        return Waiting(found["count"], note)

    return waiting


def furnish_desk() -> None:
    lists = (
        ("paid_without_order", _("Paid without order"), PaidWithoutOrder, 44),
        ("order_without_payment", _("Orders without payment"), OrderWithoutPayment, 45),
        ("amount_differs", _("Amounts that differ"), AmountDiffers, 46),
        ("refund_missing", _("Refunds missing at the provider"), RefundMissing, 47),
        ("refund_unknown", _("Refunds that are not ours"), RefundUnknown, 48),
    )
    for key, name, model, order in lists:
        page = f"admin:reconciliation_{model._meta.model_name}_changelist"
        right = "reconciliation.resolve_difference"
        desk.register(DeskTask(key, name, page, right, order, _count(model), query="state__exact=open"))
