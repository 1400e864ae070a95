"""Quoted against charged, as officers read it of all firms and a firm of its own: shipment by shipment, and by carrier and lane."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from marketplace.money import Money
from orders.logistics.models import TravelCost
from orders.logistics.models.travel import percent_of


@dataclass(frozen=True)
class LaneLine:
    """All shipments of one carrier on one lane that were quoted in one currency."""

    carrier: str
    origin: str
    destination: str
    shipments: int
    quoted: Money
    actual: Money

    @property
    def difference(self) -> Money:
        """Above zero: dearer than quoted."""
        return self.actual - self.quoted

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.difference.amount, self.quoted.amount)


def standing_costs() -> QuerySet[TravelCost]:
    """The newest version of each shipment, the latest entered first."""
    newer = TravelCost.objects.filter(shipment=OuterRef("shipment"), version__gt=OuterRef("version"))
    return TravelCost.objects.filter(~Exists(newer)).select_related("seller", "noted_by")


def costs_of(seller) -> QuerySet[TravelCost]:
    return standing_costs().filter(seller=seller)


def by_lane(costs: QuerySet[TravelCost]) -> list[LaneLine]:
    """One line a carrier, lane and currency, by carrier; one question to the database."""
    lanes = costs.order_by().values("carrier", "origin", "destination", "currency")
    sums = lanes.annotate(shipments=Count("pk"), quoted=Sum("quoted_amount"), actual=Sum("actual_amount"))
    return [
        LaneLine(
            line["carrier"],
            line["origin"],
            line["destination"],
            line["shipments"],
            Money(line["quoted"], line["currency"]).rounded(),
            Money(line["actual"], line["currency"]).rounded(),
        )
        for line in sums.order_by("carrier", "origin", "destination", "currency")
    ]
