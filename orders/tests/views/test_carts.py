from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import VariantPrice
from marketplace.hubs.preferences import COUNTRY_COOKIE
from marketplace.look.writing import amount
from marketplace.money.models import ExchangeRate
from orders.duties.kept import forget_books
from orders.models import Cart, CartLine
from orders.selectors.cart import read_cart
from orders.selectors.retail import read_retail
from orders.tests.factories import count, make_cart, make_seller, make_user, make_variant

pytestmark = pytest.mark.django_db
CART = "/cart/"


def add(client, variant, quantity=2, **more):
    return client.post("/cart/add/", {"variant": variant.pk, "quantity": quantity, **more})


def htmx(client, name, *args, **data):
    return client.post(reverse(name, args=args), data, headers={"HX-Request": "true"})


def test_guest_s_goods_are_in_the_cart_when_they_were_added(client):
    variant = make_variant(10)

    answer = add(client, variant)

    assert (answer.status_code, answer.url) == (302, CART)
    page = client.get(CART).content.decode()
    assert "Coocamu washed Bourbon" in page and "¥136.00" in page
    assert client.session["cart_count"] == 2 and Cart.objects.get().user is None


def test_visitor_gets_no_cart_and_no_session_when_they_only_look(client):
    assert client.get(CART).status_code == 200
    assert not Cart.objects.exists() and not client.cookies.get("sessionid")


@pytest.mark.parametrize(
    "data", [{}, {"variant": "x"}, {"variant": "1", "quantity": "-1"}, {"variant": "9" * 30}, {"variant": "1", "quantity": "٣"}]
)
def test_nonsense_is_refused_with_a_word_when_it_is_added(client, data):
    answer = client.post("/cart/add/", data, follow=True)

    assert answer.status_code == 200 and not CartLine.objects.exists()
    assert [str(message) for message in answer.context["messages"]]


def test_reader_is_told_how_many_are_left_when_they_want_more(client):
    variant = make_variant(3)

    answer = client.post("/cart/add/", {"variant": variant.pk, "quantity": 5}, headers={"Referer": "http://testserver/products/x/"})

    assert answer.url == "http://testserver/products/x/"
    assert "Only 3 are left" in str(next(iter(client.get(CART).context["messages"])))


def test_nobody_is_sent_to_another_site_when_a_page_asks_for_it(client):
    answer = add(client, make_variant(), next="https://evil.example/")

    assert answer.url == CART


def test_quantity_is_changed_in_place_for_htmx_and_by_a_new_page_without(client):
    variant = make_variant(10)
    add(client, variant)

    fragment = htmx(client, "orders:cart-line-update", variant.pk, quantity=3)
    plain = client.post(reverse("orders:cart-line-update", args=[variant.pk]), {"quantity": 4})

    assert "<html" not in fragment.content.decode() and "¥204.00" in fragment.content.decode()
    assert 'id="cart-count" hx-swap-oob="true">3<' in fragment.content.decode()
    assert (plain.status_code, plain.url) == (302, CART)
    assert CartLine.objects.get().quantity == 4


@pytest.mark.parametrize(
    ("quantity", "word"), [("7", "steps of 6"), ("1", "least order is 6"), ("99", "Only 20 are left"), ("many", "whole number")]
)
def test_quantity_is_explained_at_the_line_and_kept_as_typed_when_it_is_refused(client, quantity, word):
    variant = make_variant(20, minimum_quantity=6, quantity_step=6)
    add(client, variant, 6)

    page = client.post(reverse("orders:cart-line-update", args=[variant.pk]), {"quantity": quantity})

    assert page.status_code == 422 and word in page.content.decode()
    assert f'value="{quantity}"' in page.content.decode() and CartLine.objects.get().quantity == 6


def test_line_comes_back_when_its_removal_is_undone(client):
    variant = make_variant(10)
    add(client, variant, 3)

    page = htmx(client, "orders:cart-line-remove", variant.pk)
    assert "Undo" in page.content.decode() and not CartLine.objects.exists()

    htmx(client, "orders:cart-undo")
    assert CartLine.objects.get().quantity == 3
    htmx(client, "orders:cart-undo")
    assert CartLine.objects.get().quantity == 3


def test_changed_price_is_shown_old_and_new_and_stops_the_checkout_until_accepted(client):
    variant = make_variant(10, "66.00")
    add(client, variant)
    VariantPrice.objects.update(amount="68.00")

    page = client.get(CART).content.decode()
    assert "<s>¥66.00</s> → <b>¥68.00</b>" in page and "disabled" in page
    assert client.get("/checkout/").url == CART

    client.post("/cart/accept/")
    assert "Price changed" not in client.get(CART).content.decode()
    assert client.get("/checkout/").status_code == 200


