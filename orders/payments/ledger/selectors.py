"""What the books say, and whether they are true."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.db.models import F, Sum

from marketplace.money import Money
from orders.payments.enums import RefundState
from orders.payments.ledger.enums import AccountKind
from orders.payments.ledger.models import Account, Entry, PaymentSplit, Posting, ProviderFee, Settlement
from orders.payments.models import Payment, Refund
from orders.payments.providers import parts_waiting


def balance_of(kind: AccountKind, currency: str, *, owner: str = "") -> Money:
    """What the account holds: above zero what the marketplace has, below zero what it owes or earned."""
    rows = Posting.objects.filter(account__kind=kind, account__currency=currency, account__owner=owner)
    return Money(rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0), currency) + Money.zero(currency)


def owed_to(seller, kind: AccountKind) -> list[Money]:
    """What is held for, owed to, or on its way to the seller, one a currency, without the zeros; below zero the seller owes it."""
    rows = Posting.objects.filter(account__kind=kind, account__seller=seller).values("account__currency").annotate(sum=Sum("amount"))
    return [Money(-row["sum"], row["account__currency"]).rounded() for row in rows.order_by("account__currency") if row["sum"]]


def trial_balance() -> list[tuple[Account, Money]]:
    """Every account with what it holds; all of one currency sum to zero."""
    accounts = Account.objects.select_related("seller").annotate(sum=Sum("postings__amount")).order_by("currency", "kind", "owner")
    return [(account, Money(account.sum or Decimal(0), account.currency).rounded()) for account in accounts]


def faults() -> Iterator[str]:
    """Every way in which the books are not true, in plain English; nothing where all is well. Reads all of the hub's books: for
    the nightly round, the storm and the tests."""
    for row in Posting.objects.values(currency=F("account__currency")).annotate(sum=Sum("amount")).filter(sum__gt=0).order_by():
        yield f"the ledger is {row['sum']} {row['currency']} above zero"
    for row in Posting.objects.values(currency=F("account__currency")).annotate(sum=Sum("amount")).filter(sum__lt=0).order_by():
        yield f"the ledger is {-row['sum']} {row['currency']} below zero"
    yield from _unwritten()
    yield from _untrue_splits()
    yield from _untrue_fees()


def _unwritten() -> Iterator[str]:
    """Money that came or went, against what the books say of it."""
    # What comes is above zero there, and what goes below; of a part of a payment both sides are such accounts.
    lies = Posting.objects.filter(account__kind__in=[AccountKind.PROVIDER, AccountKind.DEPOSIT])
    came = dict(lies.filter(entry__kind="capture", amount__gt=0).values_list("entry__key").annotate(Sum("amount")))
    for payment in Payment.objects.exclude(captured_currency=""):
        if came.pop(f"capture:{payment.reference}", None) != payment.captured_amount:
            yield f"payment {payment.reference} of {payment.captured} is not in the books as it came"
    yield from (f"{key} has no payment" for key in came)
    went = dict(lies.filter(entry__kind="refund", amount__lt=0).values_list("entry__key").annotate(Sum("amount")))
    for refund in Refund.objects.filter(state=RefundState.DONE):
        if went.pop(f"refund:{refund.reference}", None) != -refund.amount:
            yield f"refund {refund.reference} of {refund.money} is not in the books as it went"
    yield from (f"{key} has no refund" for key in went)
    held = dict(Posting.objects.filter(account__kind=AccountKind.DEPOSIT).values_list("part").annotate(sum=Sum("amount")))
    for part in parts_waiting():
        held[part.reference] = held.get(part.reference, Decimal(0)) + part.money.amount
    yield from (f"of parts of {reference} {-amount} more is in the books than waits" for reference, amount in held.items() if amount)


def _untrue_splits() -> Iterator[str]:
    """What a seller's share holds, against what was captured, refunded and earned of it."""
    held: dict[str, object] = defaultdict(int)
    rows = Posting.objects.filter(account__kind=AccountKind.HELD).values_list("part").annotate(Sum("amount"))
    held.update(rows)
    paid = dict(Posting.objects.filter(account__kind=AccountKind.PROMOTION).values_list("part").annotate(Sum("amount")))
    earned = set(Entry.objects.filter(kind="fulfilment").values_list("key", flat=True))
    for split in PaymentSplit.objects.all():
        wanted = 0 if split.is_earned else -split.left.amount
        if held[split.part] != wanted:
            yield f"{split.part} holds {held[split.part]} instead of {wanted} {split.currency}"
        if (given := paid.pop(split.part, 0)) != split.promotion_left.amount:
            yield f"of a discount on {split.part} others paid {given} instead of {split.promotion_left}"
        if (f"earned:{split.part}" in earned) and not split.is_earned:
            yield f"{split.part} is earned in the books alone"
    yield from (f"a discount of {amount} was paid for {part}, which nobody bought" for part, amount in paid.items() if amount)


def _untrue_fees() -> Iterator[str]:
    """The fees account of each provider, against the lists of its days and what settlements added to them."""
    booked: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in ProviderFee.objects.values("provider", "currency").annotate(sum=Sum(F("amount") - F("counted_amount"))).order_by():
        booked[row["provider"], row["currency"]] += row["sum"]
    for row in Settlement.objects.values("provider", "currency").annotate(sum=Sum(F("fee_amount") - F("known_fee_amount"))).order_by():
        booked[row["provider"], row["currency"]] += row["sum"]
    lies = Posting.objects.filter(account__kind=AccountKind.FEES).values("account__owner", "account__currency").order_by()
    for row in lies.annotate(sum=Sum("amount")):
        booked[row["account__owner"], row["account__currency"]] -= row["sum"]
    for (provider, currency), missing in sorted(booked.items()):
        if missing:
            yield f"{missing} {currency} of the fees of {provider} are not in the books"
