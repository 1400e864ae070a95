"""A letter of credit secures what is not paid of a call-off: asked for by the seller, confirmed by an officer, presented at the bank,
refused there, run out. Locks go contract → payment → group → drawing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalog.exceptions import NothingHeld
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.look.writing import day as written_day
from marketplace.money import Money
from orders.enums import BEFORE_PACKING, GroupState
from orders.exceptions import IllegalMove
from orders.models import OrderGroup
from orders.payments.models import Payment
from orders.services.cancellation import cancel_order
from orders.services.securing import say_payment, secure_group, secure_until
from orders.trade.enums import DRAWING_MOVES, STANDING_DRAWINGS, DrawingState
from orders.trade.exceptions import CreditRefused, WordMissing
from orders.trade.models import CallOff, CreditDrawing, LetterOfCredit, SupplyContract
from orders.trade.selectors.credits import letter_of
from orders.trade.selectors.drawings import faults_of, first_day_out, has_left, leave_by, owed_for, present_by
from orders.trade.services.letters import tell_contract_buyer, tell_contract_seller
from orders.trade.services.moving import ensure_seller
from orders.trade.services.paying import lock_payments
from sellers.selectors.calendar import hub_zone

DAYS_TO_MEND = 14  # for another payment or an amendment once a credit ran out: a reading of ours
FAR = timedelta(days=3650)  # what a bank owes is not cancelled by a clock of ours


@transaction.atomic
def ask_to_secure(*, called: CallOff, by: User) -> CreditDrawing:
    """The seller asks that the credit as it reads now stands for what is not paid. Raises NotAllowed, CreditRefused."""
    called = take(called)
    ensure_seller(called.contract, by)
    letter = letter_of(called.contract)
    if letter is None or called.group.state != GroupState.AWAITING_PAYMENT:
        raise CreditRefused("not_awaiting")
    if called.drawings.filter(state__in=STANDING_DRAWINGS).exists():
        raise CreditRefused("asked")
    check(letter, called)
    owed = owed_for(called)
    drawing = CreditDrawing.objects.create(call_off=called, letter=letter, amount=owed.amount, currency=owed.currency, asked_by=by)
    record(subject=called, action="trade_credit.asked", by=by, after={"credit": letter.number, "amount": str(owed)})
    return drawing


@transaction.atomic
def confirm_drawing(*, drawing: CreditDrawing, by: User) -> CreditDrawing:
    """An officer has compared the credit with the bank's advice: the order is secured, the seller may begin. Raises CreditRefused where
    it does not carry it today, IllegalMove where somebody was faster."""
    called, drawing, whole = take_drawing(drawing)
    if drawing.state != DrawingState.ASKED or whole is None or not whole.is_live:
        raise IllegalMove(drawing, DrawingState.SECURED)
    check(drawing.letter, called)
    owed, until = owed_for(called), leave_by(drawing.letter)
    # What is owed on it is owed for as long as the bank has not spoken.
    whole.expires_at, whole.next_query_at = timezone.now() + FAR, None
    whole.save(update_fields=["expires_at", "next_query_at"])
    try:
        secure_group(group=called.group, payment=whole, until=until, words=words_of(drawing.letter, called, owed), by=by)
    except (NothingHeld, IllegalMove) as late:
        raise CreditRefused("not_awaiting") from late
    facts = {"amount": owed.amount, "confirmed_by": by, "confirmed_at": timezone.now(), "due_at": until}
    move(drawing, DrawingState.SECURED, by=by, **facts)
    tell_both(drawing, "credit_secured", amount=owed)
    return drawing


@transaction.atomic
def decline_drawing(*, drawing: CreditDrawing, note: str, by: User) -> CreditDrawing:
    """An officer does not confirm it, and says why. Raises WordMissing, IllegalMove."""
    _called, drawing, _whole = take_drawing(drawing)
    if not note.strip():
        raise WordMissing(drawing)
    move(drawing, DrawingState.DECLINED, by=by, note=note.strip()[:600], due_at=None)
    tell_both(drawing, "credit_declined", note=drawing.note)
    return drawing


@transaction.atomic
def secure_again(*, drawing: CreditDrawing, by: User) -> CreditDrawing:
    """An officer confirms the amendment of a credit that had run out before the goods left. Raises CreditRefused, IllegalMove."""
    called, drawing, _whole = take_drawing(drawing)
    letter = letter_of(called.contract)
    if drawing.state != DrawingState.LAPSED or letter is None or called.group.state != GroupState.SECURED:
        raise IllegalMove(drawing, DrawingState.SECURED)
    check(letter, called)
    group = OrderGroup.objects.locked().get(pk=called.group_id)
    secure_until(group=group, until=leave_by(letter), why=letter.number, by=by)
    move(drawing, DrawingState.SECURED, by=by, letter=letter, due_at=leave_by(letter))
    tell_both(drawing, "credit_secured", amount=drawing.money)
    return drawing


@transaction.atomic
def present(*, called: CallOff, on: date, by: User) -> CreditDrawing:
    """The seller has given the papers to the bank. Raises NotAllowed, CreditRefused (not_sent, day), IllegalMove."""
    called = take(called)
    ensure_seller(called.contract, by)
    drawing = _standing(called)
    if drawing is None or not has_left(called):
        raise CreditRefused("not_sent")
    if not timezone.localdate(called.called_at, hub_zone()) <= on <= timezone.localdate(timezone=hub_zone()):
        raise CreditRefused("day")
    move(drawing, DrawingState.PRESENTED, by=by, presented_on=on, due_at=None, note="")
    tell_both(drawing, "credit_presented")
    return drawing


@transaction.atomic
def refuse_by_bank(*, drawing: CreditDrawing, note: str, by: User) -> CreditDrawing:
    """An officer takes down that the bank refused the papers, and for which discrepancies (UCP 600, article 16). Raises WordMissing,
    IllegalMove."""
    _called, drawing, _whole = take_drawing(drawing)
    if not note.strip():
        raise WordMissing(drawing)
    move(drawing, DrawingState.REFUSED, by=by, note=note.strip()[:600])
    tell_both(drawing, "credit_refused", note=drawing.note)
    return drawing


@transaction.atomic
def work_drawing_by_clock(*, drawing: CreditDrawing, now: datetime) -> CreditDrawing:
    """Its day is over: the goods did not leave in time, the papers were not presented in time, or nobody mended what ran out. Raises
    IllegalMove where somebody was faster."""
    called, drawing, _whole = take_drawing(drawing)
    if drawing.due_at is None or drawing.due_at > now:
        raise IllegalMove(drawing, DrawingState.LAPSED)
    if drawing.state == DrawingState.LAPSED:
        return _give_up(called, drawing)
    first = first_day_out(called)
    if first and (last := present_by(drawing.letter, first)) > now:
        drawing.due_at = last  # the goods left in time; now the papers have theirs
        drawing.save(update_fields=["due_at"])
        return drawing
    move(drawing, DrawingState.LAPSED, by=None, due_at=now + timedelta(days=DAYS_TO_MEND))
    tell_both(drawing, "credit_lapsed", amount=drawing.money, day=drawing.due_at)
    return drawing


def _give_up(called: CallOff, drawing: CreditDrawing) -> CreditDrawing:
    """Nothing was packed: the order ends, the goods are free and what came goes back. What was packed or has left stays owed."""
    drawing.due_at = None
    drawing.save(update_fields=["due_at"])
    orders = list(called.group.orders.select_related("group", "seller"))
    if all(order.state in BEFORE_PACKING for order in orders):
        move(drawing, DrawingState.ENDED, by=None)
        for order in orders:
            cancel_order(order=order, by=None, note=drawing.letter.number)
    return drawing


def end_drawing(called: CallOff) -> None:
    """It is not needed any more: what was owed came another way, or the order ended. Inside the caller's transaction."""
    drawing = _standing(called)
    if drawing is None:
        return
    move(drawing, DrawingState.ENDED, by=None, due_at=None)
    if not has_left(called):
        for order in called.group.orders.all():
            say_payment(order, None)


