"""A buyer's orders: members see their list, guests the one the signed link opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.accounts.signed_in import signed_in
from orders import addresses
from orders.enums import ENDED_UNSOLD, GroupState, MoneyState, OrderState
from orders.exceptions import IllegalMove
from orders.identity.services import real_name_of
from orders.lanes import BUYER, Panel, panels_of
from orders.models import Order, OrderGroup
from orders.papers import Paper, papers_of
from orders.payments.models import Refund
from orders.payments.providers import get_provider, is_agreed
from orders.payments.providers.base import Provider
from orders.payments.selectors import current_payment, providers_for
from orders.payments.services import ask_soon
from orders.selectors.orders import groups_of, order_of
from orders.selectors.refunds import GroupMoney, money_of, refunds_of
from orders.selectors.timeline import Step, arrival_of, timeline
from orders.services.cancellation import abandon_group
from orders.services.cart import restore_lines
from orders.services.fulfilment import confirm_receipt
from orders.services.payment import PURPOSE
from orders.views.access import get_own_group, keep_order_key, recount, take_cart
from orders.views.paying import send_to_pay

PAGE_SIZE = 10


@dataclass(frozen=True)
class OrderLane:
    """One seller's parcel on the page of a group."""

    order: Order
    steps: list[Step]
    arrives: tuple[date, date] | None
    papers: list[Paper]
    refunds: list[Refund]
    panels: list[Panel]


@never_cache
@signed_in
@require_GET
def list_orders(request: HttpRequest) -> HttpResponse:
    page = Paginator(groups_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "orders/group_list.html", {"page": page})


@never_cache
@require_GET
def show_group(request: HttpRequest, number: str) -> HttpResponse:
    if key := request.GET.get("key"):
        keep_order_key(request, number, key[:60])
        get_own_group(request, number)  # a wrong key is a 404 like any other
        return redirect("orders:group-detail", number)
    return _render_group(request, get_own_group(request, number), "orders/group_detail.html")


@never_cache
@require_GET
def show_payment(request: HttpRequest, number: str) -> HttpResponse:
    """The part that waits for the payment's word; once it is there, the whole page."""
    group = get_own_group(request, number)
    if not request.htmx:
        return redirect("orders:group-detail", number)
    if group.state != GroupState.AWAITING_PAYMENT:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return _render_group(request, group, "orders/group_detail.html#waiting")