def test_line_is_grey_with_the_reason_when_its_good_is_sold_out(client):
    variant = make_variant(10)
    add(client, variant)
    count(0)

    page = client.get(CART).content.decode()

    assert "line--dead" in page and "Sold out" in page


def test_line_is_put_aside_and_back(client):
    variant = make_variant(10)
    add(client, variant)

    assert "Saved for later" in htmx(client, "orders:cart-line-save", variant.pk).content.decode()
    assert client.session["cart_count"] == 0
    htmx(client, "orders:cart-line-save", variant.pk, back="1")
    assert not CartLine.objects.get().is_saved


def test_stranger_changes_only_their_own_cart(client):
    variant = make_variant(10)
    add(client, variant, 3)
    charlie = Client()
    add(charlie, variant, 1)

    charlie.post(reverse("orders:cart-line-update", args=[variant.pk]), {"quantity": 5})
    charlie.post(reverse("orders:cart-line-remove", args=[variant.pk]))

    assert [line.quantity for line in CartLine.objects.all()] == [3]


def test_guest_s_cart_comes_along_when_they_sign_in(client):
    carla = make_user("carla", is_active=True)
    carla.emailaddress_set.create(email=carla.email, verified=True, primary=True)
    add(client, make_variant(10), 2)

    client.post("/accounts/login/", {"login": carla.email, "password": "a long password"})

    assert Cart.objects.get().user == carla
    assert client.session["cart_count"] == 2 and "¥136.00" in client.get(CART).content.decode()


def test_cart_is_not_reached_when_the_other_verb_is_used(client):
    assert client.get("/cart/add/").status_code == 405
    assert client.post(CART).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_cart_costs_the_same_queries_when_it_is_longer(client, number, django_assert_num_queries):
    for _ in range(number):
        add(client, make_variant(10))
    client.get(CART)

    with django_assert_num_queries(3):  # cart, lines, offers; the session comes from the cache
        client.get(CART)


@pytest.mark.parametrize("number", [1, 3])
def test_cart_costs_the_same_queries_when_one_seller_sells_all(client, number, django_assert_num_queries):
    shop = make_seller("Coocamu")
    for _ in range(number):
        add(client, make_variant(10, seller=shop))
    client.get(CART)

    with django_assert_num_queries(3):
        client.get(CART)


def test_cart_says_what_one_person_may_bring_in_and_how_much_is_too_much(client):
    dear, fair, single = make_variant(10, price="2600.00"), make_variant(10, price="2500.00"), make_variant(10, price="6000.00")
    drum = make_variant(10, price="7000.00", unit="piece", is_indivisible=True)
    for variant, quantity in ((dear, 2), (fair, 2), (single, 1), (drum, 1)):
        add(client, variant, quantity)

    page = client.get(CART).content.decode()

    assert "China, for a person: up to ¥5,000.00 an order as cross-border retail" in page and "up to ¥26,000.00 for one person" in page
    assert "These goods are ¥200.00 above the ¥5,000.00" in page and "These goods are ¥1,000.00 above the ¥5,000.00" in page
    assert (page.count("above the ¥5,000.00"), page.count("Take out some of it"), page.count("customs decide.")) == (3, 1, 1)
    assert "One indivisible piece, ¥2,000.00 above the ¥5,000.00" in page and page.count("sells as one indivisible piece") == 1

    client.cookies[COUNTRY_COOKIE] = "US"
    page = client.get(CART).content.decode()
    assert "cross-border retail" not in page


def test_limits_of_a_cart_cost_one_query_a_minute(client, django_assert_num_queries):
    add(client, make_variant(10), 2)
    client.get(CART)
    forget_books()

    with django_assert_num_queries(4):  # the three, and the limits
        client.get(CART)


@pytest.mark.parametrize(("currency", "rates", "over"), [("USD", {"USD": "0.14"}, "US$100.00"), ("USD", {}, "")])
def test_cart_in_another_currency_is_held_against_the_limit_at_the_day_s_rate(client, currency, rates, over):
    for quote, rate in rates.items():
        ExchangeRate.objects.create(base="CNY", quote=quote, rate=rate, day=date(2026, 1, 1), source="test")
    cart = read_cart(make_cart(make_variant(10, price="400.00", currency=currency), currency=currency), currency)

    found = read_retail(cart, "CN")

    assert [amount(parcel.money, "en") for parcel in found.over.values()] == ([over] if over else [])
    assert read_retail(cart, "RW") is None and read_retail(cart, "US") is None and read_retail(read_cart(None, currency), "CN") is None
