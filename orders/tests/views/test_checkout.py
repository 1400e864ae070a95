import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalog.models import Variant, VariantPrice
from catalog.tests.factories import CHILLI_OIL
from orders.enums import GroupState
from orders.models import CartLine, Checkout, DeliveryInquiry, OrderGroup
from orders.payments.models import Payment
from orders.tests.factories import (
    count,
    make_group,
    make_lane,
    make_product,
    make_seller,
    make_user,
    make_variant,
    stock_of,
    typed_hangzhou,
)
from orders.tests.views.buyers import CHECKOUT, press, settle, shown

pytestmark = pytest.mark.django_db
ELSEWHERE = {
    "country": "NZ",
    "email": "carla@buyer.example",
    "name": "Carla",
    "phone": "+64 21 123 456",
    "line": "1 Queen St",
    "city": "Auckland",
    "postcode": "1010",
}


@pytest.fixture(autouse=True)
def lane():
    return make_lane()


@pytest.fixture
def variant():
    return make_variant(10)


@pytest.fixture
def buyer(client, variant):
    """A guest with two pieces in the cart."""
    client.post("/cart/add/", {"variant": variant.pk, "quantity": 2})
    return client


def test_guest_pays_for_what_the_button_said(buyer, run_waiting_jobs, variant):
    waiting = buyer.post(CHECKOUT, {"do": "address", **typed_hangzhou()}, follow=True)
    assert "We work out weight" in shown(waiting) and 'http-equiv="refresh"' in shown(waiting)
    run_waiting_jobs("logistics.quote")
    page = buyer.get(CHECKOUT)
    assert "Pay ¥166.00" in shown(page)

    answer = press(buyer, page)

    group = OrderGroup.objects.get()
    payment = Payment.objects.get()
    assert (answer.status_code, answer.url) == (302, payment.redirect_url)
    assert (payment.key, payment.amount, payment.expires_at) == (group.number, group.total_amount, group.held_until)
    assert (group.email, group.phone, group.user) == ("carla@buyer.example", "+8613805712266", None)
    assert stock_of(variant) == (10, 2) and not CartLine.objects.exists() and buyer.session["cart_count"] == 0
    assert buyer.get(f"/orders/{group.number}/").status_code == 200


def test_second_click_goes_to_the_same_payment(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)

    first, second = press(buyer, page), press(buyer, page)

    assert first.url == second.url
    assert OrderGroup.objects.count() == Payment.objects.count() == 1


def test_stranger_gains_nothing_when_they_know_the_attempt(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)
    press(buyer, page)
    member = Client()
    member.force_login(make_user("charlie"))

    answer = press(member, page)

    assert answer.url == "/cart/"
    assert member.get(f"/orders/{OrderGroup.objects.get().number}/").status_code == 404


def test_everything_typed_is_kept_and_named_at_the_top_when_something_is_wrong(buyer):
    typed = typed_hangzhou(phone="12", email="carla", company_name="某某贸易")

    page = buyer.post(CHECKOUT, {"do": "address", **typed})

    assert page.status_code == 422
    text = shown(page)
    assert '<a href="#id_phone">Mobile</a>' in text and '<a href="#id_email">E-mail</a>' in text
    assert 'value="12"' in text and 'value="carla"' in text and 'value="某某贸易"' in text and 'value="330106" selected' in text
    assert 'value="12"' in shown(buyer.get(CHECKOUT))


def test_pickers_follow_step_by_step_when_there_is_no_script(buyer):
    start = buyer.get(CHECKOUT)
    assert "Zhejiang 浙江省" in shown(start) and "杭州市" not in shown(start)

    buyer.post(CHECKOUT, {"do": "region", "country": "CN", "province": "330000", "name": "卡拉"})
    cities = shown(buyer.get(CHECKOUT))
    assert "Hangzhou 杭州市" in cities and "西湖区" not in cities and 'value="卡拉"' in cities

    buyer.post(CHECKOUT, {"do": "region", "country": "CN", "province": "330000", "city": "330100", "name": "卡拉"})
    assert "Xihu 西湖区" in shown(buyer.get(CHECKOUT))


def test_pickers_follow_in_place_for_htmx(buyer):
    page = buyer.post(CHECKOUT, {"do": "region", "country": "CN", "province": "330000"}, headers={"HX-Request": "true"})

    assert shown(page).lstrip().startswith('<div class="split" id="checkout-body"') and "杭州市" in shown(page)


def test_another_country_has_another_form(buyer):
    buyer.post(CHECKOUT, {"do": "country", "country": "DE"})

    page = shown(buyer.get(CHECKOUT))

    assert "State or region" in page and "Province" not in page


