"""An order's way as its readers see it: what is done, what is now, who acts next, when it is expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.enums import OrderState
from orders.handling import accept_day, ready_day
from orders.lanes import BUYER, SELLER
from orders.models import Order

# What is said otherwise to the buyer and to the seller.
ENDED = {
    (OrderState.CANCELLED, BUYER): _("Cancelled by you"),
    (OrderState.CANCELLED, SELLER): _("Cancelled by the buyer"),
    (OrderState.REFUSED, BUYER): _("Sent back by the seller"),
    (OrderState.REFUSED, SELLER): _("Sent back by you"),
}
CARRIERS_TURN = {
    BUYER: _("The carrier acts next. Please confirm when it is there."),
    SELLER: _("The carrier acts next. The buyer confirms when it is there."),
}


@dataclass(frozen=True)
class Step:
    title: str | Promise
    at: datetime | None = None
    note: str | Promise = ""
    is_done: bool = False
    is_now: bool = False
    is_bad: bool = False
    first: date | None = None  # expected, from
    last: date | None = None  # expected, to


def timeline(order: Order, reader: str = BUYER) -> list[Step]:
    """The steps of one order, the ones behind it and the ones to come, in words to its BUYER or its SELLER."""
    if order.state == OrderState.AWAITING_PAYMENT:
        return [Step(_("Waiting for the payment"), is_now=True, note=_("You act next."))]
    if order.state == OrderState.EXPIRED:
        return [Step(_("Not paid in time"), order.ended_at, is_done=True, is_bad=True)]
    steps = [Step(pgettext_lazy("step of an order", "Paid"), order.paid_at, is_done=bool(order.paid_at))]
    if order.secured_at:
        secured = Step(pgettext_lazy("step of an order", "Secured by a letter of credit"), order.secured_at, is_done=True)
        steps = [secured, *(step for step in steps if step.is_done)]
    if order.state in (OrderState.CANCELLED, OrderState.REFUSED):
        steps += _behind(order)
        title = ENDED[order.state, reader]
        return [*(step for step in steps if step.is_done), Step(title, order.ended_at, is_done=True, is_bad=True, note=order.end_note)]
    return _with_now([*steps, *_behind(order), *_ahead(order, reader)])


def _behind(order: Order) -> list[Step]:
    done = [
        (pgettext_lazy("step of an order", "Accepted by the seller"), order.accepted_at, ""),
        (pgettext_lazy("step of an order", "Packed"), order.packed_at, ""),
        (pgettext_lazy("step of an order", "On its way"), order.shipped_at, order.carrier and f"{order.carrier} {order.tracking_number}"),
        (pgettext_lazy("step of an order", "Delivered"), order.delivered_at, ""),
    ]
    return [Step(title, at, note, is_done=True) for title, at, note in done if at]


def _ahead(order: Order, reader: str) -> list[Step]:
    """What is still to come, with the day it is expected."""
    sellers_turn = _("You act next.") if reader == SELLER else _("The seller acts next.")
    packed = _day(order.packed_at) or ready_day(_day(order.begun_at), order.ready_days)
    arrival = arrival_of(order)
    steps = []
    if not order.accepted_at:
        by = accept_day(_day(order.begun_at), order.ready_days)
        steps.append(Step(_("The seller accepts"), note=sellers_turn, last=by))
    if not order.packed_at:
        steps.append(Step(_("The seller packs"), note=sellers_turn, last=packed))
    if not order.shipped_at:
        steps.append(Step(_("The parcel leaves"), note=_("The seller hands it to the carrier."), last=packed + timedelta(days=1)))
    if not order.delivered_at:
        note = CARRIERS_TURN[reader] if order.shipped_at else ""
        steps.append(Step(_("It arrives"), note=note, first=arrival[0], last=arrival[1]))
    return steps


def arrival_of(order: Order) -> tuple[date, date]:
    """The first and the last day it may arrive: counted from the day it left, else from the day it should leave."""
    left = _day(order.shipped_at)
    if left is None:
        begun = _day(order.begun_at or order.group.placed_at)
        ready = ready_day(begun, order.ready_days)
        return begun + timedelta(days=order.transit_min_days), ready + timedelta(days=order.transit_max_days)
    return left + timedelta(days=order.transit_min_days), left + timedelta(days=order.transit_max_days)


def _with_now(steps: list[Step]) -> list[Step]:
    """Mark the first step that is not done; later ones say nothing about who acts."""
    marked, found = [], False
    for step in steps:
        if not step.is_done and not found:
            found = True
            marked.append(Step(step.title, step.at, step.note, is_now=True, first=step.first, last=step.last))
        else:
            marked.append(step if step.is_done else Step(step.title, first=step.first, last=step.last))
    return marked


def due_day_of(order: Order) -> date:
    """The day by which the seller's next step is expected."""
    is_new = order.state in (OrderState.PAID, OrderState.SECURED)
    return (accept_day if is_new else ready_day)(_day(order.begun_at), order.ready_days)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
