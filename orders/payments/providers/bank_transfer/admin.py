"""The officers' desk for transfers: accounts, statements, lines nobody can place, transfers back."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from marketplace.desk import ReadOnly, SavedByService
from marketplace.history.services import record
from orders.payments.providers.bank_transfer import forms
from orders.payments.providers.bank_transfer.enums import LineState, ReturnState
from orders.payments.providers.bank_transfer.forms import LineForm, ReturnForm, StatementForm
from orders.payments.providers.bank_transfer.models import BankAccount, BankLine, BankReturn, BankStatement, LineShare, ProForma
from orders.payments.providers.bank_transfer.services.importing import StatementKnown, import_statement
from orders.payments.providers.bank_transfer.services.matching import CannotPlace, place_line, send_line_back, set_line_aside
from orders.payments.providers.bank_transfer.services.returning import order_returns
from orders.payments.providers.bank_transfer.services.specimen import specimen_statement
from orders.payments.providers.bank_transfer.statements.reading import BadStatement

LINE_COLOURS = dict.fromkeys(LineState) | {
    LineState.MATCHED: "success",
    LineState.OPEN: "danger",
    LineState.RETURNED: "warning",
    LineState.UNREAD: "info",
}
RETURN_COLOURS = dict.fromkeys(ReturnState) | {
    ReturnState.WAITING: "danger",
    ReturnState.ORDERED: "info",
    ReturnState.BOOKED: "success",
    ReturnState.BOUNCED: "danger",
}
ROWS_NAMED = 30


@admin.register(BankAccount)
class BankAccountAdmin(ModelAdmin):
    """A row that has been paid into is ended, not deleted."""

    list_display = ["holder", "bank", "number", "bic", "currency", "days_to_pay", "valid_from", "valid_to", "is_demonstration"]
    list_filter = ["currency", "is_demonstration"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: BankAccount, form, change: bool) -> None:
        before = {name: str(form.initial.get(name, "")) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: str(getattr(obj, name)) for name in form.changed_data}
        record(
            subject=obj, action="bank_account.changed" if change else "bank_account.entered", by=request.user, before=before, after=after
        )


@admin.register(ProForma)
class ProFormaAdmin(ReadOnly, ModelAdmin):
    list_display = ["number", "written_reference", "payment", "account", "issued_at"]
    list_select_related = ["payment", "account"]
    search_fields = ["number", "reference", "payment__reference"]
    fields = ["number", "written_reference", "payment", "account", "issued_at", "paper"]
    readonly_fields = ["written_reference", "paper"]
    actions = ["try_out"]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bank_transfer.import_statement")

    @admin.action(description=_("Demonstration: a statement in which these are paid"), permissions=["import"])
    def try_out(self, request: HttpRequest, queryset) -> HttpResponse | None:
        table = specimen_statement(queryset.select_related("payment", "account"))
        if not table:
            self.message_user(request, _("None of them waits for money on a demonstration account."), messages.WARNING)
            return None
        return HttpResponse(
            table, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="statement.csv"'}
        )

    @admin.display(description=_("payment reference"), ordering="reference")
    def written_reference(self, pro_forma: ProForma) -> str:
        return pro_forma.written_reference

    @admin.display(description=_("file"))
    def paper(self, pro_forma: ProForma) -> str:
        return format_html('<a href="{}">{}.pdf</a>', reverse("bank_transfer:pro-forma", args=[pro_forma.token]), pro_forma.number)


@admin.register(BankStatement)
class BankStatementAdmin(ModelAdmin):
    """A file is read in whole or not at all, and every row that stands in the way is named."""

    form = StatementForm
    list_display = ["file_name", "account", "format", "lines", "imported_at", "imported_by"]
    list_select_related = ["account", "imported_by"]
    fields = ["account", "file"]

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["account", "file_name", "format", "sha256", "imported_at", "imported_by"] if obj else ["account", "file"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).annotate(count=Count("lines"))

    @admin.display(description=_("lines"))
    def lines(self, statement: BankStatement) -> str:
        url = reverse("admin:bank_transfer_bankline_changelist")
        return format_html('<a href="{}?statement__id__exact={}">{}</a>', url, statement.pk, statement.count)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bank_transfer.import_statement")

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None) -> HttpResponse:
        """The form of the desk around our own reading: a file that cannot be read is told row by row, in the form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            form = StatementForm(request.POST, request.FILES)
            if form.is_valid() and (answer := self._read_in(request, form)):
                return answer
        return super().add_view(request, form_url, extra_context)

    def _read_in(self, request: HttpRequest, form: StatementForm) -> HttpResponse | None:
        file = form.cleaned_data["file"]
        try:
            done = import_statement(account=form.cleaned_data["account"], file_name=file.name, body=file.read(), by=request.user)
        except BadStatement as refusal:
            request.statement_errors = [_row_told(error) for error in refusal.errors[:ROWS_NAMED]]
            if more := len(refusal.errors) - ROWS_NAMED:
                request.statement_errors += [_("And %(count)s more.") % {"count": more}] if more > 0 else []
            return None
        except StatementKnown as known:
            self.message_user(request, _("This file was read in before; nothing has changed."), messages.INFO)
            return HttpResponseRedirect(reverse("admin:bank_transfer_bankstatement_change", args=[known.statement.pk]))
        text = ngettext("%(count)d new line is being matched.", "%(count)d new lines are being matched.", done.new) % {"count": done.new}
        if done.known:
            text += " " + ngettext("%(count)d was here already.", "%(count)d were here already.", done.known) % {"count": done.known}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(f"{reverse('admin:bank_transfer_bankline_changelist')}?statement__id__exact={done.statement.pk}")

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        told = getattr(request, "statement_errors", None)
        if not told:
            return form

        class Refused(form):
            def clean(self):
                super().clean()
                for text in told:
                    self.add_error("file", text)

        return Refused


