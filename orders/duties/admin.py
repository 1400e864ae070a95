"""The officers' desk for duties and taxes: rows by market with their source. One officer proposes, another puts in force."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import action, display

from orders.duties.enums import WITHOUT_CURRENCY, Confidence, Levy, RowState
from orders.duties.exceptions import RowRefused
from orders.duties.models import AdmissionRule, DatedRow, ListedGoods, Market, RegimeLimit, TaxRate
from orders.duties.services import confirm, propose, withdraw

STATES = {RowState.PROPOSED: "warning", RowState.IN_FORCE: "success", RowState.REPLACED: None, RowState.WITHDRAWN: None}
WHEN = [("valid_from", "valid_to"), ("source", "source_date"), "confidence", "note"]


class InForceFilter(admin.SimpleListFilter):
    title = _("validity")
    parameter_name = "valid"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [
            ("now", _("in force today")),
            ("later", _("begins later")),
            ("over", _("over")),
            ("proposed", _("waits for a second officer")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        if self.value() == "now":
            return queryset.in_force_on(today)
        if self.value() == "later":
            return queryset.filter(state=RowState.IN_FORCE, valid_from__gt=today)
        if self.value() == "over":
            return (
                queryset.exclude(state=RowState.PROPOSED)
                .exclude(pk__in=queryset.model.objects.in_force_on(today))
                .filter(valid_from__lte=today)
            )
        return queryset.filter(state=RowState.PROPOSED) if self.value() == "proposed" else queryset


class DatedRowAdmin(ModelAdmin):
    """Rows in force are read here, not edited: a change is a newer row, which a second officer confirms."""

    list_filter = [InForceFilter, "market", "confidence", "state"]
    list_select_related = ["market", "proposed_by"]
    list_per_page = 100
    readonly_fields = ["state", "proposed_by", "confirmed_by", "confirmed_at"]
    actions = ["confirm_these", "withdraw_these"]
    actions_detail = ["propose_newer"]

    def has_delete_permission(self, request: HttpRequest, obj: DatedRow | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: DatedRow | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_proposed)

    def has_propose_permission(self, request: HttpRequest, object_id: int | None = None) -> bool:
        return self.has_add_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: DatedRow | None = None) -> list:
        told = [(None, {"fields": self.facts}), (_("Where it comes from"), {"fields": WHEN})]
        officers = (_("Two officers"), {"fields": ["state", "proposed_by", ("confirmed_by", "confirmed_at")]})
        return [*told, officers] if obj else told

    def save_model(self, request: HttpRequest, obj: DatedRow, form, change: bool) -> None:
        propose(row=obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: DatedRow, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    log_change = log_addition

    @display(description=_("state"), label=STATES, ordering="state")
    def shown_state(self, row: DatedRow) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("confidence"), label={Confidence.VERIFIED: "success", Confidence.UNVERIFIED: "warning"}, ordering="confidence")
    def shown_confidence(self, row: DatedRow) -> tuple[str, str]:
        return row.confidence, row.get_confidence_display()

    @action(description=_("Propose a newer row"), url_path="newer", permissions=["propose"], icon="add")
    def propose_newer(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The form for a new row with what this one says; its first day is left to the officer."""
        row = get_object_or_404(self.get_queryset(request), pk=object_id)
        named = [*self.copied, "source", "source_date", "confidence", "note"]
        facts = {name: getattr(row, f"{name}_id" if name == "market" else name) for name in named}
        query = urlencode({name: value for name, value in facts.items() if value not in (None, "", False)})
        return redirect(f"{reverse(f'admin:{self.opts.app_label}_{self.opts.model_name}_add')}?{query}")

    @admin.action(description=_("Put these proposals in force"), permissions=["change"])
    def confirm_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self._each(request, queryset, lambda row: confirm(row=row, by=request.user))
        if count:
            text = ngettext("%(count)d row is in force now.", "%(count)d rows are in force now.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("Take these proposals back"), permissions=["change"])
    def withdraw_these(self, request: HttpRequest, queryset: QuerySet) -> None:
        count = self._each(request, queryset, lambda row: withdraw(row=row, by=request.user))
        if count:
            text = ngettext("%(count)d proposal was taken back.", "%(count)d proposals were taken back.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    def _each(self, request: HttpRequest, queryset: QuerySet, work: Callable[[DatedRow], object]) -> int:
        """One by one: a row that cannot go does not hold up the others."""
        count = 0
        for row in queryset.order_by("pk"):
            try:
                work(row)
            except RowRefused as refusal:
                self.message_user(request, _("%(row)s: %(reason)s") % {"row": row, "reason": refusal}, messages.WARNING)
            else:
                count += 1
        return count


@admin.register(TaxRate)
class TaxRateAdmin(DatedRowAdmin):
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
    list_filter = [*DatedRowAdmin.list_filter, "kind"]
    search_fields = ["hs_prefix", "source", "note", "proof"]
    facts = ["market", ("kind", "hs_prefix"), ("percent", "per_kg"), ("origin", "proof", "needs_direct_transport")]
    copied = ["market", "kind", "hs_prefix", "percent", "per_kg", "origin", "proof", "needs_direct_transport"]

    @display(description=pgettext_lazy("of duty or tax", "rate"), ordering="percent")
    def shown_rate(self, row: TaxRate) -> str:
        if row.percent is not None:
            return f"{row.percent.normalize():f} %"
        return f"{row.per_kg.normalize():f} {row.market.currency}/kg" if row.per_kg is not None else str(_("unknown"))


@admin.register(RegimeLimit)
class RegimeLimitAdmin(DatedRowAdmin):
    list_display = ["market", "regime", "kind", "shown_amount", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    list_filter = [*DatedRowAdmin.list_filter, "regime"]
    search_fields = ["source", "note"]
    facts = ["market", ("regime", "kind"), "amount"]
    copied = ["market", "regime", "kind", "amount"]

    @display(description=_("amount or share"), ordering="amount")
    def shown_amount(self, row: RegimeLimit) -> str:
        number = f"{row.amount.normalize():f}"
        return number if row.kind in WITHOUT_CURRENCY else f"{number} {row.market.currency}"


@admin.register(ListedGoods)
class ListedGoodsAdmin(DatedRowAdmin):
    list_display = ["market", "hs_prefix", "listing", "valid_from", "valid_to", "shown_confidence", "source", "shown_state"]
    list_display_links = ["market", "hs_prefix"]
    list_filter = [*DatedRowAdmin.list_filter, "listing"]
    search_fields = ["hs_prefix", "source", "note"]
    facts = ["market", ("hs_prefix", "listing")]
    copied = ["market", "hs_prefix", "listing"]


@admin.register(AdmissionRule)
class AdmissionRuleAdmin(DatedRowAdmin):
    list_display = ["market", "hs_prefix", "shown_text", "way", "demand", "valid_from", "shown_confidence", "source", "shown_state"]
    list_display_links = ["market", "shown_text"]
    list_filter = [*DatedRowAdmin.list_filter, "demand", "way"]
    search_fields = ["hs_prefix", "code", "title", "title_zh", "source"]
    facts = ["market", ("code", "hs_prefix", "way"), ("demand", "evidence_code"), "title", "title_zh", "next_step", "next_step_zh", "link"]
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

    @display(description=_("confidence"), label={Confidence.VERIFIED: "success", Confidence.UNVERIFIED: "warning"})
    def shown_confidence(self, market: Market) -> tuple[str, str]:
        return market.confidence, market.get_confidence_display()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Market | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Market | None = None) -> bool:
        return False
