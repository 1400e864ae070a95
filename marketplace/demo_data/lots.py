"""Pooled freight in the demo: an air lot that two firms are in already, and room in a shared container. Goods and cards are those of the
demo, whose figures are marked as demonstration figures; the days are those of the day on which they are written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from catalog.models import Variant
from marketplace.accounts.models import User
from marketplace.demo_data.orders import BASKET, COFFEE
from marketplace.hubs.context import current_hub
from orders.logistics.enums import LotState
from orders.logistics.models import FreightLot, RateCard
from orders.logistics.packing import parcels_for
from orders.logistics.parcels import Item
from orders.logistics.services.lots import join_lot, open_lot

FRIDAY, CLOSES, AT_LEAST = 4, time(17), timedelta(days=2)
# Service, room in the card's unit, and who brings how many of which goods.
LOTS = (
    ("air_cargo", Decimal(500), ((COFFEE, 300, "DEMO-COFFEE"), (BASKET, 40, "DEMO-BASKETS"))),
    ("sea", Decimal(15), ((BASKET, 160, "DEMO-BASKETS"),)),
)


def load_lots(officer: User, say: Callable[[str], None]) -> int:
    """One open lot a service, where none is open on a demonstration card. Returns how many are new; safe to call again."""
    new = 0
    for service, room, goods in LOTS:
        now = timezone.now()
        cards = RateCard.objects.in_force_on(timezone.localdate(timezone=_zone())).filter(service=service, destination_country="CN")
        card = cards.filter(is_demonstration=True, destination_place="", container="").order_by("pk").first()
        is_open = FreightLot.objects.filter(state=LotState.OPEN, closes_at__gt=now, card__service=service, card__is_demonstration=True)
        if card is not None and not is_open.exists():
            _open(card, room, goods, officer, next_friday(now))
            new += 1
    if new:
        say("pooled lots")
    return new


def next_friday(now: datetime) -> datetime:
    """The first Friday's closing hour that leaves two days to join, on the hub's clock."""
    day = (now + AT_LEAST).astimezone(_zone()).date()
    day += timedelta(days=(FRIDAY - day.weekday()) % 7)
    closes = datetime.combine(day, CLOSES, _zone())
    return closes if closes >= now + AT_LEAST else closes + timedelta(days=7)


def _open(card: RateCard, room: Decimal, goods: tuple[tuple[str, int, str], ...], officer: User, closes_at: datetime) -> None:
    kg = room * FreightLot(card=card).kg_of_unit
    lot = open_lot(card=card, capacity_kg=kg, closes_at=closes_at, time_zone=current_hub().time_zone, currency="USD", by=officer)
    for slug, quantity, reference in goods:
        variant = Variant.objects.filter(product__slug=slug, height_mm__isnull=False).select_related("product__seller").first()
        if variant is not None:
            size = (variant.length_mm, variant.width_mm, variant.height_mm)
            parcels = parcels_for([Item(quantity, variant.gross_weight_g, *size)])
            join_lot(lot=lot, seller=variant.product.seller, reference=reference, parcels=parcels, by=officer)


def _zone() -> ZoneInfo:
    return ZoneInfo(current_hub().time_zone)
