"""Wholesale in every state in which a caller has something to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalog.models import Variant
from marketplace.accounts.models import User
from orders.services.fulfilment import accept_order, pack_order
from orders.tests.factories import make_route
from orders.trade.models import CallOff, Offer, QuotationRequest, SupplyContract
from orders.trade.services import contracts, offers, samples
from orders.trade.services.call_offs import send_shipments
from orders.trade.services.contracts import Draft
from orders.trade.services.packs import ask_for_packs
from orders.trade.services.points import import_points
from orders.trade.tests import factories
from orders.trade.tests.factories import make_request, words
from sellers.models import Seller

BUYING, SELLING = "trade", "trade-sales"
# operation -> the story in which it can be done
FITTING = {
    "requests_retrieve": "offered",
    "requests_change": "draft",
    "requests_open": "draft",
    "requests_close": "asked",
    "requests_withdraw": "asked",
    "offers_retrieve": "sampled",
    "offers_accept": "offered",
    "offers_counter": "offered",
    "offers_refuse": "offered",
    "offers_sample_ask": "offered",
    "offers_sample_received": "sampled",
    "sales_requests_retrieve": "offered",
    "sales_offers_make": "asked",
    "sales_offers_retrieve": "sampled",
    "sales_offers_revise": "offered",
    "sales_offers_accept": "countered",
    "sales_offers_stand": "countered",
    "sales_offers_withdraw": "offered",
    "sales_samples_send": "waiting",
    "sales_samples_decline": "waiting",
    "sales_contracts_propose": "agreed",
    "contracts_retrieve": "proposed",
    "contracts_agree": "proposed",
    "contracts_decline": "proposed",
    "contracts_points_list": "called",
    "contracts_points_write": "called",
    "call_offs_list": "called",
    "call_offs_create": "called",
    "call_offs_retrieve": "called",
    "call_offs_points_list": "called",
    "call_offs_received": "called",
    "call_offs_papers_ask": "called",
    "call_offs_papers_download": "called",
    "sales_contracts_retrieve": "proposed",
    "sales_call_offs_list": "called",
    "sales_call_offs_retrieve": "called",
    "sales_call_offs_points_list": "called",
    "sales_call_offs_send": "called",
    "sales_call_offs_papers_ask": "called",
    "sales_call_offs_papers_download": "called",
}
OF_A_REQUEST = {"sales_offers_make", *(name for name in FITTING if "requests_" in name)}
OF_A_CONTRACT = {"call_offs_list", "call_offs_create", "sales_call_offs_list", *(name for name in FITTING if "contracts_" in name)}
DOORS = ("requests", "offers", "contracts", "call-offs")


def kind_of(operation: str) -> str:
    """Of what its address names the number."""
    if operation in OF_A_REQUEST:
        return "request"
    if operation in OF_A_CONTRACT - {"sales_contracts_propose"}:
        return "contract"
    return "call-off" if "call_offs" in operation else "offer"


def tell_stories(variant: Variant, *, buyer: User) -> tuple[dict[str, list[Any]], dict[str, list[dict[str, Any]]]]:
    """What exists of it, by what it is, and bodies that are accepted, by operation."""
    known: dict[str, list[Any]] = {}
    for name, story in STORIES.items():
        request = make_request(by=buyer, product=variant.product, unit="bag", is_open=name != "draft")
        case = story(request, variant.product.seller)
        known[f"{name} request"] = [request.number]
        if isinstance(case, CallOff):
            known[f"{name} call-off"], case = [case.number], case.contract
        if isinstance(case, SupplyContract):
            known[f"{name} contract"], case = [case.number], case.offer
        if isinstance(case, Offer):
            known[f"{name} offer"] = [case.number]
    return known, bodies(variant)


def have_papers_made(run_waiting_jobs: Callable[[], object]) -> list[int]:
    """Of the call-off's points, once the order has its own. Gives the numbers of the shares back."""
    called = CallOff.objects.get()
    ask_for_packs(called=called, codes=["001"], by=called.contract.buyer)
    run_waiting_jobs()
    return list(called.shipments.filter(point__code="001").values_list("pk", flat=True))


def fitting(often: Callable[[str], dict[str, Any]]) -> dict[str, dict[str, Any]]:
    fits: dict[str, dict[str, Any]] = {name: {"path.number": often(f"{story} {kind_of(name)}")} for name, story in FITTING.items()}
    for name in ("call_offs_papers_download", "sales_call_offs_papers_download"):
        fits[name]["path.share"] = often("shares")
    return fits


def own_number(known: dict[str, list[Any]], path: str) -> dict[str, Any]:
    """Numbers for an address of wholesale."""
    names = ("offered request", "sampled offer", "called contract", "called call-off")
    for door, name in zip(DOORS, names, strict=True):
        if f"/trade/{door}/" in path or f"/sell/{door}/" in path:
            return {"number": known[name][0], "share": known["shares"][0]}
    return {}


def make_offer(request: QuotationRequest, seller: Seller) -> Offer:
    return factories.make_offer(request, seller)


def counter(request: QuotationRequest, seller: Seller) -> Offer:
    offer = make_offer(request, seller)
    return offers.counter_offer(offer=offer, words=words(unit_price=Decimal(2300)), by=request.buyer)


