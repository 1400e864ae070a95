"""The officers' desk for customs: where we are registered, what was declared, and a payment declared by hand."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.desk import ReadOnly
from marketplace.history.services import record
from marketplace.money import Money
from orders.payments.customs.enums import DeclarationState
from orders.payments.customs.forms import DeclareForm
from orders.payments.customs.models import YUAN, CustomsDeclaration, CustomsRegistration
from orders.payments.customs.services import CannotDeclare, Person, declare_payment, send_again

COLOURS = dict.fromkeys(DeclarationState) | {
    DeclarationState.WAITING: "warning",
    DeclarationState.TAKEN: "info",
    DeclarationState.CLEARED: "success",
    DeclarationState.TURNED_BACK: "danger",
    DeclarationState.REFUSED: "danger",
}


@admin.register(CustomsRegistration)
class CustomsRegistrationAdmin(ModelAdmin):
    """A row that something was declared under is ended, not deleted."""

    list_display = ["place", "code", "name", "valid_from", "valid_to", "source"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: CustomsRegistration, form, change: bool) -> None:
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(getattr(obj, name)) for name in form.changed_data}
        action = "customs_registration.changed" if change else "customs_registration.entered"
        record(subject=obj, action=action, by=request.user, before=before, after=after)


@admin.register(CustomsDeclaration)
class CustomsDeclarationAdmin(ReadOnly, ModelAdmin):
    form = DeclareForm
    list_display = [
        "reference",
        "payment_key",
        "shown_amount",
        "shown_state",
        "is_same_person",
        "customs_words",
        "last_error",
        "created_at",
    ]
    list_filter = ["state", "is_same_person", "registration__place"]
    list_select_related = ["payment"]
    search_fields = ["reference", "payment__reference", "payment__key", "number"]
    actions = ["send"]
    wish = ["payment_reference", "place", "yuan", "seller_order", "buyer_name", "buyer_number"]
    told = [
        ("reference", "payment"),
        ("registration", "part"),
        ("shown_amount", "state"),
        ("number", "payer_number"),
        ("pay_code", "pay_transaction", "verified_by"),
        "is_same_person",
        ("customs_code", "customs_words"),
        ("attempts", "questions", "last_error"),
        ("created_at", "ended_at", "requested_by"),
    ]

    def get_fields(self, request: HttpRequest, obj=None) -> list:
        return self.told if obj else self.wish

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["reference", "shown_amount"] if obj else []

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        if obj:
            return super().get_form(request, obj, change, **kwargs)
        form, refusal = super().get_form(request, obj, change, **{**kwargs, "fields": []}), getattr(request, "refusal", "")

        class Refused(form):
            def clean(self):
                super().clean()
                self.add_error("payment_reference", refusal)

        return Refused if refusal else form

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("customs.declare")

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("customs.declare")

    @admin.display(description=_("for"), ordering="payment__key")
    def payment_key(self, row: CustomsDeclaration) -> str:
        return f"{row.payment.key} {row.part}".strip()

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, row: CustomsDeclaration) -> str:
        return str(row.money)

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, row: CustomsDeclaration) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None) -> HttpResponse:
        if request.method == "POST" and self.has_add_permission(request):
            form = DeclareForm(request.POST)
            if form.is_valid() and (row := self._declare(request, form)):
                return HttpResponseRedirect(reverse("admin:customs_customsdeclaration_change", args=[row.pk]))
        return super().add_view(request, form_url, extra_context)

    def _declare(self, request: HttpRequest, form: DeclareForm) -> CustomsDeclaration | None:
        told, payment = form.cleaned_data, form.payment
        amount = Money(told["yuan"] if told["yuan"] is not None else payment.captured_amount, YUAN)
        buyer = Person(told["buyer_name"], told["buyer_number"]) if told["buyer_name"] else None
        try:
            row = declare_payment(
                payment=payment, amount=amount, place=told["place"], part=told["seller_order"], buyer=buyer, by=request.user
            )
        except CannotDeclare as refusal:
            request.refusal = refusal.args[0]
            return None
        self.message_user(request, _("The provider is being told. Load this page again in a moment."), messages.SUCCESS)
        return row

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        return {"payment_reference": request.GET.get("payment", "")}

    @admin.action(description=_("Send or ask again now"), permissions=["send"])
    def send(self, request: HttpRequest, queryset) -> None:
        count = 0
        for row in queryset.order_by("pk"):
            try:
                send_again(declaration=row, by=request.user)
                count += 1
            except CannotDeclare as refusal:
                self.message_user(request, f"{row}: {refusal.args[0]}", messages.WARNING)
        text = ngettext("%(count)d is being worked.", "%(count)d are being worked.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS if count else messages.INFO)