def test_part_that_waits_is_asked_again_until_it_is_priced(buyer, run_waiting_jobs):
    buyer.post(CHECKOUT, {"do": "address", **typed_hangzhou()})

    waiting = buyer.get(reverse("orders:checkout-delivery"), headers={"HX-Request": "true"})
    run_waiting_jobs("logistics.quote")
    priced = buyer.get(reverse("orders:checkout-delivery"), headers={"HX-Request": "true"})

    assert "every 700ms" in shown(waiting) and "Pay ¥" not in shown(waiting)
    assert "every 700ms" not in shown(priced) and "¥30.00" in shown(priced)
    assert 'id="checkout-sum" hx-swap-oob="true"' in shown(priced) and "Pay ¥166.00" in shown(priced)


def test_payment_stops_with_a_next_step_when_no_rate_stands(buyer, run_waiting_jobs, variant):
    page = settle(buyer, run_waiting_jobs, **ELSEWHERE)
    assert "Rate on request." in shown(page) and "Pay ¥" not in shown(page)

    refused = buyer.post(CHECKOUT, {"do": "pay", **ELSEWHERE, "provider": "sandbox", "shown_total": "136.00"})
    asked = buyer.post(reverse("orders:checkout-ask", args=[variant.product.seller_id]), {f"note-{variant.product.seller_id}": "By sea?"})
    buyer.post(reverse("orders:checkout-ask", args=[variant.product.seller_id]))

    assert refused.status_code == 422 and "no delivery rate yet" in shown(refused)
    assert not OrderGroup.objects.exists()
    assert asked.url == "/checkout/#delivery"
    inquiry = DeliveryInquiry.objects.get()
    assert (inquiry.country, inquiry.email, inquiry.note) == ("NZ", "carla@buyer.example", "By sea?")
    assert inquiry.goods == [f"2 × Coocamu washed Bourbon ({variant.sku})"]


def test_asking_is_refused_when_a_rate_stands(buyer, run_waiting_jobs, variant):
    settle(buyer, run_waiting_jobs)

    assert buyer.post(reverse("orders:checkout-ask", args=[variant.product.seller_id])).status_code == 404
    assert not DeliveryInquiry.objects.exists()


def test_goods_closed_to_the_country_stop_the_payment(client, run_waiting_jobs):
    oil = make_product("Chilli oil", code=CHILLI_OIL, variants=[{}]).variants.get()
    client.post("/cart/add/", {"variant": oil.pk, "quantity": 1})

    page = settle(client, run_waiting_jobs)

    assert "cannot be sold to this country until RDB says otherwise" in shown(page) and "Pay ¥" not in shown(page)


def test_total_follows_when_another_delivery_is_chosen(buyer, run_waiting_jobs, variant):
    make_lane(service="air_cargo", breaks={"0": "2.00"}, transit_min_days=1, transit_max_days=2, carrier="Fast")
    page = settle(buyer, run_waiting_jobs)
    options = re.findall(rf'name="delivery-{variant.product.seller_id}" value="(\d+)"', shown(page))
    assert len(options) >= 1

    for option in options:
        answer = buyer.post(
            CHECKOUT, {"do": "deliver", **typed_hangzhou(), f"delivery-{variant.product.seller_id}": option}, headers={"HX-Request": "true"}
        )
        assert 'id="checkout-sum"' in shown(answer)
        assert Checkout.objects.get().choices == {str(variant.product.seller_id): int(option)}


def test_button_is_not_believed_when_the_delivery_chosen_costs_more(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)

    answer = press(buyer, page, shown_total="1.00")

    assert answer.status_code == 422 and "The total is now ¥166.00" in shown(answer)
    assert not OrderGroup.objects.exists()


def test_delivery_is_priced_again_when_the_address_changed_before_paying(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)

    answer = press(buyer, page, province="440000", city="440100", district="440103")

    assert answer.status_code == 422 and "Delivery is being priced for this address" in shown(answer)
    assert not OrderGroup.objects.exists()


def test_buyer_is_sent_to_the_cart_when_a_price_changed_meanwhile(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)
    VariantPrice.objects.update(amount="70.00")

    answer = press(buyer, page)

    assert answer.url == "/cart/" and not OrderGroup.objects.exists()
    assert "Price changed" in shown(buyer.get("/cart/"))


def test_buyer_is_sent_to_the_cart_when_the_stock_went_meanwhile(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)
    count(1)

    assert press(buyer, page).url == "/cart/" and not OrderGroup.objects.exists()


def test_checkout_is_not_opened_when_the_cart_is_empty(client):
    assert client.get(CHECKOUT).url == "/cart/"
    assert client.post(CHECKOUT, {"do": "pay"}).url == "/cart/"


def test_buyer_who_comes_back_from_the_wallet_finds_the_order_and_not_an_empty_cart(buyer, run_waiting_jobs):
    press(buyer, settle(buyer, run_waiting_jobs))
    group = OrderGroup.objects.get()

    assert buyer.get(CHECKOUT).url == f"/orders/{group.number}/"
    assert f"Order {group.number} waits for your payment." in shown(buyer.get("/cart/"))
    OrderGroup.objects.update(state=GroupState.EXPIRED, ended_at=timezone.now())
    assert buyer.get(CHECKOUT).url == "/cart/"
    assert "waits for your payment" not in shown(buyer.get("/cart/"))


