"""What becomes of a part of a call-off when its payment speaks. Called by orders.payments under the lock of the part's row."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from marketplace.history.services import record
from marketplace.look.writing import with_code
from marketplace.money import Money
from orders.payments.enums import RefundState
from orders.payments.models import Payment
from orders.payments.providers.letter_of_credit.provider import CODE as CREDIT
from orders.payments.purposes import Bill, BillLine, Outcome
from orders.payments.services.parts import came_for, take_part
from orders.services.billing import bill_of_group
from orders.services.letters import tell_buyer
from orders.trade.enums import PartKind
from orders.trade.models import CallOff
from orders.trade.selectors.paying import called_off_by, key_of
from orders.trade.services.drawings import end_drawing
from orders.trade.services.letters import tell_contract_buyer, tell_contract_seller


def take(payment: Payment) -> Outcome:
    """The money of a part has come. Of the last one the letters of the paid order tell."""
    outcome = take_part(payment)
    called = called_off_by(payment.key)
    if not outcome.is_accepted:
        tell_buyer(called.group, "late_payment", key=f"late:{payment.reference}", amount=payment.money)
        return outcome
    missing = payment.part_of.money - came_for(payment.part_of) - payment.money
    record(
        subject=called, action="trade_call_off.part_paid", by=None, after={"part": kind_of(payment, called), "amount": str(payment.money)}
    )
    if not missing and payment.provider != CREDIT:
        end_drawing(called)
    if missing and payment.provider != CREDIT:  # of what a bank paid, its own letter tells
        facts = {"call_off": called.number, "amount": payment.money, "missing": missing}
        tell_contract_buyer(called.contract, "part_arrived", **facts)
        tell_contract_seller(called.contract, "part_arrived_seller", **facts)
    return outcome


def note_share(payment: Payment, came: Money, missing: Money) -> None:
    """A part of a transfer for a part has come."""
    group = called_off_by(payment.key).group
    written = with_code(missing, group.language)
    tell_buyer(group, "part_paid", key=f"part:{payment.reference}:{came.amount}", amount=came, note=written)


def note_ended(payment: Payment) -> None:
    """An attempt ended. Of one that failed the page tells; where another amount came than was due, all of it goes back."""
    if payment.captured:
        tell_buyer(called_off_by(payment.key).group, "wrong_amount", key=f"wrong:{payment.reference}", amount=payment.captured)


def note_refunded(payment: Payment) -> None:
    """Money has gone back. Where it belonged to a paid order, the order's own letter tells of it."""
    if payment.part_of.captured is None:
        group = called_off_by(payment.key).group
        tell_buyer(group, "refunded", key=f"refunded:{payment.reference}:{payment.refunded_amount}", amount=payment.refunded)


def note_refund_refused(payment: Payment) -> None:
    """A payment company refused to send it back: told once a refusal."""
    group = called_off_by(payment.key).group
    for refund in payment.refunds.filter(state=RefundState.REFUSED):
        tell_buyer(group, "refund_held_up", key=f"held-up:{refund.reference}", amount=refund.money)


def bill_of_part(payment: Payment) -> Bill | None:
    """What a pro forma for a part says: the order it is for, and this part of it as the one line."""
    called = called_off_by(payment.key)
    whole = bill_of_group(payment.part_of)
    if whole is None:
        return None
    with override(called.group.language):
        said = {"part": PartKind(kind_of(payment, called)).label, "number": called.number}
        name = _("%(part)s of call-off %(number)s") % said
        detail = _("of %(total)s under contract %(contract)s") % {
            "total": with_code(called.total, called.group.language),
            "contract": called.contract.number,
        }
    return replace(whole, lines=(BillLine(name, detail, "", payment.money),), total=payment.money)


def kind_of(payment: Payment, called: CallOff) -> str:
    found = (kind for kind in (PartKind.DEPOSIT, PartKind.REST) if key_of(called, kind) == payment.key)
    return str(next(found, PartKind.CREDIT))