def check(letter: LetterOfCredit, called: CallOff) -> None:
    """Raises CreditRefused with the first reason why it cannot secure the call-off today."""
    if found := faults_of(letter, called, timezone.localdate(timezone=hub_zone())):
        raise CreditRefused(found[0])


def words_of(letter: LetterOfCredit, called: CallOff, owed: Money) -> dict[str, str]:
    """How the papers name the payment: what is here, and by which credit the rest is paid. Never that it is paid."""
    here = called.total - owed
    english = f"{owed} by documentary credit no. {letter.number} of {letter.issuing_bank}"
    chinese = f"{owed} 凭 {letter.issuing_bank} 第 {letter.number} 号跟单信用证支付"
    if here:
        today = timezone.localdate(timezone=hub_zone())
        english = f"Deposit of {here} received by {written_day(today, 'en')}; {english}"
        chinese = f"定金 {here} 已于 {written_day(today, 'zh-hans')} 前收讫；{chinese}"
    else:
        english = f"Payment of {english}"
    return {"en": english, "zh": chinese}


def move(drawing: CreditDrawing, to: str, *, by: User | None, **facts: Any) -> None:
    """The one door through which a drawing changes its state; the caller holds its row. Raises IllegalMove."""
    if to not in DRAWING_MOVES[drawing.state]:
        raise IllegalMove(drawing, to)
    before, changes = drawing.state, {"state": to, **facts}
    for name, value in changes.items():
        setattr(drawing, name, value)
    drawing.save(update_fields=list(changes))
    record(
        subject=drawing.call_off, action=f"trade_credit.{to}", by=by, before={"state": str(before)}, after={"state": str(to)},
        note=drawing.note if "note" in facts else "",
    )  # fmt: skip


def take(called: CallOff) -> CallOff:
    """The call-off as it stands now, its contract locked."""
    contract = SupplyContract.objects.locked().select_related("seller", "buyer", "offer__request").get(pk=called.contract_id)
    fresh = CallOff.objects.select_related("group").get(pk=called.pk)
    fresh.contract = contract
    return fresh


def take_drawing(drawing: CreditDrawing) -> tuple[CallOff, CreditDrawing, Payment | None]:
    """The drawing as it stands now, with contract, payment and its own row locked."""
    called = take(drawing.call_off)
    whole = lock_payments(called)
    called.group.refresh_from_db()
    fresh = CreditDrawing.objects.select_for_update(of=("self",)).select_related("letter").get(pk=drawing.pk)
    fresh.call_off = called
    return called, fresh, whole


def _standing(called: CallOff) -> CreditDrawing | None:
    rows = CreditDrawing.objects.select_for_update(of=("self",)).select_related("letter")
    drawing = rows.filter(call_off=called, state__in=STANDING_DRAWINGS).first()
    if drawing is not None:
        drawing.call_off = called
    return drawing


def tell_both(drawing: CreditDrawing, letter: str, **facts: object) -> None:
    """Both sides, each in their words."""
    called = drawing.call_off
    facts = {"call_off": called.number, "credit": drawing.letter.number, "bank": drawing.letter.issuing_bank, **facts}
    tell_contract_buyer(called.contract, letter, **facts)
    tell_contract_seller(called.contract, f"{letter}_seller", **facts)
