"""A supply contract: drawn up by the seller from what was agreed, read and taken by the buyer, ended by its last day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from catalog.models import Variant
from marketplace.accounts.models import User
from marketplace.history.services import record
from marketplace.hubs.context import current_hub
from marketplace.money import round_money
from orders.exceptions import IllegalMove
from orders.trade.enums import GRAMS, STANDING_CONTRACTS, ContractState, Formula, OfferState
from orders.trade.exceptions import ContractRefused, WordMissing
from orders.trade.models import Offer, SupplyContract
from orders.trade.services.letters import tell_contract_buyer, tell_contract_seller
from orders.trade.services.moving import ensure_buyer, ensure_seller, move, take_offer
from orders.trade.services.requests import next_number

READ_DAYS = 14  # for the buyer to read what the seller drew up: a reading of ours


@dataclass(frozen=True)
class Draft:
    """What the seller writes down beyond what the offer says."""

    variant: Variant
    formula: str
    quality: str
    starts_on: date
    ends_on: date
    unit_price: Decimal | None = None
    reference: str = ""
    differential: Decimal | None = None
    mode: str = "sea"
    deposit_percent: int = 30
    deposit_days: int = 7
    balance_days: int = 30


def content_of(variant: Variant, unit: str) -> Decimal:
    """How much of the unit one piece holds. Raises ContractRefused("weight") for a weight nobody has written down."""
    if unit not in GRAMS:
        return Decimal(1)
    if not variant.net_weight_g:
        raise ContractRefused("weight")
    return Decimal(variant.net_weight_g) / GRAMS[unit]


@transaction.atomic
def propose_contract(*, offer: Offer, draft: Draft, by: User) -> SupplyContract:
    """The seller draws it up. Raises NotAllowed, ContractRefused where the offer is not agreed, a contract stands already, the goods are
    another firm's, the quantity is not a whole number of pieces, or days and price make no sense."""
    offer = take_offer(offer)
    ensure_seller(offer, by)
    if offer.state != OfferState.ACCEPTED:
        raise ContractRefused("not_agreed")
    if offer.contracts.filter(state__in=STANDING_CONTRACTS).exists():
        raise ContractRefused("one_stands")
    if draft.variant.product.seller_id != offer.seller_id:
        raise ContractRefused("variant")
    if draft.ends_on < draft.starts_on or draft.balance_days < draft.deposit_days:
        raise ContractRefused("days")
    request, agreed = offer.request, offer.agreed
    content = content_of(draft.variant, request.unit)
    pieces = agreed.quantity / content
    if pieces != int(pieces):
        raise ContractRefused("pieces")
    contract = SupplyContract.objects.create(
        offer=offer,
        number=next_number("SC", "trade_contract_number"),
        buyer=request.buyer,
        seller=offer.seller,
        company_name=request.company_name,
        unit=request.unit,
        unit_content=content,
        pieces=int(pieces),
        currency=agreed.currency,
        term=agreed.term,
        place=agreed.place,
        lead_days=agreed.lead_days,
        due_at=timezone.now() + timedelta(days=READ_DAYS),
        is_demonstration=request.is_demonstration,
        **_priced(draft, agreed.currency),
    )
    record(subject=contract, action="trade_contract.proposed", by=by, after={"pieces": contract.pieces, "formula": contract.formula})
    tell_contract_buyer(contract, "contract_proposed")
    return contract


def _priced(draft: Draft, currency: str) -> dict[str, Any]:
    """The draft with one price formula and nothing of the other."""
    facts = asdict(draft) | {"variant": draft.variant}
    if draft.formula == Formula.FIXED:
        if not draft.unit_price or draft.unit_price <= 0:
            raise ContractRefused("price")
        return facts | {"unit_price": round_money(draft.unit_price, currency), "reference": "", "differential": None}
    if not draft.reference or draft.differential is None:
        raise ContractRefused("price")
    return facts | {"unit_price": None, "differential": round_money(draft.differential, currency)}


@transaction.atomic
def agree_contract(*, contract: SupplyContract, consignee: Mapping[str, Any], by: User) -> SupplyContract:
    """The buyer takes it and says to whom the goods go. Raises NotAllowed, IllegalMove."""
    contract = _take(contract)
    ensure_buyer(contract, by)
    end = datetime.combine(contract.ends_on, time.max, ZoneInfo(current_hub().time_zone))
    move(contract, to=ContractState.ACTIVE, by=by, due_at=end, agreed_at=timezone.now(), consignee=dict(consignee))
    tell_contract_seller(contract, "contract_agreed")
    return contract


@transaction.atomic
def decline_contract(*, contract: SupplyContract, note: str, by: User) -> SupplyContract:
    """The buyer says why; the seller may draw up another. Raises NotAllowed, IllegalMove, WordMissing."""
    contract = _take(contract)
    ensure_buyer(contract, by)
    if not note.strip():
        raise WordMissing(contract)
    move(contract, to=ContractState.DECLINED, by=by, note=note)
    tell_contract_seller(contract, "contract_declined", note=note)
    return contract


@transaction.atomic
def end_contract_by_clock(*, contract: SupplyContract, now: datetime) -> SupplyContract:
    """Nobody took it in time, or its last day is over. Raises IllegalMove when somebody was faster."""
    contract = _take(contract)
    if contract.due_at is None or contract.due_at > now:
        raise IllegalMove(contract, ContractState.ENDED)
    is_proposed = contract.state == ContractState.PROPOSED
    move(contract, to=ContractState.LAPSED if is_proposed else ContractState.ENDED, by=None)
    tell_contract_seller(contract, "contract_lapsed" if is_proposed else "contract_ended")
    if not is_proposed:
        tell_contract_buyer(contract, "contract_ended")
    return contract


def _take(contract: SupplyContract) -> SupplyContract:
    return SupplyContract.objects.locked().select_related("seller", "buyer", "offer__request").get(pk=contract.pk)
