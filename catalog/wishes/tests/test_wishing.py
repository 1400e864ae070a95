"""Hearts and the list behind them."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.models import Product
from catalog.services.prices import set_price
from catalog.tests.factories import CHILLI_OIL, count, make_product, make_user, make_variant
from catalog.wishes.exceptions import WishRefused
from catalog.wishes.models import Wish
from catalog.wishes.services.keeping import drop_wish, keep_wish
from marketplace.allocation.tests.racing import at_once
from marketplace.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user("carla")


@pytest.fixture
def reader(carla):
    client = Client()
    client.force_login(carla)
    return client


def wished(user):
    return list(Wish.objects.filter(user=user).values_list("product__name_en", flat=True))


def hearts(html):
    return re.findall(r'form="wish"[^>]* name="(product|gone)" value="(\d+)" aria-pressed="(true|false)"', html)


def test_a_wish_keeps_the_price_of_its_day(carla):
    product = make_product("Bourbon", variants=[{"prices": {"CNY": "68.00"}}])
    kept = keep_wish(user=carla, product_id=product.pk, currency="CNY")
    set_price(variant=product.variants.get(), price=Money(Decimal("60"), "CNY"), by=None)

    again = keep_wish(user=carla, product_id=product.pk, currency="CNY")

    assert again == kept and again.seen == Money(Decimal("68"), "CNY").rounded() and wished(carla) == ["Bourbon"]


def test_a_card_means_the_cheapest_that_can_be_bought(carla):
    product = make_product("Sizes", variants=[{"name_en": "250 g", "prices": {"CNY": "68.00"}}])
    make_variant(product, name_en="sample", prices={"CNY": "9.00"}, on_hand=0, position=1)
    kilo = make_variant(product, name_en="1 kg", prices={"CNY": "240.00"}, position=2)

    assert keep_wish(user=carla, product_id=product.pk, currency="CNY").variant.name == "250 g"
    drop_wish(user=carla, product_id=product.pk)
    assert keep_wish(user=carla, product_id=product.pk, currency="CNY", variant_id=kilo.pk).variant == kilo


def test_a_variant_of_another_product_is_not_taken(carla):
    product, other = make_product("Bourbon"), make_product("Tea", shelf="tea", code="0902409000")

    kept = keep_wish(user=carla, product_id=product.pk, currency="CNY", variant_id=other.variants.get().pk)

    assert kept.variant == product.variants.get()


def test_what_is_not_on_sale_is_refused(carla):
    draft = make_product("Draft", state="draft")

    with pytest.raises(WishRefused) as refusal:
        keep_wish(user=carla, product_id=draft.pk, currency="CNY")

    assert refusal.value.why == "gone" and not wished(carla)


def test_a_full_list_is_refused_and_says_what_to_do(carla, reader, monkeypatch):
    monkeypatch.setattr("catalog.wishes.services.keeping.MOST", 1)
    first, second = make_product("First"), make_product("Second")
    keep_wish(user=carla, product_id=first.pk, currency="CNY")

    html = reader.post("/wishes/", {"product": second.pk}, headers={"Referer": "http://testserver/products/"}, follow=True).content.decode()

    assert "Take some off first." in html and wished(carla) == ["First"]


def test_a_heart_is_pressed_without_script_and_leads_back(carla, reader):
    product = make_product("Bourbon")
    back = {"Referer": f"http://testserver/products/{product.slug}/"}

    answer = reader.post("/wishes/", {"product": product.pk}, headers=back)

    assert answer.status_code == 302 and answer.url == back["Referer"] and wished(carla) == ["Bourbon"]
    assert hearts(reader.get(f"/products/{product.slug}/").content.decode()) == [("gone", str(product.pk), "true")]
    reader.post("/wishes/", {"gone": product.pk}, headers=back)
    assert not wished(carla)


def test_a_script_gets_an_answer_to_show(reader):
    product = make_product("Bourbon")
    quiet = {"Accept": "application/json"}

    kept = reader.post("/wishes/", {"product": product.pk}, headers=quiet).json()
    gone = reader.post("/wishes/", {"gone": product.pk}, headers=quiet).json()
    refused = reader.post("/wishes/", {"product": 999_999}, headers=quiet)

    assert kept == {"words": "On your wishlist.", "kept": True} and gone == {"words": "Off your wishlist.", "kept": False}
    assert refused.status_code == 409 and refused.json() == {"words": "This is no longer sold."}


def test_never_leads_out_of_the_house(reader):
    product = make_product("Bourbon")

    answer = reader.post("/wishes/", {"product": product.pk, "next": "https://evil.example/"}, headers={"Referer": "https://evil.example/"})

    assert answer.url == "/wishes/"


@pytest.mark.parametrize("sent", [{}, {"product": "x"}, {"product": "9" * 30}, {"gone": "\x00"}])
def test_nonsense_is_no_wish(reader, carla, sent):
    assert reader.post("/wishes/", sent).status_code == 404
    assert not wished(carla)


def test_a_signed_out_reader_signs_in_and_finds_it_kept(client, carla):
    product = make_product("Bourbon", variants=[{"name_en": "250 g"}])
    kilo = make_variant(product, name_en="1 kg", position=1)
    page = f"/products/{product.slug}/"

    led = client.post(f"/wishes/?variant={kilo.pk}", {"product": product.pk}, headers={"Referer": f"http://testserver{page}"})
    assert led.status_code == 302 and led.url == "/accounts/login/?next=/wishes/pressed/"
    assert client.get("/wishes/pressed/").url == "/accounts/login/?next=/wishes/pressed/"
    client.force_login(carla)
    after = client.get("/wishes/pressed/")

    assert after.url == f"http://testserver{page}" and Wish.objects.get(user=carla).variant == kilo
    assert client.get("/wishes/pressed/").url == "/wishes/"


def test_pages_for_strangers_have_the_same_empty_hearts_for_all(client, carla, reader, settings):
    settings.KEEP_PAGES = True
    product = make_product("Bourbon")
    for _visit in range(2):
        first = client.get("/products/").content.decode()
    keep_wish(user=carla, product_id=product.pk, currency="CNY")

    assert hearts(first) == hearts(Client().get("/products/").content.decode()) == [("product", str(product.pk), "false")]
    assert "data-live" not in first
    mine = reader.get("/products/").content.decode()
    assert hearts(mine) == [("gone", str(product.pk), "true")] and "data-live" in mine


def test_a_list_of_goods_costs_a_reader_one_query_for_all_hearts(carla, reader):
    for number in range(3):
        keep_wish(user=carla, product_id=make_product(f"Coffee {number}").pk, currency="CNY")

    with CaptureQueriesContext(connection) as asked:
        reader.get("/products/")

    assert sum("wishes_wish" in query["sql"] for query in asked.captured_queries) == 1


def test_the_list_says_what_changed_since(carla, reader):
    cheaper, gone, withdrawn, closed = (
        make_product("Cheaper"),
        make_product("Gone"),
        make_product("Withdrawn"),
        make_product("Akabanga", shelf="chilli", code=CHILLI_OIL),
    )
    for product in (cheaper, gone, withdrawn, closed):
        keep_wish(user=carla, product_id=product.pk, currency="CNY")
    set_price(variant=cheaper.variants.get(), price=Money(Decimal("60"), "CNY"), by=None)
    count(0, gone.variants.get())
    Product.objects.filter(pk=withdrawn.pk).update(state="withdrawn")

    html = reader.get("/wishes/").content.decode()

    assert "Cheaper now" in html and re.search(r"¥68.00 on .*, ¥60.00 today", html)
    assert "Sold out" in html and "A letter when it is back" in html
    assert "No longer sold" in html and f"/products/{withdrawn.slug}/" not in html
    assert "Cannot be sent to China yet" in html
    assert html.count("Into the cart") == 1


def test_another_currency_is_no_change_of_price(carla, reader):
    product = make_product("Bourbon", variants=[{"prices": {"CNY": "68.00", "USD": "9.50"}}])
    keep_wish(user=carla, product_id=product.pk, currency="CNY")
    reader.cookies["currency"] = "USD"

    html = reader.get("/wishes/").content.decode()

    assert "9.50" in html and "Cheaper now" not in html and "Dearer now" not in html


def test_the_list_is_the_readers_own(reader):
    keep_wish(user=make_user("charlie"), product_id=make_product("Charlie's").pk, currency="CNY")

    html = reader.get("/wishes/").content.decode()

    assert "Charlie" not in html and "Nothing is on it yet" in html
    assert Client().get("/wishes/").url == "/accounts/login/?next=/wishes/"


def test_the_list_costs_the_same_with_one_and_with_three(carla, reader):
    costs = []
    for number in (1, 2, 3):
        keep_wish(user=carla, product_id=make_product(f"Coffee {number}").pk, currency="CNY")
        reader.get("/wishes/")
        with CaptureQueriesContext(connection) as asked:
            reader.get("/wishes/")
        costs.append(len(asked))

    assert costs[0] == costs[2] and costs[0] <= 9, costs


@pytest.mark.django_db(transaction=True)
def test_two_tabs_keep_one_wish():
    user, product = make_user("carla"), make_product("Bourbon")

    answers = at_once(*[lambda: keep_wish(user=user, product_id=product.pk, currency="CNY")] * 4)

    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert Wish.objects.count() == 1
