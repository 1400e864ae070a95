"""Lists of what a provider and we disagree about, each with its actions, and the comparisons that found it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import display

from marketplace.desk import ReadOnly, SavedByService
from marketplace.jobs import enqueue
from orders.payments.exceptions import BadMessage, ProviderAway
from orders.payments.reconciliation.enums import DifferenceState, RunState
from orders.payments.reconciliation.forms import DayForm, ExplainForm, written_books
from orders.payments.reconciliation.models import (
    AmountDiffers,
    Difference,
    OrderWithoutPayment,
    PaidWithoutOrder,
    RefundMissing,
    RefundUnknown,
    Run,
)
from orders.payments.reconciliation.services import CannotResolve, explain, look_again, send_again, send_back, take_in

STATES = {
    DifferenceState.OPEN: "danger",
    DifferenceState.HEALED: "success",
    DifferenceState.SENT_BACK: "warning",
    DifferenceState.EXPLAINED: "info",
}
RUNS = {RunState.DONE: "success", RunState.RUNNING: "info", RunState.FAILED: "danger"}


class DifferenceAdmin(SavedByService, ModelAdmin):
    """Nothing of a difference is edited: it is closed by an action, or in words."""

    form = ExplainForm
    list_display = ["number", "day", "shown_theirs", "shown_ours", "shown_state", "payment_key", "found_at", "note"]
    list_filter = ["state", "books", "day"]
    list_select_related = ["payment", "refund"]
    search_fields = ["reference", "provider_reference", "refund_number", "payment__key"]
    told = [
        ("shown_books", "day"),
        ("reference", "provider_reference"),
        "refund_number",
        ("shown_theirs", "shown_ours"),
        ("payment", "refund"),
        ("state", "found_at"),
        ("closed_at", "closed_by"),
        "note",
    ]

    def get_fieldsets(self, request: HttpRequest, obj=None):
        facts = (None, {"fields": self.told})
        if obj and self.has_change_permission(request, obj):
            return [facts, (_("Close it in words"), {"fields": ["why"]})]
        return [facts]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [name for group in self.told for name in ([group] if isinstance(group, str) else group)]

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        return super().get_form(request, obj, change, **{**kwargs, "fields": []})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return self.has_resolve_permission(request) and (obj is None or obj.state == DifferenceState.OPEN)

    def has_resolve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reconciliation.resolve_difference")

    @admin.display(description=_("whose books"))
    def shown_books(self, row: Difference) -> str:
        return written_books(row.books)

    @admin.display(description=_("number"))
    def number(self, row: Difference) -> str:
        return row.refund_number or str(row)

    @admin.display(description=_("in their books"), ordering="their_amount")
    def shown_theirs(self, row: Difference) -> str:
        return str(row.theirs)

    @admin.display(description=_("in our books"), ordering="our_amount")
    def shown_ours(self, row: Difference) -> str:
        return str(row.ours)

    @admin.display(description=_("for"))
    def payment_key(self, row: Difference) -> str:
        return row.payment.key if row.payment else "–"

    @display(description=_("state"), label=STATES, ordering="state")
    def shown_state(self, row: Difference) -> tuple[str, str]:
        return row.state, row.get_state_display()

    def save_model(self, request: HttpRequest, obj: Difference, form: ExplainForm, change: bool) -> None:
        try:
            explain(difference=obj, note=form.cleaned_data["why"], by=request.user)
        except CannotResolve as refusal:
            self.refuse(request, refusal.args[0])

    @admin.action(description=_("Ask the provider again"), permissions=["resolve"])
    def look_again(self, request: HttpRequest, queryset) -> None:
        closed = self._each(request, queryset, look_again)
        text = ngettext("%(count)d agrees now.", "%(count)d agree now.", closed) if closed else _("None of them agrees yet.")
        self.message_user(request, text % {"count": closed} if closed else text, messages.SUCCESS if closed else messages.INFO)

    @admin.action(description=_("Send the money back"), permissions=["resolve"])
    def send_back(self, request: HttpRequest, queryset) -> None:
        sent = self._each(request, queryset, send_back)
        text = ngettext("%(count)d is being sent back.", "%(count)d are being sent back.", sent) % {"count": sent}
        self.message_user(request, text, messages.SUCCESS if sent else messages.INFO)

    @admin.action(description=_("Send it again under the same number"), permissions=["resolve"])
    def send_again(self, request: HttpRequest, queryset) -> None:
        sent = self._each(request, queryset, send_again)
        text = ngettext("%(count)d stands in both books now.", "%(count)d stand in both books now.", sent) % {"count": sent}
        self.message_user(request, text, messages.SUCCESS if sent else messages.INFO)

    @admin.action(description=_("Take it into our books, at the marketplace's expense"), permissions=["resolve"])
    def take_in(self, request: HttpRequest, queryset) -> None:
        taken = self._each(request, queryset, take_in)
        text = ngettext("%(count)d stands in both books now.", "%(count)d stand in both books now.", taken) % {"count": taken}
        self.message_user(request, text, messages.SUCCESS if taken else messages.INFO)

    def _each(self, request: HttpRequest, queryset, act: Callable[..., Difference]) -> int:
        """One by one: one that cannot be resolved so does not hold up the others. How many were closed."""
        closed = 0
        for row in queryset.order_by("pk"):
            try:
                closed += act(difference=row, by=request.user).state != DifferenceState.OPEN
            except CannotResolve as refusal:
                self.message_user(request, f"{row}: {refusal.args[0]}", messages.WARNING)
            except (ProviderAway, BadMessage):
                text = _("%(number)s: the provider gives no clear answer. Try again later.") % {"number": row}
                self.message_user(request, text, messages.WARNING)
        return closed


@admin.register(PaidWithoutOrder)
class PaidWithoutOrderAdmin(DifferenceAdmin):
    actions = ["look_again", "send_back"]


@admin.register(OrderWithoutPayment)
class OrderWithoutPaymentAdmin(DifferenceAdmin):
    actions = ["look_again"]


@admin.register(AmountDiffers)
class AmountDiffersAdmin(DifferenceAdmin):
    actions = ["look_again", "send_back"]


@admin.register(RefundMissing)
class RefundMissingAdmin(DifferenceAdmin):
    actions = ["look_again", "send_again"]


@admin.register(RefundUnknown)
class RefundUnknownAdmin(DifferenceAdmin):
    actions = ["look_again", "take_in"]


@admin.register(Run)
class RunAdmin(ReadOnly, ModelAdmin):
    """Comparisons of a day; a new one is asked for here and done by a worker."""

    form = DayForm
    list_before_template = "reconciliation/ways.html"
    list_display = ["day", "shown_books", "way", "shown_state", "lines", "payments", "healed", "found", "started_at"]
    list_filter = ["state", "books"]
    date_hierarchy = "day"

    def get_fields(self, request: HttpRequest, obj=None) -> list:
        facts = [
            ("shown_books", "day"),
            ("state", "way"),
            ("lines", "payments"),
            ("healed", "found"),
            "note",
            ("started_at", "finished_at"),
            "asked_by",
        ]
        return facts if obj else ["books", "day"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reconciliation.reconcile")

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["shown_books", "way"] if obj else []

    @admin.display(description=_("whose books"), ordering="books")
    def shown_books(self, run: Run) -> str:
        return written_books(run.books)

    @admin.display(description=_("how"), ordering="is_by_question")
    def way(self, run: Run) -> str:
        return _("asked one by one") if run.is_by_question else _("list of the day")

    @display(description=_("state"), label=RUNS, ordering="state")
    def shown_state(self, run: Run) -> tuple[str, str]:
        return run.state, run.get_state_display()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None) -> HttpResponse:
        """Nothing is saved here: the worker writes the comparison down when it begins."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = DayForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            wish = {"books": form.cleaned_data["books"], "day": str(form.cleaned_data["day"]), "by": request.user.pk}
            enqueue("reconciliation.day", payload=wish)
            self.message_user(request, _("The day is being compared. Load this page again in a moment."), messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:reconciliation_run_changelist"))
        return super().add_view(request, form_url, extra_context)
