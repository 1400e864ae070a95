"""What officers see of the sale. Orders are moved by their buyer and seller alone; here nothing is edited but an inquiry's answer."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from marketplace.desk import ReadOnly, SavedByService
from marketplace.history.desk import history_of
from marketplace.look.writing import weight, with_code
from marketplace.money import Money
from orders import addresses
from orders.clearing import ClearingDesk
from orders.desk import order_doors
from orders.enums import GroupState, InquiryState, MoneyState, OrderState
from orders.exceptions import IllegalMove
from orders.models import DeliveryInquiry, Order, OrderGroup, OrderLine
from orders.models.order import money_state
from orders.payments.models import Payment
from orders.services.inquiries import answer_inquiry
from orders.services.payment import PURPOSE

GROUP_COLOURS = dict.fromkeys(GroupState) | {
    GroupState.SECURED: "info",
    GroupState.PAID: "success",
    GroupState.AWAITING_PAYMENT: "warning",
    GroupState.CANCELLED: "danger",
}
ORDER_COLOURS = dict.fromkeys(OrderState) | {
    OrderState.SECURED: "warning",
    OrderState.PAID: "warning",
    OrderState.ACCEPTED: "info",
    OrderState.PACKED: "info",
    OrderState.SHIPPED: "info",
    OrderState.DELIVERED: "success",
    OrderState.CANCELLED: "danger",
    OrderState.REFUSED: "danger",
}


MONEY_COLOURS = dict.fromkeys(MoneyState) | {
    MoneyState.PAID: "success",
    MoneyState.REFUNDING: "warning",
    MoneyState.REFUND_REFUSED: "danger",
    MoneyState.PARTLY_REFUNDED: "info",
    MoneyState.REFUNDED: "success",
}


class OrderInline(ReadOnly, StackedInline):
    model = Order
    fields = ["number", "state", "seller", "total_amount", "tracking_number"]
    readonly_fields = ["number"]
    show_change_link = True
    extra = 0
    tab = True


class LineInline(ReadOnly, TabularInline):
    model = OrderLine
    fields = [
        "sku",
        "name_en",
        "lot",
        "hs_code",
        "quantity",
        "cancelled_quantity",
        "returned_quantity",
        "unit",
        "unit_price",
        "line_total",
        "weights",
    ]
    readonly_fields = ["weights"]
    extra = 0
    tab = True

    @admin.display(description=_("net, gross of one"))
    def weights(self, line: OrderLine) -> str:
        return f"{weight(line.net_weight_g)}, {weight(line.gross_weight_g)}"


@admin.register(OrderGroup)
class OrderGroupAdmin(ReadOnly, ModelAdmin):
    list_display = ["number", "placed_at", "buyer", "destination_country", "shown_total", "shown_state", "shown_money"]
    list_filter = ["state", "destination_country", "currency", "is_demonstration"]
    search_fields = ["number", "email", "company_name", "purchase_order"]
    date_hierarchy = "placed_at"
    inlines = [OrderInline]
    fields = [
        "number", "state", "placed_at", "held_until",
        "secured_at", "secured_until", "paid_at", "ended_at", "buyer", "phone", "language", "company_code", "purchase_order",
        "written_address", "goods_amount", "delivery_amount", "total_amount", "currency", "money_moves", "history",
    ]  # fmt: skip
    readonly_fields = ["buyer", "written_address", "money_moves", "history"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderGroup]:
        sums = {"asked": Sum("orders__refund_requested"), "gone": Sum("orders__refunded_amount"), "refused": Sum("orders__refund_refused")}
        return super().get_queryset(request).select_related("user").annotate(**sums)

    @admin.display(description=_("buyer"))
    def buyer(self, group: OrderGroup) -> str:
        return " · ".join(part for part in (group.company_name, group.address.get("name", ""), group.email) if part)

    @admin.display(description=_("total"), ordering="total_amount")
    def shown_total(self, group: OrderGroup) -> str:
        return with_code(group.total)

    @display(description=_("state"), label=GROUP_COLOURS, ordering="state")
    def shown_state(self, group: OrderGroup) -> tuple[str, str]:
        return group.state, group.get_state_display()

    @display(description=_("money"), label=MONEY_COLOURS)
    def shown_money(self, group: OrderGroup) -> tuple[str, str]:
        """Beside the state, because what was refunded is not called paid."""
        sums = {name: Money(getattr(group, name) or 0, group.currency) for name in ("asked", "gone", "refused")}
        state = money_state(is_paid=bool(group.paid_at), total=group.total, **sums)
        return state, state.label

    @admin.display(description=_("address"))
    def written_address(self, group: OrderGroup) -> str:
        return ", ".join(addresses.lines(group.address, "en"))

    @admin.display(description=_("payments and refunds"))
    def money_moves(self, group: OrderGroup) -> str:
        """Every attempt to pay with what went back, each a link to its own page."""
        rows = []
        for payment in Payment.objects.filter(purpose=PURPOSE, key=group.number).prefetch_related("refunds"):
            rows.append(
                (reverse("admin:payments_payment_change", args=[payment.pk]), payment.reference, payment.get_state_display(), payment.money)
            )
            for refund in payment.refunds.all():
                rows.append(
                    (reverse("admin:payments_refund_change", args=[refund.pk]), refund.reference, refund.get_state_display(), refund.money)
                )
        return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a> · {} · {}</li>', rows)) if rows else "–"

    @admin.display(description=_("history"))
    def history(self, group: OrderGroup) -> str:
        return history_of(group)


@admin.register(Order)
class OrderAdmin(ClearingDesk, ReadOnly, ModelAdmin):
    list_display = ["number", "seller", "paid_at", "destination", "shown_goods", "shown_state", "shown_money"]
    list_filter = ["state", "currency", ("seller", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["number", "tracking_number", "seller_legal_name", "seller_tin"]
    list_select_related = ["group", "seller"]
    inlines = [LineInline]
    fields = [
        "number", "group", "state", "seller", "seller_legal_name", "seller_tin", "seller_registration", "seller_address", "seller_district",
        "seller_phone", "seller_email", "goods_amount", "delivery_amount", "total_amount", "currency", "refund_requested",
        "refunded_amount", "refund_refused", "delivery_service",
        "chargeable_weight_g", "transit_min_days", "transit_max_days", "delivery_quote", "carrier", "tracking_number", "paid_at",
        "accepted_at", "packed_at", "shipped_at", "delivered_at", "ended_at", "end_reason", "end_note", "history",
    ]  # fmt: skip
    readonly_fields = ["history"]
    change_form_before_template = "admin/orders/order/doors.html"

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        doors = [door for door in order_doors() if request.user.has_perm(door.right)]
        facts = {"doors": doors, "may_clear": self.may_clear(request, self.get_object(request, object_id))}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **facts})

    @admin.display(description=_("to"))
    def destination(self, order: Order) -> str:
        return f"{addresses.town(order.group.address, 'en')}, {order.group.destination_country}"

    @admin.display(description=_("goods"), ordering="goods_amount")
    def shown_goods(self, order: Order) -> str:
        return with_code(Money(order.goods_amount, order.currency))

    @display(description=_("state"), label=ORDER_COLOURS, ordering="state")
    def shown_state(self, order: Order) -> tuple[str, str]:
        return order.state, order.get_state_display()

    @display(description=_("money"), label=MONEY_COLOURS)
    def shown_money(self, order: Order) -> tuple[str, str]:
        state = order.money_state
        return state, state.label

    @admin.display(description=_("history"))
    def history(self, order: Order) -> str:
        return history_of(order)


class AnswerForm(forms.ModelForm):
    answer = forms.CharField(label=_("Answer to the buyer, in their language"), widget=UnfoldAdminTextareaWidget)

    class Meta:
        model = DeliveryInquiry
        fields: list[str] = []


@admin.register(DeliveryInquiry)
class DeliveryInquiryAdmin(SavedByService, ModelAdmin):
    """Questions for a rate, the open ones first. Enter a rate card, then tell the buyer."""

    form = AnswerForm
    list_display = ["asked_at", "shown_state", "seller", "country", "region", "email"]
    list_filter = ["state", "country"]
    list_select_related = ["seller"]
    ordering = ["-state", "asked_at"]
    readonly_fields = [
        "state",
        "asked_at",
        "seller",
        "email",
        "language",
        "country",
        "region",
        "wanted",
        "note",
        "answered_at",
        "answered_by",
    ]
    fields = [*readonly_fields, "answer"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    @display(description=_("state"), label={InquiryState.OPEN: "warning", InquiryState.ANSWERED: "success"}, ordering="state")
    def shown_state(self, inquiry: DeliveryInquiry) -> tuple[str, str]:
        return inquiry.state, inquiry.get_state_display()

    @admin.display(description=_("goods"))
    def wanted(self, inquiry: DeliveryInquiry) -> str:
        return format_html_join("", "<p>{}</p>", ((row,) for row in inquiry.goods))

    def save_model(self, request: HttpRequest, obj: DeliveryInquiry, form: AnswerForm, change: bool) -> None:
        try:
            answer_inquiry(inquiry=obj, answer=form.cleaned_data["answer"], by=request.user)
        except IllegalMove:
            self.refuse(request, _("This question was answered already."), messages.WARNING)
