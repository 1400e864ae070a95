"""The books, for officers to read. Rules are kept by them and never deleted: a rule is ended."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from marketplace.desk import ReadOnly
from marketplace.history.services import record
from marketplace.money import Money
from orders.payments.ledger.forms import SettlementForm
from orders.payments.ledger.models import Account, CommissionLine, CommissionRule, Entry, PaymentSplit, Posting, ProviderFee, Settlement
from orders.payments.ledger.services.settlements import record_settlement


class DatedRows(ModelAdmin):
    """Rows that count from a day on. None is deleted, it is ended; the history keeps every figure before and after."""

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj, form, change: bool) -> None:
        before = {name: str(form.initial.get(name)) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(form.cleaned_data[name]) for name in form.changed_data}
        action = f"{obj._meta.model_name}.{'changed' if change else 'added'}"
        record(subject=obj, action=action, by=request.user, before=before, after=after)


class PostingInline(ReadOnly, TabularInline):
    model = Posting
    fields = ["account", "item", "part", "amount"]
    ordering = ["pk"]
    extra = 0


@admin.register(Entry)
class EntryAdmin(ReadOnly, ModelAdmin):
    list_display = ["at", "key", "kind", "payment", "note"]
    list_filter = ["kind"]
    list_select_related = ["payment"]
    search_fields = ["key", "postings__part"]
    date_hierarchy = "at"
    inlines = [PostingInline]
    fields = ["key", "kind", "at", "payment", "note", "by"]


@admin.register(Account)
class AccountAdmin(ReadOnly, ModelAdmin):
    """All accounts of one currency sum to zero."""

    list_display = ["kind", "shown_owner", "currency", "balance"]
    list_filter = ["kind", "currency"]
    list_select_related = ["seller"]
    search_fields = ["seller__trade_name", "seller__legal_name", "owner"]
    fields = ["kind", "owner", "seller", "currency"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).annotate(sum=Sum("postings__amount"))

    @admin.display(description=pgettext_lazy("of an account", "owner"), ordering="owner")
    def shown_owner(self, account: Account) -> str:
        return str(account.seller or account.owner or "–")

    @admin.display(description=_("balance"), ordering="sum")
    def balance(self, account: Account) -> str:
        return str(Money(account.sum, account.currency)) if account.sum is not None else "–"


class CommissionLineInline(ReadOnly, TabularInline):
    model = CommissionLine
    fields = ["kind", "rule", "rate", "base_amount", "amount", "currency", "limit_kind", "limit_amount", "limit_currency"]
    extra = 0


@admin.register(PaymentSplit)
class PaymentSplitAdmin(ReadOnly, ModelAdmin):
    list_display = [
        "part",
        "seller",
        "goods",
        "delivery",
        "goods_refunded",
        "delivery_refunded",
        "other_refunded",
        "captured_at",
        "earned_at",
    ]
    list_filter = ["currency", ("earned_at", admin.EmptyFieldListFilter)]
    list_select_related = ["seller"]
    search_fields = ["part", "seller__trade_name", "payment__reference"]
    inlines = [CommissionLineInline]


@admin.register(CommissionRule)
class CommissionRuleAdmin(DatedRows):
    """What was frozen with a sale stays, whatever becomes of its rule."""

    list_display = ["kind", "shown_rate", "shown_limits", "seller", "category", "valid_from", "valid_to", "source", "is_demonstration"]
    list_filter = ["kind", "is_demonstration"]
    list_select_related = ["seller", "category"]
    autocomplete_fields = ["seller"]
    fields = [
        "kind",
        "rate",
        "least_amount",
        "most_amount",
        "limit_currency",
        ("seller", "category"),
        ("valid_from", "valid_to"),
        "source",
        "is_demonstration",
    ]

    @display(description=pgettext_lazy("of commission", "rate"), ordering="rate")
    def shown_rate(self, rule: CommissionRule) -> str:
        return f"{rule.percent} %"

    @display(description=_("least and most for an order"))
    def shown_limits(self, rule: CommissionRule) -> str:
        amounts = (
            Money(limit, rule.limit_currency).rounded() if limit is not None else "" for limit in (rule.least_amount, rule.most_amount)
        )
        return "{} – {}".format(*amounts) if rule.limit_currency else "–"


@admin.register(ProviderFee)
class ProviderFeeAdmin(ReadOnly, ModelAdmin):
    """From the provider's lists of a day, by the nightly comparison."""

    list_display = ["day", "provider", "reference", "refund_number", "money", "counted_by", "payment"]
    list_filter = ["provider", "currency"]
    list_select_related = ["payment", "counted_by"]
    search_fields = ["reference", "refund_number", "payment__reference", "payment__key"]
    date_hierarchy = "day"
    fields = ["provider", ("reference", "refund_number"), "day", "payment", "money", ("counted", "counted_by"), "entry", "at"]

    @admin.display(description=_("fee"), ordering="amount")
    def money(self, fee: ProviderFee) -> str:
        return str(fee.money)

    @admin.display(description=_("counted before"))
    def counted(self, fee: ProviderFee) -> str:
        return str(fee.counted)


@admin.register(Settlement)
class SettlementAdmin(ModelAdmin):
    """Written from a provider's statement; the ledger follows. What is written stays."""

    form = SettlementForm
    list_display = ["day", "provider", "reference", "gross", "fee", "known_fee", "settled", "rate", "rate_source"]
    list_filter = ["provider", "currency", "settled_currency"]
    search_fields = ["reference", "note"]
    date_hierarchy = "day"

    def has_change_permission(self, request: HttpRequest, obj: Settlement | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Settlement | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Settlement, form: SettlementForm, change: bool) -> None:
        told = form.cleaned_data
        saved = record_settlement(
            provider=told["provider"],
            reference=told["reference"],
            day=told["day"],
            gross=Money(told["gross_amount"], told["currency"]),
            fee=Money(told["fee_amount"], told["currency"]),
            settled=Money(told["settled_amount"], told["settled_currency"]),
            rate_source=told["rate_source"],
            note=told["note"],
            by=request.user,
        )
        obj.pk = saved.pk
