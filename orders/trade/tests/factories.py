"""Requests and offers for tests, made through the services. The cast: carla asks, alice sells, charlie is a stranger."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from marketplace.accounts.models import User
from orders.tests.factories import make_seller, make_user
from orders.trade.models import Offer, QuotationRequest, Sample
from orders.trade.services import offers, requests
from orders.trade.services.offers import Words
from sellers.models import Sector, Seller

CHILLI = "090421"


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
