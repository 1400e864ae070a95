"""The way of a return and of a dispute as their readers see it: what is done, what is now, until when."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.look import writing
from orders import addresses
from orders.aftersale.enums import DisputeState, ReturnState
from orders.aftersale.models import Dispute, GoodsReturn
from orders.aftersale.selectors.rules import local_day
from orders.models import Order
from orders.selectors.timeline import Step


def steps_of_return(case: GoodsReturn) -> list[Step]:
    """The steps behind, then the one that waits with its last day."""
    done = [
        (_("Asked by the buyer"), case.opened_at, ""),
        (_("Approved"), case.approved_at, ""),
        (_("Sent back"), case.sent_at, f"{case.carrier} {case.tracking_number}".strip()),
        (_("Received by the seller"), case.received_at, ""),
    ]
    steps = [Step(title, at, note, is_done=True) for title, at, note in done if at]
    if case.is_open:
        note = {
            ReturnState.ASKED: _("The seller answers. Without an answer it is approved."),
            ReturnState.APPROVED: _("The buyer sends it. Otherwise the return ends."),
            ReturnState.SENT: _("The seller confirms that it came. Otherwise RDB looks at it."),
            ReturnState.RECEIVED: _("The seller looks at it. Otherwise its whole price goes back."),
        }[case.state]
        return [*steps, Step(case.get_state_display(), note=note, is_now=True, last=local_day(case.due_at))]
    is_bad = case.state not in (ReturnState.SETTLED, ReturnState.DISPUTED)
    return [*steps, Step(case.get_state_display(), case.ended_at, is_done=True, is_bad=is_bad)]


def steps_of_dispute(case: Dispute) -> list[Step]:
    steps = [Step(_("Opened"), case.opened_at, is_done=True)]
    if case.escalated_at:
        steps.append(Step(_("Laid before RDB"), case.escalated_at, is_done=True))
    if case.is_open:
        note = {
            DisputeState.WITH_SELLER: _("Without an answer RDB decides."),
            DisputeState.WITH_BUYER: _("Without an answer the dispute ends.")
            if not case.offer_amount
            else _("Without an answer the offer holds."),
            DisputeState.WITH_OFFICER: _("An officer reads both sides and decides."),
        }[case.state]
        return [*steps, Step(case.get_state_display(), note=note, is_now=True, last=local_day(case.due_at))]
    outcome = writing.amount(case.outcome, get_language() or "en") if case.outcome else ""
    is_bad = case.state in (DisputeState.WITHDRAWN, DisputeState.LAPSED)
    return [*steps, Step(case.get_state_display(), case.ended_at, outcome, is_done=True, is_bad=is_bad)]


def address_for_return(order: Order) -> list[str]:
    """Where the goods go back to, as it stood on the day of the order, line by line."""
    person = " · ".join(part for part in (order.seller_contact, order.seller_phone) if part)
    place = ", ".join(part for part in (order.seller_address, order.seller_district) if part)
    rows = [order.seller_trade_name, person, place, addresses.country_name(order.seller_country, get_language() or "en")]
    return [row for row in rows if row]
