"""Every page on a phone, in English and in Chinese: a silent console, nothing over the edge, no sentence left untranslated, and nothing
that axe, the judge of pages for people who read them by other means, finds fault with."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.campaigns.models import FlashSale
from catalog.campaigns.services.flash_sales import open_flash_sale
from catalog.models import CoffeeFacts, Product
from catalog.passports.models import LotPassport
from catalog.passports.services import keep_passport
from catalog.services.proposals import propose_all
from catalog.tests.factories import BASKET, GREEN, make_product, make_seller, make_user
from catalog.trust.models import Review
from catalog.wishes.services.keeping import keep_wish
from marketplace.accounts.models import User
from marketplace.demo_data import orders as demo
from marketplace.demo_data.aftersale import load_aftersale
from marketplace.demo_data.applications import load_applications
from marketplace.demo_data.campaigns import SLUG, load_campaigns
from marketplace.demo_data.destination import load_destination
from marketplace.demo_data.money import load_payouts
from marketplace.demo_data.reviews import load_reviews
from marketplace.demo_data.talk import load_talk
from marketplace.demo_data.trade import CHILLI, load_trade
from marketplace.money import Money
from marketplace.tests.browser.judging import AXE, JUDGE, LEFTOVER, LOOK, TYPED
from marketplace.tests.browser.world import furnish
from orders.aftersale.models import Dispute, GoodsReturn
from orders.discounts.models import Discount
from orders.discounts.tests.factories import house_discount, shop_discount
from orders.enums import BEFORE_PACKING, SELLER_SEES
from orders.logistics.models import FreightLot
from orders.logistics.parcels import Parcel
from orders.logistics.services import issue_quote, join_lot, request_freight
from orders.logistics.tests.factories import make_card
from orders.models import Order, OrderGroup
from orders.paperwork.models import Document, PaperSet
from orders.payments.models import Payment
from orders.payments.payouts.models import Payout
from orders.payments.providers.bank_transfer.models import ProForma
from orders.payments.services import start_payment
from orders.services.codes import put_code
from orders.talk.models import Thread
from orders.tests.factories import make_cart, make_variant
from orders.trade.models import CallOff, QuotationRequest, RequestMatch
from sellers.models import Member, Seller
from sellers.services import start_application
from sellers.services.payout import payout_columns

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
SHELVES = [
    (demo.COFFEE, "0901210000", "库卡穆 水洗波旁 250 克", "Coocamu"),
    (demo.GREEN, GREEN, "库卡穆 水洗生豆", "Coocamu"),
    (demo.BASKET, BASKET, "和平篮", "COPARWA"),
    (demo.PANEL, BASKET, "几何画板", "Kakira"),
    (CHILLI, "0904210000", "加绍拉干辣椒", "Gashora"),
]


@pytest.fixture
def world(sandbox):
    """What there is to see: a shelf, orders in every state with their papers, applications in the queue, a full cart."""
    people = furnish()
    shops = {name: make_seller(name, slug=name.lower()) for name in {name for *_, name in SHELVES}}
    Member.objects.create(seller=shops["Coocamu"], user=people["seller"], role="owner")
    for slug, code, chinese, name in SHELVES:
        sizes = [{"on_hand": 100, "name_en": "250 g", "name_zh_hans": "250 克", "prices": {"CNY": "68.00", "USD": "9.50"}}]
        texts = {"name_zh_hans": chinese, "description_zh_hans": "苹果、蔗糖与柑橘。"}
        make_product(slug.title(), slug=slug, code=code, seller=shops[name], variants=sizes, photos=0, **texts)
    coffee = Product.objects.get(slug=demo.COFFEE)
    CoffeeFacts.objects.create(product=coffee, lot="CM-2026-014", station="Musasa", process="washed", altitude_min=1400)
    keep_passport(coffee)
    load_applications(people)
    load_campaigns(lambda text: None)
    load_destination(lambda text: None)
    demo.load_orders(people, lambda text: None)
    load_aftersale(lambda text: None)
    load_reviews(people, lambda text: None)
    load_trade(people, lambda text: None)
    load_talk(people, lambda text: None)
    keep_wish(user=people["buyer"], product_id=coffee.pk, currency="CNY")
    people["grower"] = User.objects.get(email="chilli@demo.example")
    account = {"holder": "Coocamu", "bank": "BK", "swift": "BKIGRWRW", "account": "0004006912"}
    columns = payout_columns(seller=shops["Coocamu"], payout_kind="bank", details=account)
    Seller.objects.filter(pk=shops["Coocamu"].pk).update(**columns)
    load_payouts(people["officer"], people["officer2"], lambda text: None)
    propose_all()
    variants = [product.variants.get() for product in Product.objects.filter(slug__in=[demo.COFFEE, demo.BASKET])]
    now = timezone.now()
    hours = {"opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=1)}
    open_flash_sale(slug="harvest-hour", variant=variants[-1], units=2, per_buyer=1, by=None, **hours)
    owner = Member.objects.filter(seller=coffee.seller).earliest("pk").user
    names = {"name": "Harvest", "name_en": "Harvest", "name_zh_hans": "采收周"}
    shop_discount(coffee.seller, owner, code="HARVEST", total_limit=50, products=[coffee], **names)
    house_discount(name_en="Market days", name_zh_hans="市集日", percent=5)
    put_code(cart=make_cart(*variants, user=people["importer"]), typed="HARVEST", currency="CNY", address="")
    people["newcomer"] = make_user("nadia")
    start_application(by=people["newcomer"])
    return people


def public(world) -> list[str]:
    guest = OrderGroup.objects.filter(user=None).first()
    document = Document.objects.first()
    return [
        "",
        "products/",
        "products/?q=basket",
        "products/?q=zzzqqq",
        "products/?min_price=9000",
        "categories/coffee/",
        f"products/{demo.COFFEE}/",
        f"products/{demo.BASKET}/",
        f"products/{demo.COFFEE}/reviews/",
        f"products/{demo.COFFEE}/questions/",
        f"products/{demo.BASKET}/reviews/",
        f"lots/{LotPassport.objects.get().key}/",
        f"products/{demo.COFFEE}/delivered/",
        f"products/{demo.BASKET}/delivered/",
        "sellers/coocamu/",
        "campaigns/",
        f"campaigns/{SLUG}/",
        "tourism/",
        "tourism/places/",
        "tourism/places/kinigi/",
        "tourism/collections/coffee-route/",
        "tourism/articles/the-station-behind-the-bag/",
        f"flash/{FlashSale.objects.earliest('pk').slug}/",
        "cart/",
        "documents/verify/",
        "trade/",
        *([f"documents/verify/{document.check_code}/"] if document else []),
        "sell/apply/",
        "accounts/login/",
        "accounts/signup/",
        "accounts/password/reset/",
        f"orders/{guest.number}/?key={guest.access_token}",
        *at_the_wallet(),
    ]


def at_the_wallet() -> list[str]:
    """The wallet's page, and a code to scan."""
    begun = {
        provider: start_payment(
            purpose="order_group",
            key=f"IS-00-00000{number}",
            amount=Money(Decimal("158.17"), "CNY"),
            provider=provider,
            expires_at=timezone.now() + timedelta(minutes=15),
            return_url="/orders/",
        ).redirect_url
        for number, provider in enumerate(("alipay", "alipay_code"), start=1)
    }
    return [address.lstrip("/") for address in begun.values()]