def _row_told(error) -> str:
    return _("Row %(row)s: %(text)s") % {"row": error.row, "text": error.text} if error.row else error.text


class ShareInline(ReadOnly, TabularInline):
    model = LineShare
    fields = ["payment", "amount", "placed_at", "placed_by"]
    extra = 0


@admin.register(BankLine)
class BankLineAdmin(SavedByService, ModelAdmin):
    """What the bank wrote is read only; an open line waits for somebody to say what it is for."""

    form = LineForm
    list_display = ["booked_on", "shown_amount", "shown_state", "counterparty", "text", "note"]
    list_filter = ["state", "account", "booked_on", "statement"]
    search_fields = ["text", "counterparty", "bank_reference"]
    inlines = [ShareInline]
    said = [
        ("booked_on", "shown_amount"),
        "counterparty",
        ("their_account", "counterparty_bic"),
        "text",
        "bank_reference",
        ("statement", "row"),
        "note",
    ]

    def get_fieldsets(self, request: HttpRequest, obj=None):
        told = (_("What the bank says"), {"fields": self.said})
        if obj and self.has_change_permission(request, obj):
            return [told, (_("What it is for"), {"fields": ["decision", "number", "why"]})]
        return [told]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return [name for group in self.said for name in ([group] if isinstance(group, str) else group)]

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        return super().get_form(request, obj, change, **{**kwargs, "fields": []})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm("bank_transfer.place_line") and (obj is None or obj.state == LineState.OPEN)

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, line: BankLine) -> str:
        return str(line.money)

    @admin.display(description=_("their account"))
    def their_account(self, line: BankLine) -> str:
        return f"…{line.counterparty_account[-4:]}" if line.counterparty_account else "–"

    @display(description=_("state"), label=LINE_COLOURS, ordering="state")
    def shown_state(self, line: BankLine) -> tuple[str, str]:
        return line.state, line.get_state_display()

    def save_model(self, request: HttpRequest, obj: BankLine, form: LineForm, change: bool) -> None:
        said, why = form.cleaned_data, form.cleaned_data["why"]
        try:
            match said["decision"]:
                case forms.BACK:
                    send_line_back(line=obj, by=request.user, note=why)
                case forms.ASIDE:
                    set_line_aside(line=obj, by=request.user, note=why)
                case _:
                    place_line(line=obj, pro_forma=said["pro_forma"], by=request.user)
        except CannotPlace as refusal:
            self.refuse(request, refusal.args[0])


@admin.register(BankReturn)
class BankReturnAdmin(ModelAdmin):
    """Transfers back: ordered as a table for the bank, done when a statement shows them."""

    form = ReturnForm
    list_display = ["refund_for", "shown_amount", "shown_state", "payee", "their_account", "created_at", "ordered_at"]
    list_filter = ["state", "currency"]
    list_select_related = ["refund__payment"]
    search_fields = ["refund__reference", "refund__payment__key", "payee"]
    actions = ["order"]

    def get_fields(self, request: HttpRequest, obj=None) -> list:
        payee = (
            ["payee", ("account_of_payee", "payee_bic")]
            if self.has_change_permission(request, obj)
            else ["payee", ("their_account", "payee_bic")]
        )
        return [("refund_for", "shown_amount"), *payee, "account", ("ordered_at", "ordered_by"), "booked_line", "note"]

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> list[str]:
        return ["refund_for", "shown_amount", "their_account", "account", "ordered_at", "ordered_by", "booked_line", "note"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        may = request.user.has_perm("bank_transfer.order_return")
        return may and (obj is None or obj.state in (ReturnState.WAITING, ReturnState.BOUNCED))

    def has_order_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bank_transfer.order_return")

    @admin.display(description=_("for"))
    def refund_for(self, one: BankReturn) -> str:
        return f"{one.refund.payment.key} · {one.refund.reference}"

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, one: BankReturn) -> str:
        return str(one.money)

    @admin.display(description=_("their account"))
    def their_account(self, one: BankReturn) -> str:
        return f"…{one.payee_account[-4:]}" if one.payee_account else "–"

    @display(description=_("state"), label=RETURN_COLOURS, ordering="state")
    def shown_state(self, one: BankReturn) -> tuple[str, str]:
        return one.state, one.get_state_display()

    def save_model(self, request: HttpRequest, obj: BankReturn, form, change: bool) -> None:
        super().save_model(request, obj, form, change)
        record(
            subject=obj,
            action="bank_return.addressed",
            by=request.user,
            after={"payee": obj.payee, "account": f"…{obj.payee_account[-4:]}"},
        )

    @admin.action(description=_("Order these at the bank: download the table"), permissions=["order"])
    def order(self, request: HttpRequest, queryset) -> HttpResponse | None:
        table, ordered = order_returns(returns=queryset, by=request.user)
        if not ordered:
            self.message_user(request, _("None of them waits to be ordered and has a payee with an account."), messages.WARNING)
            return None
        return HttpResponse(
            table, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="transfers-back.csv"'}
        )
