from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import Money
from orders.payments.ledger.enums import AccountKind, EntryKind, Item
from orders.payments.ledger.exceptions import SettlementRefused
from orders.payments.ledger.models import Settlement
from orders.payments.ledger.services.fees import known_fee, lock_fees
from orders.payments.ledger.services.writing import Move, write


@transaction.atomic
def record_settlement(
    *, provider: str, reference: str, day: date, gross: Money, fee: Money, settled: Money, by=None, rate_source: str = "", note: str = ""
) -> Settlement:
    """Write down what a provider paid us: from what lies at it to its fee and to our bank, over `exchange` where it paid in another
    currency, at the rate that follows from its own figures. A fee that stands in the books from a list of a day is counted, not booked
    again. Raises SettlementRefused where the figures do not add up or the
    reference was written before."""
    net = gross - fee
    is_converted = settled.currency != gross.currency
    if gross.amount <= 0 or fee.amount < 0 or net.amount < 0 or settled.amount < 0 or (not is_converted and settled != net):
        raise SettlementRefused("What is paid to us is what was collected less the fee.")
    if is_converted and (not rate_source or not net):
        raise SettlementRefused("Another currency needs the source of its rate.")
    lock_fees(provider)
    known = known_fee(provider=provider, day=day, fee=fee)
    try:
        with transaction.atomic():
            settlement = Settlement.objects.create(
                hub=current_hub(),
                provider=provider,
                reference=reference,
                day=day,
                currency=gross.currency,
                gross_amount=gross.amount,
                fee_amount=fee.amount,
                known_fee_amount=known.amount,
                settled_currency=settled.currency,
                settled_amount=settled.amount,
                rate=settled.amount / net.amount if is_converted else 1,
                rate_source=rate_source if is_converted else "",
                note=note,
                by=by,
            )
    except IntegrityError as error:
        raise SettlementRefused(f"{provider} {reference} was written before, or its figures do not add up.") from error
    moves = [Move(AccountKind.PROVIDER, (gross - known) * -1, owner=provider)]
    moves.append(Move(AccountKind.FEES, fee - known, Item.FEE, owner=provider))
    moves.append(Move(AccountKind.BANK, settled))
    if is_converted:
        moves += [Move(AccountKind.EXCHANGE, net, Item.EXCHANGE), Move(AccountKind.EXCHANGE, settled * -1, Item.EXCHANGE)]
    write(key=f"settlement:{provider}:{reference}", kind=EntryKind.SETTLEMENT, moves=moves, note=note, by=by)
    record(
        subject=settlement,
        action="settlement.written",
        by=by,
        after={"gross": str(gross), "fee": str(fee), "known": str(known), "paid": str(settled)},
    )
    return settlement
