"""How far the letter of credit of a call-off has come, and whether it can secure it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.enums import GroupState
from orders.payments.services.parts import came_for
from orders.trade.documentary import same_name
from orders.trade.enums import STANDING_DRAWINGS, DrawingState
from orders.trade.models import CallOff, CreditDrawing, LetterOfCredit
from orders.trade.selectors.paying import whole_of


def drawing_of(called: CallOff) -> CreditDrawing | None:
    """The one that stands, else the last; None where nobody asked for one."""
    rows = list(CreditDrawing.objects.filter(call_off=called).select_related("letter").order_by("-pk"))
    return next((row for row in rows if row.state in STANDING_DRAWINGS), rows[0] if rows else None)


def owed_for(called: CallOff) -> Money:
    """What of it is not here yet."""
    whole = whole_of(called)
    return called.total - came_for(whole) if whole is not None else called.total


def faults_of(letter: LetterOfCredit, called: CallOff, today: date) -> list[str]:
    """Why this credit cannot secure what is not paid of this call-off: of deposit, over, currency, names, cover; none where it can."""
    found = []
    owed = owed_for(called)
    if called.deposit and called.total - owed < called.deposit:
        found.append("deposit")
    if letter.expires_on < today or (letter.latest_shipment and letter.latest_shipment < today):
        found.append("over")
    if letter.currency != called.currency:
        return [*found, "currency"]
    contract = called.contract
    if not same_name(letter.applicant, contract.company_name) or not same_name(letter.beneficiary, contract.seller.legal_name):
        found.append("names")
    if (claimed_of(letter, called) + owed).amount > letter.credit.most.amount:
        found.append("cover")
    return found


def claimed_of(letter: LetterOfCredit, but: CallOff) -> Money:
    """What other call-offs of the contract draw or have drawn on the credit."""
    rows = CreditDrawing.objects.filter(call_off__contract=letter.contract_id, currency=letter.currency, letter__number=letter.number)
    rows = rows.exclude(call_off=but).exclude(state__in=[DrawingState.DECLINED, DrawingState.ENDED])
    return Money(rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), letter.currency).rounded()


def leave_by(letter: LetterOfCredit) -> datetime:
    """The end of the last day on which the goods may leave under it, in the hub's time."""
    last = min(letter.latest_shipment or letter.expires_on, letter.expires_on)
    return datetime.combine(last, time.max, ZoneInfo(current_hub().time_zone))


def present_by(letter: LetterOfCredit, shipped_on: date) -> datetime:
    """The end of the last day on which the papers may be presented (UCP 600, articles 6 (d) and 14 (c))."""
    last = min(letter.expires_on, shipped_on + timedelta(days=letter.presentation_days))
    return datetime.combine(last, time.max, ZoneInfo(current_hub().time_zone))


def first_day_out(called: CallOff) -> date | None:
    """The hub's day on which the first of it left, to a point or as one parcel of the order; None while all of it is here."""
    left = [*called.shipments.values_list("sent_at", flat=True), *called.group.orders.values_list("shipped_at", flat=True)]
    return min((timezone.localdate(at, ZoneInfo(current_hub().time_zone)) for at in left if at), default=None)


def has_left(called: CallOff) -> bool:
    """Whether anything of it has left."""
    return first_day_out(called) is not None


def may_be_asked(called: CallOff, letter: LetterOfCredit | None) -> bool:
    """Whether the seller may ask for the confirmation of a credit that was entered."""
    drawing = drawing_of(called)
    stands = drawing is not None and drawing.state in STANDING_DRAWINGS
    return letter is not None and not stands and called.group.state == GroupState.AWAITING_PAYMENT


def may_be_secured_again(called: CallOff, drawing: CreditDrawing | None, letter: LetterOfCredit | None) -> bool:
    """Whether a credit that ran out was amended since."""
    ran_out = drawing is not None and drawing.state == DrawingState.LAPSED
    return ran_out and letter is not None and letter.pk != drawing.letter_id and leave_by(letter) > timezone.now()
