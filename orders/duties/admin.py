"""The officers' desk for duties and taxes: rows by market with their source. One officer proposes, another puts in force."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.approval.desk import SURE, DatedRowAdmin, InForceFilter
from orders.duties.enums import IN_DAYS, WITHOUT_CURRENCY, Levy
from orders.duties.models import AdmissionRule, ListedGoods, Market, RegimeLimit, TaxRate


class MarketRowAdmin(DatedRowAdmin):
    list_filter = [InForceFilter, "market", "confidence", "state"]
    list_select_related = ["market", "proposed_by"]


@admin.register(TaxRate)
class TaxRateAdmin(MarketRowAdmin):
    list_display = [
        "market",
        "hs_prefix",
        "kind",
        "shown_rate",
        "origin",
        "valid_from",
        "valid_to",
        "shown_confidence",
        "source",
        "shown_state",
    ]
    list_display_links = ["market", "hs_prefix"]
    list_filter = [*MarketRowAdmin.list_filter, "kind"]
    search_fields = ["hs_prefix", "source", "note", "proof"]
    told = ["market", ("kind", "hs_prefix"), ("percent", "per_kg"), ("origin", "proof", "needs_direct_transport")]
    copied = ["market", "kind", "hs_prefix", "percent", "per_kg", "origin", "proof", "needs_direct_transport"]

    @display(description=pgettext_lazy("of duty or tax", "rate"), ordering="percent")
    def shown_rate(self, row: TaxRate) -> str:
        if row.percent is not None:
            return f"{row.percent.normalize():f} %"
        return f"{row.per_kg.normalize():f} {row.market.currency}/kg" if row.per_kg is not None else str(_("unknown"))


@admin.register(RegimeLimit)
class RegimeLimitAdmin(MarketRowAdmin):
    list_display = ["market", "regime", "kind", "shown_amount", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    list_filter = [*MarketRowAdmin.list_filter, "regime"]
    search_fields = ["source", "note"]
    told = ["market", ("regime", "kind"), "amount"]
    copied = ["market", "regime", "kind", "amount"]

    @display(description=_("amount or share"), ordering="amount")
    def shown_amount(self, row: RegimeLimit) -> str:
        number = f"{row.amount.normalize():f}"
        if row.kind in IN_DAYS:
            return ngettext("%(count)s day", "%(count)s days", int(row.amount)) % {"count": number}
        return number if row.kind in WITHOUT_CURRENCY else f"{number} {row.market.currency}"


@admin.register(ListedGoods)
class ListedGoodsAdmin(MarketRowAdmin):
    list_display = ["market", "hs_prefix", "listing", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    list_display_links = ["market", "hs_prefix"]
    list_filter = [*MarketRowAdmin.list_filter, "listing"]
    search_fields = ["hs_prefix", "source", "note"]
    told = ["market", ("hs_prefix", "listing")]
    copied = ["market", "hs_prefix", "listing"]


@admin.register(AdmissionRule)
class AdmissionRuleAdmin(MarketRowAdmin):
    list_display = ["market", "hs_prefix", "shown_text", "way", "demand", "valid_from", "shown_confidence", "source", "shown_state"]
    list_display_links = ["market", "shown_text"]
    list_filter = [*MarketRowAdmin.list_filter, "demand", "way"]
    search_fields = ["hs_prefix", "code", "title", "title_zh", "source"]
    told = ["market", ("code", "hs_prefix", "way"), ("demand", "evidence_code"), "title", "title_zh", "next_step", "next_step_zh", "link"]
    copied = [
        *("market", "code", "hs_prefix", "way", "demand", "evidence_code"),
        *("title", "title_zh", "next_step", "next_step_zh", "link"),
    ]

    @display(description=_("what the rule says"), ordering="title")
    def shown_text(self, row: AdmissionRule) -> str:
        return row.text


@admin.register(Market)
class MarketAdmin(ModelAdmin):
    """Officers read it; who is a market, and what it takes, is set up with the hub."""

    list_display = ["code", "name", "name_zh", "currency", "shown_levies", "shown_confidence"]
    search_fields = ["code", "name", "name_zh"]

    @display(description=_("what it takes in general trade"))
    def shown_levies(self, market: Market) -> str:
        return ", ".join(str(Levy(levy).label) for levy in market.levies)

    @display(description=_("confidence"), label=SURE)
    def shown_confidence(self, market: Market) -> tuple[str, str]:
        return market.confidence, market.get_confidence_display()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Market | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Market | None = None) -> bool:
        return False
