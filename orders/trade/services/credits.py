"""Letters of credit: entered by the seller as the bank advised them, never changed, and the papers of others that go to the bank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from marketplace.accounts.models import User
from marketplace.history.services import record
from orders.trade.enums import ISSUED_HERE, CreditPaper
from orders.trade.exceptions import CreditRefused
from orders.trade.models import CallOff, LetterOfCredit, PresentedPaper, SupplyContract
from orders.trade.services.moving import ensure_seller


@transaction.atomic
def enter_credit(*, contract: SupplyContract, facts: Mapping[str, Any], by: User) -> LetterOfCredit:
    """The credit as it reads now; a later one of the same contract is its amendment. Raises NotAllowed, CreditRefused (not_active,
    expires: before the latest shipment, papers: one that nobody knows)."""
    contract = SupplyContract.objects.locked().select_related("seller").get(pk=contract.pk)
    ensure_seller(contract, by)
    if contract.agreed_at is None:
        raise CreditRefused("not_active")
    if facts["latest_shipment"] and facts["expires_on"] < facts["latest_shipment"]:
        raise CreditRefused("expires")
    if not set(facts["papers"]) <= set(CreditPaper.values):
        raise CreditRefused("papers")
    letter = LetterOfCredit.objects.create(contract=contract, entered_by=by, **facts)
    is_amendment = contract.letters.exclude(pk=letter.pk).exists()
    action = "trade_credit.amended" if is_amendment else "trade_credit.entered"
    record(subject=contract, action=action, by=by, after={"number": letter.number, "amount": str(letter.money)})
    return letter


@transaction.atomic
def keep_papers(*, called: CallOff, papers: Mapping[str, tuple[str, date]], by: User) -> None:
    """Number and date of the papers that others issued, by code; those left out are taken off. Raises NotAllowed,
    CreditRefused("papers") for a paper that is issued here or that nobody knows."""
    contract = SupplyContract.objects.locked().select_related("seller").get(pk=called.contract_id)
    ensure_seller(contract, by)
    if not set(papers) <= set(CreditPaper.values) - set(ISSUED_HERE):
        raise CreditRefused("papers")
    before = {row.code: f"{row.number}, {row.dated_on}" for row in called.papers.all()}
    called.papers.exclude(code__in=papers).delete()
    for code, (number, dated_on) in papers.items():
        PresentedPaper.objects.update_or_create(call_off=called, code=code, defaults={"number": number, "dated_on": dated_on})
    after = {code: f"{number}, {dated_on}" for code, (number, dated_on) in papers.items()}
    if before != after:
        record(subject=called, action="trade_credit.papers", by=by, before=before, after=after)
