"""Discounts at the officers' desk: one proposes, another confirms. None in force is edited, none is deleted."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from marketplace.approval.desk import SeenForm, seen_at
from marketplace.desk import ReadOnly
from orders.discounts.codes import LEAST, MOST, key_of, shown_code
from orders.discounts.enums import DiscountState
from orders.discounts.exceptions import ChangedMeanwhile, DiscountRefused, SecondOfficer
from orders.discounts.models import Discount, DiscountUse
from orders.discounts.selectors import NAMES, cost_of
from orders.discounts.services.keeping import confirm_discount, end_discount, propose_discount

COLOURS = {
    DiscountState.PROPOSED: "warning",
    DiscountState.OFFERED: "warning",
    DiscountState.IN_FORCE: "success",
    DiscountState.WITHDRAWN: "danger",
}


class ProposalForm(forms.ModelForm):
    """An officer's proposal; the code is known however it is typed."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "name_en" in self.fields:
            self.fields["name_en"].required = True  # a language without a name reads the English one

    def clean_code(self) -> str:
        typed = self.cleaned_data.get("code", "")
        code = shown_code(typed)
        if typed and not LEAST <= len(code) <= MOST:
            raise ValidationError(_("A code has %(least)d to %(most)d letters and digits."), params={"least": LEAST, "most": MOST})
        if code and Discount.objects.filter(code_key=key_of(code)).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This code is taken. Choose another."))
        return code


class UseInline(ReadOnly, TabularInline):
    model = DiscountUse
    fields = ["key", "state", "amount", "house_amount", "currency", "at"]
    ordering = ["-pk"]
    extra = 0
    max_num = 0
    per_page = 50
    tab = True


@admin.register(Discount)
class DiscountAdmin(ModelAdmin):
    form = ProposalForm
    action_form = SeenForm
    list_display = ["name", "code", "keeper", "seller", "shown_state", "starts_at", "ends_at", "uses", "cost"]
    list_filter = ["state", "keeper"]
    list_select_related = ["seller"]
    list_per_page = 50
    search_fields = ["name_en", "name_zh_hans", "code"]
    autocomplete_fields = ["seller", "products"]
    fieldsets = [
        (None, {"fields": [*NAMES.values(), "code"]}),
        (_("What it takes off"), {"fields": [("percent", "amount"), ("minimum_amount", "currency")]}),
        (_("For what"), {"fields": ["seller", "categories", "products", "campaign"]}),
        (_("Who pays"), {"fields": [("house_percent", "is_of_campaign")]}),
        (_("When, and how often"), {"fields": ["starts_at", "ends_at", ("total_limit", "buyer_limit")]}),
    ]
    two_officers = (
        _("Two officers"),
        {"fields": ["keeper", "state", "made_by", ("confirmed_by", "confirmed_at"), ("agreed_by", "agreed_at")]},
    )
    inlines = [UseInline]
    actions = ["confirm_these", "end_these"]

    def get_fieldsets(self, request: HttpRequest, obj: Discount | None = None) -> list:
        return [*self.fieldsets, self.two_officers] if obj else self.fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Discount | None = None) -> list[str]:
        return ["keeper", "state", "made_by", "confirmed_by", "confirmed_at", "agreed_by", "agreed_at"]

    def get_inlines(self, request: HttpRequest, obj: Discount | None = None) -> list:
        return self.inlines if obj and obj.state != DiscountState.PROPOSED else []

    def has_delete_permission(self, request: HttpRequest, obj: Discount | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Discount | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state == DiscountState.PROPOSED)

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("discounts.confirm_discount")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Discount]:
        return super().get_queryset(request).select_related("seller", "campaign")

    def save_model(self, request: HttpRequest, obj: Discount, form: forms.ModelForm, change: bool) -> None:
        propose_discount(discount=obj, by=request.user)

    def log_addition(self, request: HttpRequest, obj: Discount, message) -> None:
        """The hash-chained history takes the place of Django's own log."""

    log_change = log_addition

    @display(description=_("state"), label=COLOURS, ordering="state")
    def shown_state(self, discount: Discount) -> tuple[str, str]:
        return discount.state, discount.get_state_display()

    @display(description=_("uses of discounts"))
    def uses(self, discount: Discount) -> str:
        times = sum(times for _off, _house, times in self._cost(discount))
        return f"{times} / {discount.total_limit}" if discount.total_limit else str(times)

    @display(description=_("paid by the marketplace"))
    def cost(self, discount: Discount) -> str:
        return ", ".join(str(house) for _off, house, _times in self._cost(discount) if house) or "–"

    def _cost(self, discount: Discount) -> list:
        return cost_of([discount.pk]).get(discount.pk, [])

    @admin.action(description=_("Put these proposals in force"), permissions=["confirm"])
    def confirm_these(self, request: HttpRequest, queryset: QuerySet[Discount]) -> None:
        when = seen_at(request)
        count = self._each(request, queryset, lambda discount: confirm_discount(discount=discount, by=request.user, seen_at=when))
        if count:
            text = ngettext("%(count)d discount is confirmed.", "%(count)d discounts are confirmed.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=_("End these now"), permissions=["confirm"])
    def end_these(self, request: HttpRequest, queryset: QuerySet[Discount]) -> None:
        count = self._each(request, queryset, lambda discount: end_discount(discount=discount, by=request.user))
        if count:
            text = ngettext("%(count)d discount has ended.", "%(count)d discounts have ended.", count) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    def _each(self, request: HttpRequest, queryset: QuerySet[Discount], work: Callable[[Discount], object]) -> int:
        """One by one: a rule that cannot go does not hold up the others."""
        count = 0
        for discount in queryset.order_by("pk"):
            try:
                work(discount)
            except DiscountRefused as refusal:
                self.message_user(request, _("%(row)s: %(reason)s") % {"row": discount, "reason": why_refused(refusal)}, messages.WARNING)
            else:
                count += 1
        return count


def why_refused(refusal: DiscountRefused) -> str:
    match refusal:
        case SecondOfficer():
            return _("Another officer than the one who proposed it must confirm it.")
        case ChangedMeanwhile():
            return _("It was changed after you opened this list. Look at it again.")
        case _:
            return _("It is in another state than this asks for: look at it again.")
