"""Wholesale in the demo, made by the same services as people's clicks: 60 t of dried chilli for 150 stores over a year, called off for
the first time, and a request for green coffee with an offer on the table. Persons are roles, stores have numbers, prices are those of the
demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from django.utils import timezone

from catalog.models import Variant, VariantPrice
from catalog.services import stock
from catalog.services.tiers import set_tiers
from marketplace.accounts.models import User
from marketplace.demo_data.orders import GREEN
from marketplace.money import round_money
from orders.trade.documentary import PRESENTATION_DAYS
from orders.trade.models import Offer, QuotationRequest, SupplyContract
from orders.trade.services import call_offs, contracts, offers, points, requests
from orders.trade.services.contracts import Draft
from orders.trade.services.credits import enter_credit
from orders.trade.services.offers import Words
from sellers.models import Member, Sector, Seller

CHILLI = "gashora-dried-chilli"
GROWER = ("chilli@demo.example", "demo-seller", "Demo chilli seller")
STORES, TONNES, FIRST_KILOGRAMS = 150, 60, 100  # a store's share of the first call-off: 15 t of the 60
CONSIGNEE = {
    "country": "CN",
    "name": "采购部",
    "phone": "+8613800000000",
    "line": "演示仓库",
    "postcode": "",
    "province": "浙江省",
    "province_code": "330000",
    "province_latin": "Zhejiang",
    "city": "杭州市",
    "city_code": "330100",
    "city_latin": "Hangzhou",
    "district": "",
    "district_code": "",
    "district_latin": "",
}


def load_trade(people: dict[str, User], say: Callable[[str], None]) -> int:
    """Whatever of it is not there yet. Safe to call again."""
    buyer, new = people["importer"], 0
    for slug, tell in ((CHILLI, _sell_chilli), (GREEN, _ask_for_coffee)):
        variant = Variant.objects.filter(product__slug=slug, net_weight_g__isnull=False).select_related("product__seller").first()
        told = QuotationRequest.objects.filter(buyer=buyer, product__slug=slug).exists()
        if variant is not None and not told:
            tell(variant, buyer)
            new += 1
    if new:
        say("a supply contract for 150 stores")
    return new


def _request(variant: Variant, buyer: User, **facts: object) -> QuotationRequest:
    facts = {
        "company_name": "Demo importer",
        "product": variant.product,
        "term": "FCA",
        "place": "Kigali",
        "currency": "CNY",
        "deadline": timezone.now() + timedelta(days=21),
        "time_zone": "Asia/Shanghai",
        "unit": "t",
        "is_demonstration": True,
        **facts,
    }
    return requests.open_request(request=requests.draft_request(by=buyer, language="zh-hans", **facts), by=buyer)


def _offer(asked: QuotationRequest, variant: Variant, by: User, **facts: object) -> Offer:
    price = VariantPrice.objects.get(variant=variant, currency="CNY").amount * 1_000_000 / variant.net_weight_g
    words = {
        "unit_price": price,
        "quantity": asked.quantity,
        "term": "FCA",
        "place": "Kigali",
        "lead_days": 30,
        "valid_until": timezone.now() + timedelta(days=45),
        **facts,
    }
    return offers.make_offer(request=asked, seller=variant.product.seller, words=Words(**words), by=by)


# What one costs from so many on, as a share of the demo's price: made up for the demonstration, as that price is.
DEMO_TIERS = ((100, Decimal("0.95")), (1000, Decimal("0.90")))


def _sell_chilli(variant: Variant, buyer: User) -> None:
    grower = _member(variant.product.seller)
    chilli = Sector.objects.filter(code="chilli").first()
    words = {"title": "干辣椒，整粒", "packing": "25 kg", "details": "150 家门店，一年内分批交货。"}
    asked = _request(variant, buyer, quantity=Decimal(TONNES), sector=chilli, **words)
    offer = offers.accept_offer(offer=_offer(asked, variant, grower), by=buyer)
    today = timezone.localdate()
    draft = Draft(
        variant=variant,
        formula="fixed",
        unit_price=offer.agreed.unit_price,
        quality="整粒干辣椒，每批附检验报告。",
        starts_on=today,
        ends_on=today + timedelta(days=364),
    )
    contract = contracts.propose_contract(offer=offer, draft=draft, by=grower)
    contract = contracts.agree_contract(contract=contract, consignee=CONSIGNEE, by=buyer)
    rows = "".join(f"{number:03},Store {number:03},杭州\n" for number in range(1, STORES + 1))
    points.import_points(contract=contract, content=f"code,name,city\n{rows}".encode(), by=buyer, is_trial=False)
    _call_off(contract, variant, grower, buyer)
    _enter_credit(contract, grower)
    for price in variant.prices.all():
        tiers = [(quantity, round_money(price.amount * share, price.currency)) for quantity, share in DEMO_TIERS]
        set_tiers(variant=variant, currency=price.currency, tiers=tiers, by=grower)


def _enter_credit(contract: SupplyContract, grower: User) -> None:
    """A letter of credit of a bank that does not exist, over the first call-off."""
    kilograms = FIRST_KILOGRAMS * STORES
    facts = {
        "number": "LC-DEMO-1",
        "issuing_bank": "Demo bank",
        "applicant": contract.company_name,
        "beneficiary": contract.seller.legal_name,
        "amount": contract.unit_price * kilograms / 1000,
        "currency": contract.currency,
        "tolerance_percent": Decimal(5),
        "latest_shipment": contract.starts_on + timedelta(days=60),
        "expires_on": contract.starts_on + timedelta(days=90),
        "expiry_place": "Kigali",
        "presentation_days": PRESENTATION_DAYS,
        "partial_shipments": True,
        "papers": ["invoice", "packing_list", "transport", "origin", "phyto"],
        "terms": "",
    }
    enter_credit(contract=contract, facts=facts, by=grower)


def _call_off(contract: SupplyContract, variant: Variant, grower: User, buyer: User) -> None:
    each = FIRST_KILOGRAMS * 1000 // variant.net_weight_g
    needed = each * STORES
    if Variant.objects.with_stock().get(pk=variant.pk).available < needed:
        stock.set_on_hand(variant=variant, on_hand=needed * 2, by=grower)
    wanted = dict.fromkeys(contract.points.values_list("pk", flat=True), each)
    call_offs.call_off(contract=contract, pieces_by_point=wanted, attempt="first", by=buyer)


def _ask_for_coffee(variant: Variant, buyer: User) -> None:
    member = variant.product.seller.members.select_related("user").order_by("pk").first()
    asked = _request(variant, buyer, title="水洗生豆", quantity=Decimal(18))
    if member is not None:
        offer = _offer(asked, variant, member.user)
        offers.counter_offer(offer=offer, words=_lower(offer), by=buyer)


def _lower(offer: Offer) -> Words:
    """The buyer's counter-offer: the same with a little more time, which costs nobody anything."""
    terms = offer.on_table
    return Words(terms.unit_price, terms.quantity, terms.term, terms.place, terms.lead_days + 15, terms.valid_until)


def _member(seller: Seller) -> User:
    """Who acts for the growers; a role with a sign-in of its own."""
    email, password, name = GROWER
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, password, name=name, is_demo=True)
    EmailAddress.objects.get_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    Member.objects.get_or_create(seller=seller, user=user, defaults={"role": "owner"})
    return user
