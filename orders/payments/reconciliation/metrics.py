"""What two books disagree about, for /metrics: figures of the database, asked when somebody looks."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError
from django.db.models import Count
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from orders.payments.reconciliation.enums import DifferenceState, Kind
from orders.payments.reconciliation.models import Difference

WORDS = {
    Kind.PAID_WITHOUT_ORDER: ("isoko_paid_without_order", "Payments that a provider took and nothing of ours stands for; should be 0."),
    Kind.ORDER_WITHOUT_PAYMENT: ("isoko_order_without_payment", "Payments we hold for paid and the provider does not; should be 0."),
    Kind.AMOUNT_DIFFERS: ("isoko_payment_amount_differs", "Payments and refunds that both know of with another amount; should be 0."),
    Kind.REFUND_MISSING: ("isoko_refund_missing", "Refunds we hold for done and the provider does not know; should be 0."),
    Kind.REFUND_UNKNOWN: ("isoko_refund_unknown", "Refunds that a provider made and we know nothing of; should be 0."),
}


class DifferenceCollector(Collector):
    def describe(self) -> list:
        return []  # asked at registration, when there may be no database yet

    def collect(self) -> Iterator[GaugeMetricFamily]:
        rows = Difference.across_hubs.filter(state=DifferenceState.OPEN).order_by().values("kind").annotate(n=Count("pk"))
        try:
            counts = {row["kind"]: row["n"] for row in rows}
        except DatabaseError:
            return
        for kind, (name, words) in WORDS.items():
            yield GaugeMetricFamily(name, words, value=counts.get(kind, 0))


def register() -> None:
    REGISTRY.register(DifferenceCollector())
