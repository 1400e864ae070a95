"""What staff read of a campaign's interest: each measure with its comparison, its chart and its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.campaigns.interest.comparing import NOTHING, Compared, Spans, compare, spans
from catalog.campaigns.interest.counting import CART, SEARCH, VIEW
from catalog.campaigns.interest.drawing import Chart, chart_of
from catalog.campaigns.interest.sources import SALE, Two, source_of
from catalog.campaigns.models import Block, Campaign
from marketplace.hubs.context import current_hub

NAMES: dict[str, str | Promise] = {
    VIEW: _("Looked at on their pages"),
    SEARCH: _("Found by a search"),
    CART: _("Put into a cart"),
    SALE: _("Pieces sold"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    name: str | Promise
    compared: Compared
    chart: Chart | None
    days: list[tuple[date, Two, bool]]  # and whether the campaign ran


@dataclass(frozen=True, slots=True)
class Report:
    spans: Spans | None  # None before the campaign's first day is over
    goods: int
    measures: list[Measure]
    uncounted: list[str | Promise]


def report_on(campaign: Campaign, *, now: datetime) -> Report:
    """One query for the goods and one a measure. The campaign's goods are those on its page today."""
    zone = ZoneInfo(current_hub().time_zone)
    chosen = Block.products.through.objects.filter(block__campaign=campaign).values_list("product_id", flat=True)
    products = sorted(set(chosen))
    uncounted = [name for kind, name in NAMES.items() if source_of(kind) is None]
    if not products or campaign.opens_at is None or campaign.opens_at.astimezone(zone).date() >= now.astimezone(zone).date():
        return Report(None, len(products), [], uncounted)
    closes = campaign.closes_at and campaign.closes_at.astimezone(zone).date()
    over = spans(campaign.opens_at.astimezone(zone).date(), closes, now.astimezone(zone).date())
    last = max(over.during.last, over.after.last)
    measures = []
    for kind, name in NAMES.items():
        if source := source_of(kind):
            days = source(products, over.before.first, last)
            compared = compare(kind, days, over)
            inside = set(over.during.days)
            rows = [(day, days.get(day, NOTHING), day in inside) for span in (over.before, over.during, over.after) for day in span.days]
            measures.append(Measure(name, compared, chart_of(days, over, compared), rows))
    return Report(over, len(products), measures, uncounted)
