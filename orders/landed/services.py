"""Lights are looked at again when anything they rest on has changed: the listing, a rule, a paper, or the day."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from catalog.enums import ProductState
from catalog.models import Product
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from orders.duties.models import AdmissionRule, ListedGoods, TaxRate
from orders.landed.enums import GRAVITY, Colour
from orders.landed.lights import Light, lights_of, markets_with_rules
from orders.landed.models import SaleLight
from sellers.models import Evidence, EvidenceRequirement
from sellers.services.letters import write_to_owners

BATCH = 200
KEPT_ROWS = (AdmissionRule, TaxRate, ListedGoods, EvidenceRequirement)  # what two officers keep and a light rests on


def stale_listings() -> QuerySet[Product]:
    """Listings on sale whose light is older than what it rests on, or that have none."""
    zone = ZoneInfo(current_hub().time_zone)
    midnight = datetime.combine(timezone.localdate(timezone=zone), time(), zone)
    tables = [model.objects.aggregate(at=Max("confirmed_at"))["at"] for model in KEPT_ROWS]
    since = max([midnight, *(at for at in tables if at)])  # with each new day rows begin and papers end
    mine = SaleLight.objects.filter(product=OuterRef("pk"))
    papers = Evidence.objects.filter(seller=OuterRef("seller"))
    looked = mine.order_by().values("product").annotate(at=Min("checked_at")).values("at")
    rows = Product.objects.filter(state=ProductState.PUBLISHED).annotate(looked_at=looked)
    newer = papers.filter(Q(changed_at__gt=OuterRef("looked_at")) | Q(reviewed_at__gt=OuterRef("looked_at")))
    return rows.filter(Q(looked_at__isnull=True) | Q(looked_at__lt=since) | Q(looked_at__lt=F("updated_at")) | Exists(newer)).order_by("pk")


def look_again(*, most: int = BATCH) -> int:
    """Look at so many stale listings. Returns how many; doing it twice has one effect."""
    day = timezone.localdate(timezone=ZoneInfo(current_hub().time_zone))
    markets = markets_with_rules(day)
    if not markets:
        return 0
    rows = list(stale_listings().select_related("seller", "hs_code")[:most])
    for product in rows:
        with transaction.atomic():
            for light in lights_of(product, day, markets):
                _keep(product, light)
    return len(rows)


def _keep(product: Product, light: Light) -> None:
    now = timezone.now()
    row, is_new = SaleLight.objects.select_for_update().get_or_create(
        product=product,
        market=light.market,
        way=light.way,
        defaults={"hub_id": product.hub_id, "colour": light.colour, "reasons": light.reasons, "checked_at": now, "changed_at": now},
    )
    if is_new:
        return
    before = {"colour": row.colour, "reasons": row.reasons}
    row.checked_at = now
    if (row.colour, row.reasons) != (light.colour, light.reasons):
        worse = GRAVITY.index(light.colour) > GRAVITY.index(Colour(row.colour))
        row.colour, row.reasons, row.changed_at = light.colour, light.reasons, now
        after = {"market": light.market.code, "way": light.way, "colour": row.colour, "reasons": row.reasons}
        record(subject=product, action="product.light_changed", by=None, before=before, after=after)
        if worse and light.colour == Colour.RED:
            _tell_seller(product, light, row)
    row.save(update_fields=["colour", "reasons", "checked_at", "changed_at"])


def _tell_seller(product: Product, light: Light, row: SaleLight) -> None:
    with translation.override(product.seller.language):
        found = [finding for finding in light.grave_first if finding.colour == Colour.RED]
        why = [f"{finding.text} {finding.next_step}".strip() for finding in found]
        name, market = product.name or product.slug, light.market.title
    write_to_owners(
        product.seller,
        "light_red",
        key=f"light:{product.pk}:{light.market.pk}:{row.changed_at:%Y%m%d}",  # one letter a day for all ways into a market
        name=name,
        market=market,
        why=why,
        product=product.pk,
        page="sellers:evidence",
    )