def of_buyer(world) -> list[str]:
    groups = OrderGroup.objects.filter(user=world["buyer"])
    back = GoodsReturn.objects.select_related("order__group").get()
    way = f"orders/{back.order.group.number}/{back.order.number}"
    early = Order.objects.filter(group__user=world["buyer"], state__in=BEFORE_PACKING).select_related("group").first()
    cancelling = f"orders/{early.group.number}/{early.number}/cancel/?q-{early.lines.first().pk}=1"
    after = [f"{way}/return/", f"{way}/dispute/", f"{way}/returns/{back.number}/", cancelling]
    return [
        "orders/",
        *(f"orders/{group.number}/" for group in groups),
        *after,
        "reviews/",
        f"reviews/{Review.objects.get().pk}/edit/",
        "freight/",
        f"quotes/{freight_quote()}/",
        "wishes/",
        "messages/",
        f"messages/new/?product={demo.BASKET}",
        *(f"messages/{thread.public_id}/" for thread in Thread.objects.filter(buyer=world["buyer"])),
        "accounts/email/",
        "accounts/password/change/",
        "accounts/2fa/",
        "accounts/identity/",
    ]


def freight_quote() -> str:
    """The number of a priced question for freight in legs."""
    quote = request_freight(
        parcels=[Parcel(600, 400, 400, 15_000, 200)], origin="KGL", destination_place="CNSHA", destination_country="CN", incoterm="CIF",
        currency="CNY", goods_value=Money(Decimal(90_000), "CNY"),
    )  # fmt: skip
    issue_quote(quote_id=quote.pk)
    return str(quote.pk)


