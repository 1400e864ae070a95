"""What staff see of payments. Nothing is edited by hand: money moves through services alone."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget

from marketplace.desk import ReadOnly
from marketplace.hubs.context import current_hub
from orders.payments.enums import PaymentState, RefundState, Verdict
from orders.payments.exceptions import PaymentRefused
from orders.payments.models import Payment, PaymentMessage, PaymentRoute, Refund
from orders.payments.providers import available_providers, name_of
from orders.payments.services import replay_message, retry_refund


class MessageInline(ReadOnly, TabularInline):
    model = PaymentMessage
    fields = ["received_at", "kind", "verdict", "note", "text"]
    readonly_fields = ["text"]
    ordering = ["pk"]
    extra = 0
    tab = True

    @admin.display(description=_("what was said"))
    def text(self, message: PaymentMessage) -> str:
        return message.text[:2000]


class RefundInline(ReadOnly, TabularInline):
    model = Refund
    fields = ["reference", "amount", "currency", "reason", "state", "attempts", "last_error", "done_at"]
    readonly_fields = ["reference"]
    ordering = ["pk"]
    extra = 0
    tab = True


STATE_COLOURS = dict.fromkeys(PaymentState) | {
    PaymentState.PAID: "success",
    PaymentState.PENDING: "info",
    PaymentState.UNWANTED: "danger",
    PaymentState.PARTIALLY_REFUNDED: "warning",
}
REFUND_COLOURS = dict.fromkeys(RefundState) | {RefundState.DONE: "success", RefundState.WAITING: "warning", RefundState.REFUSED: "danger"}
VERDICT_COLOURS = dict.fromkeys(Verdict) | {
    Verdict.SETTLED: "success",
    Verdict.REPEATED: "info",
    Verdict.BAD_SIGNATURE: "danger",
    Verdict.WRONG_AMOUNT: "danger",
    Verdict.ERROR: "danger",
}


@admin.register(Payment)
class PaymentAdmin(ReadOnly, ModelAdmin):
    list_display = ["key", "shown_amount", "shown_state", "shown_provider", "reference", "created_at", "paid_at"]
    list_filter = ["state", "provider", "currency", "purpose"]
    search_fields = ["reference", "key", "provider_reference"]
    date_hierarchy = "created_at"
    inlines = [MessageInline, RefundInline]
    readonly_fields = ["reference"]
    fieldsets = [
        (None, {"fields": ["reference", ("purpose", "key"), "part_of", ("amount", "currency"), "state", "description"]}),
        (_("At the provider"), {"fields": [("provider", "provider_reference"), ("queries", "next_query_at"), "return_url"]}),
        (_("Money"), {"fields": [("captured_amount", "captured_currency"), ("refund_requested", "refunded_amount")]}),
        (_("Times"), {"fields": [("created_at", "expires_at"), ("paid_at", "ended_at")]}),
    ]

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, payment: Payment) -> str:
        return str(payment.money)

    @admin.display(description=_("provider"), ordering="provider")
    def shown_provider(self, payment: Payment) -> str:
        return name_of(payment.provider)

    @display(description=_("state"), label=STATE_COLOURS, ordering="state")
    def shown_state(self, payment: Payment) -> tuple[str, str]:
        return payment.state, payment.get_state_display()


@admin.register(PaymentMessage)
class PaymentMessageAdmin(ReadOnly, ModelAdmin):
    """Among them those that belong to no payment: forged, unreadable, unknown."""

    list_display = ["received_at", "shown_provider", "kind", "shown_verdict", "payment", "note"]
    list_filter = ["verdict", "kind", "provider"]
    list_select_related = ["payment"]
    search_fields = ["payment__reference", "note"]
    date_hierarchy = "received_at"
    fields = ["received_at", "provider", "kind", "payment", "verdict", "note", "notice_id", "first", "headers", "text"]
    readonly_fields = ["text"]
    actions = ["replay"]

    def has_replay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.replay_message")

    @admin.display(description=_("provider"), ordering="provider")
    def shown_provider(self, message: PaymentMessage) -> str:
        return name_of(message.provider)

    @display(description=_("verdict"), label=VERDICT_COLOURS, ordering="verdict")
    def shown_verdict(self, message: PaymentMessage) -> tuple[str, str]:
        return message.verdict, message.get_verdict_display()

    @admin.display(description=_("what was said"))
    def text(self, message: PaymentMessage) -> str:
        return message.text

    @admin.action(description=_("Work these messages again"), permissions=["replay"])
    def replay(self, request: HttpRequest, queryset) -> None:
        count = 0
        for message in queryset.order_by("pk"):
            try:
                replay_message(message=message, by=request.user)
            except PaymentRefused:
                text = _("Message %(number)s cannot be worked again: it was taken, or it is no notification.")
                self.message_user(request, text % {"number": message.pk}, messages.WARNING)
            else:
                count += 1
        text = ngettext("%(count)d message was worked again.", "%(count)d messages were worked again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.INFO)


@admin.register(Refund)
class RefundAdmin(ReadOnly, ModelAdmin):
    """The queue of what goes back; what waits longest is worked first, and what was refused can be tried again."""

    list_display = ["payment_key", "shown_amount", "shown_state", "reason", "attempts", "last_error", "created_at"]
    list_filter = ["state", "reason"]
    list_select_related = ["payment"]
    search_fields = ["reference", "payment__reference", "payment__key"]
    readonly_fields = ["reference"]
    actions = ["retry"]

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("payments.retry_refund")

    @admin.display(description=_("for"), ordering="payment__key")
    def payment_key(self, refund: Refund) -> str:
        return refund.payment.key

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, refund: Refund) -> str:
        return str(refund.money)

    @display(description=_("state"), label=REFUND_COLOURS, ordering="state")
    def shown_state(self, refund: Refund) -> tuple[str, str]:
        return refund.state, refund.get_state_display()

    @admin.action(description=_("Try these refunds again"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset) -> None:
        """One by one: one that cannot go again does not hold up the others."""
        count = 0
        for refund in queryset.order_by("pk"):
            try:
                retry_refund(refund=refund, by=request.user)
            except PaymentRefused:
                text = _("%(reference)s cannot be tried again: it is done, or the money has gone back another way.")
                self.message_user(request, text % {"reference": refund.reference}, messages.WARNING)
            else:
                count += 1
        text = ngettext("%(count)d refund will be tried again.", "%(count)d refunds will be tried again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.INFO)


@admin.register(PaymentRoute)
class PaymentRouteAdmin(ModelAdmin):
    list_display = ["provider", "currency", "country", "position", "valid_from", "valid_to", "source"]
    list_filter = ["provider", "currency"]

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs):
        """Only providers that are switched on here, only currencies the hub sells in."""
        choices = {
            "provider": lambda: [(code, provider.name) for code, provider in available_providers().items()],
            "currency": lambda: [(code, code) for code in current_hub().selling_currencies],
        }
        if db_field.name in choices:
            widget = UnfoldAdminSelectWidget(choices=choices[db_field.name]())
            return forms.ChoiceField(label=capfirst(db_field.verbose_name), choices=choices[db_field.name](), widget=widget)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
