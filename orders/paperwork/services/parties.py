"""Other parties on the papers of an order: who is notified, and to whom and where the goods really go."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.enums import GroupState
from orders.models import OrderGroup

from ..enums import PAIR, Kind, WithdrawalReason
from ..exceptions import PapersIssued
from ..facts import Party, Shipment
from ..models import Document, PaperSet
from ..shipments import Parties, with_parties
from .issuing import change_papers
from .letters import tell_of_parties
from .packs import renew
from .withdrawing import withdraw


@transaction.atomic
def name_notify_party(*, group: OrderGroup, party: Party | None, by: User | None) -> OrderGroup:
    """Whom the carrier tells of the arrival, as a company that buys says it before it pays; None for the consignee. The papers are issued
    with it. Raises PapersIssued once there may be papers."""
    group = OrderGroup.objects.locked().get(pk=group.pk)
    if group.state != GroupState.AWAITING_PAYMENT:
        raise PapersIssued
    before, after = group.notify_party, party.to_json() if party else None
    if before != after:
        group.notify_party = after
        group.save(update_fields=["notify_party"])
        record(subject=group, action="order_group.notify_party", by=by, before={"notify": before}, after={"notify": after})
    return group


@transaction.atomic
def change_parties(*, paper_set: PaperSet, parties: Parties, by: User) -> PaperSet:
    """A new version of the papers for these parties. Where the goods go to somebody else, or elsewhere, papers that cannot follow (another
    country asks for others, or facts are missing) are withdrawn. Buyer and seller get a letter. Raises Contradiction and NothingChanged."""
    paper_set = PaperSet.objects.locked().get(pk=paper_set.pk)
    before, had_papers = Shipment.from_json(paper_set.shipment), not paper_set.is_refused
    paper_set = change_papers(paper_set=paper_set, change=partial(with_parties, parties=parties), by=by)
    reason = _moved(before, parties)
    if reason and paper_set.said.consignee_code:  # it is the number of the one who no longer receives the goods
        paper_set.export = replace(paper_set.said, consignee_code="").to_json()
        paper_set.save(update_fields=["export"])
    paper_set = renew(paper_set, by=by)
    if reason:
        _withdraw_what_stayed(paper_set, reason, by=by)
    if had_papers:
        tell_of_parties(paper_set, before=before, after=Shipment.from_json(paper_set.shipment))
    return paper_set


def _moved(before: Shipment, parties: Parties) -> WithdrawalReason | None:
    if before.destination.code != parties.destination.code:
        return WithdrawalReason.DESTINATION
    return WithdrawalReason.CONSIGNEE if before.consignee != parties.consignee else None


def _withdraw_what_stayed(paper_set: PaperSet, reason: WithdrawalReason, *, by: User) -> None:
    """Papers in force that still speak of an earlier invoice."""
    documents = {document.kind: document for document in paper_set.documents.current()}
    invoice: Document | None = documents.get(Kind.INVOICE)
    left = [
        document
        for kind, document in documents.items()
        if kind not in PAIR and invoice is not None and document.frozen.refers.invoice_version < invoice.version
    ]
    withdraw(left, subject=paper_set, reason=reason, by=by)