def on_a_phone() -> Payment:
    """A payment in francs that waits for somebody to name a phone."""
    return start_payment(
        purpose="order_group",
        key="IS-00-000000",
        amount=Money(Decimal(5000), "RWF"),
        provider="momo",
        expires_at=timezone.now() + timedelta(minutes=15),
        return_url="/orders/",
    ).payment


def of_importer(world) -> list[str]:
    case = Dispute.objects.select_related("order__group").get()
    dispute = f"orders/{case.order.group.number}/{case.order.number}/disputes/{case.number}/"
    pays = [f"payments/transfer/{ProForma.objects.get().token}/", f"payments/momo/{on_a_phone().reference}/"]
    groups = OrderGroup.objects.filter(user=world["importer"])
    call, requests = CallOff.objects.get(), QuotationRequest.objects.filter(buyer=world["importer"])
    trade = ["trade/", f"trade/requests/new/?product={demo.GREEN}", *(f"trade/requests/{asked.number}/" for asked in requests)]
    trade += [f"trade/contracts/{call.contract.number}/{page}" for page in ("", "call-off/points/")]
    trade += [f"trade/call-offs/{call.number}/", f"trade/call-offs/{call.number}/letter/"]
    notify = [f"documents/notify/{group.number}/" for group in groups if group.company_name][:1]
    return ["cart/", "checkout/", dispute, *trade, *pays, *notify, *(f"orders/{group.number}/" for group in groups)]


def of_seller(world) -> list[str]:
    product = Product.objects.get(slug=demo.COFFEE)
    sales = Order.objects.filter(seller=product.seller, state__in=SELLER_SEES)
    listing = f"products/{product.pk}/"
    pages = ("preview", "landed", "markets", "prices/scheduled", "lots", f"lots/{LotPassport.objects.get().key}/label")
    of_listing = [listing, *(f"{listing}{page}/" for page in pages)]
    offices = ["", "products/", "products/new/", *of_listing, "orders/", "documents/"]
    back, case = GoodsReturn.objects.get(), Dispute.objects.get()
    told = RequestMatch.objects.filter(seller=product.seller).select_related("request")
    offices += [f"requests/{match.request.number}/" for match in told]
    offices += ["reviews/", "returns/", f"returns/{back.number}/", f"disputes/{case.number}/", f"orders/{case.order.number}/refund/"]
    offices += ["messages/", "messages/?show=unanswered", "messages/answers/"]
    offices += [f"messages/{thread.public_id}/" for thread in Thread.objects.filter(seller=product.seller)]
    offices += [
        "requests/",
        "discounts/",
        "discounts/new/",
        f"discounts/{Discount.objects.get(seller=product.seller).pk}/",
        "lots/",
        f"lots/{open_lot().pk}/",
        "freight-costs/",
        "products/prices/",
        "money/",
        *(f"money/{payout.number}/" for payout in Payout.objects.filter(seller=product.seller)),
        *(
            f"documents/{papers.order_number}/{page}/"
            for papers in PaperSet.objects.filter(seller=product.seller, state="issued")[:1]
            for page in ("parties", "pack")
        ),
    ]
    return [f"sell/{path}" for path in [*offices, "evidence/", "firm/", "members/", *(f"orders/{sale.number}/" for sale in sales)]]


def open_lot() -> FreightLot:
    """A lot on a demonstration card, open until the day after tomorrow."""
    card = make_card(carrier="Pooled Air", is_demonstration=True)
    closes_at = timezone.now() + timedelta(days=2)
    lot = FreightLot.objects.create(card=card, capacity_kg=500, closes_at=closes_at, currency="USD", opened_by=None)
    seller = Product.objects.get(slug=demo.COFFEE).seller
    join_lot(lot=lot, seller=seller, reference="IS-LOT", parcels=[Parcel(600, 400, 400, 18_000, 4)], by=None)
    return lot