def test_waiting_order_is_shown_to_nobody_else(buyer, run_waiting_jobs):
    press(buyer, settle(buyer, run_waiting_jobs))

    assert Client().get(CHECKOUT).url == "/cart/"


def test_member_finds_the_last_address_typed_already(client, variant):
    carla = make_user("carla")
    make_group(variant, user=carla)
    client.force_login(carla)
    client.post("/cart/add/", {"variant": variant.pk, "quantity": 1})

    page = shown(client.get(CHECKOUT))

    assert 'value="文三路 477 号"' in page and 'value="330106" selected' in page and 'value="13805712266"' in page


def test_payment_is_refused_when_no_way_to_pay_is_chosen(buyer, run_waiting_jobs):
    page = settle(buyer, run_waiting_jobs)

    answer = press(buyer, page, provider="cowries")

    assert answer.status_code == 422 and "Choose how you pay" in shown(answer)
    assert not OrderGroup.objects.exists()


def test_currency_is_that_of_the_reader_all_the_way(client, run_waiting_jobs):
    make_lane(currency="USD", carrier="Dollar Air", breaks={"0": "3.00"})
    dollar = make_variant(5, "9.50", currency="USD")
    client.cookies["currency"] = "USD"
    client.post("/cart/add/", {"variant": dollar.pk, "quantity": 2})
    page = client.post(CHECKOUT, {"do": "address", **typed_hangzhou()}, follow=True)
    run_waiting_jobs("logistics.quote")
    page = client.get(CHECKOUT)

    press(client, page)

    group = OrderGroup.objects.get()
    assert (group.currency, group.state, str(group.goods)) == ("USD", GroupState.AWAITING_PAYMENT, "19.00 USD")


@pytest.mark.parametrize("number", [1, 3])
def test_checkout_costs_the_same_queries_when_it_has_more_parcels(client, number, run_waiting_jobs, django_assert_num_queries):
    for _ in range(number):
        client.post("/cart/add/", {"variant": make_variant(10).pk, "quantity": 1})
    settle(client, run_waiting_jobs)
    client.get(CHECKOUT)  # the rows of duties are read once a minute

    with django_assert_num_queries(8):
        client.get(CHECKOUT)


@pytest.mark.parametrize("number", [1, 3])
def test_checkout_costs_the_same_queries_when_one_seller_sells_all(client, number, run_waiting_jobs, django_assert_num_queries):
    shop = make_seller("Coocamu")
    for _ in range(number):
        client.post("/cart/add/", {"variant": make_variant(10, seller=shop).pk, "quantity": 1})
    settle(client, run_waiting_jobs)
    client.get(CHECKOUT)  # the rows of duties are read once a minute

    with django_assert_num_queries(8):
        client.get(CHECKOUT)


@pytest.mark.parametrize("do", ["address", "country", "region", "deliver", "pay"])
@pytest.mark.parametrize("name", ["email", "name", "phone", "province", "line", "purchase_order", "provider", "attempt", "shown_total"])
def test_what_no_column_takes_is_refused_in_words_and_the_rest_stays(buyer, do, name):
    typed = typed_hangzhou(purchase_order="PO-7")

    answer = buyer.post(CHECKOUT, {"do": do, **typed, name: "a\x00b"}, follow=True)

    assert answer.status_code in (200, 422)
    page = shown(buyer.get(CHECKOUT))
    for kept in {"line", "purchase_order"} - {name}:
        assert typed[kept] in page


def test_field_with_a_nul_says_so(buyer):
    page = shown(buyer.post(CHECKOUT, {"do": "address", **typed_hangzhou(line="a\x00b")}))

    assert "Null characters are not allowed." in page


@pytest.mark.parametrize("option", ["9" * 5000, "²", "-1", "\x00", "9" * 19])
def test_delivery_choice_that_is_no_number_is_not_taken(buyer, run_waiting_jobs, option):
    settle(buyer, run_waiting_jobs)
    seller = Variant.objects.get().product.seller_id

    assert buyer.post(CHECKOUT, {"do": "deliver", **typed_hangzhou(), f"delivery-{seller}": option}).status_code == 302
    assert "Pay" in shown(buyer.get(CHECKOUT))


@pytest.mark.parametrize("quantity", ["9" * 5000, "²", "-1", "NaN", "\x00", ""])
def test_quantity_that_is_no_number_is_refused(buyer, variant, quantity):
    answer = buyer.post(f"/cart/lines/{variant.pk}/", {"quantity": quantity})

    assert answer.status_code == 422 and CartLine.objects.get().quantity == 2
