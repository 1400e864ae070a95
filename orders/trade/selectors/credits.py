"""What would be presented under a letter of credit today, and how it agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from marketplace.hubs.context import current_hub
from marketplace.money import Money, total
from orders.paperwork.selectors.documents import documents_of_order
from orders.trade.documentary import Finding, Paper, Presentation, examine, last_day_to_present
from orders.trade.enums import ISSUED_HERE, CreditPaper, ShipmentState, Verdict
from orders.trade.models import CallOff, LetterOfCredit, SupplyContract


@dataclass(frozen=True)
class Checklist:
    letter: LetterOfCredit
    findings: list[Finding]
    present_by: date
    shipped_on: date | None

    def count(self, verdict: str) -> int:
        return sum(finding.verdict == verdict for finding in self.findings)

    @property
    def discrepancies(self) -> int:
        return self.count(Verdict.DISCREPANT)

    @property
    def open(self) -> int:
        return self.count(Verdict.OPEN)


def letter_of(contract: SupplyContract) -> LetterOfCredit | None:
    """The latest, which stands; None where nobody entered one."""
    return contract.letters.order_by("-pk").first()


def checklist_of(called: CallOff, letter: LetterOfCredit) -> Checklist:
    """As it would be presented today."""
    shown = presentation_of(called)
    findings = examine(letter.credit, shown)
    return Checklist(letter, findings, last_day_to_present(letter.credit, shown.shipped_on), shown.shipped_on)


def presentation_of(called: CallOff) -> Presentation:
    """From the papers in force, the shipments that left, and the papers of others that the seller wrote down. The day of shipment is
    the date of the transport document (UCP 600 art. 19 to 24); until there is one, the last day on which something left (31 (b))."""
    zone = ZoneInfo(current_hub().time_zone)
    order = called.group.orders.get()
    issued = {row.kind: row for row in documents_of_order(order.number).filter(kind__in=ISSUED_HERE)}
    papers = {kind: Paper(row.number, timezone.localdate(row.issued_at, zone)) for kind, row in issued.items()}
    papers |= {row.code: Paper(row.number, row.dated_on) for row in called.papers.all()}
    rows = list(called.shipments.all())
    left = [row for row in rows if row.state != ShipmentState.PLANNED]
    last = max((timezone.localdate(row.sent_at, zone) for row in left), default=None)
    transport = papers.get(CreditPaper.TRANSPORT)
    invoice = issued[CreditPaper.INVOICE].frozen if CreditPaper.INVOICE in issued else None
    amount = Money(Decimal(invoice.charges.total), invoice.currency.code) if invoice else called.total
    return Presentation(
        presented_on=timezone.localdate(timezone=zone),
        buyer=(invoice.buyer or invoice.consignee).name if invoice else "",
        seller=invoice.exporter.name if invoice else "",
        amount=amount.rounded(),
        drawn_before=_drawn_before(called),
        shipped_on=transport.dated_on if transport else last,
        departures=len({(row.carrier, row.tracking_number) for row in left}),
        is_all_shipped=len(left) == len(rows),
        papers=papers,
    )


def _drawn_before(called: CallOff) -> Money:
    """What earlier call-offs of the contract claim of the credit; what was given up claims nothing."""
    earlier = CallOff.objects.filter(contract=called.contract_id, pk__lt=called.pk)
    claims = [Money(row.piece_price * (row.pieces - row.given_up), row.currency).rounded() for row in earlier]
    return total(claims, called.currency)