def of_grower(world) -> list[str]:
    call = CallOff.objects.select_related("contract__offer__request").get()
    contract = call.contract
    asked, offer = contract.offer.request.number, contract.offer.number
    pages = ["requests/", f"requests/{asked}/", f"offers/{offer}/contract/", f"contracts/{contract.number}/"]
    pages += [f"call-offs/{call.number}/", f"call-offs/{call.number}/letter/"]
    return [f"sell/{path}" for path in pages]


def of_applicant(world) -> list[str]:
    return ["sell/apply/"]


def of_new_applicant(world) -> list[str]:
    return ["sell/apply/", *(f"sell/apply/{step}/" for step in ("firm", "contact", "sectors", "payout", "evidence", "review"))]


EVERYBODY = {
    None: public,
    "buyer": of_buyer,
    "importer": of_importer,
    "seller": of_seller,
    "grower": of_grower,
    "applicant": of_applicant,
    "newcomer": of_new_applicant,
}


@pytest.fixture
def enter(browser, live_server, client):
    """Opens pages as somebody, and writes down what is wrong with each."""
    contexts, faults = [], []

    def door(user):
        context = browser.new_context(viewport=PHONE)
        contexts.append(context)
        if user:
            client.force_login(user)
            context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and faults.append((page.url, message.text)))
        page.on("pageerror", lambda error: faults.append((page.url, str(error))))
        return page

    yield door, faults
    for context in contexts:
        context.close()


def test_every_page_is_sound_on_a_phone(world, enter, live_server):
    door, faults = enter
    for who, paths in EVERYBODY.items():
        page = door(world[who] if who else None)
        for path in paths(world):
            for language in ("", "zh-hans/"):
                answer = page.goto(f"{live_server.url}/{language}{path}")
                seen = page.evaluate(LOOK, [LEFTOVER, TYPED])
                found = {
                    "status": answer.status if answer.status != 200 else None,
                    "over the edge": max(seen["wide"], 0),
                    "untranslated": seen["words"] if language else [],
                    "without a name": seen["bare"],
                    "first headings": seen["heads"] if seen["heads"] != 1 else 0,
                }
                if not language:  # the other language is the same page in other words
                    page.evaluate(AXE)
                    found["axe"] = page.evaluate(JUDGE, who is None)
                faults += [(language + path, what, how) for what, how in found.items() if how]

    faults += judged_desk(door(world["officer"]), live_server.url)
    assert not faults, "\n".join(map(str, faults))


def judged_desk(page, home: str) -> list[tuple[str, str]]:
    """What axe finds on the desk: its pages are of few kinds, each is looked at once, as wide as an officer's screen."""
    page.set_viewport_size({"width": 1280, "height": 900})
    found = []
    for path in ("", "sellers/seller/", "trust/review/", f"trust/review/{Review.objects.get().pk}/change/", "discounts/discount/add/"):
        page.goto(f"{home}/admin/{path}")
        page.evaluate(AXE)
        found += [(path, fault) for fault in page.evaluate(JUDGE, True)]
    return found


def test_foreign_address_is_taken_by_the_first_click(enter, live_server):
    carla = make_user("carla")
    make_cart(make_variant(), user=carla)
    door, faults = enter
    page = door(carla)
    page.goto(f"{live_server.url}/checkout/")
    with page.expect_response("**/checkout/"):
        page.select_option("#id_country", "DE")
    page.wait_for_selector("#id_line2")
    # Password managers and screenshots write styles on fields, which the content policy refuses to see copied.
    page.evaluate("document.getElementById('id_name').style.color = 'inherit'")
    address = {"email": "carla@example.com", "name": "Carla", "phone": "+4915112345678", "line": "Hauptstr. 1", "postcode": "10115"}
    for name, value in {**address, "city": "Berlin"}.items():
        page.fill(f"main [name={name}]", value)

    page.click("#address button[value=address]")

    page.get_by_text("Use the address as it is now").wait_for()
    assert not faults, faults