@require_POST
def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Try again to pay, while the hold lives."""
    group = get_own_group(request, number)
    return send_to_pay(request, group, provider=request.POST.get("provider", "")[:30])


@require_POST
def abandon(request: HttpRequest, number: str) -> HttpResponse:
    """Give up an unpaid order and have its goods back in the cart; of an ended one just the goods."""
    group = get_own_group(request, number)
    try:
        if group.state == GroupState.AWAITING_PAYMENT:
            abandon_group(group=group, by=request.user if request.user.is_authenticated else None)
    except IllegalMove:
        return redirect("orders:group-detail", number)
    lines = {line.variant_id: line.quantity for order in group.orders.all() for line in order.lines.all()}
    restore_lines(cart=take_cart(request), quantities=lines)
    recount(request)
    messages.success(request, _("The goods are in your cart again, as far as they are still there."))
    return redirect("orders:cart-detail")


@require_POST
def confirm(request: HttpRequest, number: str, order_number: str) -> HttpResponse:
    return _act(request, number, order_number, confirm_receipt, _("Thank you. The seller knows that order %(number)s has arrived."))


def _act(request: HttpRequest, number: str, order_number: str, service: Callable[..., Order], done: str) -> HttpResponse:
    order = order_of(get_own_group(request, number), order_number)
    try:
        service(order=order, by=request.user if request.user.is_authenticated else None)
        messages.success(request, done % {"number": order.number})
    except IllegalMove:
        messages.warning(request, _("The order has moved on meanwhile; this is how it stands now."))
    return redirect("orders:group-detail", number)


def _render_group(request: HttpRequest, group: OrderGroup, template: str) -> HttpResponse:
    orders = list(group.orders.all())
    for order in orders:
        order.group = group
    paid = [order for order in orders if order.paid_at]
    papers = papers_of([order for order in orders if order.begun_at])
    panels, refunds, money = panels_of(paid, BUYER), refunds_of(group), money_of(group, orders)
    payment = current_payment(purpose=PURPOSE, key=group.number) if group.state == GroupState.AWAITING_PAYMENT else None
    # One without an address was never opened: the payment company did not answer, or would not have it. Nothing is under way.
    is_waiting = bool(payment and payment.is_live and payment.redirect_url and request.GET.get("back") != "1")
    is_transfer = is_waiting and not get_provider(payment.provider).can_be_asked  # days, not seconds
    # Paid: the word came after the group was read. Whoever has just paid is never asked for money.
    is_confirming = bool(payment and payment.is_paid) or (is_waiting and not is_transfer)
    if is_confirming:
        ask_soon(payment=payment)  # a lost notification must not keep the buyer waiting
    context = {
        "group": group,
        "lanes": [_lane(order, papers, refunds, panels) for order in orders],
        "papers": papers,
        "payment": payment,
        "is_confirming": is_confirming,
        "refunds": [refund for refund in refunds if "order" not in refund.parts],
        "money": money,
        "is_transfer": is_transfer,
        "is_agreed": bool(payment and payment.is_live) and is_agreed(payment.provider),
        "providers": _ways_to_pay(group),
        "town": addresses.town(group.address, request.LANGUAGE_CODE),
        "address_lines": addresses.lines(group.address, request.LANGUAGE_CODE),
        "phone": addresses.masked_phone(group.phone),
        "named": real_name_of(group.number),
        "headline": _("We are waiting for your payment")
        if is_confirming
        else headline(group, orders, addresses.town(group.address, request.LANGUAGE_CODE), money),
        "is_member": group.user_id is not None,
    }
    return render(request, template, context)


def _ways_to_pay(group: OrderGroup) -> list[Provider]:
    ways = providers_for(currency=group.currency, country=group.destination_country) if group.is_payable else []
    return [way for way in ways if group.company_name or not way.is_for_companies]


def _lane(order: Order, papers: list[Paper], refunds: list[Refund], panels: list[Panel]) -> OrderLane:
    arrives = None if order.state in (*ENDED_UNSOLD, OrderState.DELIVERED, OrderState.AWAITING_PAYMENT) else arrival_of(order)
    return OrderLane(
        order,
        timeline(order),
        arrives,
        [paper for paper in papers if paper.order_id == order.pk],
        [refund for refund in refunds if refund.parts.get("order") == order.number],
        [panel for panel in panels if panel.order_id == order.pk],
    )


def headline(group: OrderGroup, orders: list[Order], town: str, money: GroupMoney) -> str:
    """What the reader wants to know first."""
    states = {order.state for order in orders if order.state not in ENDED_UNSOLD}
    match group.state:
        case GroupState.AWAITING_PAYMENT:
            return _("One step left: the payment")
        case GroupState.EXPIRED:
            return _("Not paid in time")
        case GroupState.CANCELLED:
            return _ended(money)
    if money.state == MoneyState.REFUNDED:
        return _("All your money has gone back to you")
    if money.asked == money.total and money.refused:
        return _("Your refund is held up; our staff is looking at it")
    if money.asked == money.total:
        return _("All your money is on its way back to you")
    if states <= {OrderState.DELIVERED}:
        return _("Everything has arrived")
    if OrderState.SHIPPED in states:
        return _("On its way to %(town)s") % {"town": town}
    if states & {OrderState.PACKED, OrderState.ACCEPTED}:
        return _("Being made ready for %(town)s") % {"town": town}
    if group.state == GroupState.SECURED:
        return _("Secured by a letter of credit. The seller is told")
    return _("Paid. The sellers are told")


def _ended(money: GroupMoney) -> str:
    match money.state:
        case MoneyState.REFUNDED:
            return _("Cancelled, and your money has gone back")
        case MoneyState.REFUNDING:
            return _("Cancelled, and your money is on its way back")
        case MoneyState.REFUND_REFUSED:
            return _("Cancelled; your refund is held up, and our staff is looking at it")
    return _("This order has ended")
