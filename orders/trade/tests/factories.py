"""Requests and offers for tests, made through the services. The cast: carla asks, alice sells, charlie is a stranger."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from catalog.models import Variant
from marketplace.accounts.models import User
from orders.payments.models import Payment
from orders.payments.services import settle
from orders.tests.factories import hangzhou, make_product, make_seller, make_user, word_of
from orders.trade.enums import PartKind
from orders.trade.models import CallOff, Offer, QuotationRequest, Sample, SupplyContract
from orders.trade.services import call_offs, contracts, offers, points, requests
from orders.trade.services.contracts import Draft
from orders.trade.services.offers import Words
from orders.trade.services.paying import begin_part
from sellers.models import Sector, Seller

CHILLI = "090421"
CONSIGNEE = hangzhou()


def kigali_today() -> date:
    """The day of the hub, which begins two hours before that of UTC."""
    return timezone.localdate(timezone=ZoneInfo("Africa/Kigali"))


def make_chilli_seller(name: str = "Gashora Farm", *, owner: User | None = None, **fields: Any) -> Seller:
    """An approved firm of the chilli sector with a contact to write to."""
    slug = name.split()[0].lower()
    fields = {"contact_email": f"{slug}@seller.example", "language": "en", **fields}
    seller = make_seller(name, owner=owner or make_user("alice"), **fields)
    seller.sectors.add(Sector.objects.get(code="chilli"))
    return seller


def facts_of_request(**changes: Any) -> dict[str, Any]:
    facts = {
        "company_name": "Carla Foods",
        "title": "Dried chilli, whole",
        "hs_code": CHILLI,
        "quantity": Decimal(60),
        "unit": "t",
        "packing": "25 kg cartons",
        "term": "FCA",
        "place": "Kigali",
        "currency": "USD",
        "deadline": timezone.now() + timedelta(days=14),
        "time_zone": "Asia/Shanghai",
    }
    return {**facts, **changes}


def make_request(*, by: User | None = None, is_open: bool = True, **changes: Any) -> QuotationRequest:
    buyer = by or make_user("carla")
    request = requests.draft_request(by=buyer, language="en", **facts_of_request(**changes))
    return requests.open_request(request=request, by=buyer) if is_open else request


def words(**changes: Any) -> Words:
    facts = {
        "unit_price": Decimal("2450.00"),
        "quantity": Decimal(60),
        "term": "FCA",
        "place": "Kigali",
        "lead_days": 30,
        "valid_until": timezone.now() + timedelta(days=30),
    }
    return Words(**{**facts, **changes})


def make_offer(request: QuotationRequest, seller: Seller, **changes: Any) -> Offer:
    """By the first member of the firm."""
    return offers.make_offer(request=request, seller=seller, words=words(**changes), by=member_of(seller))


def member_of(seller: Seller) -> User:
    return seller.members.select_related("user").first().user


def overdue(row: QuotationRequest | Offer | Sample) -> None:
    type(row).objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(minutes=1))


def make_dried_chilli(seller: Seller, *, on_hand: int = 100_000) -> Variant:
    """Sold by the kilogram, so that 60 t are 60,000 pieces."""
    sizes = {"unit": "kg", "net_weight_g": 1000, "gross_weight_g": 1030, "on_hand": on_hand, "prices": {"USD": "3.20"}}
    product = make_product("Dried chilli", seller=seller, shelf="chilli", code="0904210000", variants=[sizes])
    return product.variants.get()


def make_contract(*, is_agreed: bool = True, stores: int = 3, on_hand: int = 100_000, **changes: Any) -> SupplyContract:
    """60 t over a year at 2,450 USD a tonne, of carla's with alice's firm, with so many stores."""
    seller = make_chilli_seller()
    variant = make_dried_chilli(seller, on_hand=on_hand)
    request = make_request()
    offer = offers.accept_offer(offer=make_offer(request, seller), by=request.buyer)
    today = kigali_today()
    facts = {
        "variant": variant,
        "formula": "fixed",
        "unit_price": Decimal(2450),
        "quality": "Moisture at most 12 %.",
        "starts_on": today,
        "ends_on": today + timedelta(days=364),
    }
    contract = contracts.propose_contract(offer=offer, draft=Draft(**{**facts, **changes}), by=member_of(seller))
    if is_agreed:
        contract = contracts.agree_contract(contract=contract, consignee=CONSIGNEE, by=request.buyer)
        rows = "".join(f"{number:03},Store {number:03},Hangzhou\n" for number in range(1, stores + 1))
        points.import_points(contract=contract, content=f"code,name,city\n{rows}".encode(), by=request.buyer, is_trial=False)
    return contract


def call(contract: SupplyContract, *pieces: int, attempt: str = "", by: User | None = None) -> CallOff:
    """So many pieces for the first points of the list."""
    wanted = dict(zip(contract.points.order_by("code").values_list("pk", flat=True), pieces, strict=False))
    return call_offs.call_off(contract=contract, pieces_by_point=wanted, attempt=attempt or uuid.uuid4().hex, by=by or contract.buyer)


def begin(called: CallOff, kind: str = PartKind.DEPOSIT, *, provider: str = "sandbox") -> Payment:
    """The buyer goes to pay this part."""
    facts = {"kind": PartKind(kind), "provider": provider, "return_url": "/trade/", "by": called.contract.buyer}
    return begin_part(called=called, **facts).payment


def pay_part(called: CallOff, kind: str = PartKind.DEPOSIT) -> Payment:
    """The provider says that this part is paid."""
    payment = begin(called, kind)
    settle(provider=payment.provider, event=word_of(payment))
    payment.refresh_from_db()
    called.group.refresh_from_db()
    return payment


def pay_call_off(called: CallOff) -> None:
    """Deposit and rest, one after the other."""
    for kind, amount in ((PartKind.DEPOSIT, called.deposit), (PartKind.REST, called.balance)):
        if amount:
            pay_part(called, kind)