def ask_sample(request: QuotationRequest, seller: Seller) -> Offer:
    offer = make_offer(request, seller)
    samples.ask_sample(offer=offer, amount_wanted="500 g", address="Hangzhou", by=request.buyer)
    return offer


def send_sample(request: QuotationRequest, seller: Seller) -> Offer:
    offer = ask_sample(request, seller)
    sent = {"carrier": "EMS", "tracking_number": "EE123456785RW", "cost": Decimal(0)}
    samples.send_sample(sample=offer.sample, by=factories.member_of(seller), **sent)
    return offer


def agree(request: QuotationRequest, seller: Seller) -> Offer:
    return offers.accept_offer(offer=factories.make_offer(request, seller), by=request.buyer)


def propose(request: QuotationRequest, seller: Seller) -> SupplyContract:
    """60 bags over a year."""
    today = timezone.localdate()
    variant = Variant.objects.get(product=request.product)
    facts = {"formula": "fixed", "unit_price": Decimal(10), "quality": "Moisture at most 12 %.", "starts_on": today}
    draft = Draft(variant=variant, ends_on=today + timedelta(days=364), **facts)
    return contracts.propose_contract(offer=agree(request, seller), draft=draft, by=factories.member_of(seller))


def call(request: QuotationRequest, seller: Seller) -> CallOff:
    """Paid and packed; what goes to the first two points is on its way."""
    contract, alice = propose(request, seller), factories.member_of(seller)
    contracts.agree_contract(contract=contract, consignee=factories.CONSIGNEE, by=request.buyer)
    sheet = "code,name,city\n001,One,Hangzhou\n002,Two,Hangzhou\n003,Three,Hangzhou\n"
    import_points(contract=contract, content=sheet.encode(), by=request.buyer, is_trial=False)
    make_route("USD")  # a way to pay in the currency of the contract
    contract.refresh_from_db()
    called = factories.call(contract, 5, 5, 5)
    factories.pay_call_off(called)
    pack_order(order=accept_order(order=called.group.orders.get(), by=alice), by=alice)
    send_shipments(called=called, codes=["001", "002"], carrier="EMS", tracking_number="EE123456785RW", by=alice)
    return called


STORIES: dict[str, Callable[[QuotationRequest, Seller], Any]] = {
    "draft": lambda request, seller: request,
    "asked": lambda request, seller: request,
    "offered": make_offer,
    "countered": counter,
    "waiting": ask_sample,
    "sampled": send_sample,
    "agreed": agree,
    "proposed": propose,
    "called": call,
}


def bodies(variant: Variant) -> dict[str, list[dict[str, Any]]]:
    later = timezone.now() + timedelta(days=40)
    price = {"amount": "2400.00", "currency": "USD"}
    counter = {"unit_price": price, "quantity": "60", "term": "FCA", "place": "Kigali", "lead_days": 30}
    draft = {
        "company_name": "Carla Foods",
        "title": "Dried chilli",
        "hs_code": "090421",
        "quantity": "60",
        "unit": "t",
        "term": "FCA",
        "place": "Kigali",
        "currency": "USD",
        "target_price": price,
        "deadline": f"{later:%Y-%m-%dT%H:%M:%SZ}",
        "time_zone": "Asia/Shanghai",
    }
    today = timezone.localdate()
    contract = {
        "variant": variant.pk,
        "formula": "fixed",
        "unit_price": price,
        "quality": "Moisture at most 12 %.",
        "mode": "sea",
        "starts_on": f"{today:%Y-%m-%d}",
        "ends_on": f"{today + timedelta(days=364):%Y-%m-%d}",
        "deposit_percent": 30,
        "deposit_days": 7,
        "balance_days": 30,
    }
    offer = counter | {"valid_until": f"{later:%Y-%m-%d}"}
    return {
        "requests_create": [draft],
        "requests_change": [{"quantity": "50"}],
        "offers_counter": [counter],
        "offers_refuse": [{"note": "Too dear."}],
        "offers_sample_ask": [{"amount_wanted": "500 g", "address": "Hangzhou"}],
        "sales_offers_make": [offer],
        "sales_offers_revise": [offer],
        "sales_samples_send": [{"carrier": "EMS", "tracking_number": "EE123456785RW", "cost": {"amount": "0.00", "currency": "USD"}}],
        "sales_samples_decline": [{"note": "None is left."}],
        "sales_contracts_propose": [contract],
        "contracts_agree": [{"name": "Carla", "phone": "13805712266", "country": "CN", "city": "Hangzhou", "line": "Wensan Road 1"}],
        "contracts_decline": [{"note": "Too long."}],
        "contracts_points_write": [{"points": [{"code": "009", "name": "Nine", "city": "Hangzhou"}]}],
        "call_offs_create": [{"points": [{"code": "001", "pieces": 2}, {"code": "002", "pieces": 1}]}],
        "call_offs_received": [{"points": ["001"]}],
        "call_offs_papers_ask": [{"points": ["002"]}],
        "sales_call_offs_send": [{"points": ["003"], "carrier": "EMS", "tracking_number": "EE123456785RW"}],
        "sales_call_offs_papers_ask": [{"points": ["002"]}],
    }
