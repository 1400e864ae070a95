"""What a comparison finds: a row for an officer each, one however often the day is compared."""

from __future__ import annotations

from decimal import Decimal

import structlog
from django.db import transaction
from django.utils import timezone

from marketplace.hubs.context import current_hub
from orders.payments.models import Payment, Refund
from orders.payments.providers.base import BookLine
from orders.payments.reconciliation.enums import DifferenceState, Kind, RunState
from orders.payments.reconciliation.models import Difference, Run

log = structlog.get_logger(__name__)


class Findings:
    """Of one run. healed: what asking put right."""

    def __init__(self, run: Run, provider: str) -> None:
        self.run, self.provider, self.healed = run, provider, 0
        self.seen: set[tuple[str, ...]] = set()

    def note(self, kind: Kind, line: BookLine, payment: Payment | None, *, our_amount: Decimal, refund: Refund | None = None) -> None:
        """The line is theirs; where they have none it has our numbers and no amount."""
        self.seen.add((kind.value, line.reference, line.provider_reference, line.refund))
        currency = line.currency or (payment and (payment.captured_currency or payment.currency)) or "CNY"
        facts = {"their_amount": line.amount, "our_amount": our_amount, "payment": payment, "currency": currency, "day": self.run.day}
        with transaction.atomic():
            row, is_new = Difference.objects.get_or_create(
                hub=current_hub(),
                kind=kind,
                books=self.run.books,
                reference=line.reference,
                provider_reference=line.provider_reference,
                refund_number=line.refund,
                defaults={**facts, "refund": refund, "provider": payment.provider if payment else self.provider},
            )
            if row.state == DifferenceState.HEALED:  # it seemed settled
                Difference.objects.filter(pk=row.pk).update(**facts, state=DifferenceState.OPEN, closed_at=None, closed_by=None)
        if is_new:
            log.error(
                "books differ",
                kind=kind.value,
                books=self.run.books,
                reference=line.refund or line.reference,
                theirs=str(line.amount),
                ours=str(our_amount),
            )

    def close_what_is_none(self) -> None:
        """Rows of this day that were not found again: both agree now."""
        open_rows = Difference.objects.open().filter(books=self.run.books, day=self.run.day)
        gone = [row.pk for row in open_rows if (row.kind, row.reference, row.provider_reference, row.refund_number) not in self.seen]
        self.healed += Difference.objects.open().filter(pk__in=gone).update(state=DifferenceState.HEALED, closed_at=timezone.now())

    def finish(self, state: RunState, **facts) -> Run:
        """The run as it ended."""
        found = Difference.objects.open().filter(books=self.run.books, day=self.run.day).count()
        facts |= {"state": state, "healed": self.healed, "found": found, "finished_at": timezone.now()}
        for name, value in facts.items():
            setattr(self.run, name, value)
        self.run.save()
        log.info("reconciled", books=self.run.books, day=str(self.run.day), state=state, healed=self.healed, found=found)
        return self.run
